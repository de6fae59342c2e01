"""Promises whose dues lie ahead, by the zone data of this process (reliability D8)."""

from dataclasses import replace
from datetime import datetime

from tracker.domain.promise import Promise
from tracker.domain.term import by_rules_of_now


def rezoned(promise: Promise, now: datetime) -> Promise:
    """With those of its dues that lie ahead reckoned anew, and what its event was last known to tell along with them.
    What is closed, or was due by either reckoning, stays as it is: no verdict changes.
    """
    if not promise.open or promise.binding.due <= now:
        return promise
    anew = [by_rules_of_now(term) if term.due > now else term for term in promise.terms]
    terms = tuple(new if new.due > now else old for old, new in zip(promise.terms, anew, strict=True))
    told = promise.origin.told_due if promise.origin else None
    moved = (new.due for old, new in zip(promise.terms, terms, strict=True) if new is not old and old.due == told)
    changed = replace(promise, terms=terms)
    return next((changed.settle(due) for due in moved), changed)

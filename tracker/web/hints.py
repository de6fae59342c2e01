"""What one's own history says of a promise about to be made, in words (requirement 42)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.hint import Hint, Lateness, hint
from tracker.domain.known import Known
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.mail.words import count, moment, stretch
from tracker.store import ledger, people
from tracker.web import forms, visit


def of_form(db: Connection, form: Mapping[str, str]) -> tuple[str, ...]:
    """What to know before keeping what a form says; nothing until it names a due, or where somebody else promised."""
    user, now = visit.user(), visit.now()
    try:
        due = forms.due(form, user.zone).at
    except forms.Unreadable:
        return ()
    if form.get("whose") == "theirs":
        return ()
    promises, persons = ledger.promises(db, user.id), people.persons(db, user.id)
    body, promisee = form.get("body", ""), form.get("who", "")
    return said(hint(promises, user, persons, body=body, promisee=promisee, due=due, now=now), due, user, now)


def of_found(candidate: Candidate, known: Known, now: datetime) -> tuple[str, ...]:
    """What to know before saying that a calendar's words are a promise of mine, with the due that they tell."""
    due = candidate.told_due
    if candidate.kind is not Kind.PROMISE or candidate.promiser != ME or due is None or due.at < now:
        return ()
    promisee = candidate.promisee(known.persons)
    told = hint(known.promises, known.user, known.named, body=candidate.body, promisee=promisee, due=due.at, now=now)
    return said(told, due.at, known.user, now)


def said(told: Hint, due: datetime, user: User, now: datetime) -> tuple[str, ...]:
    """A hint in sentences: how full that week is, how late such ones came, and when this one would come by that."""
    return tuple(_said(told, due, user, now))


def _said(told: Hint, due: datetime, user: User, now: datetime) -> Iterator[str]:
    if told.due_then:
        verb = "is" if told.due_then == 1 else "are"
        yield f"{count(told.due_then, 'promise')} {verb} due that week already."
    if told.lateness:
        yield _came(told.lateness)
        if told.lateness.median > timedelta(0):
            yield f"Going by that, this one comes {moment(due + told.lateness.median, user.zone, now)}."


def _came(late: Lateness) -> str:
    """The median in plain words: half came so late, or later."""
    which = f"Half of your {count(late.of, 'promise')} {late.like.value} came"
    if late.median > timedelta(0):
        return f"{which} {stretch(late.median)} or more after the due you first gave."
    early = f"{stretch(-late.median)} or more before" if late.median <= -timedelta(hours=1) else "by"
    return f"{which} {early} the due you first gave."


def joined(first: str, hints: Iterable[str]) -> str:
    """What was done, and then what to know of it, on one line."""
    return " ".join((first, *hints))

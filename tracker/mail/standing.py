"""How a promise stands and between whom it is, in the words that page, letter and terminal share."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.loss import loss
from tracker.domain.people import Person, whose
from tracker.domain.promise import ME, Promise, Term
from tracker.domain.reading.names import is_name
from tracker.domain.reconcile import Question
from tracker.domain.verdict import Outcome
from tracker.mail import words
from tracker.tongue import N_, ngettext
from tracker.tongue import gettext as _

DAY = timedelta(days=1)
LONG_BEFORE = timedelta(days=30)  # done so much earlier, it may have been something else
UNREAD = N_("its calendar has not been read since it came due; it may have moved")


def between(promise: Promise, persons: Sequence[Person] = ()) -> str:
    """Who it is between: `to Ama`, `from Kofi`; nothing where nobody was named, or the body says to whom."""
    if not promise.mine:
        return _("from %(who)s", who=words.name_of(promise.promiser, persons))
    return to_whom(promise.body, promise.promisee, persons)


def to_whom(body: str, who: str, persons: Sequence[Person] = ()) -> str:
    """`to Ama`; nothing where nobody was named, or where the body says so already."""
    if who in ("", ME) or _says(body, who, persons):
        return ""
    return _("to %(who)s", who=words.name_of(who, persons))


def _says(body: str, who: str, persons: Sequence[Person]) -> bool:
    """Whether a body names somebody already: in full, by first name, or by the first word of their address."""
    person = whose(who, persons)
    full = dict.fromkeys(name for name in (who, person.name if person else "") if name)
    return any(_stands(name, body) for name in dict.fromkeys((*full, *map(_first, full))) if name)


@lru_cache(maxsize=4096)
def _first(name: str) -> str:
    """A first name, also out of an address; nothing of a word such as the one in “the committee”."""
    handle, at, _domain = name.partition("@")
    word = re.split(r"[\s._-]+", handle)[0]
    return word if is_name(word) and (word[:1].isupper() or (at and len(word) > 2)) else ""


def _stands(name: str, body: str) -> bool:
    if name.isascii() and body.isascii() and name.lower() not in body.lower():  # as nearly always
        return False
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body, re.IGNORECASE))


def past(term: Term, at: datetime, zone: ZoneInfo) -> str:
    """How far past its due an instant lies: in days of the calendar; in hours under a day, if an hour was named."""
    gone = at - term.due
    days = (at.astimezone(zone).date() - term.due.astimezone(zone).date()).days
    if days > 0 and (term.dated or gone >= DAY):
        return ngettext("%(num)s day", "%(num)s days", days)
    hours, minutes = divmod(int(gone.total_seconds()) // 60, 60)
    if hours:
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    return ngettext("%(num)s minute", "%(num)s minutes", max(minutes, 1))


def overdue(line: Line, zone: ZoneInfo, now: datetime) -> str:
    """`3 days overdue`; nothing of what is not."""
    if line.verdict.outcome is not Outcome.OVERDUE:
        return ""
    # Translators: how long, as "3 days overdue"
    return _("%(long)s overdue", long=past(line.verdict.term, now, zone))


def late(line: Line, zone: ZoneInfo) -> str:
    """`3 days late`, of what was delivered after its limit."""
    return _late(line.verdict.term, line.verdict.at, zone)


def _late(term: Term, at: datetime, zone: ZoneInfo) -> str:
    # Translators: how long, as "3 days late"
    return _("%(long)s late", long=past(term, at, zone))


def worth(line: Line, zone: ZoneInfo, now: datetime) -> str:
    """What delivering it is still worth once it is past due, and until when (requirement 31); else nothing."""
    term, outcome = line.verdict.term, line.verdict.outcome
    if now <= term.due or outcome not in (Outcome.PENDING, Outcome.OVERDUE):
        return ""
    if line.verdict.at < term.due:  # the verdict stops where its calendar was last read
        return _(UNREAD)
    value, until = line.worth or (0, now)
    if not line.promise.mine or until <= now:
        return ""
    by = words.soon(until, zone, now)
    if outcome is Outcome.PENDING:
        return _("still on time if delivered by %(by)s", by=by)
    # Translators: what a late delivery still counts, as "counts 75% if delivered by Tue 08:00"
    return _("counts %(share)s if delivered by %(by)s", share=tongue.percent(value), by=by)


def countdown(line: Line, user: User, now: datetime) -> str:
    """What delivering an open promise of mine is worth, until when, and then: `0.75 until Wed 17:00, then 0.5`.

    Nothing of what is owed to me. What its calendar hides is said instead (requirements 31 and 15).
    """
    if line.verdict.at < line.verdict.term.due < now and line.promise.open:
        return _(UNREAD)
    ahead = loss(line, user.leniency)
    if ahead is None:
        gone = line.promise.mine and line.verdict.outcome is Outcome.OVERDUE
        return _("worth 0 by now, and still owed") if gone else ""
    if ahead.until < now:  # its calendar was last read before then: what it is worth by now is not known
        return ""
    worth_now, then = words.credit(ahead.value), words.credit(ahead.then)
    # Translators: as "worth 0.75 until Wed 17:00, then 0.5"
    return _(
        "worth %(value)s until %(until)s, then %(then)s",
        value=worth_now,
        until=words.soon(ahead.until, user.zone, now),
        then=then,
    )


def done(question: Question, user: User, now: datetime) -> str:
    """A calendar's word that something was done: when, whether that is in time, and what makes one wonder."""
    if question.delivered_at is None:
        return ""
    at, how = words.moment(question.delivered_at, user.zone, now), timing(question, user, now)
    if how:
        # Translators: in brackets stands how, as "on time" or "2 days late"
        said = _("Your calendar says that it was done on %(at)s (%(how)s).", at=at, how=how)
    else:
        said = _("Your calendar says that it was done on %(at)s.", at=at)
    return f"{said} {doubt(question, user, now)}".strip()


def timing(question: Question, user: User, now: datetime) -> str:
    """What a delivery then would be: `on time`, `2 days late`; nothing where that cannot be told."""
    at, term = question.delivered_at, question.term
    if at is None or term is None or at > now:
        return ""
    return _("on time") if at <= user.leniency.limit(term) else _late(term, at, user.zone)


def doubt(question: Question, user: User, now: datetime) -> str:
    """What makes one wonder at the instant at which it is said to have been done; mostly nothing."""
    at, since = question.delivered_at, _begun(question)
    if at and at > now:
        return _("That has not come yet: it would count as delivered now.")
    if at is None or since is None or at >= since - LONG_BEFORE:
        return ""
    before = words.long(since - at)
    if question.promise:
        return _("That is %(long)s before the promise was written down: perhaps it was something else.", long=before)
    return _("That is %(long)s before it is due: perhaps it was something else.", long=before)


def _begun(question: Question) -> datetime | None:
    """What a delivery can hardly lie long before."""
    if question.promise:
        return question.promise.made_at
    told = question.candidate
    return (told.told_due.at if told.told_due else told.start) if told else None

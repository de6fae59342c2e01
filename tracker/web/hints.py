"""What one's own history says of a promise about to be made, in words (requirement 42)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.hint import Hint, Lateness, Like, hint
from tracker.domain.known import Known
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.mail.words import moment, stretch
from tracker.store import ledger, people
from tracker.tongue import N_, first_weekday, ngettext
from tracker.tongue import gettext as _
from tracker.web import forms, visit

# Translators: which promises, in the sentence that begins with "Half of your 7 promises"
LIKE = {
    Like.PERSON: N_("to the same person"),
    Like.VERB: N_("with the same verb"),
    Like.ALL: N_("of any kind"),
}
CAME_LATE = N_("Half of your %(num)s promises %(like)s came %(long)s or more after the due you first gave.")
CAME_EARLY = N_("Half of your %(num)s promises %(like)s came %(long)s or more before the due you first gave.")
CAME_BY = N_("Half of your %(num)s promises %(like)s came by the due you first gave.")


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
    told = hint(promises, user, persons, body=body, promisee=promisee, due=due, now=now, begins=first_weekday())
    return said(told, due, user, now)


def of_found(candidate: Candidate, known: Known, now: datetime) -> tuple[str, ...]:
    """What to know before saying that a calendar's words are a promise of mine, with the due that they tell."""
    due = candidate.told_due
    if candidate.kind is not Kind.PROMISE or candidate.promiser != ME or due is None or due.at < now:
        return ()
    promisee = candidate.promisee(known.persons)
    told = hint(
        known.promises,
        known.user,
        known.named,
        body=candidate.body,
        promisee=promisee,
        due=due.at,
        now=now,
        begins=first_weekday(),
    )
    return said(told, due.at, known.user, now)


def said(told: Hint, due: datetime, user: User, now: datetime) -> tuple[str, ...]:
    """A hint in sentences: how full that week is, how late such ones came, and when this one would come by that."""
    return tuple(_said(told, due, user, now))


def _said(told: Hint, due: datetime, user: User, now: datetime) -> Iterator[str]:
    if told.due_then:
        yield ngettext(
            "%(num)s promise is due that week already.", "%(num)s promises are due that week already.", told.due_then
        )
    if told.lateness:
        yield _came(told.lateness)
        if told.lateness.median > timedelta(0):
            comes = moment(due + told.lateness.median, user.zone, now)
            yield _("Going by that, this one comes %(when)s.", when=comes)


def _came(late: Lateness) -> str:
    """The median in plain words: half came so late, or later."""
    which = {"num": late.of, "like": _(LIKE[late.like])}
    if late.median > timedelta(0):
        return _(CAME_LATE, long=stretch(late.median), **which)
    if late.median <= -timedelta(hours=1):
        return _(CAME_EARLY, long=stretch(-late.median), **which)
    return _(CAME_BY, **which)


def joined(first: str, hints: Iterable[str]) -> str:
    """What was done, and then what to know of it, on one line."""
    return " ".join((first, *hints))

"""Instants, spans and shares as a person says them, on their own wall clock: the letter's words, and a few more."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker import tongue
from tracker.domain.digest import Digest
from tracker.domain.known import Line
from tracker.domain.promise import ME
from tracker.domain.reading.due import Due
from tracker.domain.verdict import Outcome
from tracker.mail.game import planned
from tracker.mail.standing import between, countdown, doubt, late, overdue, timing, to_whom, worth
from tracker.mail.words import day, due, greeting, moment, name_of, sentence
from tracker.tongue import N_, ngettext
from tracker.tongue import gettext as _

__all__ = [
    "between",
    "countdown",
    "day",
    "doubt",
    "due",
    "fact",
    "hour",
    "moment",
    "name_of",
    "near",
    "outcome_named",
    "percent",
    "planned",
    "sentence",
    "standing",
    "timing",
    "to_whom",
    "worth",
]

# Translators: how near a day is, in lower case: "due today", "last met yesterday"
NEAR = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}
# Translators: what became of a promise, on a small chip beside it
OUTCOMES = {
    Outcome.PENDING: N_("pending"),
    Outcome.OVERDUE: N_("overdue"),
    Outcome.KEPT: N_("kept"),
    Outcome.LATE: N_("late"),
    Outcome.BROKEN: N_("broken"),
    Outcome.RELEASED: N_("released"),
    Outcome.VOID: N_("void"),
}


def days_until(at: datetime, zone: ZoneInfo, now: datetime) -> int:
    """How many midnights lie between now and then; below zero when it is past."""
    return (at.astimezone(zone).date() - now.astimezone(zone).date()).days


def date_of(on: date) -> str:
    """A day of the calendar, as `Sun 1 Mar 2026`."""
    return tongue.day(on, year=True)


def near(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`today`, `tomorrow`, `in 3 days`, `yesterday`, `3 days ago`."""
    days = days_until(at, zone, now)
    if days in NEAR:
        return _(NEAR[days])
    if days > 0:
        return ngettext("in %(num)s day", "in %(num)s days", days)
    return ngettext("%(num)s day ago", "%(num)s days ago", -days)


def hour(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """The time of day of an instant, as `17:00`."""
    return tongue.clock(at.astimezone(zone))


def percent(share: float) -> str:
    """A share as a whole percent: two decimals are never implied."""
    return tongue.percent(share)


def standing(line: Line, zone: ZoneInfo, now: datetime) -> str:
    """How a promise stands, in a few words: `in 2 days`, `3 days overdue`, `2 hours late`, `kept`."""
    outcome = line.verdict.outcome
    if outcome is Outcome.PENDING:
        return near(line.verdict.term.due, zone, now)
    if outcome is Outcome.LATE:
        return late(line, zone)
    return overdue(line, zone, now) or outcome_named(outcome)


def outcome_named(outcome: Outcome) -> str:
    """An outcome by its name: `kept`."""
    return _(OUTCOMES[outcome])


def fact(digest: Digest) -> str:
    """The week's one fact, as a heading."""
    if digest.overdue:
        who, many = digest.overdue[0].promise.promisee, len(digest.overdue)
        if not who or who == ME:
            return ngettext("%(num)s overdue.", "%(num)s overdue.", many)
        first = greeting(who, digest.persons)
        return ngettext("%(num)s overdue, %(who)s first.", "%(num)s overdue, %(who)s first.", many, who=first)
    if digest.coming:
        return ngettext(
            "Nothing overdue. %(num)s promise this week.",
            "Nothing overdue. %(num)s promises this week.",
            len(digest.coming),
        )
    return _("Nothing owed this week.")


def due_found(due: Due, zone: ZoneInfo, now: datetime) -> str:
    """A due that words were read as."""
    return (day if due.dated else moment)(due.at, zone, now)


def on(due: Due, zone: ZoneInfo, now: datetime) -> str:
    """Its day, for a field that takes one."""
    return due.at.astimezone(zone).date().isoformat()


def clock(due: Due, zone: ZoneInfo, now: datetime) -> str:
    """Its time of day, for a field that takes one; nothing when only a day was named."""
    return "" if due.dated else f"{due.at.astimezone(zone):%H:%M}"

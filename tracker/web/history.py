"""The ledger's entries about one promise, told in words."""

from datetime import datetime
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from tracker.domain.entry import Act, Entry, by_calendar, of_calendar
from tracker.domain.promise import AT_ONCE, Cause, Promise, from_record, to_record
from tracker.domain.word import PROMISEE
from tracker.tongue import N_
from tracker.tongue import gettext as _
from tracker.web import words

# Translators: by which way something was written down, after its day: "Tue 6 Jan, 17:00, on the page"
WAYS = {
    "page": N_("on the page"),
    "letter": N_("by a link in a letter"),
    "marker": N_("by a marker in the calendar"),
    "command": N_("by command"),
    "api": N_("by a program"),
    "link": N_("by the link that they were given"),
    "zones": N_("by time zone data"),
    "upgrade": N_("when tracker was upgraded"),
    by_calendar("page"): N_("by your calendar's word, confirmed on the page"),
    by_calendar("command"): N_("by your calendar's word, confirmed by command"),
}
# Translators: what was done, as the heading of a line of history
ACTS = {
    Act.ACCEPTED: N_("Accepted"),
    Act.ADDED: N_("Added"),
    Act.DELIVERED: N_("Delivered"),
    Act.RENEGOTIATED: N_("Renegotiated"),
    Act.RELEASED: N_("Released"),
    Act.RENEGED: N_("Broken by own word"),
    Act.VOIDED: N_("Struck out"),
    Act.SETTLED: N_("Settled"),
    Act.EDITED: N_("Edited"),
    Act.UNDONE: N_("Undone"),
    Act.EXPLAINED: N_("Explained"),
    Act.ASKED: N_("Asked their word"),
    Act.RECEIVED: N_("Received"),
    Act.DOUBTED: N_("Not received yet"),
    Act.WITHDRAWN: N_("Link withdrawn"),
    Act.REOPENED: N_("Not delivered after all"),
    Act.REZONED: N_("Moved by time zone data"),
}
SAID = {
    Act.UNDONE: N_("The last act was taken back."),
    Act.SETTLED: N_("The calendar's change was looked at; the due here stays."),
    Act.ASKED: N_("A link was made by which they say whether they have it."),
    Act.WITHDRAWN: N_("The link that they were given works no more."),
    Act.RECEIVED: N_("They say that they have it: their word weighs more than yours."),
    Act.DOUBTED: N_("They say that they do not have it yet."),
    Act.REOPENED: N_("Its delivery was taken back by your own word: it is owed again."),
}
CAUSES = {
    Cause.FORGOT: N_("forgot"),
    Cause.CAPACITY: N_("capacity"),
    Cause.BLOCKED: N_("blocked"),
    Cause.UNCLEAR: N_("unclear"),
    Cause.CHOSE_NOT_TO: N_("chose not to"),
}
OWN_WORDS = {
    Cause.FORGOT: N_("I forgot it"),
    Cause.CAPACITY: N_("I had taken on too much"),
    Cause.BLOCKED: N_("Something held me up"),
    Cause.UNCLEAR: N_("It was unclear what was wanted"),
    Cause.CHOSE_NOT_TO: N_("I chose not to"),
}


class Told(NamedTuple):
    """One entry in words: when it was written, what was done, what that changed, and by which way."""

    at: datetime
    act: Act
    headline: str
    detail: str
    way: str


def told(entry: Entry, zone: ZoneInfo, now: datetime) -> Told:
    """One entry in words, on the wall clock of its reader."""
    before = from_record(entry.before) if entry.before else None
    after = from_record(entry.after) if entry.after else None
    headline = _(ACTS[entry.act])
    if after is None:
        headline, detail = _("Taken back"), _("It is no promise any more.")
    else:
        detail = _detail(entry, before, after, zone, now)
    return Told(entry.at, entry.act, headline, detail, way(entry))


def way(entry: Entry) -> str:
    """By which way it was written down."""
    return _(WAYS[entry.via]) if entry.via in WAYS else entry.via


def cause_named(cause: Cause) -> str:
    """A cause by its name."""
    return _(CAUSES[cause])


def in_own_words(cause: Cause) -> str:
    """A cause as one says it of oneself."""
    return _(OWN_WORDS[cause])


def _detail(entry: Entry, before: Promise | None, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    if entry.act is Act.DELIVERED:
        return _delivered(entry, after, zone, now)
    if entry.act is Act.RENEGOTIATED and before:
        return _moved(before, after, zone, now)
    if entry.act is Act.REZONED and before:
        return _rezoned(before, after, zone, now)
    if entry.act in (Act.RENEGED, Act.EXPLAINED):
        return _("Cause: %(cause)s.", cause=cause_named(after.cause)) if after.cause else ""
    if entry.act is Act.RELEASED and entry.by == PROMISEE:
        return _("They let you off.")
    return _opening(after, zone, now) if before is None else _(SAID.get(entry.act, ""))


def _opening(after: Promise, zone: ZoneInfo, now: datetime) -> str:
    what = {"what": after.body, "when": words.due(after.terms[0], zone, now)}
    if after.repairs:
        return _("“%(what)s”, due %(when)s. In place of one that was missed.", **what)
    return _("“%(what)s”, due %(when)s.", **what)


def _delivered(entry: Entry, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    at = after.delivered_at
    if at is None or entry.at - at <= AT_ONCE:
        return ""
    when = words.moment(at, zone, now)
    if of_calendar(entry.via):
        return _("Back-dated: your calendar says that it was delivered on %(when)s.", when=when)
    return _("Back-dated: said to have been delivered on %(when)s.", when=when)


def _moved(before: Promise, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    new = after.terms[-1]
    dues = {"old": words.due(before.binding, zone, now), "new": words.due(new, zone, now)}
    if after.binding == new:
        return _("Due moved from %(old)s to %(new)s. They were told in time, so the new due counts.", **dues)
    if new.agreed_at is None:
        return _("Due moved from %(old)s to %(new)s. They were not told, so the old due still counts.", **dues)
    return _("Due moved from %(old)s to %(new)s. The old due had passed, so it still counts.", **dues)


def _rezoned(before: Promise, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    old, new = (words.moment(one.binding.due, zone, now) for one in (before, after))
    rules = _("The rules by which clocks change in the time zone %(zone)s are others now.", zone=after.binding.zone)
    return rules + " " + _("Its due stays at %(new)s, not %(old)s.", new=new, old=old)


def state(promise: Promise) -> str:
    """A short name of what a promise is now. An Undo made for another state of it changes nothing."""
    return f"{crc32(repr(to_record(promise)).encode()):08x}"

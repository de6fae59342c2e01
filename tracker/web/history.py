"""The ledger's entries about one promise, told in words."""

from datetime import datetime
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from tracker.domain.entry import Act, Entry, by_calendar, of_calendar
from tracker.domain.promise import AT_ONCE, Promise, from_record, to_record
from tracker.domain.word import PROMISEE
from tracker.web import words

WAYS = {
    "page": "on the page",
    "letter": "by a link in a letter",
    "marker": "by a marker in the calendar",
    "command": "by command",
    "link": "by the link that they were given",
    "upgrade": "when tracker was upgraded",
    by_calendar("page"): "by your calendar's word, confirmed on the page",
    by_calendar("command"): "by your calendar's word, confirmed by command",
}
SAID = {
    Act.UNDONE: "The last act was taken back.",
    Act.SETTLED: "The calendar's change was looked at; the due here stays.",
    Act.ASKED: "A link was made by which they say whether they have it.",
    Act.WITHDRAWN: "The link that they were given works no more.",
    Act.RECEIVED: "They say that they have it: their word weighs more than yours.",
    Act.DOUBTED: "They say that they do not have it yet.",
    Act.REOPENED: "Its delivery was taken back by your own word: it is owed again.",
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
    headline = entry.act.value.capitalize()
    if after is None:
        headline, detail = "Taken back", "It is no promise any more."
    else:
        detail = _detail(entry, before, after, zone, now)
    return Told(entry.at, entry.act, headline, detail, WAYS.get(entry.via, entry.via))


def _detail(entry: Entry, before: Promise | None, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    if entry.act is Act.DELIVERED:
        return _delivered(entry, after, zone, now)
    if entry.act is Act.RENEGOTIATED and before:
        return _moved(before, after, zone, now)
    if entry.act in (Act.RENEGED, Act.EXPLAINED):
        return f"Cause: {after.cause.value}." if after.cause else ""
    if entry.act is Act.RELEASED and entry.by == PROMISEE:
        return "They let you off."
    return _opening(after, zone, now) if before is None else SAID.get(entry.act, "")


def _opening(after: Promise, zone: ZoneInfo, now: datetime) -> str:
    what = f"“{after.body}”, due {words.due(after.terms[0], zone, now)}."
    return f"{what} In place of one that was missed." if after.repairs else what


def _delivered(entry: Entry, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    at = after.delivered_at
    if at is None or entry.at - at <= AT_ONCE:
        return ""
    who = "your calendar says that it was" if of_calendar(entry.via) else "said to have been"
    return f"Back-dated: {who} delivered on {words.moment(at, zone, now)}."


def _moved(before: Promise, after: Promise, zone: ZoneInfo, now: datetime) -> str:
    new = after.terms[-1]
    moved = f"Due moved from {words.due(before.binding, zone, now)} to {words.due(new, zone, now)}."
    if after.binding == new:
        return f"{moved} They were told in time, so the new due counts."
    if new.agreed_at is None:
        return f"{moved} They were not told, so the old due still counts."
    return f"{moved} The old due had passed, so it still counts."


def state(promise: Promise) -> str:
    """A short name of what a promise is now. An Undo made for another state of it changes nothing."""
    return f"{crc32(repr(to_record(promise)).encode()):08x}"

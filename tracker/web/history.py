"""The ledger's entries about one promise, told in words."""

from datetime import datetime
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from tracker.domain.entry import Act, Entry, by_calendar, of_calendar
from tracker.domain.promise import AT_ONCE, Promise, from_record, to_record
from tracker.web import words

WAYS = {
    "page": "on the page",
    "letter": "by a link in a letter",
    "marker": "by a marker in the calendar",
    "command": "by command",
    by_calendar("page"): "by your calendar's word, confirmed on the page",
    by_calendar("command"): "by your calendar's word, confirmed by command",
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
    if entry.act is Act.RENEGED:
        return f"Cause: {after.cause.value}." if after.cause else ""
    if entry.act is Act.UNDONE:
        return "The last act was taken back."
    if entry.act is Act.SETTLED:
        return "The calendar's change was looked at; the due here stays."
    return f"“{after.body}”, due {words.due(after.terms[0], zone, now)}." if before is None else ""


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

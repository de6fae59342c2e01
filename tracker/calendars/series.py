"""One UID's entries unrolled: the instances of a series in a span, each under the name it keeps when it moves.

Only the master, and instances that stand for all that follow, go through recurring_ical_events; an instance that
stands for itself alone is taken as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event, vDDDLists, vDDDTypes, vRecur

from tracker.calendars.allowance import Allowance, TooLong
from tracker.calendars.entries import Entry, shortest
from tracker.calendars.moments import DAY, Moment, alike
from tracker.calendars.properties import Unread
from tracker.calendars.rules import OCCURRENCES, SLACK, guarded
from tracker.calendars.steps import moments, plan, sign
from tracker.domain.event import Span
from tracker.domain.saying import Words
from tracker.tongue import N_

LONGEST = timedelta(days=366)


class Occurrence(NamedTuple):
    """One instance: what it says, when it is, and the name of its original start (empty if it does not recur)."""

    entry: Entry
    start: Moment
    end: Moment
    recurrence_id: str = ""


class Unrolled(NamedTuple):
    """The instances of one UID, and what was left out, in plain words. `cut`: there are more than we show."""

    occurrences: list[Occurrence]
    notes: list[str]
    cut: bool


def unroll(
    entries: Sequence[Entry], span: Span, home: ZoneInfo, allowance: Allowance, unread: Sequence[Moment] = ()
) -> Unrolled:
    """All instances of one UID that overlap a span. Of those that stood at `unread` nobody can say what became."""
    master = _newest(entry for entry in entries if entry.recurrence_id is None)
    overrides = _overrides(entries, master)
    notes = [note for entry in entries for note in entry.notes]
    found = [*_alone(master, overrides), *(_of_master(master, overrides, span, notes, allowance) if master else ())]
    lost = {name(_like_master(moment, master)) for moment in unread}
    found = [one for one in found if one.recurrence_id not in lost or one.entry.recurrence_id]
    found = [_when_due(one) if one.entry.todo else one for one in found]
    inside = sorted((one for one in found if _overlaps(one, span, home)), key=lambda one: one.start.instant(home))
    if _doubled(entries):
        notes.append(N_("other events have the same UID, which no two may share; only the newest is shown"))
    if len(inside) > OCCURRENCES:
        notes.append(Words("only the first %(most)s of its occurrences are shown", most=OCCURRENCES))
    return Unrolled(inside[:OCCURRENCES], notes, len(inside) > OCCURRENCES)


def _alone(master: Entry | None, overrides: dict[str, Entry]) -> list[Occurrence]:
    """The instances that stand for themselves: an override, and one onwards where nothing follows."""
    series = master and (master.rules or master.dates)
    return [
        Occurrence(entry, entry.start, entry.end, name)
        for name, entry in overrides.items()
        if not (series and entry.onwards)
    ]


def _when_due(one: Occurrence) -> Occurrence:
    """A VTODO is told at its due."""
    return one._replace(start=one.end, end=shortest(one.end))


def _newest(entries: Iterable[Entry]) -> Entry | None:
    """Of several with one name the last revision (RFC 5546, 2.1.5); a cancellation outweighs what it cancels.

    Where nothing tells them apart, what they say does: never their order, which servers change from day to day.
    """
    return max(entries, key=_revision, default=None)


def _revision(entry: Entry) -> tuple[int, bool, str, str, str]:
    return entry.sequence, entry.cancelled, entry.stamp, entry.start.at.isoformat(), entry.summary


def _doubled(entries: Iterable[Entry]) -> bool:
    """Whether masters contradict each other and no SEQUENCE says which one is the newer."""
    masters = [entry for entry in entries if entry.recurrence_id is None]
    return len({(each.sequence, each.start) for each in masters}) > len({each.sequence for each in masters})


def _overrides(entries: Iterable[Entry], master: Entry | None) -> dict[str, Entry]:
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.recurrence_id:
            named.setdefault(name(_like_master(entry.recurrence_id, master)), []).append(entry)
    return {key: newest for key, group in named.items() if (newest := _newest(group))}


def _like_master(moment: Moment, master: Entry | None) -> Moment:
    return alike(moment, master.start) if master else moment


def name(original: Moment) -> str:
    """The lasting name of an instance: `20260310`, `20260310T150000Z`, or without Z where its time is floating."""
    if not isinstance(original.at, datetime):
        return original.at.strftime("%Y%m%d")
    if original.floating:
        return original.at.strftime("%Y%m%dT%H%M%S")
    return original.at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _overlaps(one: Occurrence, span: Span, home: ZoneInfo) -> bool:
    start, end = one.start.instant(home), one.end.instant(home)
    return start < span.end and (end > span.start or start >= span.start)


def _of_master(
    master: Entry, overrides: dict[str, Entry], span: Span, notes: list[str], allowance: Allowance
) -> Iterable[Occurrence]:
    plain = _plain(master, overrides, span)
    if plain is not None:
        return plain
    gone = _gone(master, overrides)
    rules = _rules(master, span, notes)
    if rules or master.dates:
        try:
            with allowance.for_one():
                return [one for one in _instances(master, rules, overrides, span) if one.recurrence_id not in gone]
        except MemoryError:
            raise
        except TooLong:
            notes.append(N_("its repeating takes too long to work out; it is shown once"))
        except Exception:  # many kinds come out of the expansion (reliability 1.3); the event itself was read well
            notes.append(N_("its repeating cannot be worked out; it is shown once"))
    original = name(master.start)
    repeats = bool(master.rules or master.dates)  # a series that we do not follow is still one by name
    once = Occurrence(master, master.start, master.end, original if repeats else "")
    replaced = original in overrides and not overrides[original].onwards
    return [] if original in gone or replaced else [once]


def _plain(master: Entry, overrides: dict[str, Entry], span: Span) -> list[Occurrence] | None:
    """The instances of a series with one plain rule that was never cut in two; None for all else."""
    length = _length(master)
    odd = len(master.rules) != 1 or any(period for _, period in master.dates) or length > LONGEST
    followed = (
        None if odd or any(entry.onwards for entry in overrides.values()) else plan(master.rules[0], master.start)
    )
    starts = moments(followed, master.start, span, length) if followed else None
    if followed is None or starts is None:
        return None
    more = [alike(moment, master.start, midnight=True).at for moment, _ in master.dates]
    if followed.until is None or sign(master.start.at) <= followed.until:
        more.append(master.start.at)
    gone = _gone(master, overrides)
    found = {name(start): start for at in (*starts, *more) if (start := Moment(at, master.start.floating))}
    return [
        Occurrence(master, start, _end(master, start), original)
        for original, start in found.items()
        if original not in gone
    ]


def _length(entry: Entry) -> timedelta:
    """How long it lasts by the wall clock, or exactly where that cannot tell."""
    return entry.end.at - entry.start.at if entry.exactly is None else entry.exactly


def _end(entry: Entry, start: Moment) -> Moment:
    """Of an instance that starts then: a DURATION counts hours exactly (RFC 5545, 3.3.6), and so does a DTEND on
    another clock (3.8.5.3); any other DTEND stays where it is on the wall.
    """
    if entry.lasts is not None:
        return start.later(entry.lasts)
    if entry.exactly is not None and isinstance(start.at, datetime):
        return Moment((start.at.astimezone(UTC) + entry.exactly).astimezone(start.at.tzinfo), start.floating)
    return Moment(start.at + _length(entry), start.floating)


def _gone(master: Entry, overrides: dict[str, Entry]) -> set[str]:
    """The names of instances that are not as the master says: taken out, or told by themselves."""
    alone = [each.recurrence_id for each in overrides.values() if not each.onwards and each.recurrence_id]
    return {name(alike(moment, master.start)) for moment in (*master.except_dates, *alone)}


def _rules(master: Entry, span: Span, notes: list[str]) -> list[str]:
    found = []
    for value in master.rules[:5]:
        try:
            if master.end.at - master.start.at > LONGEST:
                raise Unread("it lasts longer than a year and repeats; it is shown once")
            found.append(guarded(value, master.start, span.end.astimezone(UTC) + SLACK))
        except Unread as reason:
            notes.append(reason.words)
    return found


def _instances(master: Entry, rules: list[str], overrides: dict[str, Entry], span: Span) -> Iterator[Occurrence]:
    onwards = [entry for entry in overrides.values() if entry.onwards]
    calendar = Calendar()
    calendar.add_component(_master_event(master, rules))
    for place, entry in enumerate(onwards, 1):
        calendar.add_component(_onwards_event(entry, master, str(place)))
    begin, end = _bounds(master, span)
    periods = any(period for _, period in master.dates)
    for event in recurring_ical_events.of(calendar).between(begin, end):
        entry = (master, *onwards)[int(event["X-ENTRY"])]
        start, last = (_moment(event[key].dt, master) for key in ("DTSTART", "DTEND"))
        if entry is master and not periods:
            last = _end(master, start)
        yield Occurrence(entry, start, last, name(_original(entry, start, master)))


def _bounds(master: Entry, span: Span) -> tuple[date, date]:
    """The span and a day on each side, in the form of the series."""
    begin, end = span.start - DAY, span.end + DAY
    return (begin.date(), end.date() + DAY) if master.start.all_day else (begin, end)


def _moment(at: date, master: Entry) -> Moment:
    return Moment(at, master.start.floating)


def _original(entry: Entry, start: Moment, master: Entry) -> Moment:
    """Where an instance stood before it was moved with all that follow."""
    if entry is master or not entry.recurrence_id:
        return start
    moved = alike(entry.start, master.start).at - alike(entry.recurrence_id, master.start).at
    return Moment(start.at - moved, start.floating)


def _master_event(master: Entry, rules: list[str]) -> Event:
    event = _event(master.start, master.end, "0")
    if rules:
        event["RRULE"] = [vRecur.from_ical(rule) for rule in rules]
    if master.dates:
        event["RDATE"] = vDDDLists([_rdate(moment, length, master) for moment, length in master.dates])
    return event


def _rdate(moment: Moment, length: timedelta | None, master: Entry) -> date | tuple[date, timedelta]:
    at = alike(moment, master.start, midnight=True).at
    return at if length is None else (at, length)


def _onwards_event(entry: Entry, master: Entry, place: str) -> Event:
    event = _event(alike(entry.start, master.start), alike(entry.end, master.start), place)
    if entry.recurrence_id:
        event["RECURRENCE-ID"] = vDDDTypes(alike(entry.recurrence_id, master.start).at)
        event["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
    return event


def _event(start: Moment, end: Moment, place: str) -> Event:
    event = Event()
    event["UID"] = "series"
    event["DTSTART"] = vDDDTypes(start.at)
    event["DTEND"] = vDDDTypes(end.at)
    event["X-ENTRY"] = place
    return event

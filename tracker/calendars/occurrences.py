"""Entries to events: every occurrence in a window, one UID at a time, within the bounds of one calendar. Whoever told
the entries, a feed or Google, this is how they become events.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.calendars.allowance import Allowance
from tracker.calendars.entries import Entry
from tracker.calendars.lines import Place
from tracker.calendars.moments import Moment
from tracker.calendars.rules import often
from tracker.calendars.series import Occurrence, unroll
from tracker.domain.event import CalendarEvent, EventKey, Span
from tracker.domain.saying import Words
from tracker.tongue import N_

EVENTS = 20_000
TITLE = 80  # characters of it that are said


class Note(NamedTuple):
    """Something that was left out: of one event at a place, which was `kept` but for that; or of the calendar."""

    said: str
    place: Place | None = None
    uid: str = ""
    title: str = ""
    kept: bool = True

    @property
    def named(self) -> str:
        """What its event is called, in one line, without signs that could turn round the words behind it."""
        title = " ".join("".join(letter if letter.isprintable() else " " for letter in self.title).split())
        return f"“{title[:TITLE]}”" if title else "An event without a title"


class Found(NamedTuple):
    """What gathers while a calendar is read, and what it may still cost."""

    groups: dict[tuple[bool, str], list[Entry]]
    unread: dict[str, list[Moment]]  # by UID, the instances that cannot be read
    notes: list[Note]
    cut: list[str]  # the UIDs that were cut at a bound
    allowance: Allowance

    def take(self, entry: Entry) -> None:
        """One more, to its series."""
        self.groups.setdefault((entry.todo, entry.uid), []).append(entry)

    def leave(self, note: Note, original: Moment | None) -> None:
        """Leave one out. An instance of a series is then not as the series says: it stays as it was known."""
        self.notes.append(note)
        if original:
            self.unread.setdefault(note.uid, []).append(original)


def nothing(notes: Iterable[Note] = ()) -> Found:
    """Before anything was read."""
    return Found({}, {}, list(notes), [], Allowance())


def speaks_of(only: Collection[str] | None, uid: str) -> bool:
    """Whether a reading is about a UID; what is read beside a change only to be there was said before."""
    return only is None or not uid or uid in only


def events(
    found: Found, calendar: str, window: Span, home: ZoneInfo, only: Collection[str] | None = None
) -> list[CalendarEvent]:
    """Every group unrolled, the smallest first, so that one hostile series cannot starve the rest."""
    told: list[CalendarEvent] = []
    for (_, name), group in sorted(found.groups.items(), key=_size):
        if not speaks_of(only, name):
            continue
        for one in _unrolled(name, group, window, home, found):
            if len(told) >= EVENTS:
                found.notes.append(Note(Words("Only the first %(most)s occurrences are shown.", most=EVENTS)))
                found.cut.append(name)
                return told
            told.append(_event(one, calendar, home))
    return sorted(told, key=lambda event: (event.start, event.key))


def _size(named: tuple[tuple[bool, str], list[Entry]]) -> float:
    """How many occurrences a group may have, roughly."""
    return sum(len(one.dates) + sum(map(often, one.rules)) for one in named[1])


def _unrolled(name: str, group: list[Entry], window: Span, home: ZoneInfo, found: Found) -> Iterable[Occurrence]:
    place = group[0].place
    try:
        occurrences, notes, cut = unroll(group, window, home, found.allowance, found.unread.get(name, ()))
    except MemoryError:
        raise
    except Exception:  # nine kinds come out of parsers (reliability 1.3); none may lose the other events
        found.notes.append(Note(N_("its repeating cannot be worked out"), place, name, group[0].summary, kept=False))
        return ()
    found.cut.extend([name] if cut else [])
    found.notes.extend(Note(note, place, name, group[0].summary) for note in notes)
    return occurrences


def _completed(one: Occurrence) -> datetime | None:
    """When it was done; of a series none of whose instances speaks for itself, nobody can say which."""
    return one.entry.completed_at if one.entry.recurrence_id or not one.recurrence_id else None


def _event(one: Occurrence, calendar: str, home: ZoneInfo) -> CalendarEvent:
    said = one.entry
    return CalendarEvent(
        key=EventKey(calendar, said.uid, one.recurrence_id),
        summary=said.summary,
        start=one.start.instant(home),
        end=one.end.instant(home),
        zone=said.zone,
        all_day=not isinstance(one.start.at, datetime),
        description=said.description,
        location=said.location,
        cancelled=said.cancelled,
        private=said.private,
        transparent=said.transparent,
        recurring=bool(one.recurrence_id),
        todo=said.todo,
        completed_at=_completed(one),
        unsure=said.unsure,
        organizer=said.organizer,
        attendees=said.attendees,
        categories=said.categories,
        updated=said.updated,
    )

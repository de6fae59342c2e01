"""Events read whole, timed: `python -m tests.bench.detect_stream [--events N] [--repeats] [--titles]`.

The titles and note lines are our invented ones, the tuning half; 15 % of events have six lines of notes. Titles and
lines are always others, by a word that nobody knows, so that nothing is known again. With --repeats they come as in
calendars, of which most is series: 93 titles for each 421 events, each with its own notes or none.
"""

import argparse
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from tests.making import user
from tracker.domain.account import User
from tracker.domain.event import Attendee, CalendarEvent, EventKey, PartStat
from tracker.domain.reading.detect import detect

SETS = Path(__file__).parents[1] / "detection"
WITH_NOTES = 0.15
LINES = 6  # of notes, in an event that has some
REPEATED = 93 / 421  # titles for each event in one project's calendar
EFUA = user(name="Efua Mensah")
FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
ACCEPTED = PartStat.ACCEPTED
ME_THERE = Attendee(EFUA.email, EFUA.name, ACCEPTED)
_FIRST_NAMES = ("Ama", "Kofi", "Nils", "Ines", "Tomas", "Yaa", "Bodil", "Radek", "Csilla", "Anselm")
_LAST_NAMES = ("Owusu", "Boateng", "Lindqvast", "Petrosk", "Imbrey", "Tarrow", "Wexmoor", "Sablik")
PEOPLE = tuple(
    Attendee(f"{first}.{last}@example.{'net' if at % 3 else 'com'}".lower(), f"{first} {last}", ACCEPTED)
    for at, (first, last) in enumerate((first, last) for first in _FIRST_NAMES for last in _LAST_NAMES)
)


def stream(many: int, *, repeats: bool = False, titles_only: bool = False, seed: int = 5) -> list[CalendarEvent]:
    """So many invented events, the same for each seed."""
    chance = random.Random(seed)
    titles = _titles(round(many * REPEATED) if repeats else many, chance)
    lines = [] if titles_only else [row["text"] for row in _rows("notes")]
    told = [(title, _notes(lines, chance)) for title in titles]
    series = [chance.choice(told) for _ in range(many)] if repeats else told
    return [_event(at, title, notes, chance) for at, (title, notes) in enumerate(series)]


def timed(events: Sequence[CalendarEvent], owner: User = EFUA) -> dict[str, float]:
    """The seconds that it takes to read them, of the processor and on the clock, and how many they are."""
    detect(events[0], owner)  # what is built once, when the first title is read, is no part of it
    wall, cpu = perf_counter(), process_time()
    for event in events:
        detect(event, owner)
    return {"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": len(events)}


def _rows(name: str) -> list[dict[str, str]]:
    told = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, told) if row["half"] == "tune"]


def _titles(many: int, chance: random.Random) -> list[str]:
    known = [row["text"] for row in _rows("titles")]
    return [f"{chance.choice(known)} {_word(chance)}" for _ in range(many)]


def _notes(lines: Sequence[str], chance: random.Random) -> str:
    if not lines or chance.random() >= WITH_NOTES:
        return ""
    return "\n".join(f"{chance.choice(lines)} {_word(chance)}" for _ in range(LINES))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(letters) for letters in ("bdfgklmnprstv", "aeiou") * 3)


def _event(at: int, title: str, notes: str, chance: random.Random) -> CalendarEvent:
    others = chance.sample(PEOPLE, chance.choices((0, 1, 3, 20), (45, 30, 15, 10))[0])
    start = FIRST + timedelta(hours=at)
    return CalendarEvent(
        key=EventKey("work", f"e{at}"),
        summary=title,
        start=start,
        end=start + timedelta(minutes=chance.choice((0, 15, 30, 60, 60, 120))),
        zone=chance.choice(("Africa/Accra", "Europe/Berlin", "America/New_York")),
        description=notes,
        recurring=chance.random() < 0.4,
        organizer=chance.choice((ME_THERE, others[0])) if others else None,
        attendees=(ME_THERE, *others) if others else (),
    )


def main() -> None:
    """Read a stream, and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--repeats", action="store_true")
    parser.add_argument("--titles", action="store_true")
    told = parser.parse_args()
    print(json.dumps(timed(stream(told.events, repeats=told.repeats, titles_only=told.titles))))


if __name__ == "__main__":
    main()

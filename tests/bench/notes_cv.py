"""How well lines of notes are read: who took on what by when. Nothing is trained here, so that each project is unseen
to its own figure only as far as nobody looked; the half of our own styles that was held back is unseen by all rules.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.dues_score import is_right
from tests.bench.scores import Score, drawn, share, usual
from tests.bench.scoring import Scored, hits
from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.reading import delivered
from tracker.domain.reading.due import best
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.lines import heading, note

OWN = Path(__file__).parents[1] / "detection"
ENOUGH = 10  # lines of a project or a style that is shown by itself
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_MARKS = re.compile(r"\[[ xX]\]\s*|\b(?:ACTION ITEM|ACTION|[Aa]ction(?: item)?|AI|TODO|[Tt]odo)\b:?\s*")
_PLAIN = re.compile(r"[\W_]+")

Row = Mapping[str, Any]


class Read(NamedTuple):
    """A line as it was labelled, beside what was read in it."""

    row: Row
    group: str
    finding: Finding


def scores(data: Path) -> Iterator[Score]:
    """The development lines of other projects, with and without their marks; our own styles; delivery."""
    rows = _rows(data / "action_items_dev.jsonl")
    yield from _table("notes, development", _read(rows), f1=0.95)
    bare = _read({**row, "text": _MARKS.sub("", row["text"])} for row in rows)
    yield _f1("notes, marks taken out", "all projects", bare, 0.94)
    yield share("notes, marks taken out", "owner", "exact", *_owners(bare))
    for half, f1 in (("tune", None), ("held", None)):
        own = [row for row in _rows(OWN / "notes.jsonl") if row["half"] == half]
        yield from _table(f"notes, our own styles, {half}", _read(own), f1=f1)
        yield share("delivered", half, "right", *_delivered(half))


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _read(rows: Iterable[Row]) -> list[Read]:
    return [Read(row, _group(row), _noted(row)) for row in rows]


def _group(row: Row) -> str:
    """Its style, or the project whose minutes it is from."""
    return str(row.get("style") or row["source"].removeprefix("github:").partition(":")[0])


def _noted(row: Row) -> Finding:
    at = datetime.fromisoformat(row["meeting_date"]).replace(tzinfo=UTC) if row["meeting_date"] else UNDATED
    found = note(row["text"], at, section=heading(row.get("context") or ""))
    return found if row["meeting_date"] else found._replace(due=None)


def _table(part: str, read: Sequence[Read], *, f1: float | None) -> Iterator[Score]:
    yield from usual(part, "all", [_scored(each) for each in read], f1=f1)
    for group in sorted({each.group for each in read}):
        some = [each for each in read if each.group == group]
        if len(some) >= ENOUGH and any(each.row["label"] == "action" for each in some):
            yield _f1(part, group, some, None)
    bars = (0.92, 0.90, 0.02) if f1 else (None, None, None)
    yield share(part, "owner", "exact", *_owners(read), bars[0])
    yield share(part, "due, from line to day", "right", *_dues(read), bars[1])
    yield share(part, "due where none is", "false", *_false(read), bars[2], at_most=True)


def _f1(part: str, label: str, read: Sequence[Read], bar: float | None) -> Score:
    return drawn(part, label, "F1", [_scored(each) for each in read], lambda some: hits(some).f1, bar)


def _scored(each: Read) -> Scored:
    return Scored(each.row["label"] == "action", each.finding.score, each.finding.label == "action", each.group)


def _owners(read: Sequence[Read]) -> tuple[int, int]:
    """How many owners are exactly as written, of the actions that name one."""
    owned = [each for each in read if each.row["label"] == "action" and each.row["who"]]
    return sum(_same(each) for each in owned), len(owned)


def _same(each: Read) -> bool:
    said = each.finding.promiser if each.finding.label == "action" else ""
    return _PLAIN.sub(" ", said.casefold()).strip() == _PLAIN.sub(" ", each.row["who"].casefold()).strip()


def _dues(read: Sequence[Read]) -> tuple[int, int]:
    dated = [each for each in read if each.row["due"] and each.row["meeting_date"]]
    return sum(is_right({"grain": "day", **_accepted(each.row)}, _day(each)) for each in dated), len(dated)


def _accepted(row: Row) -> Row:
    return {**row, "accept": row.get("due_accept")}


def _day(each: Read) -> str | None:
    due = best(each.finding.due)
    return due.at.date().isoformat() if due else None


def _false(read: Sequence[Read]) -> tuple[int, int]:
    undated = [each for each in read if not each.row["due_text"]]
    return sum(_day(each) is not None for each in undated), len(undated)


def _delivered(half: str) -> tuple[int, int]:
    """How many events are rightly told to be delivered, or not, and on the day that they tell."""
    rows = [row for row in _rows(OWN / "delivered.jsonl") if row["half"] == half and not row["completed"]]
    return sum(_is_told(row) for row in rows), len(rows)


def _is_told(row: Row) -> bool:
    said, label = delivered.said(_event(row)), row["label"]
    if said is None or not label["delivered"]:
        return (said is not None) is label["delivered"]
    return not label["at"] or said.at.isoformat().startswith(label["at"][:10])


def _event(row: Row) -> CalendarEvent:
    start, updated = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["updated"])
    told = {"summary": row["title"], "description": row["description"], "zone": row["zone"]}
    return CalendarEvent(key=EventKey("bench", row["id"]), start=start, end=start, updated=updated, **told)

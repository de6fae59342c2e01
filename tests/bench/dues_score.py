"""How well due phrases are read: by us, and by the peers that others take for it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.bench.scores import Score, share
from tracker.domain.reading.due import best, read

PART = "due phrases"


def phrases(data: Path) -> list[dict[str, Any]]:
    """The development phrases."""
    return [json.loads(line) for line in (data / "due_dates_dev.jsonl").read_text().splitlines()]


def scores(data: Path) -> Iterator[Score]:
    """Ours: all, the public suites, the idioms."""
    rows = phrases(data)
    right = [is_right(row, _ours(row)) for row in rows]
    by_hand = [row["source"].startswith("hand") for row in rows]
    yield share(PART, "tracker", "right", sum(right), len(rows), 0.97)
    for label, wanted in (("tracker, public suites", False), ("tracker, idioms", True)):
        part = [one for one, hand in zip(right, by_hand, strict=True) if hand is wanted]
        yield share(PART, label, "right", sum(part), len(part))


def theirs(name: str, data: Path, answers: Path) -> Score:
    """A peer's, from the file that it wrote: one answer a line, an ISO instant or nothing."""
    rows = phrases(data)
    told = answers.read_text().splitlines()
    right = sum(is_right(row, answer or None) for row, answer in zip(rows, told, strict=True))
    return share(PART, name, "right", right, len(rows))


def is_right(row: Mapping[str, Any], answer: str | None) -> bool:
    """Whether an ISO answer is one of those that the suite takes: to the minute where a clock time was said, else to
    the day, any within its range.
    """
    if not answer:
        return False
    if row["grain"] == "minute":
        return answer[:16] == row["due"][:16]
    day, span = answer[:10], row.get("due_range")
    if span:
        return bool(span[0] <= day <= span[1])
    return day == row["due"][:10] or day in (row.get("accept") or ())


def _ours(row: Mapping[str, Any]) -> str | None:
    reference = datetime.fromisoformat(row["reference"])
    zone = ZoneInfo(row["tz"]) if row["tz"] and "/" in row["tz"] else ZoneInfo("UTC")
    due = best(read(row["text"], reference if reference.tzinfo else reference.replace(tzinfo=zone)))
    return due.at.isoformat() if due else None

"""`python -m tests.differential.corpus FOLDER`: `tracker feed check` on a corpus with expected occurrences.

The folder holds `expected.jsonl`, a line for a file and a window on the start: occurrences as [uid, start, end], days
as dates, floating times without Z; and perhaps `disagreements.jsonl`, the series on which no two readers agreed.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.differential.compare import Group, definitions, grouped
from tests.differential.leniency import lenient
from tests.differential.lines import components
from tracker.calendars.check import check
from tracker.domain.event import Span

Occurrences = Counter[tuple[str, ...]]


class Line(NamedTuple):
    """One file in one window: what was expected and what we found, without series on which nobody agrees."""

    file: str
    ours: Occurrences
    expected: Occurrences
    causes: dict[str, str]  # by UID, why we read it otherwise; empty: unexplained

    @property
    def equal(self) -> bool:
        """Whether all that was expected, and no more, was found."""
        return self.ours == self.expected


def lines(folder: Path) -> Iterator[Line]:
    """Each line of the corpus, compared."""
    doubtful: dict[str, set[str]] = {}
    for each in _read(folder / "disagreements.jsonl"):
        doubtful.setdefault(each["file"], set()).add(each["uid"])
    for each in _read(folder / "expected.jsonl"):
        yield compared(folder, each, doubtful.get(each["file"], set()))


def _read(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from map(json.loads, path.read_text().splitlines())


def compared(folder: Path, line: dict[str, Any], doubtful: set[str]) -> Line:
    """One line: our occurrences that start in its window beside those expected."""
    body = (folder / line["file"]).read_bytes()
    begin, end = line["window"]
    expected = Counter(_plain(each) for each in line["occurrences"])
    known = {uid for uid, *_ in expected}
    left_out = {each["uid"] for each in line.get("excluded", ())} | (doubtful - known)
    window = Span(*(datetime.fromisoformat(day).replace(tzinfo=UTC) for day in line["window"]))
    told = check(body, window=window, zone=ZoneInfo("UTC"))["occurrences"]
    ours = Counter(_plain(each) for each in told if begin <= each[1][:10] < end and each[0] not in left_out)
    return Line(
        line["file"], ours, expected, causes(body, {uid for uid, *_ in (ours - expected) + (expected - ours)})
    )


def _plain(occurrence: list[str]) -> tuple[str, ...]:
    return tuple(part.removesuffix("Z") if place else part for place, part in enumerate(occurrence))


def causes(body: bytes, uids: set[str]) -> dict[str, str]:
    """Why series of a body that differ may do so."""
    calendars = components(body)
    groups, zones = grouped(calendars), definitions(calendars)
    found = {}
    for uid in uids:
        group = groups.get(("VEVENT", "" if uid.startswith("no-uid-") else uid), Group(("VEVENT", uid)))
        group.definitions = zones
        found[uid] = lenient(group)
    return found


def main() -> int:
    """Print what differs and why, and equal / n; 1 if something differs that no section explains."""
    found = list(lines(Path(sys.argv[1])))
    by_cause: Counter[str] = Counter()
    for each in found:
        if not each.equal:
            print(f"{each.file}: {', '.join(cause or 'unexplained' for cause in sorted(set(each.causes.values())))}")
            more, less = (each.ours - each.expected).total(), (each.expected - each.ours).total()
            print(f"  only ours {more}, only expected {less}")
        by_cause.update(set(each.causes.values()))
    print(f"{sum(each.equal for each in found)} / {len(found)} equal; {dict(by_cause)}")
    return 1 if "" in by_cause or any("they:" in cause for cause in by_cause) else 0


if __name__ == "__main__":
    sys.exit(main())

"""How well events with people in them are read: which kind of meeting, whose promise, to whom. Prints totals only.

`python -m tests.bench.structure_score NAME` scores one. Rules were written on tune; then held, fresh, last, final,
beyond and outer were each looked at once, and serve for tuning since: all are kinder now than strangers' calendars
would be. What each said at its first look stands in docs/detection.md.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.scores import Score, drawn, share, shown
from tests.bench.scoring import Scored, calibration_error, hits, interval
from tests.making import user
from tracker.domain.account import User
from tracker.domain.event import Attendee, CalendarEvent, EventKey, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Band, Candidate, Kind
from tracker.domain.reading.detect import detect

SETS = Path(__file__).parents[1] / "detection" / "structure"
BAR = 0.90
CLASSES = ("promise", "meeting")
KINDS = tuple(kind.value for kind in MeetingKind)
Row = Mapping[str, Any]


class Answer(NamedTuple):
    """What is said of an event, by its label or by us. A promisee is compared in lower case; "ask": not known."""

    kind: str
    meeting: str = ""
    promiser: str = ""
    promisee: str = ""


class Read(NamedTuple):
    """An event: what its label says and what we said, how sure we were of each kind, and whose calendar it is in."""

    label: Answer
    said: Answer
    sure: Mapping[str, float]
    group: str
    score: float = 0.0


def rows(name: str) -> list[Row]:
    """The labelled events of one part."""
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def scores(data: Path | None = None) -> Iterator[Score]:
    """Every set, without bars, since all were tuned on; `data` holds nothing of them."""
    for name in ("tune", "held", "fresh", "last", "final", "beyond", "outer"):
        yield from of_part(name, f"structure, {name}")


def of_part(name: str, part: str, bar: float | None = None) -> Iterator[Score]:
    """All that is measured of one part."""
    read = [_read(row) for row in rows(name)]
    yield _figure(part, "kind of meeting", "macro F1", read, macro, bar)
    yield from (_figure(part, f"  {kind}", "F1", read, _of_kind(kind)) for kind in KINDS)
    for kind in CLASSES:
        scored = [Scored(one.label.kind == kind, one.sure[kind], one.said.kind == kind, one.group) for one in read]
        for measure, of in (("P", "precision"), ("R", "recall"), ("F1", "f1")):
            asked = bar if (kind, of) == ("promise", "f1") else None
            yield drawn(part, kind, measure, scored, lambda some, of=of: getattr(hits(some), of), asked)
        yield drawn(part, kind, "ECE", scored, calibration_error)
    yield _figure(part, "to whom", "F1", read, promisee_f1, bar)
    found = [one for one in read if _own(one.label) and _own(one.said)]
    yield share(part, "to whom, of those found", "exact", sum(_same(one) for one in found), len(found))
    owed = [one for one in read if one.label.kind == one.said.kind == "promise"]
    right = sum(one.label.promiser == one.said.promiser for one in owed)
    yield share(part, "by whom, of those found", "exact", right, len(owed))


def macro(read: Sequence[Read]) -> float:
    """The mean F1 of all kinds of meeting that occur."""
    kinds = {one.label.meeting for one in read} - {""}
    return sum(_of_kind(kind)(read) for kind in kinds) / len(kinds)


def promisee_f1(read: Sequence[Read]) -> float:
    """Found is an own promise of which we said to whom it is, or rightly that nobody can know."""
    right = sum(_own(one.label) and _own(one.said) and _same(one) for one in read)
    said, sought = (sum(_own(of(one)) for one in read) for of in (lambda one: one.said, lambda one: one.label))
    return 2 * right / (said + sought) if said + sought else 0.0


def event_of(row: Row) -> tuple[CalendarEvent, User]:
    """A row as an event, and the user in whose calendar it stands."""
    owner = row["owner"]
    told = CalendarEvent(
        key=EventKey("work", row["id"]),
        start=datetime.fromisoformat(row["start"]),
        end=datetime.fromisoformat(row["end"]),
        organizer=_attendee(row["organizer"]) if row["organizer"] else None,
        attendees=tuple(_attendee(each) for each in row["attendees"]),
        categories=tuple(row["categories"]),
        **{name: row[name] for name in ("summary", "zone", "all_day", "description", "location", "transparent")},
        **{name: row[name] for name in ("recurring", "todo")},
    )
    return told, user(name=owner["name"], email=owner["address"], addresses=frozenset({owner["address"]}))


def _read(row: Row) -> Read:
    event, owner = event_of(row)
    found = detect(event, owner)
    best = max(found, key=lambda one: one.confidence, default=None)
    said = _said(best, event) if best and best.band is not Band.IGNORE else Answer("other")
    sure = {kind: max((one.confidence for one in found if one.kind == kind), default=0.0) for kind in CLASSES}
    label = row["label"]
    return Read(
        Answer(label["kind"], label["meeting"] or "", label["promiser"].casefold(), label["promisee"].casefold()),
        said,
        sure,
        owner.email,
    )


def _said(found: Candidate, event: CalendarEvent) -> Answer:
    if found.kind is Kind.MEETING:
        return Answer("meeting", found.meeting or "", ME)
    if found.promiser != ME:
        return Answer("promise", promiser=_address(found.promiser, event))
    return Answer("promise", promiser=ME, promisee=found.who[0].casefold() if found.who else "ask")


def _address(name: str, event: CalendarEvent) -> str:
    """Our promiser is a name, as the event gives it; the label's is an address."""
    invited = (*event.attendees, *((event.organizer,) if event.organizer else ()))
    return next((each.address for each in invited if each.name == name), name).casefold()


def _own(answer: Answer) -> bool:
    return answer.kind == "promise" and answer.promiser == ME


def _same(one: Read) -> bool:
    return one.label.promisee == one.said.promisee


def _of_kind(kind: str) -> Callable[[Sequence[Read]], float]:
    return lambda read: (
        hits([Scored(one.label.meeting == kind, 0.0, one.said.meeting == kind) for one in read]).f1 if read else 0.0
    )


def _figure(
    part: str, label: str, measure: str, read: Sequence[Read], of: Callable[[Sequence[Read]], float], bar=None
) -> Score:
    return Score(part, label, measure, of(read), *interval(read, of), len(read), bar)


def _attendee(told: Row) -> Attendee:
    return Attendee(told["address"], told["name"], PartStat(told.get("partstat", "NEEDS-ACTION")))


if __name__ == "__main__":
    for score in of_part(sys.argv[1], f"structure, {sys.argv[1]}", BAR):
        print(shown(score))

"""The large calendar of the other benchmark as Google tells it: the same mix of events, made up by the same seeds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.bench.feed import NAMES, PROMISES, RULES, THINGS, ZONES, Maker, When

Item = dict[str, Any]
ANSWERS = ("accepted", "declined", "needsAction")


class Items:
    """Makes items to be put into the stand-in: 85 % single and over, 10 % single and ahead within 400 days, 5 % in
    series: masters, some with EXDATE, moved instances and cancelled ones. `count` counts each item that is listed.
    """

    def __init__(self, seed: int, now: datetime) -> None:
        self._maker = Maker(seed, now)

    def all(self, count: int) -> list[Item]:
        """As many, masters before their exceptions. A cancelled one has that status."""
        series, ahead = count // 20, count // 10
        made = [item for item, _ in zip(self._series(), range(series), strict=False)]
        made += [self._single("ahead", number, 1, 400) for number in range(ahead)]
        return made + [self._single("over", number, -3600, -3) for number in range(count - series - ahead)]

    def _single(self, kind: str, number: int, first: int, last: int) -> Item:
        luck = self._maker.luck(f"{kind} {number}")
        return _event(luck, f"{kind}{number}", self._maker.when(luck, luck.randint(first, last)))

    def _series(self) -> Iterator[Item]:
        number = 0
        while True:
            luck = self._maker.luck(f"series {number}")
            (rule, step), name = luck.choice(RULES), f"series{number}"
            when = self._maker.when(luck, luck.randint(-1500, 60), monday=True)
            when = when.by(-7 * ((when.start.day - 1) // 7)) if "MONTHLY" in rule else when
            gone = [_exdate(when.by(luck.randint(1, 19) * step))] if step and luck.random() < 0.3 else []
            yield _event(luck, name, when) | {"recurrence": [f"RRULE:{rule}", *gone]}
            for place in sorted(luck.sample(range(20, 30), luck.choice((0, 1, 2, 3, 5)) if step else 0)):
                yield _exception(luck, name, when.by(place * step))
            number += 1


def _event(luck: Random, name: str, when: When) -> Item:
    promise = luck.choice(PROMISES) + "\n" if luck.random() < 0.25 else ""
    host = luck.choice(NAMES)
    return {
        "id": name,
        "start": _at(when),
        "end": _at(when._replace(start=when.start + when.length)),
        "summary": " ".join(luck.choices(THINGS, k=luck.randint(2, 5))).capitalize(),
        "description": f"{' '.join(luck.choices(THINGS, k=luck.randint(18, 68)))}.\n{promise}",
        "location": f"House {luck.randint(1, 60)}, {luck.choice(THINGS)} room",
        "organizer": {"displayName": host, "email": _address(luck, host)},
        "attendees": [
            {"displayName": one, "email": _address(luck, one), "responseStatus": luck.choice(ANSWERS)}
            for one in luck.choices(NAMES, k=luck.choice((0, 1, 2, 3, 4, 8)))
        ],
    }


def _exception(luck: Random, series: str, kept: When) -> Item:
    """One instance moved, or in one case of five cancelled."""
    which = {"recurringEventId": series, "originalStartTime": _at(kept)}
    if luck.random() < 0.2:
        return which | {"status": "cancelled"}
    moved = kept.by(0, luck.randint(-2, 3))
    return which | {"start": _at(moved), "end": _at(moved._replace(start=moved.start + moved.length))}


def _zone(when: When) -> str:
    return ZONES[when.zone][0] if when.zone else "UTC"


def _at(when: When) -> Item:
    if not isinstance(when.start, datetime):
        return {"date": when.start.isoformat()}
    return {"dateTime": when.start.isoformat(), "timeZone": _zone(when)}


def _exdate(when: When) -> str:
    start: date = when.start
    if not isinstance(start, datetime):
        return f"EXDATE;VALUE=DATE:{start:%Y%m%d}"
    return f"EXDATE:{start.replace(tzinfo=ZoneInfo(_zone(when))).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _address(luck: Random, name: str) -> str:
    return f"{name.lower().encode('ascii', 'ignore').decode()}.{luck.randint(1, 99)}@example.com"


def moved(item: Item) -> Item:
    """What changes when an event is put off by an hour."""
    later = datetime.fromisoformat(item["start"]["dateTime"]) + timedelta(hours=1)
    until = datetime.fromisoformat(item["end"]["dateTime"]) + timedelta(hours=1)
    return {
        "id": item["id"],
        "start": item["start"] | {"dateTime": later.isoformat()},
        "end": item["end"] | {"dateTime": until.isoformat()},
    }

"""What happens in an invented year, as plain facts: who promised what, and what became of it, instant by instant.

Both the service and the model beside it are told these facts, and nothing else. Wall clocks are those of the user's
zone; every instant is written in UTC.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

FIRST_DAY = date(2026, 1, 5)  # a Monday
WEEKS = 52
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = ("Ama", "Kofi", "Efe", "Nils", "Ines", "Tomas", "Yaa", "Bodil", "Abena", "Kwame")
FAMILIES = ("Owusu", "Lindvall", "Moreau", "Novak")
PEOPLE = tuple(f"{name} {family}" for family in FAMILIES for name in NAMES)
GRACE = HOUR


class Fact(NamedTuple):
    """Something that is done at an instant. `told` are its particulars."""

    at: datetime
    act: str
    told: dict[str, Any] = {}  # noqa: RUF012 - never written to


@dataclass
class Tale:
    """One promise from its making on. `event` is the day of the event that told it; None: typed by hand."""

    name: str
    to: str
    made_at: datetime
    due: datetime
    dated: bool = False
    promiser: str = ""  # empty: mine
    event: datetime | None = None
    facts: list[Fact] = field(default_factory=list)

    @property
    def limit(self) -> datetime:
        """The last instant at which it is on time, as long as its due stands."""
        return self.due + (timedelta() if self.dated else GRACE)

    def then(self, at: datetime, act: str, **told: Any) -> "Tale":
        """One more fact."""
        self.facts.append(Fact(at, act, told))
        return self


class Clock:
    """The walls of one zone."""

    def __init__(self, zone: ZoneInfo, chance: Random) -> None:
        self.zone, self.chance = zone, chance

    def at(self, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
        """An hour of a day counted from the first, as an instant."""
        wall = datetime.combine(FIRST_DAY + day * DAY, time(hour, minute, second), self.zone)
        return wall.astimezone(UTC)

    def some(self, day: int, first: int = 7, last: int = 22) -> datetime:
        """Some minute of a day."""
        return self.at(day, self.chance.randrange(first, last), self.chance.randrange(60), self.chance.randrange(60))

    def later(self, instant: datetime, days: int) -> datetime:
        """The same hour on the wall, days later."""
        wall = instant.astimezone(self.zone)
        return datetime.combine(wall.date() + days * DAY, wall.time(), self.zone).astimezone(UTC)

    def day_of(self, instant: datetime) -> int:
        """Which day it is, counted from the first."""
        return (instant.astimezone(self.zone).date() - FIRST_DAY).days

    def end_of(self, day: int) -> datetime:
        """The last second of a day."""
        return self.at(day, 23, 59, 59)

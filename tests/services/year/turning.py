"""The year in its turns: all that happens, in order, done in the service; on each Monday at nine the letter."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from heapq import merge
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.services.year.facts import DAY, FIRST_DAY, PEOPLE, WEEKS, Clock, Tale
from tests.services.year.living import Life
from tests.services.year.model import Given, Seen
from tests.services.year.tales import by_hand
from tests.services.year.told import Event, all_else, instants, promising
from tracker.domain.digest import Digest

AWAY = date(2026, 8, 3), date(2026, 8, 16)
ANEW = date(2026, 7, 1)
Turn = tuple[datetime, str, Any]


class Year(NamedTuple):
    """All that happens."""

    clock: Clock
    tales: list[Tale]
    events: list[Event]
    gives: list[Given]
    planned: dict[date, str]


def invented(zone: str) -> Year:
    """The same year for every run."""
    chance = Random(2026)
    clock = Clock(ZoneInfo(zone), chance)
    told, events = promising(clock, chance)
    gives = [_give(number, clock, chance) for number in range(150)]
    planned = {FIRST_DAY + week * 7 * DAY: _plan(week) for week in range(WEEKS) if _plan(week)}
    return Year(clock, by_hand(clock, chance) + told, events + all_else(clock, chance), gives, planned)


def _give(number: int, clock: Clock, chance: Random) -> Given:
    at = clock.some(chance.randrange(WEEKS * 7))
    since = at + timedelta(days=number % 4)
    until = since + 2 * DAY if number % 10 == 9 else None
    return Given(f"give {number}", at, "received" if number % 3 == 2 else "given", since, until)


def _plan(week: int) -> str:
    return "" if week in (9, 23, 24, 40) else "skipped" if week % 6 == 5 else "planned"


class Living:
    """A year being lived, with what the model must know of it beside the facts."""

    def __init__(self, year: Year, life: Life) -> None:
        self.year, self.life = year, life
        start = year.clock.at(0)
        self.seen = Seen(readings=[], scored_from=[(start, start)], planned={})
        self.given: dict[str, str] = {}
        life.name_all(PEOPLE, start)

    def weeks(self, many: int) -> Iterator[tuple[datetime, Digest, str]]:
        """Everything in its turn; each letter with the instant at which it is due."""
        for at, act, told in merge(*_turns(self.year, many), key=lambda turn: turn[0]):
            if act == "letter":
                yield at, *self.life.letter(at)
            else:
                getattr(self, act)(at, told)

    def read(self, at: datetime, told: None) -> None:
        if self.life.read(at):
            self.seen.readings.append(at)

    def do(self, at: datetime, told: Any) -> None:
        self.life.do(*told)

    def give(self, at: datetime, told: Any) -> None:
        place, give = told
        self.given[give.note] = self.life.give(give.note, PEOPLE[place % len(PEOPLE)], give.direction, give.at, at)

    def take_back(self, at: datetime, told: Any) -> None:
        self.life.take_back(self.given[told[1].note], at)

    def plan(self, at: datetime, monday: date) -> None:
        self.seen.planned[monday] = self.year.planned[monday]
        if self.year.planned[monday] == "skipped":
            self.life.skip(at)
        else:
            self.life.plan(PEOPLE[monday.day], monday + 5 * DAY, at)

    def begin_anew(self, at: datetime, on: date) -> None:
        self.life.begin_anew(on, at)
        self.seen.scored_from.append((at, self.year.clock.at((on - FIRST_DAY).days)))

    def go_away(self, at: datetime, days: tuple[date, date]) -> None:
        self.life.go_away(*days, at)


def _turns(year: Year, weeks: int) -> list[list[Turn]]:
    """All turns of so many weeks, kind by kind, each kind in order. At one instant the earlier kind goes first."""
    clock, last, gives = year.clock, year.clock.at(7 * weeks, 9), list(enumerate(year.gives))
    kinds: list[list[Turn]] = [
        [(clock.at(7 * week, 8), "read", None) for week in range(weeks + 1)],
        [(at, "do", (tale, fact)) for at, tale, fact in instants(year.tales)],
        [(give.since, "give", (place, give)) for place, give in gives],
        [(give.until, "take_back", (place, give)) for place, give in gives if give.until],
        [(clock.at((monday - FIRST_DAY).days + 1, 19), "plan", monday) for monday in year.planned],
        [(clock.at(200, 8), "go_away", AWAY), (clock.at(240, 20), "begin_anew", ANEW)],
        [(clock.at(7 * week, 9), "letter", None) for week in range(1, weeks + 1)],
    ]
    return [sorted((turn for turn in kind if turn[0] <= last), key=lambda turn: turn[0]) for kind in kinds]

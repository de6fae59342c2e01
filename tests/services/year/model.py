"""What each weekly letter must say, worked out from the facts by the rules of requirements 2.4, by nothing of ours.

It imports nothing of the service: verdicts, rate, interval and index are counted out here a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import floor, sqrt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.services.year.facts import DAY, GRACE, HOUR, Fact, Tale

PATIENCE = 30 * DAY
WEEK = 7 * DAY


class Figures(NamedTuple):
    """All that is compared; promises by what was promised, gives by their note."""

    overdue: frozenset[str]
    coming: frozenset[str]
    kept: frozenset[str]
    late: frozenset[str]
    broken: frozenset[str]
    renegotiated: frozenset[str]
    waiting_on: frozenset[str]
    rate: tuple[int, int]
    interval: tuple[float, float]
    before: tuple[int, int]
    trust: float
    given: frozenset[str]
    received: frozenset[str]
    run: int
    weeks: tuple[tuple[int, int, int, int], ...]  # made, kept, late and broken in each of twelve, oldest first


class Given(NamedTuple):
    """A give: when, which way, and from when on it was written down; `until` it was taken back."""

    note: str
    at: datetime
    direction: str
    since: datetime
    until: datetime | None


class Seen(NamedTuple):
    """What else must be known: when the calendar could be read, since when promises count, what weeks are planned."""

    readings: list[datetime]
    scored_from: list[tuple[datetime, datetime]]  # when it was decided, and the instant itself
    planned: dict[date, str]  # of a week, by its Monday: "planned" or "skipped"


class Standing(NamedTuple):
    """How one promise stands at an instant."""

    tale: Tale
    outcome: str
    due: datetime
    at: datetime
    lateness: timedelta
    moves: int
    moved_at: datetime | None


def figures(tales: Iterable[Tale], gives: Iterable[Given], seen: Seen, zone: ZoneInfo, now: datetime) -> Figures:
    """What the letter of an instant must say."""
    today = now.astimezone(zone).date()
    start, end = _midnight(today - WEEK, zone), _midnight(today, zone)
    standings = [_standing(tale, _as_of(tale, seen, now), now) for tale in tales if tale.made_at <= now]
    mine = [one for one in standings if not one.tale.promiser]
    since = [value for at, value in seen.scored_from if at <= now][-1]
    scored = [one for one in mine if one.due >= since]
    decided = [one for one in scored if one.outcome in ("kept", "late", "broken")]

    def named(outcome: str, within: bool = True) -> frozenset[str]:
        found = (one for one in mine if one.outcome == outcome)
        return frozenset(one.tale.name for one in found if not within or start <= one.at < end)

    def passed(direction: str) -> frozenset[str]:
        there = (give for give in gives if give.since <= now and not (give.until and give.until <= now))
        return frozenset(give.note for give in there if give.direction == direction and start <= give.at < end)

    return Figures(
        overdue=named("overdue", within=False),
        coming=frozenset(one.tale.name for one in mine if one.outcome == "pending" and one.due < now + WEEK),
        kept=named("kept"),
        late=named("late"),
        broken=named("broken"),
        renegotiated=frozenset(one.tale.name for one in mine if one.moved_at and start <= one.moved_at < end),
        waiting_on=frozenset(one.tale.name for one in standings if one.tale.promiser and _awaited(one, zone, now)),
        rate=_counted(decided),
        interval=_wilson(*_counted(decided)),
        before=_counted([one for one in decided if one.at < start]),
        trust=_index(scored, now),
        given=passed("given"),
        received=passed("received"),
        run=_run(seen.planned, today),
        weeks=tuple(_week(scored, today - back * WEEK, zone) for back in range(12, 0, -1)),
    )


def _awaited(one: Standing, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a letter says still that I wait for it: what was broken more than four weeks ago is no news."""
    since = (now.astimezone(zone) - 4 * WEEK).replace(tzinfo=None)  # on the wall clock, as letters lie a week apart
    return _owed(one.tale, now) and (one.outcome != "broken" or one.at.astimezone(zone).replace(tzinfo=None) >= since)


def _week(scored: Sequence[Standing], first: date, zone: ZoneInfo) -> tuple[int, int, int, int]:
    start, end = _midnight(first, zone), _midnight(first + WEEK, zone)
    made = sum(start <= one.tale.made_at < end and one.outcome != "void" for one in scored)
    ended = [one.outcome for one in scored if start <= one.at < end]
    return made, ended.count("kept"), ended.count("late"), ended.count("broken")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _as_of(tale: Tale, seen: Seen, now: datetime) -> datetime:
    """A calendar that was not read for a day tells nothing of what came after."""
    if tale.event is None:
        return now
    read = max(at for at in seen.readings if at <= now)
    return read if now - read > DAY else now


def _standing_facts(tale: Tale, now: datetime) -> list[Fact]:
    facts: list[Fact] = []
    for fact in tale.facts:
        if fact.at > now:
            break
        if fact.act == "undone":
            facts.pop()
        else:
            facts.append(fact)
    return facts


def _owed(tale: Tale, now: datetime) -> bool:
    endings = ("delivered", "released", "reneged", "struck")
    return not any(fact.act in endings for fact in _standing_facts(tale, now))


def _standing(tale: Tale, as_of: datetime, now: datetime) -> Standing:
    facts = _standing_facts(tale, now)
    due, dated, moves, moved_at = _scoring_due(tale, facts)
    limit = due + (timedelta() if dated else GRACE)
    ends = {fact.act: fact.told.get("then", fact.at) for fact in facts}
    outcome, at = _outcome(ends, limit, as_of)
    return Standing(tale, outcome, due, at, max(at - limit, timedelta()), moves, moved_at)


def _scoring_due(tale: Tale, facts: list[Fact]) -> tuple[datetime, bool, int, datetime | None]:
    """A change made before due, with the other person told, moves it; any other never does."""
    due, dated, moves, moved_at = tale.due, tale.dated, 0, None
    for fact in facts:
        if fact.act in ("moved", "event moved") and fact.told["told"] and fact.at < due:
            due, dated, moves, moved_at = fact.told["due"], fact.told.get("dated", False), moves + 1, fact.at
    return due, dated, moves, moved_at


def _outcome(ends: Mapping[str, datetime], limit: datetime, as_of: datetime) -> tuple[str, datetime]:
    if "struck" in ends:
        return "void", as_of
    if "delivered" in ends:
        return ("kept" if ends["delivered"] <= limit else "late"), ends["delivered"]
    if "released" in ends:
        return "released", ends["released"]
    if "reneged" in ends:
        return "broken", ends["reneged"]
    if as_of > limit + PATIENCE:
        return "broken", limit + PATIENCE
    return ("overdue" if as_of > limit else "pending"), as_of


def _counted(decided: Sequence[Standing]) -> tuple[int, int]:
    return sum(one.outcome == "kept" for one in decided), len(decided)


def _wilson(kept: int, n: int) -> tuple[float, float]:
    if n == 0:
        return 0.0, 1.0
    z2, share = 1.96**2, kept / n
    spread = 1.96 * sqrt((share * (1 - share) + z2 / (4 * n)) / n)
    return tuple(min(1.0, max(0.0, (share + z2 / (2 * n) + way * spread) / (1 + z2 / n))) for way in (-1, 1))


def _index(scored: Iterable[Standing], now: datetime) -> float:
    above, below = 1.0, 2.0
    for one in scored:
        if one.outcome in ("kept", "late", "overdue", "broken"):
            weight = 0.5 ** (max(0, floor((now - one.due) / DAY)) / 90)
            above, below = above + weight * _value(one), below + weight
    return above / below


def _value(one: Standing) -> float:
    if one.outcome == "broken":
        return 0.0
    hours = one.lateness / HOUR
    steps = ((0, 1.0), (24, 0.75), (72, 0.5), (7 * 24, 0.25), (30 * 24, 0.10))
    worth = next((value for most, value in steps if hours <= most), 0.0)
    return worth * max(0.7, 0.9 ** max(0, one.moves - 1))


def _run(planned: Mapping[date, str], today: date) -> int:
    """Weeks in a row with a plan: a skipped one neither adds nor ends it, and this week may still be planned."""
    monday, count = today - timedelta(today.weekday()), 0
    if monday not in planned:
        monday -= WEEK
    while monday in planned:
        count += planned[monday] == "planned"
        monday -= WEEK
    return count

"""Three hundred promises and what becomes of each: one after another of all that can become of one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from tests.services.year.facts import DAY, HOUR, PEOPLE, WEEKS, Clock, Tale

SECOND = timedelta(seconds=1)
Fate = Callable[[Tale, Clock], Tale]

HISTORY = 10  # promises typed in on the first day whose due lies before it
BY_HAND, BY_CALENDAR = 168, 120
DAYS = WEEKS * 7


def past_limit(by: timedelta) -> Fate:
    """Delivered so long after its limit; before, where that is negative."""
    return lambda tale, clock: tale.then(max(tale.limit + by, tale.made_at + SECOND), "delivered")


def moved(*dues: int, told: str = "", ends: timedelta = -HOUR) -> Fate:
    """Its due moved by so many days each time, an hour before it passes; then delivered beside the last due told of.

    `told` says of each move whether its promisee was told: `y`, or `n`.
    """

    def fate(tale: Tale, clock: Clock) -> Tale:
        due = tale.due
        for place, (days, yes) in enumerate(zip(dues, told or "y" * len(dues), strict=True)):
            new = clock.later(due, days)
            at = max(due - HOUR, tale.made_at + (place + 1) * SECOND)
            tale.then(at, "moved", due=new, dated=tale.dated, told=yes == "y")
            due = new if yes == "y" else due
        return tale.then(due + ends, "delivered")

    return fate


def moved_too_late(tale: Tale, clock: Clock) -> Tale:
    """Told, but only when its due had passed."""
    tale.then(tale.due, "moved", due=clock.later(tale.due, 9), dated=tale.dated, told=True)
    return tale.then(tale.due + 4 * DAY, "delivered")


def back_dated(tale: Tale, clock: Clock) -> Tale:
    """Marked long after, as delivered in time."""
    return tale.then(tale.due + 12 * DAY, "delivered", then=tale.due - SECOND)


def undone(tale: Tale, clock: Clock) -> Tale:
    """Marked by mistake, in time; and delivered two days late."""
    early = tale.made_at + (tale.due - tale.made_at) / 2
    tale.then(early, "delivered").then(early + HOUR, "undone")
    return tale.then(tale.limit + 2 * DAY, "delivered")


def undone_for_good(tale: Tale, clock: Clock) -> Tale:
    """Let off by mistake, which is taken back when it has long been overdue."""
    return tale.then(tale.due - SECOND, "released").then(tale.due + 20 * DAY, "undone")


def never(tale: Tale, clock: Clock) -> Tale:
    """Nothing more is heard of it."""
    return tale


def acts(act: str, after: timedelta) -> Fate:
    """One act, so long after its due."""
    return lambda tale, clock: tale.then(max(tale.due + after, tale.made_at + SECOND), act)


FATES: tuple[Fate, ...] = (
    past_limit(-3 * DAY),
    past_limit(timedelta()),
    past_limit(SECOND),
    past_limit(DAY),
    past_limit(DAY + SECOND),
    past_limit(3 * DAY),
    past_limit(-2 * HOUR),
    past_limit(3 * DAY + SECOND),
    past_limit(7 * DAY),
    past_limit(7 * DAY + SECOND),
    past_limit(-DAY),
    past_limit(30 * DAY),
    past_limit(30 * DAY + SECOND),
    past_limit(45 * DAY),
    back_dated,
    never,
    acts("reneged", -DAY),
    acts("reneged", 5 * DAY),
    past_limit(-5 * HOUR),
    acts("released", -HOUR),
    acts("released", 8 * DAY),
    acts("struck", -HOUR),
    acts("struck", 3 * DAY),
    undone,
    undone_for_good,
    moved(7),
    moved(7, ends=2 * DAY),
    moved(4, 5),
    moved(4, 5, 6),
    moved(3, 3, 3, 3, 3, 3),
    moved(9, told="n"),
    moved(9, told="n", ends=4 * DAY),
    moved(9, 10, told="ny"),
    moved(5, 9, 10, told="yny"),
    moved_too_late,
    past_limit(-4 * DAY),
)
OTHERS = (past_limit(-DAY), never, past_limit(9 * DAY), acts("released", -HOUR), acts("reneged", DAY), moved(6))


def by_hand(clock: Clock, chance: Random) -> list[Tale]:
    """Those that are typed: mine, others' to me, and some of before the first day."""
    tales = [_typed(number, clock, chance) for number in range(BY_HAND)]
    for tale, fate in zip(tales, _in_turn(tales), strict=True):
        fate(tale, clock)
    return [*tales, *(_old(number, clock) for number in range(HISTORY)), *_at_the_changes(clock)]


def _at_the_changes(clock: Clock) -> list[Tale]:
    """Due half an hour before the clocks of Berlin change: the grace runs over the hour that they skip or repeat."""
    spring, autumn = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    tales = [Tale(f"night of {due:%B}", PEOPLE[0], due - 5 * DAY, due) for due in (spring, autumn)]
    return [
        fate(tale, clock) for tale, fate in zip(tales, (past_limit(timedelta()), past_limit(SECOND)), strict=True)
    ]


def _in_turn(tales: list[Tale]) -> list[Fate]:
    mine, others, fates = 0, 0, []
    for tale in tales:
        fates.append(OTHERS[others % len(OTHERS)] if tale.promiser else FATES[mine % len(FATES)])
        others, mine = others + bool(tale.promiser), mine + (not tale.promiser)
    return fates


def _typed(number: int, clock: Clock, chance: Random) -> Tale:
    day, dated = number * (DAYS - 3) // BY_HAND, number % 3 == 0
    due_day = day + chance.randrange(1, 20)
    due = clock.end_of(due_day) if dated else clock.at(due_day, chance.randrange(24), chance.choice((0, 30)))
    who = chance.choice(PEOPLE)
    promiser = who if number % 6 == 5 else ""
    return Tale(f"typed {number}", "" if promiser else who, clock.some(day), due, dated, promiser)


def _old(number: int, clock: Clock) -> Tale:
    tale = Tale(f"old {number}", PEOPLE[number], clock.at(0, 7, number), clock.at(-30 + 2 * number, 12))
    return tale if number % 3 else tale.then(clock.at(1, 9), "delivered")

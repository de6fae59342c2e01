"""What it takes for a thousand users, and for a million: a simulated week. `python -m tests.bench.scale`

From what one thing costs (`bench_load` and `bench_work` keep in build/bench what they measured; else the figures
below), and from what is assumed of people, minute by minute: letters that fall due at seven on Monday in each zone,
those who then come to read, calendars that are asked each quarter of an hour. It says which part needs how much, and
what breaks first.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil
from pathlib import Path

from tracker.calendars.gate import lanes_of

FOLDER = Path("build/bench")
WEEK = 7 * 24 * 60  # minutes
BUSY = 0.6  # how much of a core may be in use where somebody waits
# Processor seconds of one thing, ours and PostgreSQL's, as seen on a machine with ten times the load that it bears.
COSTS = {
    "page of 100, anew": 0.028,
    "page of 100, again": 0.007,
    "deliver": 0.014,
    "first reading": 0.123,
    "unchanged (304)": 0.053,
    "one event changed": 0.081,
    "letter composed": 0.112,
    "letter handed over": 0.070,
}
# Bytes of a row with its indexes, and rows of one user after a year.
SIZES = {
    "users": 1_000.0,
    "sessions": 450.0,
    "calendars": 900.0,
    "memories": 27_000.0,
    "event_versions": 600.0,
    "current_events": 1_120.0,
    "entries": 750.0,
    "promises": 570.0,
    "decided": 380.0,
    "letters": 12_000.0,
}
ROWS = {
    "users": 1,
    "sessions": 2,
    "calendars": 1.3,
    "memories": 1.3,
    "event_versions": 900,
    "current_events": 400,
    "entries": 500,
    "promises": 200,
    "decided": 60,
    "letters": 52,
}
# Where people live, by hours ahead of UTC: shares of the world's people who are online, roughly.
ZONES = {-8: 4, -6: 6, -5: 8, -3: 7, 0: 8, 1: 14, 2: 8, 3: 8, 5: 17, 7: 6, 8: 10, 9: 4}


@dataclass(frozen=True)
class People:
    """What is assumed of them. Change it on the command line."""

    feeds: float = 1.3  # calendars of one user
    every: float = 15  # minutes between two askings of one
    changed: float = 0.03  # of the askings find something new
    spread: float = 30  # minutes over which the letters of one hour are spread
    readers: float = 0.25  # of those who got a letter come to the page within two hours
    views: float = 6  # pages of one visit, a third of them seen again within the minute
    acts: float = 1.5  # promises delivered in a visit
    visits: float = 3  # in a week, beside Monday's
    one_host: float = 0.6  # of all feeds lie at one host
    lanes: float = lanes_of("calendar.google.com")  # calendars of that host that are asked at a time
    fetch: float = 0.3  # seconds that a far server takes to answer


@dataclass
class Need:
    """What so many users need."""

    users: int
    web: float
    workers: float
    letters_a_second: float
    minutes_late: float
    pages_a_second: float
    syncs_a_second: float
    gigabytes: float
    processes: int
    connections: int
    one_host: float
    breaks: list[str] = field(default_factory=list)


def simulated(users: int, people: People, costs: dict[str, float], sizes: dict[str, float]) -> Need:
    """A week of so many people."""
    due = list(_letters_due(users, people.spread))
    letters = max(due) / 60
    visits = [share * people.readers for share in _smoothed(due, 120)]
    usual = users * people.visits / WEEK
    pages = (max(visits) + usual) * (people.views + people.acts) / 60
    syncs = users * people.feeds / people.every / 60
    sync = costs["unchanged (304)"] * (1 - people.changed) + costs["one event changed"] * people.changed
    view = (costs["page of 100, anew"] * 2 + costs["page of 100, again"]) / 3
    visit = (view * people.views + costs["deliver"] * people.acts) / (people.views + people.acts)
    web = pages * visit / BUSY
    letter = costs["letter composed"] + costs["letter handed over"]
    workers = (letters * letter + syncs * sync) / BUSY
    processes = max(2, ceil(web)) + max(2, ceil(workers))
    connections = max(2, ceil(web)) * 8 + max(2, ceil(workers)) * 24
    host = users * people.feeds * people.one_host * people.fetch / people.lanes / 60
    late = _late(due, max(workers - syncs * sync / BUSY, 0.01) / letter * 60)
    size = sum(sizes[name] * ROWS[name] for name in ROWS) * users / 1e9
    need = Need(users, web, workers, letters, late, pages, syncs, size, processes, connections, host)
    need.breaks += _breaks(need, people)
    return need


def _letters_due(users: int, spread: float) -> Iterator[float]:
    """Letters in each minute of the week: seven on Monday wherever one lives, spread over some minutes."""
    total = sum(ZONES.values())
    for minute in range(WEEK):
        found = 0.0
        for ahead, share in ZONES.items():
            begins = (7 - ahead) * 60 % WEEK
            found += users * share / total / spread if 0 <= (minute - begins) % WEEK < spread else 0
        yield found


def _smoothed(per_minute: Sequence[float], over: int) -> list[float]:
    sums = [0.0, *accumulate(per_minute)]
    return [(sums[at] - sums[max(0, at - over)]) / over for at in range(1, len(sums))]


def _late(due: Sequence[float], capacity: float) -> float:
    """How many minutes the last letter of a wave waits where so many are sent in a minute."""
    waiting = longest = 0.0
    for found in due:
        waiting = max(0.0, waiting + found - capacity)
        longest = max(longest, waiting / capacity)
    return longest


def _breaks(need: Need, people: People) -> Iterator[str]:
    """What would not do, the first of them first as users grow."""
    if need.one_host > people.every:
        yield (
            f"one host with {people.one_host:.0%} of the feeds is asked {people.lanes:.0f} at a time: one round "
            f"takes {need.one_host:,.0f} minutes, not {people.every:.0f}"
        )
    if need.connections > 100:
        yield f"PostgreSQL's usual 100 connections: {need.connections:,} are wanted; a pooler, or a higher bound"
    if need.letters_a_second > 50:
        yield f"a mail service that takes {need.letters_a_second:,.0f} letters a second on Monday, or a wider spread"
    if need.gigabytes > 500:
        yield f"one database of {need.gigabytes:,.0f} GB: old letters and versions go, or it is cut by users"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, usual in People().__dict__.items():
        asked.add_argument(f"--{name.replace('_', '-')}", type=float, default=usual)
    people = People(**vars(asked.parse_args(argv)))
    costs = COSTS | _measured("pages.json", COSTS) | _measured("work.json", COSTS)
    sizes = SIZES | {name: size for name, size in _measured("sizes.json", SIZES).items() if name != "users"}
    needs = [simulated(10**power, people, costs, sizes) for power in range(3, 7)]
    _told(needs, costs, sizes, people)
    return 0


def _measured(file: str, wanted: dict[str, float]) -> dict[str, float]:
    """What a bench kept, where it ran here."""
    path = FOLDER / file
    found = json.loads(path.read_text()) if path.is_file() else {}
    return {name: value for name, value in found.items() if name in wanted}


ROWS_TOLD = {
    "pages and acts a second at the peak": ("pages_a_second", "{:,.1f}"),
    "cores for pages": ("web", "{:,.1f}"),
    "calendars asked a second": ("syncs_a_second", "{:,.1f}"),
    "letters a second at the peak": ("letters_a_second", "{:,.1f}"),
    "cores for work (calendars and letters)": ("workers", "{:,.1f}"),
    "the last letter waits, minutes": ("minutes_late", "{:,.1f}"),
    "processes, two of each at least": ("processes", "{:,}"),
    "connections to PostgreSQL": ("connections", "{:,}"),
    "database after a year, GB": ("gigabytes", "{:,.0f}"),
    "minutes to ask all feeds of one host": ("one_host", "{:,.1f}"),
}


def _told(needs: list[Need], costs: dict[str, float], sizes: dict[str, float], people: People) -> None:
    print(
        "One thing, processor milliseconds: " + ", ".join(f"{name} {cost * 1000:.0f}" for name, cost in costs.items())
    )
    of_one = {name: sizes[name] * rows for name, rows in ROWS.items()}
    print(f"One user after a year: {sum(of_one.values()) / 1e6:.2f} MB, ", end="")
    print(
        ", ".join(f"{name} {size / 1000:,.0f} kB" for name, size in sorted(of_one.items(), key=lambda one: -one[1]))
    )
    print(f"Assumed: {', '.join(f'{name} {value:g}' for name, value in people.__dict__.items())}; {BUSY:.0%} busy\n")
    print(f"{'users':40}" + "".join(f"{need.users:>12,}" for need in needs))
    for said, (name, shape) in ROWS_TOLD.items():
        print(f"{said:40}" + "".join(f"{shape.format(getattr(need, name)):>12}" for need in needs))
    print("\nWhat breaks first:")
    for need in needs:
        print(f"{need.users:>10,}: {'; '.join(need.breaks) or 'nothing'}")


if __name__ == "__main__":
    sys.exit(main())

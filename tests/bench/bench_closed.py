"""What the walls cost, and whether time tells what they hide.

    python -m tests.bench.bench_closed      (make bench-closed)

First a transaction of PostgreSQL that says whose rows it may see, beside one that only begins, by turns. Then
another's thing and a missing one, at every door, by turns too: their medians, which C38 wants within 20 ms.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psycopg

from tests.closed.doors import Kind, of
from tests.closed.knocking import send
from tests.closed.ordinary import handed_over
from tests.closed.tenants_machine import on_sqlite
from tests.closed.world import World, filled, world
from tests.cluster import programs_or_skip, running

TURNS, TRANSACTIONS = 15, 2_000
SAYS = "BEGIN; SELECT set_config('tracker.user', 'efua', true)"


def took(act: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def doors(there: World) -> tuple[float, str, int]:
    """The largest difference of medians in milliseconds, at which door, and how many doors were tried."""
    found = []
    for method, rule in of(Kind.THING, Kind.ACT, Kind.PROGRAMS_THING):
        secret = there.kofi.secret if rule.startswith("/api/") else ""
        missing = filled(rule, {name: "9" * len(value) for name, value in there.efua.things.items()}, {})
        times: dict[str, list[float]] = {there.efua.address(rule): [], missing: []}
        for _ in range(TURNS):
            for address, each in times.items():
                browser = there.kofi.anew()
                each.append(took(lambda: send(there, browser, method, address, secret=secret)))  # noqa: B023 - at once
        theirs, none = (median(each) for each in times.values())
        found.append((abs(theirs - none) * 1000, f"{method} {rule}"))
    return (*max(found), len(found))


def transactions(address: str) -> tuple[float, float]:
    """Milliseconds of a transaction with one question: one that only begins, and one that says whose rows it sees."""
    with psycopg.connect(address, autocommit=True) as db:

        def one(begin: str) -> None:
            db.execute(begin)
            db.execute("SELECT count(*) FROM users")
            db.execute("COMMIT")

        pairs = [(took(lambda: one("BEGIN")), took(lambda: one(SAYS))) for _ in range(TRANSACTIONS)]
    plain, says = zip(*pairs, strict=True)
    return median(plain) * 1000, median(says) * 1000


def main() -> int:
    """The command."""
    with running(programs_or_skip()) as cluster, cluster.lend() as address:
        plain, says = transactions(handed_over(address))
        print(
            f"transaction, n={TRANSACTIONS} by turns: {plain:.3f} ms, and {says:.3f} ms where it says whose rows",
            flush=True,
        )
    with tempfile.TemporaryDirectory() as folder, on_sqlite(Path(folder))() as database, world(database) as there:
        apart, where, count = doors(there)
        print(f"{count} doors, n={TURNS} by turns: medians at most {apart:.1f} ms apart, at {where}; bar 20 ms")
    return 0 if apart <= 20 else 1


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.fuzz -n 100000 --corpus DIR --jobs 2`: feeds spoiled by the thousand, and what they show."""

import argparse
import multiprocessing
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.fuzz.running import SECONDS, Find, Tally, batch, corpus

BATCH = 250
ENOUGH = 60  # finds that are told one by one; all are kept


def main() -> int:
    """Gives 1 if anything was found."""
    asked = _asked()
    bodies = corpus(asked.corpus)
    places = [
        range(first, min(first + BATCH, asked.start + asked.n))
        for first in range(asked.start, asked.start + asked.n, BATCH)
    ]
    total = Tally({}, [], (0.0, -1), 0.0)
    print(
        f"{asked.n:,} feeds, spoiled from {len(bodies):,} of {sum(map(len, bodies)):,} bytes, seed {asked.seed}",
        flush=True,
    )
    with ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn")) as pool:
        for tally in pool.map(batch, [asked.corpus] * len(places), places, [asked.seed] * len(places)):
            for find in tally.finds:
                _keep(find, asked.finds, asked.seed)
            told = [
                f"FOUND {asked.seed}/{find.place}: {find.what}"
                for find in tally.finds[: max(ENOUGH - len(total.finds), 0)]
            ]
            print("\n".join(told), end="\n" if told else "", flush=True)
            total = _added(total, tally)
            if sum(total.statuses.values()) % 5_000 < BATCH:
                print(_told(total), flush=True)
    print(_told(total))
    return 1 if total.finds else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("-n", type=int, default=1_500, help="how many feeds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the number of the first one")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder with more feeds to spoil")
    parser.add_argument(
        "--finds", type=Path, default=Path(tempfile.gettempdir()) / "tracker-finds", help="where finds go"
    )
    return parser.parse_args()


def _keep(find: Find, folder: Path, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{seed}-{find.place}.ics").write_bytes(find.body)
    (folder / f"{seed}-{find.place}-before.ics").write_bytes(find.before)


def _added(one: Tally, other: Tally) -> Tally:
    statuses = {
        name: one.statuses.get(name, 0) + other.statuses.get(name, 0) for name in one.statuses | other.statuses
    }
    finds, slowest = one.finds + other.finds, max(one.slowest, other.slowest)
    return Tally(statuses, finds, slowest, max(one.megabytes, other.megabytes))


def _told(total: Tally) -> str:
    counts = ", ".join(f"{count:,} {name}" for name, count in total.statuses.items())
    raised = sum("raised" in find.what for find in total.finds)
    slow = sum("took more" in find.what for find in total.finds)
    return (
        f"{sum(total.statuses.values()):,} read: {counts}; uncaught {raised}, over {SECONDS:.0f} s {slow}, "
        f"otherwise wrong {len(total.finds) - raised - slow}; slowest {total.slowest[0]:.2f} s (number "
        f"{total.slowest[1]}), at most {total.megabytes:.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.services.machine --steps 5000`: the machine run at length, and what it did."""

import argparse
import logging
import time
from collections import Counter

from tests.services.machine.running import on_sqlite, run, steps

EXAMPLES, STEPS = 20, 50  # of one round


def main() -> None:
    """Runs rounds, each by its own seed, until so many steps are done."""
    logging.disable()
    parser = argparse.ArgumentParser(prog="python -m tests.services.machine", description=__doc__)
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; each has the next")
    given = parser.parse_args()
    hits, by, began = Counter[str](), given.seed, time.monotonic()
    with on_sqlite() as opened:
        while (done := steps(hits)) < given.steps:
            print(f"seed {by}: {done} steps done", flush=True)
            hits += run(opened, examples=EXAMPLES, steps=STEPS, by=by)
            by += 1
    for name, times in sorted(hits.items()):
        print(f"{times:6d}  {name}")
    print(f"{steps(hits)} steps in {time.monotonic() - began:.0f} s, seeds {given.seed} to {by - 1}: all held")


if __name__ == "__main__":  # the cage imports nothing of ours twice
    main()

"""`make kills`: kill -9 while many are served, in both modes, counted. One line of a table for each kind.

`--only` names kinds, `--many` how many letters or jobs, `--kills` how often. docs/scale.md keeps what came out.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.cluster import programs_or_skip, running
from tests.faults.kills import acts, failover, letters, marks

Kind = Callable[..., dict[str, object]]
KINDS: dict[str, Kind] = {
    "letters embedded": letters.embedded,
    "letters hosted": letters.hosted,
    "jobs embedded": marks.embedded,
    "jobs hosted": marks.hosted,
    "acts embedded": acts.embedded,
    "acts hosted": acts.hosted,
    "acts failover": failover.hosted,
}


def main() -> None:
    """Runs the kinds that were asked for, and says what came of each."""
    parser = argparse.ArgumentParser(prog="make kills", description=__doc__)
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    told = parser.parse_args()
    with running(programs_or_skip()) as cluster:
        for name, kind in KINDS.items():
            if told.only in name:
                with tempfile.TemporaryDirectory() as folder:
                    began = time.monotonic()
                    came = kind(Path(folder), cluster, many=told.many, kills=told.kills)
                    took = time.monotonic() - began
                    print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in came.items()), f"({took:.0f} s)")


if __name__ == "__main__":
    main()

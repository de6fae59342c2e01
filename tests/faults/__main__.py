"""`make faults`: each thing that can go wrong, made to go wrong, and what came of it. docs/faults.md keeps the table.

`--only` names faults, `--times` how often each strikes instead of its own number.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.cluster import programs_or_skip, running
from tests.faults.row import Fault, Row
from tests.faults.storage.every import STORAGE
from tests.faults.world.every import WORLD

FAULTS: dict[str, tuple[Fault, int]] = {**STORAGE, **WORLD}
HEADS = (
    "fault",
    "times",
    "acts",
    "lost",
    "doubled",
    "of it in the gap",
    "wrong verdicts",
    "recovery, s",
    "what the user saw",
)


def main() -> None:
    """Strikes each fault that was asked for; ends with 1 where a bar does not hold."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--only", default="", help="faults whose name holds this")
    parser.add_argument("--times", type=int, default=0)
    told = parser.parse_args()
    rows = list(_struck(told.only, told.times))
    print(table(rows))
    sys.exit(not all(row.holds for row in rows))


def _struck(only: str, times: int) -> Iterable[Row]:
    with running(programs_or_skip()) as cluster:
        for name, (fault, own) in FAULTS.items():
            if only in name:
                with tempfile.TemporaryDirectory() as folder:
                    print(f"{name} …", file=sys.stderr)
                    yield fault(Path(folder), cluster, times or own)


def table(rows: Iterable[Row]) -> str:
    """As Markdown, a line each."""
    lines = [HEADS, ("---",) * len(HEADS)]
    lines += [
        tuple(f"{one:,.1f}" if isinstance(one, float) else f"{one:,}" if isinstance(one, int) else one for one in row)
        for row in rows
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    main()

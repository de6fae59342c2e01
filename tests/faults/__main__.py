"""`make faults`: each thing that can go wrong, made to go wrong, and what came of it. docs/faults.md keeps the table.

Each row is printed as soon as it is there. A fault whose making itself broke is a row that fails, and the next one
begins. `--only` names faults, `--times` how often each strikes instead of its own number.
"""

import argparse
import logging
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests.cluster import Cluster, programs_or_skip, running
from tests.faults.row import Fault, Row, failed
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
    parser.add_argument("--only", default="", help="faults whose name holds one of these words, parted by commas")
    parser.add_argument("--times", type=int, default=0)
    told = parser.parse_args()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the mail servers of these tests say much
    print(line(HEADS), line(("---",) * len(HEADS)), sep="\n", flush=True)
    with running(programs_or_skip()) as cluster:
        held = [row.holds for row in struck(meant(told.only), told.times, cluster)]
    sys.exit(not all(held))


def meant(only: str) -> dict[str, tuple[Fault, int]]:
    """The faults that these words name; all of them without."""
    words = [word.strip() for word in only.split(",")]
    return {name: fault for name, fault in FAULTS.items() if any(word in name for word in words)}


def struck(faults: dict[str, tuple[Fault, int]], times: int, cluster: Cluster) -> Iterator[Row]:
    """Each of them so often, or as often as it is wont to; its row is printed before the next begins."""
    for name, (fault, own) in faults.items():
        print(f"{name} …", file=sys.stderr, flush=True)
        row = _row(name, fault, times or own, cluster)
        print(line(row), flush=True)
        yield row


def _row(name: str, fault: Fault, times: int, cluster: Cluster) -> Row:
    try:
        with tempfile.TemporaryDirectory() as folder:
            return fault(Path(folder), cluster, times)
    except Exception as broken:  # whatever it is: the other faults take hours
        traceback.print_exc()
        return failed(name, broken)


def line(cells: tuple[object, ...]) -> str:
    """One of a table in Markdown."""
    shown = (
        f"{one:,.1f}" if isinstance(one, float) else f"{one:,}" if isinstance(one, int) else one for one in cells
    )
    return "| " + " | ".join(map(str, shown)) + " |"


if __name__ == "__main__":
    main()

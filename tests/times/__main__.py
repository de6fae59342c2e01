"""`make times`: the suite in three zones of the process, and with the clock at twelve hostile instants.

The clock is that of ahead.c, compiled by cc and loaded into each program that a test starts, so that real processes
are under it too. It runs on from the instant; sleeps, waits and what measures a span are left as they are:
libfaketime 0.9.10 has Python's waits hang, or its sleeps fail, whichever way it is set. docs/times.md keeps what came
of it.
"""

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import monotonic

from tests.times.instants import LEAD, Instant
from tests.times.plan import NOT_THEN, QUICK, SLOW, Run, runs

ROOT = Path(__file__).parents[2]
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
BROKEN = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def main() -> None:
    """Does the runs that were asked for; ends with 1 where a test failed."""
    parser = argparse.ArgumentParser(prog="make times", description=__doc__)
    parser.add_argument("--at", default="", help="instants whose name holds this; now: the true clock")
    parser.add_argument("--only", default="", help="these places under tests/ alone, with commas between")
    parser.add_argument("--quick", action="store_true", help="leave out what takes long")
    parser.add_argument("--workers", default="auto")
    told = parser.parse_args()
    slow = () if told.quick or told.only else SLOW
    chosen = [run for run in runs(told.only.split(",") if told.only else QUICK, slow) if told.at in run.name]
    print("| clock and zone | tests | failed | skipped | minutes |\n|---|---|---|---|---|", flush=True)
    broken = [_done(run, told.workers) for run in chosen]
    sys.exit(any(broken))


def _done(run: Run, workers: str) -> list[str]:
    """Does one run and prints its line, and the names of the tests that failed, which it returns too."""
    begin = monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--numprocesses", workers, *run.places]
    command += ["-m", NOT_THEN] if run.instant else []
    environment = os.environ | {"TZ": run.zone} | (clock(run.instant) if run.instant else {})
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    counts: Counter[str] = Counter()
    for what, count in _counts(said.stdout.strip().rpartition("\n")[2]):
        counts[what] += count
    tests, minutes = counts["passed"] + counts["failed"], (monotonic() - begin) / 60
    print(f"| {run.name} | {tests:,} | {counts['failed']} | {counts['skipped']} | {minutes:.1f} |", flush=True)
    broken = [f"{run.name}: {name}" for name in BROKEN.findall(said.stdout)]
    if not tests or said.returncode > 1:
        broken = [f"{run.name}: {said.stdout[-2000:]}{said.stderr[-2000:]}"]
    for one in broken:  # told at once: a whole run takes hours
        print(one, file=sys.stderr, flush=True)
    return broken


def _counts(line: str) -> Iterator[tuple[str, int]]:
    for count, what in COUNTS.findall(line):
        yield "failed" if what.startswith("error") else what, int(count)


def clock(instant: Instant) -> dict[str, str]:
    """The settings under which a program's clock begins shortly before an instant, and runs on.

    As a distance from now, so that all programs have the same clock whenever each was started.
    """
    ahead = (instant.at - LEAD - datetime.now(UTC)).total_seconds()
    return {"LD_PRELOAD": str(_library()), "CLOCK_AHEAD": f"{ahead:.0f}"}


@cache
def _library() -> Path:
    made = ROOT / "build" / "ahead.so"
    made.parent.mkdir(exist_ok=True)
    source = Path(__file__).with_name("ahead.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", made, source, "-ldl"], check=True)
    return made


if __name__ == "__main__":
    main()

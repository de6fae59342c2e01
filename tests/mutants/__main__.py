"""How many small changes of the rules the tests see: mutmut's mutants of `tracker/domain/`, tried on a copy.

    python -m tests.mutants [--only words] [--sample 40] [--minutes 60] [--seconds 2] [--again]     (make mutants)
    python -m tests.mutants --again --at-import 40

A table goes to the terminal, and what survived to build/mutants/survivors.txt. docs/mutants.md says what was found.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.mutants.table import gathered, outcomes, report
from tests.mutants.tree import MADE, Mutant, copied

HERE = Path("build/mutants")
TESTS = ("tests/domain",)
DECIDED = ("killed", "timeout", "crashed", "at import")
FAR = "Pacific/Honolulu"  # no zone of any test: what asks the machine for its own is told from UTC and from a user's
PATIENCE = 900  # seconds for one mutant that is tried from its import on


def main() -> int:
    """Make the mutants, try them, tell."""
    asked = _asked()
    HERE.mkdir(parents=True, exist_ok=True)
    files = {name: HERE.resolve() / f"{name}.json" for name in ("run", "reached", "results", "known")}
    if not asked.again:
        for file in files.values():
            file.unlink(missing_ok=True)
    gathered(files["results"], files["known"], HERE / "tree")  # of a run that was ended before its time
    mutants = copied(HERE / "tree")
    became = outcomes(files["known"], mutants)
    if asked.at_import:
        _from_import(mutants, became, files["results"], asked)
    else:
        _in_forks(_drawn(mutants, asked), became, files, asked)
    gathered(files["results"], files["known"], HERE / "tree")
    report(mutants, outcomes(files["known"], mutants), HERE / "survivors.txt")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--only", default="", help="modules in whose name these words stand")
    parser.add_argument("--sample", type=int, default=0, help="so many of each module, drawn at random; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="after these no further one is tried")
    parser.add_argument("--seconds", type=float, default=60, help="how long the tests of one mutant may take")
    parser.add_argument("--again", action="store_true", help="keep what was found; try the rest, and new tests")
    parser.add_argument("--whole", action="store_true", help="with --again: old tests too on what survived them")
    parser.add_argument("--at-import", type=int, default=0, help="try so many of those that were at work at import")
    parser.add_argument("--tests", nargs="+", default=TESTS)
    return parser.parse_args()


def _drawn(mutants: list[Mutant], asked: argparse.Namespace) -> list[Mutant]:
    """The first of each module, then the second, each module in an order by chance: wherever the time ends, what was
    tried is a sample.
    """
    draw = random.Random(asked.seed)
    modules: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        modules[mutant.module].append(mutant)
    found: list[tuple[int, Mutant]] = []
    for _, many in sorted(modules.items()):
        draw.shuffle(many)
        found.extend(enumerate(many[: asked.sample or None]))
    return [one for _, one in sorted(found) if asked.only in one.module]


def _in_forks(drawn: list[Mutant], became: dict[str, str], files: dict[str, Path], asked: argparse.Namespace) -> None:
    """Those not decided yet, first what survived: that is tried on those tests alone that are new; with `whole`, on
    all.
    """
    still = [one for one in drawn if became.get(one.name) not in DECIDED]
    still.sort(key=lambda one: one.name not in became)
    told = [(one.name, one.function, one.name in became and not asked.whole) for one in still]
    rules = json.loads((HERE / "tree" / MADE).read_text())["rules"]
    run = {"mutants": told, "minutes": asked.minutes, "seconds": asked.seconds, "rules": rules}
    files["run"].write_text(json.dumps({**run, "reached": str(files["reached"]), "results": str(files["results"])}))
    _pytest(asked.tests, {"MUTANT_UNDER_TEST": "stats", "MUTANTS_RUN": str(files["run"])})


def _from_import(mutants: list[Mutant], became: dict[str, str], results: Path, asked: argparse.Namespace) -> None:
    """Mutants of functions that only make tables: each in a process of its own, which imports them changed."""
    ends = time.monotonic() + asked.minutes * 60
    waiting = sorted(one.name for one in mutants if became.get(one.name) == "at import")
    for name in random.Random(asked.seed).sample(waiting, min(asked.at_import, len(waiting))):
        if time.monotonic() > ends:
            break
        outcome = "survived" if _pytest(asked.tests, {"MUTANT_UNDER_TEST": name}) == 0 else "killed"
        with results.open("a") as told:
            print(json.dumps([name, outcome, "from its import on", 0]), file=told)


def _pytest(tests: tuple[str, ...], environment: dict[str, str]) -> int:
    words = "-p tests.mutants.loop -p no:cacheprovider -p no:xdist --assert=plain --tb=no -q -x"
    quiet = None if "MUTANTS_RUN" in environment else subprocess.DEVNULL
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words.split(), *tests],
        cwd=HERE / "tree",
        env={**os.environ, "PYTHONPATH": ".", "TZ": FAR, **environment},
        stdout=quiet,
        check=False,
        timeout=None if quiet is None else PATIENCE,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

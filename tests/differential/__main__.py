"""`python -m tests.differential`: generated bodies and those of a corpus, read by us and by the stock pair."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.differential.generate import Case, cases
from tests.differential.table import Row, Table, row
from tracker.domain.event import Span


def corpus(folder: Path) -> Iterator[Case]:
    """Each calendar file below a folder, in the four years round its middle event, in UTC."""
    for path in sorted(folder.rglob("*.ics")):
        body = path.read_bytes()
        yield Case(str(path.relative_to(folder)), body, around(body), ZoneInfo("UTC"))


def around(body: bytes) -> Span:
    """Two years on each side of the year that most events name."""
    years = [body[at + 8 : at + 60].partition(b":")[2][:4] for at in _starts(body)]
    good = sorted(int(year) for year in years if year.isdigit() and 1900 < int(year) < 2100)
    year = good[len(good) // 2] if good else 2026
    return Span(datetime(year - 1, 1, 1, tzinfo=UTC), datetime(year + 2, 1, 1, tzinfo=UTC))


def _starts(body: bytes) -> Iterator[int]:
    inside = body.find(b"BEGIN:VEVENT")
    while inside >= 0 and (inside := body.find(b"\nDTSTART", inside)) >= 0:
        yield inside + 1
        inside += 8


def rows(todo: Iterator[Case], jobs: int) -> Iterator[Row]:
    """Each case compared, in so many processes."""
    if jobs < 2:
        yield from map(row, todo)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(row, todo, chunksize=20)


def main() -> int:
    """Compare, print the table; 1 if something is unexplained."""
    options = _options()
    todo = cases(options.seed, options.generated, options.first)
    for folder in options.corpus:
        todo = chain(todo, corpus(folder))
    table = Table(options.save)
    for place, each in enumerate(rows(todo, options.jobs), 1):
        table.add(each)
        if sys.stderr.isatty() and place % 100 == 0:
            print(f"\r{place:,}", end="", file=sys.stderr)
    print(table)
    return 1 if table.unexplained else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--generated", type=int, default=20_000, help="how many bodies to make up")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder of .ics files too")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--save", type=Path, help="a folder for bodies with something unexplained")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

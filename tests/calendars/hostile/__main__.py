"""`make hostile`: every hostile feed at its full size, in one table; then a thousand pairs of clashing ones."""

import sys
import tempfile
from pathlib import Path

from tests.calendars.hostile.every import HOSTILE
from tests.calendars.hostile.judging import faults, said
from tests.calendars.hostile.leaking import leaks
from tests.calendars.hostile.making import Hostile
from tests.calendars.hostile.measuring import MEGABYTES, SECONDS, Measured, measured, measured_here

PAIRS = 1_000


def main(wanted: list[str]) -> int:
    """All, or those whose name begins with one of the words. Gives how many fell short."""
    feeds = [feed for feed in HOSTILE if not wanted or feed.name.startswith(tuple(wanted))]
    short, most, longest = 0, 0.0, 0.0
    print(f"{'feed':44} {'size MB':>8} {'status':8} {'seconds':>8} {'MB':>6}  says")
    with tempfile.TemporaryDirectory(prefix="tracker-hostile-") as folder:
        for feed in feeds:
            size, found = _measured(feed, Path(folder) / "feed.ics")
            wrong = [*faults(feed, found.told), *_slow(found)]
            short, most, longest = short + bool(wrong), max(most, found.megabytes), max(longest, found.seconds)
            _row(feed, size, found, wrong)
    print(f"{len(feeds)} feeds, {short} fell short; the slowest took {longest:.1f} s, the largest {most:.0f} MB")
    return short + (0 if wanted else _leaks())


def _leaks() -> int:
    found = list(leaks(PAIRS, seed=1))
    print(f"{PAIRS:,} pairs of feeds that claim the same names: {len(found)} leak {found[:5]}")
    return len(found)


def _measured(feed: Hostile, path: Path) -> tuple[int, Measured]:
    if not callable(feed.body):
        return len(feed.body), measured_here(feed.body)
    with path.open("wb") as file:
        size = sum(file.write(piece) for piece in feed.pieces())
    return size, measured(path)


def _slow(found: Measured) -> list[str]:
    slow = [f"{found.seconds:.1f} s, more than {SECONDS:.0f}"] if found.seconds > SECONDS else []
    return slow + ([f"{found.megabytes:.0f} MB, more than {MEGABYTES:.0f}"] if found.megabytes > MEGABYTES else [])


def _row(feed: Hostile, size: int, found: Measured, wrong: list[str]) -> None:
    words = next(iter(said(found.told).splitlines()), "")[:90]
    figures = f"{size / 1e6:8.2f} {found.told['status']:8} {found.seconds:8.2f} {found.megabytes:6.0f}"
    print(f"{feed.name:44.44} {figures}  {words!a}", flush=True)
    for one in wrong:
        print(f"    WRONG: {one[:400]!a}", flush=True)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)

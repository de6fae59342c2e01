"""What a sync of a large Google calendar costs: calls, rows and seconds, beside the same calls with nothing done.

    make bench-google
    python -m tests.bench.bench_google [--events 20000] [--runs 3] [--no-peers] [--profile]

One table; each row was measured in this run, in a process of its own, against the stand-in in another. What the rows
mean is told in docs/speed.md.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.bench import contestants, feed
from tests.bench.bench_feed import environment
from tests.bench.contestants import NotHere, Peer
from tests.bench.google_far_end import CALENDAR
from tests.bench.running import ROOT, Outcome, median, run

GCAL_SYNC = Peer("gcal_sync 8.0.0", "run_gcal_sync.py", ("gcal_sync==8.0.0",), "into a file of JSON")
LIMIT = 300.0  # processor seconds for one run
_WIDTHS = (34, 9, 16, 9, 9, 7, 9)
_NAMES = ("", "CPU s", "ratio", "wall s", "peak MB", "calls", "rows")


class Row(NamedTuple):
    """One line: a run, or the middle one of several, and what it asked for. `floor`: the same calls and no more."""

    label: str
    outcome: Outcome
    calls: int
    floor: Outcome | None = None

    def __str__(self) -> str:
        told = self.outcome
        ratio = f"{told.cpu / self.floor.cpu:.1f} x floor" if self.floor and self.floor.cpu and told.cpu else ""
        rows = f"{told.counted:,}" if told.counted is not None else ""
        timed = [f"{told.cpu:.3f}", ratio, f"{told.wall:.3f}", f"{told.peak:.0f}", f"{self.calls:,}", rows]
        cells = _line([self.label, *timed] if not told.trouble else [self.label])
        return f"{cells}  {told.trouble or told.said}".rstrip()


def _line(cells: list[str]) -> str:
    widths = zip(cells, _WIDTHS, strict=False)
    return "".join(cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(widths))


class FarEnd:
    """The stand-in in its own process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.said = self._told()

    def told(self, what: str) -> Any:
        """Has it do something; what came of that."""
        assert self._process.stdin
        print(what, file=self._process.stdin, flush=True)
        return json.loads(self._told())

    def _told(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@contextmanager
def far_end(events: int, now: datetime) -> Iterator[FarEnd]:
    """Runs until the block ends."""
    command = [*_module("google_far_end"), "--events", str(events), "--now", now.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield FarEnd(process)
        finally:
            process.stdin.close()
            process.wait(60)


class Bench:
    """One run of everything."""

    def __init__(self, options: argparse.Namespace, there: FarEnd, folder: Path) -> None:
        self.options, self.there, self.folder = options, there, folder
        self.now: datetime = options.now

    def rows(self) -> Iterator[Row]:
        """All of them, as they are measured."""
        yield from self.measured("first sync", 1)
        yield from self.measured("unchanged", self.options.runs)
        yield from self.measured("one event changed", self.options.runs, "change")
        yield from self.measured("a new day, unchanged", self.options.runs, days=1)
        yield from self.measured("token expired, one event changed", 1, "change", "expire")

    def measured(self, label: str, times: int, *before: str, days: int = 0) -> Iterator[Row]:
        """The floor, ours and the peer's by turns, after what happens there each time."""
        ours, floors, peers = [], [], []
        for _ in range(times):
            self.now += timedelta(days=days)
            for what in (*before, "asked"):
                self.there.told(what)
            ours.append(self.ours())
            calls = self.there.told("asked")
            floors.append(self.floor(calls))
            self.there.told("asked")
            peers.append(self.peer())
        theirs, floor = self.there.told("asked"), median(floors)
        yield Row(f"{label}: floor", floor, len(calls))
        yield Row("    tracker", median(ours), len(calls), floor)
        if self.options.peers:
            yield Row(f"    {GCAL_SYNC.name}", median(peers)._replace(counted=None), len(theirs), floor)

    def ours(self) -> Outcome:
        """A sync by the service."""
        command = [*_module("google_jobs"), "sync", "--far-end", self.there.said, "--now", self.now.isoformat()]
        return run([*command, "--folder", str(self.folder / "data")], limit=LIMIT)

    def floor(self, calls: list[dict[str, Any]]) -> Outcome:
        """The same calls, by Google's client."""
        path = self.folder / "calls.json"
        path.write_text(json.dumps([_parameters(call["query"]) for call in calls]))
        command = [*_module("google_jobs"), "floor", "--far-end", self.there.said, "--calls", str(path)]
        return run(command, limit=LIMIT)

    def peer(self) -> Outcome:
        """A sync by gcal_sync."""
        if not self.options.peers:
            return Outcome()
        try:
            command = contestants.ready(GCAL_SYNC, self.options.cache.resolve())
        except NotHere as reason:
            return Outcome(trouble=f"not installed: {reason}")
        told = json.loads(self.there.said)
        words = [told["at"], told["tokens"]["access_token"], CALENDAR, str(self.folder / "store.json")]
        return run([*command, *words], limit=LIMIT)

    def profile(self) -> str:
        """Where the time of a sync with one change goes, and that of a first one in another folder."""
        self.there.told("change")
        command = [*_module("google_jobs"), "sync", "--far-end", self.there.said, "--now", self.now.isoformat()]
        folders = {"one event changed": self.folder / "data", "first sync": self.folder / "again"}
        return "\n".join(
            f"{label}\n{_complaint([*command, '--profile', '--folder', str(folder)])}"
            for label, folder in folders.items()
        )


def _parameters(query: dict[str, str]) -> dict[str, Any]:
    """What was asked, as Google's client wants it said: it takes any text for yes."""
    kinds: dict[str, Any] = {"singleEvents": lambda text: text == "true", "showDeleted": lambda text: text == "true"}
    return {name: kinds.get(name, str)(value) for name, value in query.items() if name != "alt"}


def _complaint(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{name}"]


def options_of(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.fromisoformat(feed.NOW))
    parser.add_argument("--runs", type=int, default=3, help="of what is fast; the median counts")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    parser.set_defaults(generator=Path("google_items.py"))
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    options = options_of(words)
    print(environment(options))
    print(_line(list(_NAMES)))
    with TemporaryDirectory() as folder, far_end(options.events, options.now) as there:
        bench, troubled = Bench(options, there, Path(folder)), 0
        for row in bench.rows():
            print(row, flush=True)
            troubled += bool(row.outcome.trouble)
        if options.profile:
            print(bench.profile())
    return 1 if troubled else 0


if __name__ == "__main__":
    sys.exit(main())

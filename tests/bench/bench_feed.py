"""How fast a feed is read, beside the floor (its bytes read and hashed) and beside the other readers there are.

    make bench
    python -m tests.bench.bench_feed [--events 50000] [--generator PATH] [--runs 3] [--no-peers] [--profile]

One table; each row was measured in this run, in a process of its own. The exit status is 1 if a bar is missed. What
the rows mean is told in docs/speed.md.
"""

import argparse
import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import contestants, feed
from tests.bench.contestants import NotHere, Peer
from tests.bench.running import ROOT, Outcome, median, run
from tests.bench.table import LINE, Row, at_most, highest, passed, shown, slower

VARIANTS = {  # what the next body of the feed is like, and the row that reads it
    "--change": "(b) one event changed",
    "--restamp": "(c) every DTSTAMP rewritten",
    "--add": "(c2) one event added in front",
    "--remove": "(c3) one event removed",
    "--shuffle": "(c4) all in another order",
}
TRIAL = 2_000  # events at which the peers in Python show whether they are worth a run with all
SLOW = 10  # seconds of processor time, above which a peer runs once
HOPELESS = 5  # times the stock pair: who is slower there is not run with all


class Bench:
    """One run of everything, with the files that it works on."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.cache: Path = options.cache.resolve()
        end = options.now + timedelta(days=90)
        self.window = [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (options.now, end)]

    # The feeds.

    def first(self, events: int) -> Path:
        return self._made(events, [])

    def variant(self, what: str) -> Path:
        """The next body of the feed. What another generator cannot make is made from its first."""
        flag = [what] if what in ("--restamp", "--shuffle") else [what, "1"]
        if not self.options.generator or what in ("--change", "--restamp"):
            return self._made(self.options.events, flag)
        first = self.first(self.options.events)
        return self._written(first.with_name(f"{first.stem}{what}.ics"), [*_module("variants"), str(first)], flag)

    def _made(self, events: int, flag: list[str]) -> Path:
        path: Path | None = self.options.generator
        command = [sys.executable, str(path.resolve())] if path else _module("feed")
        sources = [path] if path else [Path(__file__).with_name(name) for name in ("feed.py", "variants.py")]
        key = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]
        name = f"{path.stem if path else 'feed'}-{key}-{events}{''.join(flag[:1])}.ics"
        return self._written(self.cache / "feeds" / name, [*command, "-n", str(events)], flag)

    def _written(self, path: Path, command: list[str], flag: list[str]) -> Path:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            contestants.done([*command, "-o", f"{path}.new", *flag], folder=ROOT)
            Path(f"{path}.new").rename(path)
        with path.open("rb", buffering=0) as stream:  # from now on it is in the page cache
            while stream.read(1024 * 1024):
                pass
        return path

    # The contestants.

    def ours(self, job: str, body: Path, memory: Path | None = None) -> Outcome:
        return run(self.command(job, body, memory), limit=self.options.limit)

    def command(self, job: str, body: Path, memory: Path | None = None) -> list[str]:
        start, end = self.window
        more = ["--memory", str(memory)] if memory else []
        return [*_module("jobs"), job, str(body), "--start", start, "--end", end, *more]

    def peer(self, peer: Peer, body: Path, limit: float) -> Outcome:
        """One run, or the median of several if it is fast."""
        try:
            command = [*contestants.ready(peer, self.cache), str(body), *self.window]
        except NotHere as reason:
            return Outcome(trouble=f"not installed: {reason}")
        outcome = run(command, limit=limit)
        if outcome.trouble or outcome.cpu > SLOW:
            return outcome
        return median([outcome, *(run(command, limit=limit) for _ in range(self.options.runs - 1))])

    # The rows.

    def rows(self) -> Iterator[Row]:
        """All of them, as they are measured."""
        memory = self.first(self.options.events).with_suffix(".memory")
        kept = self.ours("remember", self.first(self.options.events), memory)
        print(f"what is kept between two readings: {kept.said or kept.trouble}\n{LINE}", flush=True)
        ours = list(self.small_rows(memory))
        yield from ours
        imported = median([self.ours("read", self.first(self.options.events)) for _ in range(self.options.runs)])
        yield Row("(d) first import, 90 days: tracker", imported)
        yield from self.peer_rows(imported)
        yield highest("(e) peak of tracker in all rows", [*(row.outcome for row in ours[1:]), imported], 250)

    def small_rows(self, memory: Path) -> Iterator[Row]:
        """The floor and what comes near it, by turns, so that a busy minute touches all alike."""
        first = self.first(self.options.events)
        jobs = {"floor: read and hash": ("floor", first), "(a) unchanged": ("check", first)}
        jobs |= {label: ("again", self.variant(what)) for what, label in VARIANTS.items()}
        turns = [
            {label: self.ours(*job, memory) for label, job in jobs.items()} for _ in range(self.options.runs + 2)
        ]
        medians = {label: median([turn[label] for turn in turns]) for label in jobs}
        floor = medians["floor: read and hash"]
        for label, outcome in medians.items():
            bar = 1.5 if label.startswith("(a)") else 5.0
            yield at_most(label, outcome, floor, bar) if outcome is not floor else Row(label, outcome, 1.0)

    def peer_rows(self, ours: Outcome) -> Iterator[Row]:
        """The whole feed and the same window, by each reader that can be had."""
        body, limit = self.first(self.options.events), self.options.limit
        yield slower(contestants.STOCK, self.peer(contestants.STOCK, body, limit), ours, 20)
        for peer, trouble in self.trials() if self.options.peers else ():
            outcome = Outcome(trouble=trouble) if trouble else self.peer(peer, body, limit)
            yield slower(peer, outcome, ours, 1)

    def trials(self) -> Iterator[tuple[Peer, str]]:
        """Each peer, and why it does not run with all events, if it does not."""
        events = min(TRIAL, self.options.events)
        few = self.first(events)
        stock = self.peer(contestants.STOCK, few, self.options.limit)
        limit = max(HOPELESS * stock.cpu, 5)
        tried = [(peer, self.peer(peer, few, limit)) for peer in contestants.PYTHON]
        for peer, trial in sorted(tried, key=lambda each: (bool(each[1].trouble), each[1].cpu)):
            why = f"{trial.trouble} with {events:,} events" if trial.trouble.startswith("not done") else trial.trouble
            took = "" if trial.trouble else f"; {events:,} events {trial.cpu:.1f} s"
            yield peer._replace(note=f"{peer.note}{took}".lstrip("; ")), why
        yield from ((peer, "") for peer in contestants.OTHERS)

    # The service.

    def service_rows(self) -> Iterator[Row]:
        """A whole sync into SQLite, one behind the other, and what it costs the stock parser to begin."""
        events = self.options.service
        bodies = {"first": self.first(events), "unchanged": self.first(events)}
        bodies["one changed"] = self._made(events, ["--change", "1"])
        print(f"\na whole sync of {events:,} events, without fetching\n{LINE}")
        with TemporaryDirectory() as folder:
            for label, body in bodies.items():
                command = [*_module("service"), str(body), "--folder", folder, "--now", self.window[0]]
                outcome = run(command, limit=self.options.limit)
                yield Row(label, outcome, note=outcome.said)
        yield Row("icalendar parses it", self.peer(contestants.STOCK_PARSE, self.first(events), self.options.limit))


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{name}"]


def environment(options: argparse.Namespace) -> str:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    generator = options.generator.name if options.generator else "tests/bench/feed.py"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{options.events:,} events of {generator}; Python {platform.python_version()}, {os.cpu_count()} x "
        f"{model or platform.machine()}, load {load}"
    )


def options_of(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--generator", type=Path, help="another maker of feeds: -n, -o, --change K, --restamp")
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.fromisoformat(feed.NOW))
    parser.add_argument("--runs", type=int, default=3, help="of what is fast; the median counts")
    parser.add_argument("--limit", type=float, default=300, help="processor seconds for one run")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="beside the stock pair, nobody else")
    parser.add_argument(
        "--service", type=int, default=5_000, metavar="EVENTS", help="of the whole sync; 0: leave out"
    )
    parser.add_argument("--profile", action="store_true", help="where the time of (c) and (d) goes")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    options = options_of(words)
    bench = Bench(options)
    print(environment(options))
    rows = []
    for row in bench.rows():
        rows.append(row)
        print(shown(row), flush=True)
    for row in bench.service_rows() if options.service else ():
        print(shown(row), flush=True)
    if options.profile:
        profile(bench)
    return 0 if passed(rows) else 1


def profile(bench: Bench) -> None:
    """The costliest functions of (c) and of (d)."""
    first = bench.first(bench.options.events)
    memory = first.with_suffix(".memory")
    for label, job in ("(c)", ("again", bench.variant("--restamp"), memory)), ("(d)", ("read", first)):
        print(label, contestants.done([*bench.command(*job), "--profile"], folder=ROOT))


if __name__ == "__main__":
    sys.exit(main())

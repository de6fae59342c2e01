"""Spoiled feeds read one after another: nothing may come out of the reader but a reading, in time; and a reading that
skips, or that knows an earlier one, tells what a thorough one tells.
"""

import re
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.calendars.hostile.every import SMALL
from tests.fuzz.mutate import LONGEST, mutated
from tracker.calendars.ics import Reading, read
from tracker.domain.event import CalendarEvent, Span

SECONDS = 5.0  # of processor time that no reading may take
FEEDS = Path(__file__).parents[1] / "feeds"
HOME = ZoneInfo("Africa/Accra")

_START = re.compile(rb"DTSTART[^:\r\n]*:((?:19|20)\d\d)(0[1-9]|1[0-2])")


class OutOfTime(BaseException):
    """The reader works on and on. Not an Exception: those it may catch."""


class Find(NamedTuple):
    """A spoiled feed that showed something: its number, what it showed, its bytes, and what was spoiled."""

    place: int
    what: str
    body: bytes
    before: bytes


class Tally(NamedTuple):
    """What became of some feeds. `slowest`: the most seconds of processor time of one reading, and its number."""

    statuses: dict[str, int]
    finds: list[Find]
    slowest: tuple[float, int]
    megabytes: float


def corpus(folder: Path | None = None) -> list[bytes]:
    """Our feeds, the small hostile ones, and those of a folder; each at most so long that spoiling is quick."""
    files = sorted(FEEDS.glob("*.ics")) + (sorted(folder.rglob("*.ics")) if folder else [])
    bodies = [path.read_bytes() for path in files] + [piece for feed in SMALL for piece in feed.pieces()]
    return [body for body in bodies if 0 < len(body) <= LONGEST // 2]


def batch(folder: Path | None, places: range, seed: int) -> Tally:
    """`run` in a process of its own, which loads its feeds once."""
    return run(_loaded(folder), places, seed)


@lru_cache(maxsize=1)
def _loaded(folder: Path | None) -> list[bytes]:
    return corpus(folder)


def run(bodies: Sequence[bytes], places: range, seed: int) -> Tally:
    """Spoils and reads the feeds of these numbers."""
    statuses, finds, slowest = {"accept": 0, "partial": 0, "reject": 0}, [], (0.0, -1)
    for place in places:
        before, body = spoiled(bodies, place, seed)
        trial = _Trial(body, before, place)
        status, what = trial.outcome()
        statuses[status] = statuses.get(status, 0) + 1
        slowest = max(slowest, (trial.seconds, place))
        finds += [Find(place, what, body, before)] if what else []
    return Tally(statuses, finds, slowest, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def spoiled(bodies: Sequence[bytes], place: int, seed: int) -> tuple[bytes, bytes]:
    """One feed before and after."""
    dice = Random(f"{seed}/{place}")
    before = dice.choice(bodies)
    return before, mutated(before, bodies, dice)


class _Trial:
    """One spoiled feed, read thoroughly, skipping, and with the memory of the feed before it was spoiled."""

    def __init__(self, body: bytes, before: bytes, place: int) -> None:
        self._body, self._before, self._window = body, before, _window(before)
        self.seconds = 0.0

    def outcome(self) -> tuple[str, str]:
        """The status of the thorough reading, and what was shown that may not be."""
        status = "none"
        try:
            thorough = self._timed(lambda: _read(self._body, self._window, thorough=True))
            status = thorough.status
            return status, "; ".join(self._shown(thorough))
        except OutOfTime:
            return status, f"took more than {SECONDS} s"
        except BaseException as error:  # whatever comes out is what we look for
            if isinstance(error, KeyboardInterrupt):
                raise
            return status, f"raised {type(error).__name__}: {error}"[:300]

    def _shown(self, thorough: Reading) -> Iterator[str]:
        if thorough.status not in ("accept", "partial", "reject"):
            yield f"status {thorough.status}"
        if thorough.status != "accept" and not (thorough.messages or thorough.skipped):
            yield "says nothing of what was left out"
        skipping = self._timed(lambda: _read(self._body, self._window))
        if skipping.whole and thorough.whole and (skipping.events != thorough.events):
            yield "what is skipped unparsed would have been told"
        yield from self._grown(skipping)

    def _grown(self, fresh: Reading) -> Iterator[str]:
        earlier = remembered(self._before, self._window)
        if not earlier or not earlier.memory or not (earlier.whole and fresh.whole) or fresh.status == "reject":
            return
        grown = self._timed(lambda: _read(self._body, self._window, known=earlier.memory))
        if grown.status == "reject":
            yield "with a memory it is rejected"
        elif merged(earlier, grown) != fresh.events:
            yield "with a memory it tells other events"
        elif grown.only is not None and set(earlier.uids) - grown.only != set(fresh.uids) - grown.only:
            yield "with a memory it sees other UIDs"

    def _timed(self, reading: Callable[[], Reading]) -> Reading:
        started = process_time()
        try:
            with bounded(SECONDS):
                return reading()
        finally:
            self.seconds = max(self.seconds, process_time() - started)


def merged(earlier: Reading, grown: Reading) -> tuple[CalendarEvent, ...]:
    """All events after a reading that looked only at what changed."""
    if grown.only is None:
        return grown.events
    kept = (event for event in earlier.events if event.key.uid not in grown.only)
    return tuple(sorted((*kept, *grown.events), key=lambda event: (event.start, event.key)))


@lru_cache(maxsize=64)
def remembered(before: bytes, window: Span) -> Reading | None:
    """The reading of a feed before it was spoiled; None if even that is too much."""
    try:
        with bounded(SECONDS):
            return _read(before, window)
    except OutOfTime:
        return None


def _read(body: bytes, window: Span, *, known: bytes = b"", thorough: bool = False) -> Reading:
    return read(body, calendar="work", window=window, zone=HOME, known=known, thorough=thorough)


def _window(body: bytes) -> Span:
    """Ninety days round the first start that a feed tells, so that old feeds are told of too."""
    found = _START.search(body)
    year, month = (int(found[1]), int(found[2])) if found else (2026, 3)
    start = datetime(year, month, 1, tzinfo=UTC) - timedelta(days=30)
    return Span(start, start + timedelta(days=90))


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raises OutOfTime after so many seconds of processor time."""

    def end(*_: object) -> None:
        raise OutOfTime

    was = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, was)

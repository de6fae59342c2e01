"""Which tests run at which instant in which zone.

In each zone all runs once by the true clock. All that is quick and that a clock can reach runs at every instant too.
What takes long is spread: each part runs at one instant, in one zone.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.times.instants import INSTANTS, ZONES, Instant

QUICK = ("domain", "services", "mail", "store", "calendars", "web", "cli", "tongue", "jobs", "google")
SLOW = ("closed", "hosted", "faults", "test_walk.py", "test_private.py", "test_security.py")
# Chromium and Node.js have clocks and sandboxes of their own: what needs them meets other zones, not other instants.
TRUE_CLOCK = ("browser", "front")
NOT_THEN = "not browser and not front and not emulator and not proxies"
# Not here, for no clock and no zone reaches it: bench, deploy, detection, differential, fuzz, and what reads source.


class Run(NamedTuple):
    """One run of the tests in some places, in a zone; `instant` None: by the true clock."""

    zone: str
    instant: Instant | None
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.instant.name if self.instant else 'now'} in {self.zone}"


def runs(quick: Iterable[str] = QUICK, slow: Iterable[str] = SLOW) -> Iterator[Run]:
    """All runs of a whole `make times`: three zones by the true clock, then each instant in a zone."""
    places, spread = ([f"tests/{place}" for place in each] for each in (quick, slow))
    also = [f"tests/{place}" for place in TRUE_CLOCK] if spread else []
    yield from (Run(zone, None, (*places, *spread, *also)) for zone in ZONES)
    for number, instant in enumerate(INSTANTS):
        yield Run(ZONES[number % len(ZONES)], instant, (*places, *spread[number :: len(INSTANTS)]))

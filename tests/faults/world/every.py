"""Faults of the world around: clocks, mail, feeds, Google, processes. Each with how often it strikes by itself."""

from tests.faults.row import Fault

WORLD: dict[str, tuple[Fault, int]] = {}

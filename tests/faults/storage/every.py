"""Faults of what keeps things: files, disks, databases. Each with how often it strikes by itself."""

from tests.faults.row import Fault

STORAGE: dict[str, tuple[Fault, int]] = {}

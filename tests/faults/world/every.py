"""Faults of the world around: clocks, mail, feeds, Google, processes. Each with how often it strikes by itself."""

from tests.faults.row import Fault
from tests.faults.world import upgrading

WORLD: dict[str, tuple[Fault, int]] = {
    "upgrade killed half-way, SQLite": (upgrading.on_sqlite, 50),
    "upgrade killed half-way, PostgreSQL": (upgrading.on_postgresql, 50),
}

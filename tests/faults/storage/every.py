"""Faults of what keeps things: files, disks, databases. Each with how often it strikes by itself."""

from tests.faults.row import Fault
from tests.faults.storage import commits, embedded, hosted, kills, torn
from tests.faults.storage.backup import during_writes

STORAGE: dict[str, tuple[Fault, int]] = {
    "kill acts embedded": (kills.acts_embedded, 20),
    "kill acts hosted": (kills.acts_hosted, 200),
    "kill failover": (kills.acts_failover, 10),
    "kill letters embedded": (kills.letters_embedded, 20),
    "kill letters hosted": (kills.letters_hosted, 20),
    "kill at each commit": (commits.killed, 1),
    "torn journal": (torn.rollback, 1000),
    "torn log": (torn.log, 1000),
    "full disk": (embedded.full, 5),
    "EIO when writing": (embedded.unwritten, 5),
    "EIO at fsync": (embedded.unsynced, 5),
    "ENOSPC when writing": (embedded.full_by_errors, 5),
    "read-only folder": (embedded.read_only, 5),
    "locked for 10 s": (embedded.locked, 2),
    "locked until told": (embedded.locked_long, 2),
    "PostgreSQL: full": (hosted.full, 5),
    "PostgreSQL: read-only": (hosted.read_only, 5),
    "PostgreSQL: not there": (hosted.refused, 5),
    "PostgreSQL: locked for 10 s": (hosted.locked, 2),
    "PostgreSQL: locked until told": (hosted.locked_long, 2),
    "back-up during 100 writes a second": (during_writes, 8),
}

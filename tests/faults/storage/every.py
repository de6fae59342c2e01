"""Faults of what keeps things: files, disks, databases. Each with how often it strikes by itself."""

from tests.faults.row import Fault
from tests.faults.storage import embedded
from tests.faults.storage.backup import during_writes

STORAGE: dict[str, tuple[Fault, int]] = {
    "full disk": (embedded.full, 5),
    "EIO when writing": (embedded.unwritten, 5),
    "EIO at fsync": (embedded.unsynced, 5),
    "ENOSPC when writing": (embedded.full_by_errors, 5),
    "read-only folder": (embedded.read_only, 5),
    "locked for 10 s": (embedded.locked, 2),
    "locked until told": (embedded.locked_long, 2),
    "back-up during 100 writes a second": (during_writes, 8),
}

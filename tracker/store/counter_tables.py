"""The table of how often somebody knocked, which all processes of a hosted service count in."""

from sqlalchemy import Index, Integer, Text

from tracker.store.columns import must, table
from tracker.store.types import UtcDateTime

# By the hash of who knocked where: it names nobody. Not logged by PostgreSQL: after a fall, counting begins anew.
counters = table(
    "counters",
    must("key_hash", Text, key=True),
    must("count", Integer),
    must("ends_at", UtcDateTime),
    Index("ix_counters_ends_at", "ends_at"),
)

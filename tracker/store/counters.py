"""How often somebody knocked within a stretch of time, counted for all processes alike."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, delete, select

from tracker.store.counter_tables import counters
from tracker.store.database import insert


def count(db: Connection, key_hash: str, stretch: timedelta, *, more: int = 1, now: datetime) -> int:
    """Counts a knock, or `more` of them; how many there were in the stretch that began with its first one."""
    fresh = insert(db, counters).values(key_hash=key_hash, count=more, ends_at=now + stretch)
    over = counters.c.ends_at <= now
    added = fresh.on_conflict_do_update(
        index_elements=[counters.c.key_hash],
        set_={
            "count": case((over, fresh.excluded.count), else_=counters.c.count + fresh.excluded.count),
            "ends_at": case((over, fresh.excluded.ends_at), else_=counters.c.ends_at),
        },
    )
    return int(db.execute(added.returning(counters.c.count)).scalar_one())


def counted(db: Connection, key_hash: str, now: datetime) -> tuple[int, datetime]:
    """How many there were in the stretch that goes on, and when it ends; none and now if there is none."""
    going_on = counters.c.key_hash == key_hash, counters.c.ends_at > now
    row = db.execute(select(counters.c.count, counters.c.ends_at).where(*going_on)).one_or_none()
    return (row[0], row[1]) if row else (0, now)


def forget(db: Connection, key_hash: str) -> None:
    """Counts one anew."""
    db.execute(delete(counters).where(counters.c.key_hash == key_hash))


def forget_over(db: Connection, now: datetime) -> int:
    """Throws away what no longer holds anybody back; how many that were."""
    return db.execute(delete(counters).where(counters.c.ends_at <= now)).rowcount

"""Users shared out among workers, by a hash of their id. One share is worked off by one worker at a time.

PostgreSQL works the same hash out as we do, and has an index by it (migration 0015). Only hosted services ask.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import md5
from typing import Any

from sqlalchemy import Connection, Integer, Select, func, literal_column, select, union_all

from tracker.store.letters import waits
from tracker.store.tables import letters, users

SHARES = 64  # so many may write letters at a time, of all workers
_share_of_users: Any = literal_column("mod(get_byte(decode(md5(users.id), 'hex'), 0), 64)", Integer)
_share_of_letters: Any = literal_column("mod(get_byte(decode(md5(letters.user_id), 'hex'), 0), 64)", Integer)


def share_of(user_id: str) -> int:
    """Which share a user is in, always the same; it also says how late after its hour their letter comes."""
    return md5(user_id.encode(), usedforsecurity=False).digest()[0] % SHARES


def with_letters(db: Connection, share: int, now: datetime, *, late: timedelta, most: int) -> tuple[str, ...]:
    """The ids of those in a share for whom a letter is to be written, `late` after its hour, or to be sent; the
    longest waiting first.
    """
    due = union_all(*_to_write(share, now - late), _to_send(share, now)).subquery()
    query = select(due.c.user_id).group_by(due.c.user_id).order_by(func.min(due.c.at), due.c.user_id)
    return tuple(db.execute(query.limit(most)).scalars())


def _to_write(share: int, by: datetime) -> Iterator[Select[Any]]:
    for at, wished in ((users.c.next_digest_at, users.c.digest_on), (users.c.next_reminder_at, users.c.reminders)):
        yield select(users.c.id.label("user_id"), at.label("at")).where(_share_of_users == share, wished, at <= by)
    summary = users.c.next_summary_at
    yield select(users.c.id, summary).where(_share_of_users == share, summary <= by)


def _to_send(share: int, now: datetime) -> Select[Any]:
    return select(letters.c.user_id, letters.c.made_at).where(_share_of_letters == share, waits(now))

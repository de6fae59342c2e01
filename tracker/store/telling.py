"""Whether calendars told anything new: a mark of each, which is another after each change."""

from collections.abc import Hashable

from sqlalchemy import Connection, select, update

from tracker.store.database import new_id
from tracker.store.tables import calendars


def mark(db: Connection, user_id: str) -> Hashable:
    """As long as it stays the same, so does all that a user's calendars told, and all that was found in it."""
    query = select(calendars.c.id, calendars.c.mark).where(calendars.c.user_id == user_id)
    return frozenset((calendar_id, mark) for calendar_id, mark in db.execute(query))


def changed(db: Connection, user_id: str, *calendar_ids: str) -> None:
    """Something is told now that was not, or found: by these calendars, or by any of them where none is named. The
    mark is a word that was never there before, so that it cannot come back after it was undone with its transaction.
    """
    query = update(calendars).where(calendars.c.user_id == user_id)
    if calendar_ids:
        query = query.where(calendars.c.id.in_(calendar_ids))
    db.execute(query.values(mark=new_id()))

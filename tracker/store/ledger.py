"""What people decided: promises with the log of every act, and what they dismissed.

The log is append-only, by trigger. A promise's row is what its entries add up to.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.engine import RowMapping

from tracker.domain.promise import Act, Entry, Promise, from_record, to_record
from tracker.store.database import insert
from tracker.store.tables import dismissals as dismissed_table
from tracker.store.tables import entries as log
from tracker.store.tables import promises as table


class Overtaken(Exception):
    """The promise is not what the entry says it was before: somebody else was first. Read it again."""


class Dismissal(NamedTuple):
    """The decision that a candidate, or all of its series, is no promise; or that it was not delivered when its
    calendar says. `sign` is what the candidate, the series, or that word goes by.
    """

    sign: str
    body: str
    at: datetime
    via: str


def promises(db: Connection, user_id: str) -> tuple[Promise, ...]:
    """All of a user's promises, in the order in which they were made."""
    query = select(table.c.record).where(table.c.user_id == user_id).order_by(table.c.made_at, table.c.id)
    return tuple(from_record(record) for record in db.execute(query).scalars())


def promise(db: Connection, user_id: str, promise_id: str) -> Promise | None:
    """One of a user's promises."""
    record = db.execute(select(table.c.record).where(_is(user_id, promise_id))).scalar_one_or_none()
    return from_record(record) if record else None


def keep(db: Connection, user_id: str, promise: Promise, entry: Entry) -> None:
    """Keeps a promise as an act left it, with the entry of that act.

    Raises Overtaken if it is not as the entry's `before` says, or if it is to be opened and there is one already
    of the same sign: so two acts at once cannot lose each other, on either engine.
    """
    row = {"sign": promise.origin.sign if promise.origin else None, "record": to_record(promise)}
    if entry.before:
        kept = db.execute(update(table).where(_is(user_id, promise.id), table.c.record == entry.before).values(row))
    else:
        opened = insert(db, table).values(user_id=user_id, id=promise.id, made_at=promise.made_at, **row)
        kept = db.execute(opened.on_conflict_do_nothing())
    _log(db, user_id, entry, written=kept.rowcount)


def unkeep(db: Connection, user_id: str, promise_id: str, entry: Entry) -> None:
    """Takes back the opening of a promise: its row goes, its log stays. Raises Overtaken as `keep` does."""
    gone = db.execute(delete(table).where(_is(user_id, promise_id), table.c.record == entry.before))
    _log(db, user_id, entry, written=gone.rowcount)


def entries(db: Connection, user_id: str, promise_id: str | None = None) -> tuple[Entry, ...]:
    """The log of one promise, or of all of a user's, oldest first."""
    query = select(log).where(log.c.user_id == user_id).order_by(log.c.number)
    if promise_id is not None:
        query = query.where(log.c.promise_id == promise_id)
    return tuple(_entry(row) for row in db.execute(query).mappings())


def dismiss(db: Connection, user_id: str, sign: str, *, body: str, at: datetime, via: str) -> None:
    """Decides that it is none; twice is once, and the first time stands."""
    row = insert(db, dismissed_table).values(user_id=user_id, sign=sign, body=body, at=at, via=via)
    db.execute(row.on_conflict_do_nothing())


def undismiss(db: Connection, user_id: str, sign: str) -> None:
    """Takes that back."""
    db.execute(delete(dismissed_table).where(dismissed_table.c.user_id == user_id, dismissed_table.c.sign == sign))


def dismissed(db: Connection, user_id: str) -> frozenset[str]:
    """The signs of all that a user dismissed."""
    return frozenset(dismissal.sign for dismissal in dismissals(db, user_id))


def dismissals(db: Connection, user_id: str) -> tuple[Dismissal, ...]:
    """All that a user dismissed, oldest first."""
    columns = (dismissed_table.c[name] for name in Dismissal._fields)
    query = select(*columns).where(dismissed_table.c.user_id == user_id)
    rows = db.execute(query.order_by(dismissed_table.c.at, dismissed_table.c.sign))
    return tuple(Dismissal(*row) for row in rows)


def _log(db: Connection, user_id: str, entry: Entry, *, written: int) -> None:
    if not written:
        raise Overtaken("This promise was just changed elsewhere. Look at it again.")
    db.execute(plain_insert(log).values(user_id=user_id, **_row(entry)))


def _is(user_id: str, promise_id: str) -> ColumnElement[bool]:
    return and_(table.c.user_id == user_id, table.c.id == promise_id)


def _row(entry: Entry) -> dict[str, Any]:
    values = entry._asdict()
    return {"promise_id": values.pop("promise"), **values}


def _entry(row: RowMapping) -> Entry:
    return Entry(
        promise=row["promise_id"],
        at=row["at"],
        by=row["by"],
        via=row["via"],
        act=Act(row["act"]),
        before=row["before"],
        after=row["after"],
    )

"""What people decided: promises and all else with the log of every act; and what they dismissed.

The log is append-only, by trigger; each entry is sealed to the one before. A row is what its entries add up to.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.engine import RowMapping

from tracker.domain.account import Account
from tracker.domain.decided import Decided, to_record
from tracker.domain.entry import Act, Entry, Thing, sealed
from tracker.domain.known import Promises
from tracker.domain.promise import Promise, from_record
from tracker.domain.saying import Worded
from tracker.store import accounts
from tracker.store.database import insert
from tracker.store.remembered import ends_with, once
from tracker.store.tables import decided, users
from tracker.store.tables import dismissals as dismissed_table
from tracker.store.tables import entries as log
from tracker.store.tables import promises as table
from tracker.store.texts import promise_of, text_of


class Overtaken(Worded):
    """It is not what the entry says it was before: somebody else was first. Read it again."""


class Dismissal(NamedTuple):
    """The decision that a candidate, or all of its series, is no promise; or that it was not delivered when its
    calendar says. `sign` is what the candidate, the series, or that word goes by.
    """

    sign: str
    body: str
    at: datetime
    via: str


def promises(db: Connection, user_id: str) -> Promises:
    """All of a user's promises, in the order in which they were made."""
    query = select(table.c.id, text_of(table.c.record)).where(table.c.user_id == user_id)

    def read() -> Promises:
        return Promises(promise_of(text) for _, text in db.execute(query))

    def renew(before: Promises, ids: frozenset[str]) -> Promises:
        rows = db.execute(query.where(table.c.id.in_(ids)))
        return before.changed(dict.fromkeys(ids) | {id: promise_of(text) for id, text in rows})

    return once(db, user_id, (Thing.PROMISE,), read, renew)


def promise(db: Connection, user_id: str, promise_id: str) -> Promise | None:
    """One of a user's promises."""
    query = select(table.c.record).where(table.c.user_id == user_id, table.c.id == promise_id)
    record = db.execute(query).scalar_one_or_none()
    return from_record(record) if record else None


def promisers(db: Connection, after: str, limit: int) -> tuple[str, ...]:
    """The ids of so many users who have promises, in order, from behind this one on."""
    query = select(table.c.user_id).where(table.c.user_id > after).distinct()
    return tuple(db.execute(query.order_by(table.c.user_id).limit(limit)).scalars())


def records(db: Connection, user_id: str) -> dict[tuple[Thing, str], Mapping[str, Any]]:
    """All that a user decided but their account, as it is written down."""
    others = select(decided.c.thing, decided.c.id, decided.c.record).where(decided.c.user_id == user_id)
    own = select(table.c.id, table.c.record).where(table.c.user_id == user_id)
    found = {(Thing(thing), id): record for thing, id, record in db.execute(others)}
    return found | {(Thing.PROMISE, id): record for id, record in db.execute(own)}


def keep(db: Connection, user_id: str, one: Decided, entry: Entry) -> None:
    """Keeps what was decided as an act left it, with the entry of that act.

    Raises Overtaken if it is not as the entry's `before` says, or if it is to be opened and there is one already: for
    a promise, also one of the same sign. So two acts at once cannot lose each other, on either engine.
    """
    _line_up(db, user_id)
    if isinstance(one, Account):
        _log(db, user_id, entry, written=_keep_account(db, user_id, one, entry))
        return
    into, row = _place(entry.thing), _row_of(one)
    if entry.before:
        kept = db.execute(update(into).where(_is(user_id, entry), into.c.record == entry.before).values(row))
    else:
        kept = db.execute(insert(db, into).values(user_id=user_id, **_key(entry), **row).on_conflict_do_nothing())
    _log(db, user_id, entry, written=kept.rowcount)


def unkeep(db: Connection, user_id: str, entry: Entry) -> None:
    """Takes back an opening: its row goes, its log stays. Raises Overtaken as `keep` does."""
    _line_up(db, user_id)
    into = _place(entry.thing)
    gone = db.execute(delete(into).where(_is(user_id, entry), into.c.record == entry.before))
    _log(db, user_id, entry, written=gone.rowcount)


def _line_up(db: Connection, user_id: str) -> None:
    """One writer at a time for each user, or two entries would be sealed to the same one before them.

    A lock that leaves references to the user alone, else each row of theirs would wait for it; SQLite has one writer.
    """
    db.execute(select(users.c.id).where(users.c.id == user_id).with_for_update(key_share=True))


def _keep_account(db: Connection, user_id: str, account: Account, entry: Entry) -> int:
    there = accounts.user(db, user_id)
    if there is None or (entry.before and to_record(there.account) != entry.before):
        return 0
    return db.execute(update(users).where(users.c.id == user_id).values(accounts.account_row(account))).rowcount


def _place(thing: Thing) -> Table:
    return table if thing is Thing.PROMISE else decided


def _key(entry: Entry) -> dict[str, str]:
    return {"id": entry.subject} | ({} if entry.thing is Thing.PROMISE else {"thing": entry.thing.value})


def _row_of(one: Decided) -> dict[str, Any]:
    record = to_record(one)
    if not isinstance(one, Promise):
        return {"record": record}
    return {"record": record, "made_at": one.made_at, "sign": one.origin.sign if one.origin else None}


def _is(user_id: str, entry: Entry) -> ColumnElement[bool]:
    into = _place(entry.thing)
    return and_(into.c.user_id == user_id, *(into.c[name] == value for name, value in _key(entry).items()))


def entries(db: Connection, user_id: str, subject: str | None = None) -> tuple[Entry, ...]:
    """The log of one thing, or of all of a user's, oldest first."""
    return tuple(entry for entry, _ in chain(db, user_id, subject))


def chain(db: Connection, user_id: str, subject: str | None = None) -> tuple[tuple[Entry, str], ...]:
    """The same, each with the hash that it bears (see `entry.first_broken`)."""
    query = select(log).where(log.c.user_id == user_id).order_by(log.c.number)
    if subject is not None:
        query = query.where(log.c.subject == subject)
    return tuple((_entry(row), row["hash"]) for row in db.execute(query).mappings())


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
        raise Overtaken("This was just changed elsewhere. Look at it again.")
    seal = sealed(ends_with(db, user_id), entry)
    values = entry._asdict() | {"thing": entry.thing.value, "act": entry.act.value, "hash": seal}
    db.execute(plain_insert(log).values(user_id=user_id, **values))


def _entry(row: RowMapping) -> Entry:
    return Entry(
        subject=row["subject"],
        at=row["at"],
        by=row["by"],
        via=row["via"],
        act=Act(row["act"]),
        before=row["before"],
        after=row["after"],
        thing=Thing(row["thing"]),
    )

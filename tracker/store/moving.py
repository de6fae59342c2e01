"""Every row of every table out of one database and into another, piece by piece; and who may work meanwhile.

Marks stand among the leases. On the database that is left one says so for ever: nobody leads there any more. On the
one that is reached one says that it is half full, and beside it how far each table has come, written with the rows.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
)

from tracker.store import database
from tracker.store.carrying import from_plain, to_plain
from tracker.store.letters import MOVED
from tracker.store.tables import leases, metadata
from tracker.store.types import Json

STAYS = {
    "purges": "empty but within a transaction",
    "beats": "who lived there",
    "leases": "who had what in hand there",
    "counters": "how often somebody knocked there within the hour",
}
LEFT, REACHED, SO_FAR = MOVED, "arriving", "moving "  # names of the marks; after the last comes a table's
BACK_UP = "a back-up"  # the name of the mark of one; "back-up" alone is that of `rounds`
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
WIDTH = 2**128

Row = dict[str, Any]
Rows = list[Row]


class Mark(NamedTuple):
    """Which move it is, and where to or from; `over` once all is there, `restored` where it comes from a back-up."""

    id: str
    place: str
    over: bool = False
    restored: bool = False


class BackUp(NamedTuple):
    """A database that is a back-up: of which instant, of which engine, at which migration."""

    of: datetime
    engine: str
    migration: str


class Told(NamedTuple):
    """A table by its rows: how many, and a sum over the hashes of all, in whatever order they stand."""

    rows: int
    sum: int


def _as_kept(table: Table) -> Table:
    """The same table, whose JSON is the text that it is kept as: it need not be understood to be carried."""
    columns = (
        Column(one.name, Text() if isinstance(one.type, Json) else one.type, primary_key=one.primary_key)
        for one in table.columns
    )
    return Table(table.name, MetaData(), *columns)


TABLES = tuple(_as_kept(table) for table in metadata.sorted_tables if table.name not in STAYS)
"""In the order in which rows may be put: first what others point at."""


def count(db: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def piece(db: Connection, table: Table, after: Sequence[Any] | None, most: int) -> Rows:
    """So many rows after the one of that key, in the order of keys; the first ones after none."""
    key = tuple(table.primary_key)
    query = _all(table).order_by(*key).limit(most)
    if after is not None:
        query = query.where(
            tuple_(*key) > tuple_(*(literal(at, one.type) for one, at in zip(key, after, strict=True)))
        )
    return [dict(row) for row in db.execute(query).mappings()]


def put(db: Connection, table: Table, rows: Rows) -> None:
    """A piece into its table, and with it how far that has come."""
    db.execute(insert(table), rows)
    last = [to_plain(column, rows[-1][column.name]) for column in table.primary_key]
    _set(db, SO_FAR + table.name, json.dumps(last))


def so_far(db: Connection, table: Table) -> list[Any] | None:
    """The key of the last row that has come; None before the first."""
    found = _held(db, SO_FAR + table.name)
    return (
        None
        if found is None
        else [from_plain(*one) for one in zip(table.primary_key, json.loads(found), strict=True)]
    )


def told(db: Connection, table: Table) -> Iterator[Told]:
    """All rows of a table by their sum, told as it grows; the last is of them all."""
    seen = Told(0, 0)
    for number, row in enumerate(db.execute(_all(table).execution_options(yield_per=1000)), start=1):
        hashed = blake2b(repr(tuple(row)).encode(errors="surrogatepass"), digest_size=16).digest()
        seen = Told(number, (seen.sum + int.from_bytes(hashed)) % WIDTH)
        if number % 1000 == 0:
            yield seen
    yield seen


def number_on(db: Connection) -> None:
    """Numbers go on after the highest that came. SQLite sees to that by itself."""
    if db.dialect.name == "sqlite":
        return
    for table in TABLES:
        if tuple(table.primary_key.columns.keys()) == ("number",):
            highest = db.execute(select(func.max(table.c.number))).scalar_one()
            sequence = func.pg_get_serial_sequence(table.name, "number")
            db.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def leave(db: Connection, mark: Mark) -> None:
    """From here on nobody works on this database: it is being moved, or was."""
    _set(db, LEFT, _written(mark))


def left(db: Connection) -> Mark | None:
    """Whether it is being moved, or was, and where to."""
    return _read(_held(db, LEFT))


def arrive(db: Connection, mark: Mark) -> None:
    """From here on this database is half full."""
    _set(db, REACHED, _written(mark))


def arriving(db: Connection) -> Mark | None:
    """Whether it is half full, and where from."""
    return _read(_held(db, REACHED))


def stay(db: Connection) -> None:
    """It may be worked on."""
    db.execute(delete(leases).where((leases.c.name.in_((LEFT, REACHED))) | leases.c.name.startswith(SO_FAR)))


def forget_lives(db: Connection) -> None:
    """Away with what `STAYS` names: who lived there, and had what in hand."""
    for name in STAYS:
        db.execute(delete(metadata.tables[name]))


def be_back_up(db: Connection, kept: BackUp) -> None:
    """Mark a database as a back-up."""
    _set(db, BACK_UP, json.dumps([kept.of.astimezone(UTC).isoformat(), kept.engine, kept.migration]))


def back_up_of(db: Connection) -> BackUp | None:
    """Of what it is a back-up; None where it is a database that people worked on."""
    if (found := _held(db, BACK_UP)) is None:
        return None
    of, engine, migration = json.loads(found)
    return BackUp(datetime.fromisoformat(of), engine, migration)


def be_home(db: Connection) -> None:
    """A back-up is one no longer: people work on it."""
    db.execute(delete(leases).where(leases.c.name == BACK_UP))


def at_work(db: Connection, now: datetime) -> datetime | None:
    """Until when somebody has anything in hand there; None when all have ended."""
    query = select(func.max(leases.c.until)).where(leases.c.until > now, leases.c.until < FOR_EVER)
    until: datetime | None = db.execute(query).scalar_one_or_none()
    return until


def _all(table: Table) -> Select[Any]:
    return select(*table.columns)


def _set(db: Connection, name: str, holder: str) -> None:
    row = {"holder": holder, "until": FOR_EVER}
    adding = database.insert(db, leases).values(name=name, **row)
    db.execute(adding.on_conflict_do_update(index_elements=["name"], set_=row))


def _held(db: Connection, name: str) -> str | None:
    return db.execute(select(leases.c.holder).where(leases.c.name == name)).scalar_one_or_none()


def _written(mark: Mark) -> str:
    return json.dumps(mark)


def _read(holder: str | None) -> Mark | None:
    return None if holder is None else Mark(*json.loads(holder))

"""Events and series as a source that tells only changes told them, kept for its next asking."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from tracker.domain.event import Resource, Span
from tracker.store.events import FEW, batched
from tracker.store.google_tables import resources as table

COLUMNS = tuple(table.c[name] for name in Resource._fields)


def named(
    db: Connection, user_id: str, calendar_id: str, names: Collection[str], uids: Collection[str] = ()
) -> tuple[Resource, ...]:
    """Those with any of these names, or whose events have any of these UIDs."""
    found = {one.name: one for one in _with(db, user_id, calendar_id, table.c.name, names)}
    found |= {one.name: one for one in _with(db, user_id, calendar_id, table.c.uid, uids)}
    return tuple(found.values())


def reaching(db: Connection, user_id: str, calendar_id: str, span: Span) -> tuple[Resource, ...]:
    """Those of which something may lie in a span, and all others of their UIDs: what these say together counts."""
    begun = or_(table.c.begins.is_(None), table.c.begins < span.end)
    goes_on = or_(table.c.ends.is_(None), table.c.ends > span.start)
    near = select(table.c.uid).where(_of(user_id, calendar_id), begun, goes_on)
    return _told(db, and_(_of(user_id, calendar_id), table.c.uid.in_(near)))


def everything(db: Connection, user_id: str, calendar_id: str) -> tuple[Resource, ...]:
    """All of a calendar."""
    return _told(db, _of(user_id, calendar_id))


def save(
    db: Connection, user_id: str, calendar_id: str, told: Sequence[Resource], dropped: Collection[str] = ()
) -> None:
    """These in place of what was told under their names, and without those dropped."""
    for few in batched(sorted({one.name for one in told} | set(dropped)), FEW):
        db.execute(delete(table).where(_of(user_id, calendar_id), table.c.name.in_(few)))
    rows = [{"user_id": user_id, "calendar_id": calendar_id, **one._asdict()} for one in told]
    if rows:
        db.execute(insert(table), rows)


def _with(
    db: Connection, user_id: str, calendar_id: str, column: ColumnElement[str], values: Collection[str]
) -> Iterable[Resource]:
    for few in batched(sorted(values), FEW):
        yield from _told(db, and_(_of(user_id, calendar_id), column.in_(few)))


def _told(db: Connection, which: ColumnElement[bool]) -> tuple[Resource, ...]:
    return tuple(Resource(*row) for row in db.execute(select(*COLUMNS).where(which).order_by(table.c.name)))


def _of(user_id: str, calendar_id: str) -> ColumnElement[bool]:
    return and_(table.c.user_id == user_id, table.c.calendar_id == calendar_id)

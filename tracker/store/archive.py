"""Letters that their user may look at again: by month and kind, a page at a time, and the ones beside one."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from tracker.domain.event import Span
from tracker.store.letters import COLUMNS, Letter, State, letter_from
from tracker.store.tables import letters as table


def page(
    db: Connection, user_id: str, kinds: Collection[str], *, within: Span | None, skip: int, most: int
) -> tuple[Letter, ...]:
    """A user's letters of some kinds, made within a span or ever, newest first: so many, after the first `skip`."""
    spans = (table.c.made_at >= within.start, table.c.made_at < within.end) if within else ()
    return _found(db, [*_theirs(user_id, kinds), *spans], skip=skip, most=most)


def began_at(db: Connection, user_id: str, kinds: Collection[str]) -> datetime | None:
    """When the first of them was made; None: there is none."""
    query = select(table.c.made_at).where(*_theirs(user_id, kinds)).order_by(table.c.made_at).limit(1)
    return db.execute(query).scalar_one_or_none()


def beside(
    db: Connection, user_id: str, kinds: Collection[str], letter: Letter
) -> tuple[Letter | None, Letter | None]:
    """The letters made before and after one; None where there is none."""
    at, once = table.c.made_at, table.c.made_at == letter.made_at  # of two made at once the ids decide
    sooner = or_(at < letter.made_at, and_(once, table.c.id < letter.id))
    later = or_(at > letter.made_at, and_(once, table.c.id > letter.id))
    before = _found(db, [*_theirs(user_id, kinds), sooner], most=1)
    after = _found(db, [*_theirs(user_id, kinds), later], most=1, newest=False)
    return next(iter(before), None), next(iter(after), None)


def sent(db: Connection, user_id: str, kinds: Collection[str], most: int) -> tuple[Letter, ...]:
    """The last of them that went out, newest first."""
    return _found(db, [*_theirs(user_id, kinds), table.c.state == State.SENT], most=most)


def before(
    db: Connection, user_id: str, kinds: Collection[str], at: datetime, letter_id: str, most: int
) -> tuple[Letter, ...]:
    """The letters of some kinds that were made before that instant, or at it and of a lesser id, newest first."""
    sooner = or_(table.c.made_at < at, and_(table.c.made_at == at, table.c.id < letter_id))
    return _found(db, [*_theirs(user_id, kinds), sooner], most=most)


def bodies(db: Connection, user_id: str, named: Collection[str]) -> dict[str, bytes]:
    """The raw bytes of a user's letters, by the ids that are asked for."""
    query = select(table.c.id, table.c.body).where(table.c.user_id == user_id, table.c.id.in_(named))
    return {row.id: row.body for row in db.execute(query)}


def _theirs(user_id: str, kinds: Collection[str]) -> Sequence[ColumnElement[bool]]:
    return table.c.user_id == user_id, table.c.kind.in_(kinds)


def _found(
    db: Connection, wanted: Sequence[ColumnElement[bool]], *, skip: int = 0, most: int, newest: bool = True
) -> tuple[Letter, ...]:
    order = (table.c.made_at.desc(), table.c.id.desc()) if newest else (table.c.made_at, table.c.id)
    query = select(*COLUMNS).where(*wanted).order_by(*order).offset(skip).limit(most)
    return tuple(letter_from(row) for row in db.execute(query).mappings())

"""How far the reading of each calendar has come. It says nothing of what was told or decided, and can be dropped.

There is one where somebody asked for a reading, or where one takes long; each is written with what it speaks of.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, literal, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain.progress import NOTHING, Brought, Progress, State, Step
from tracker.store.database import insert
from tracker.store.tables import calendars
from tracker.store.tables import progress as table
from tracker.store.types import Flag

ANEW = {"step": Step.ASKING.value, "done": 0, "total": 0, "brought": list(NOTHING)}


def wait_for(db: Connection, user_id: str, calendar_id: str, *, believe: bool, now: datetime) -> None:
    """Its user waits for a reading from now on, whatever came of the one before."""
    told = {"state": State.WAITING.value, "asked_at": now, "believe": believe, **ANEW}
    row = insert(db, table).values(user_id=user_id, calendar_id=calendar_id, **told)
    db.execute(row.on_conflict_do_update(index_elements=[table.c.user_id, table.c.calendar_id], set_=told))


def begin(db: Connection, user_id: str, calendar_id: str) -> bool:
    """Somebody reads it from now on; whether its user believes it. Where nobody waits, nothing is written."""
    mine = and_(_is(user_id, calendar_id), table.c.state != State.ENDED.value)
    under_way = update(table).where(mine).values(state=State.UNDER_WAY.value, **ANEW)
    return bool(db.execute(under_way.returning(table.c.believe)).scalar_one_or_none())


def say(db: Connection, user_id: str, calendar_id: str, step: Step, done: int, total: int) -> None:
    """So far it has come, even where nobody waited. A wish that came meanwhile stays one."""
    told = {"state": State.UNDER_WAY.value, "step": step.value, "done": done, "total": total}
    fresh = {"asked_at": None, "believe": False, "brought": list(NOTHING)}
    row = insert(db, table).values(user_id=user_id, calendar_id=calendar_id, **fresh, **told)
    fulfilled = case((table.c.state == State.ENDED.value, literal(False, Flag)), else_=table.c.believe)
    keys, no_wish = [table.c.user_id, table.c.calendar_id], table.c.state != State.WAITING.value
    db.execute(row.on_conflict_do_update(index_elements=keys, set_={"believe": fulfilled, **told}, where=no_wish))


def put_off(db: Connection, user_id: str, calendar_id: str) -> None:
    """Whoever began to read it could not, and it waits again."""
    mine = and_(_is(user_id, calendar_id), table.c.state == State.UNDER_WAY.value)
    db.execute(update(table).where(mine).values(state=State.WAITING.value, **ANEW))


def end(db: Connection, user_id: str, calendar_id: str, brought: Brought = NOTHING) -> None:
    """The reading is over; a wish that came meanwhile is none that it fulfils."""
    mine = and_(_is(user_id, calendar_id), table.c.state == State.UNDER_WAY.value)
    db.execute(update(table).where(mine).values(state=State.ENDED.value, brought=list(brought)))


def progress(db: Connection, user_id: str, only: Collection[str] | None = None) -> tuple[Progress, ...]:
    """How far a user's calendars have come, by their names; of these alone, if any are named."""
    ours = and_(calendars.c.user_id == table.c.user_id, calendars.c.id == table.c.calendar_id)
    query = select(table, calendars.c.leased_until).join(calendars, ours).where(table.c.user_id == user_id)
    if only is not None:
        query = query.where(table.c.calendar_id.in_(sorted(only)))
    rows = db.execute(query.order_by(calendars.c.name, calendars.c.id)).mappings()
    return tuple(map(_progress, rows))


def _is(user_id: str, calendar_id: str) -> ColumnElement[bool]:
    return and_(table.c.user_id == user_id, table.c.calendar_id == calendar_id)


def _progress(row: RowMapping) -> Progress:
    return Progress(
        user=row["user_id"],
        calendar=row["calendar_id"],
        state=State(row["state"]),
        asked_at=row["asked_at"],
        believe=row["believe"],
        step=Step(row["step"]),
        done=row["done"],
        total=row["total"],
        brought=Brought(*row["brought"]),
        held_until=row["leased_until"],
    )

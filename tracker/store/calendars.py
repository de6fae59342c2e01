"""Followed calendars, when each is to be read next, and who reads it now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain import asking
from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.event import Skipped
from tracker.domain.saying import literally, words_from
from tracker.store.leasing import over
from tracker.store.purge import purging
from tracker.store.tables import calendars as table
from tracker.store.tables import memories
from tracker.store.tables import skipped as skips

# Asked at each page, so it is put together once.
OF_USER = select(table).where(table.c.user_id == bindparam("user")).order_by(table.c.name, table.c.id)


def add_calendar(db: Connection, calendar: Calendar, sealed: str) -> None:
    """A new calendar with its secret, sealed: the address of a feed, or the bytes of a file."""
    fixed = {"id": calendar.id, "user_id": calendar.user, "kind": calendar.kind.value, "example": calendar.example}
    db.execute(insert(table).values(**fixed, sealed=sealed, mark="", **_row(calendar)))


def save_calendar(db: Connection, calendar: Calendar) -> None:
    """All that may change of it; its secret and its lease stay as they are."""
    db.execute(update(table).where(_is(calendar.user, calendar.id)).values(_row(calendar)))


def calendars(db: Connection, user_id: str) -> tuple[Calendar, ...]:
    """The calendars a user follows, by name."""
    return tuple(_calendar(row) for row in db.execute(OF_USER, {"user": user_id}).mappings())


def calendar(db: Connection, user_id: str, calendar_id: str) -> Calendar | None:
    """One of a user's calendars."""
    row = db.execute(select(table).where(_is(user_id, calendar_id))).mappings().one_or_none()
    return _calendar(row) if row else None


def sealed_of(db: Connection, user_id: str, calendar_id: str) -> str:
    """Its secret, still sealed; raises NoResultFound when this user has no such calendar."""
    sealed: str = db.execute(select(table.c.sealed).where(_is(user_id, calendar_id))).scalar_one()
    return sealed


def replace_sealed(db: Connection, user_id: str, calendar_id: str, sealed: str) -> None:
    """Another secret for it."""
    db.execute(update(table).where(_is(user_id, calendar_id)).values(sealed=sealed))


def calendars_due(db: Connection, now: datetime) -> tuple[Calendar, ...]:
    """Everybody's calendars that are due to be read and that nobody reads, the longest waiting first."""
    query = select(table).where(table.c.next_sync_at <= now, _free(now)).order_by(table.c.next_sync_at, table.c.id)
    return tuple(_calendar(row) for row in db.execute(query).mappings())


def due_of(db: Connection, user_id: str, now: datetime) -> tuple[Calendar, ...]:
    """One user's of them."""
    query = select(table).where(table.c.user_id == user_id, table.c.next_sync_at <= now, _free(now))
    return tuple(_calendar(row) for row in db.execute(query.order_by(table.c.next_sync_at, table.c.id)).mappings())


class Due(NamedTuple):
    """As much of a calendar that is due as it takes to hand it out."""

    user: str
    id: str
    kind: str
    shown: str
    connection: str | None


def due_in_turn(db: Connection, now: datetime, *, each: int, most: int) -> tuple[Due, ...]:
    """The same for everybody, with each user's longest waiting before anybody's second. At most `each` of one user's,
    with those that are being read: so nobody's many stand in others' way.
    """
    read = and_(table.c.leased_until.is_not(None), ~over(table.c.leased_until, now))
    order = (case((read, 0), else_=1), table.c.next_sync_at, table.c.id)
    turn = func.row_number().over(partition_by=table.c.user_id, order_by=order).label("turn")
    told = (table.c.user_id, table.c.id, table.c.kind, table.c.shown, table.c.connection_id)
    when = (table.c.next_sync_at, table.c.leased_until, turn)
    mine = select(*told, *when).where(or_(read, table.c.next_sync_at <= now)).subquery()
    waits = or_(mine.c.leased_until.is_(None), over(mine.c.leased_until, now))
    query = select(*(mine.c[column.name] for column in told)).where(waits, mine.c.turn <= each)
    rows = db.execute(query.order_by(mine.c.turn, mine.c.next_sync_at, mine.c.id).limit(most))
    return tuple(Due(*row) for row in rows)


def hasten(db: Connection, user_id: str, calendar_id: str, at: datetime) -> None:
    """Due at that instant at the latest, or just then if it is being read: that may have begun too early. One that is
    paused stays so.
    """
    later = and_(table.c.next_sync_at.is_not(None), or_(table.c.next_sync_at > at, table.c.leased_until > at))
    db.execute(update(table).where(_is(user_id, calendar_id), later).values(next_sync_at=at))


def set_back(db: Connection, now: datetime) -> int:
    """The clock was ahead and is right again: what was read or failed then is due now, not when that hour comes. How
    many there were.
    """
    failed = and_(table.c.trouble != "", table.c.next_sync_at > now + asking.SLOWEST)
    ahead = and_(table.c.next_sync_at > now, or_(table.c.synced_at > now, failed))
    return db.execute(update(table).where(ahead).values(next_sync_at=now)).rowcount


def due_at(db: Connection, user_id: str, calendar_id: str, at: datetime) -> None:
    """Due at that instant, even if it was paused: its user asks for it."""
    db.execute(update(table).where(_is(user_id, calendar_id)).values(next_sync_at=at))


def claim_calendar(
    db: Connection, user_id: str, calendar_id: str, *, token: str, now: datetime, until: datetime
) -> bool:
    """Takes it in hand until then, unless somebody has it: of two who try, one is told True."""
    claim = update(table).where(_is(user_id, calendar_id), _free(now)).values(token=token, leased_until=until)
    return db.execute(claim).rowcount == 1


def release_calendar(db: Connection, user_id: str, calendar_id: str, *, token: str) -> None:
    """Lets go of it, if it is still in the hand of this token."""
    mine = and_(_is(user_id, calendar_id), table.c.token == token)
    db.execute(update(table).where(mine).values(token=None, leased_until=None))


def remove_calendar(db: Connection, user_id: str, calendar_id: str) -> None:
    """Removes it with all that it told; promises made from it stay."""
    with purging(db, calendar_id):
        db.execute(delete(table).where(_is(user_id, calendar_id)))


def save_skipped(
    db: Connection, user_id: str, calendar_id: str, told: Sequence[Skipped], only: Collection[str] | None = None
) -> None:
    """What could not be read of it the last time, of these UIDs if any are named; the same again writes nothing."""
    before = skipped(db, user_id, calendar_id)
    # What has no UID is said of the calendar as a whole, and said again beside each change.
    others = () if only is None else tuple(one for one in before if one.uid not in only and one not in told)
    told = (*others, *told)
    if told == before:
        return
    db.execute(delete(skips).where(skips.c.user_id == user_id, skips.c.calendar_id == calendar_id))
    mine = {"user_id": user_id, "calendar_id": calendar_id}
    rows = [
        {**mine, "place": place, **one._asdict(), "reason": literally(one.reason).kept}
        for place, one in enumerate(told)
    ]
    if rows:
        db.execute(insert(skips), rows)


def skipped(db: Connection, user_id: str, calendar_id: str) -> tuple[Skipped, ...]:
    """What could not be read of it the last time, in the feed's order."""
    mine = (skips.c.user_id == user_id, skips.c.calendar_id == calendar_id)
    rows = db.execute(select(skips.c.uid, skips.c.reason, skips.c.kept).where(*mine).order_by(skips.c.place))
    return tuple(Skipped(uid, words_from(reason), kept) for uid, reason, kept in rows)


def memory(db: Connection, user_id: str, calendar_id: str) -> bytes:
    """What its source must be told when it is asked again; empty for nothing."""
    mine = (memories.c.user_id == user_id, memories.c.calendar_id == calendar_id)
    return db.execute(select(memories.c.memory).where(*mine)).scalar() or b""


def save_memory(db: Connection, user_id: str, calendar_id: str, memory: bytes) -> None:
    """In place of what it was."""
    db.execute(delete(memories).where(memories.c.user_id == user_id, memories.c.calendar_id == calendar_id))
    db.execute(insert(memories).values(user_id=user_id, calendar_id=calendar_id, memory=memory))


def _is(user_id: str, calendar_id: str) -> ColumnElement[bool]:
    return and_(table.c.user_id == user_id, table.c.id == calendar_id)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(table.c.leased_until.is_(None), over(table.c.leased_until, now))


def _row(calendar: Calendar) -> dict[str, Any]:
    return {
        "name": calendar.name,
        "shown": calendar.shown,
        "decides": calendar.decides,
        "cursor": calendar.cursor,
        "next_sync_at": calendar.next_sync_at,
        "synced_at": calendar.synced_at,
        "trouble": literally(calendar.trouble).kept,
        "distrusted": calendar.distrusted,
        "connection_id": calendar.connection or None,
    }


def _calendar(row: RowMapping) -> Calendar:
    return Calendar(
        id=row["id"],
        user=row["user_id"],
        kind=CalendarKind(row["kind"]),
        name=row["name"],
        shown=row["shown"],
        decides=row["decides"],
        example=row["example"],
        cursor=row["cursor"],
        next_sync_at=row["next_sync_at"],
        synced_at=row["synced_at"],
        trouble=words_from(row["trouble"]),
        distrusted=row["distrusted"],
        connection=row["connection_id"] or "",
    )

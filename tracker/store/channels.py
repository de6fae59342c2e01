"""Channels: Google's promises to tell us when a calendar changes, and when we ask for one that we did not get."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain.account import CalendarKind
from tracker.store.google_tables import channels as table
from tracker.store.google_tables import connections
from tracker.store.tables import calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One of a calendar's channels. From `renew_at` on another is asked for; at `expires_at` it ends by itself.

    It is kept before Google is asked, so that its first message already finds it: `resource`, Google's own name for
    what is watched, is empty until Google has answered, and stays so if it refuses.
    """

    id: str
    user: str
    connection: str
    calendar: str
    token_hash: str
    renew_at: datetime
    expires_at: datetime
    resource: str = ""


def add_channel(db: Connection, user_id: str, channel: Channel) -> None:
    """A channel that is about to be asked for."""
    row = {
        "user_id": user_id,
        "id": channel.id,
        "connection_id": channel.connection,
        "calendar_id": channel.calendar,
        "resource": channel.resource,
        "token_hash": channel.token_hash,
        "renew_at": channel.renew_at,
        "expires_at": channel.expires_at,
    }
    db.execute(insert(table).values(row))


def settle(
    db: Connection, user_id: str, channel_id: str, *, resource: str, renew_at: datetime, expires_at: datetime
) -> None:
    """What Google answered: a resource and until when, or none and when to ask again."""
    mine = and_(table.c.user_id == user_id, table.c.id == channel_id)
    db.execute(update(table).where(mine).values(resource=resource, renew_at=renew_at, expires_at=expires_at))


def channels(db: Connection, user_id: str) -> tuple[Channel, ...]:
    """A user's channels, the first to end first."""
    query = select(table).where(table.c.user_id == user_id).order_by(table.c.expires_at, table.c.id)
    return _all(db.execute(query).mappings())


def named(db: Connection, channel_id: str, now: datetime) -> Channel | None:
    """The channel that a message names, while it lasts."""
    lasts = and_(table.c.id == channel_id, table.c.expires_at > now)
    row = db.execute(select(table).where(lasts)).mappings().one_or_none()
    return _channel(row) if row else None


def remove_channel(db: Connection, user_id: str, channel_id: str) -> None:
    """Forgets it: from now on its messages are strangers'."""
    db.execute(delete(table).where(table.c.user_id == user_id, table.c.id == channel_id))


def unwatched(db: Connection, now: datetime) -> tuple[tuple[str, str], ...]:
    """Everybody's calendars that want a channel, each as its user and its id."""
    query = (
        select(calendars.c.user_id, calendars.c.id).where(_wants(now)).order_by(calendars.c.user_id, calendars.c.id)
    )
    return tuple((user_id, calendar_id) for user_id, calendar_id in db.execute(query))


def wants_channel(db: Connection, user_id: str, calendar_id: str, now: datetime) -> bool:
    """Whether it still does: seen inside the write, so that of two who ask Google only one does."""
    mine = and_(calendars.c.user_id == user_id, calendars.c.id == calendar_id)
    return db.execute(select(calendars.c.id).where(mine, _wants(now))).first() is not None


def _wants(now: datetime) -> ColumnElement[bool]:
    """Read by a connection that holds, not paused, with no channel that will do for now nor one asked for lately."""
    c = calendars.c
    leave = and_(connections.c.user_id == c.user_id, connections.c.id == c.connection_id)
    mine = and_(table.c.user_id == c.user_id, table.c.calendar_id == c.id)
    return and_(
        c.kind == CalendarKind.GOOGLE.value,
        c.next_sync_at.is_not(None),
        exists().where(leave, connections.c.lost_at.is_(None)),
        ~exists().where(mine, table.c.connection_id == c.connection_id, table.c.renew_at > now),
    )


def over(db: Connection, now: datetime) -> tuple[Channel, ...]:
    """Everybody's channels that are of no more use: replaced by another, or their calendar is followed no more."""
    newer = table.alias()
    same = and_(newer.c.user_id == table.c.user_id, newer.c.calendar_id == table.c.calendar_id)
    replaced = exists().where(same, newer.c.resource != "", newer.c.renew_at > now, table.c.renew_at <= now)
    followed = exists().where(
        calendars.c.user_id == table.c.user_id,
        calendars.c.id == table.c.calendar_id,
        calendars.c.connection_id == table.c.connection_id,
    )
    query = select(table).where(table.c.resource != "", or_(replaced, ~followed)).order_by(table.c.id)
    return _all(db.execute(query).mappings())


def forget_channels(db: Connection, now: datetime) -> int:
    """Removes those that have ended, and those of a connection that was lost, which Google tells nothing more."""
    theirs = and_(connections.c.user_id == table.c.user_id, connections.c.id == table.c.connection_id)
    lost = exists().where(theirs, connections.c.lost_at.is_not(None))
    return db.execute(delete(table).where(or_(table.c.expires_at <= now, lost))).rowcount


def _channel(row: RowMapping) -> Channel:
    return Channel(
        id=row["id"],
        user=row["user_id"],
        connection=row["connection_id"],
        calendar=row["calendar_id"],
        token_hash=row["token_hash"],
        renew_at=row["renew_at"],
        expires_at=row["expires_at"],
        resource=row["resource"],
    )


def _all(rows: Iterable[RowMapping]) -> tuple[Channel, ...]:
    return tuple(map(_channel, rows))

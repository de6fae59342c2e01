"""Who reads along with a user, or was asked to (requirement 44)."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from tracker.domain.entry import Thing
from tracker.domain.partner import Partner, partner_from
from tracker.store import decided
from tracker.store.tables import decided as table
from tracker.store.tables import users


def partners(db: Connection, user_id: str) -> tuple[Partner, ...]:
    """All who were ever invited, in that order; those who ended it too."""
    found: list[Partner] = list(decided.every(db, user_id, Thing.PARTNER))
    return tuple(sorted(found, key=lambda partner: (partner.invited_at, partner.id)))


def held(db: Connection, user_id: str, partner_id: str) -> Partner | None:
    """One of them, held until this transaction ends: who would end it waits, and then sees what was written here."""
    query = select(table.c.record).where(decided.is_(user_id, Thing.PARTNER, partner_id)).with_for_update()
    record = db.execute(query).scalar_one_or_none()
    return partner_from(record) if record else None


def due(db: Connection, now: datetime) -> tuple[str, ...]:
    """The ids of those whose partners may be due a summary, the longest waiting first."""
    query = select(users.c.id).where(users.c.next_summary_at <= now)
    return tuple(db.execute(query.order_by(users.c.next_summary_at, users.c.id)).scalars())


def plan_summary(db: Connection, user_id: str, next_at: datetime | None) -> None:
    """When a user's partners may be due the next summary; None: nobody reads along."""
    db.execute(update(users).where(users.c.id == user_id).values(next_summary_at=next_at))

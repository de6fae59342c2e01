"""Who reads along with a user, or was asked to (requirement 44)."""

from sqlalchemy import Connection, select

from tracker.domain.entry import Thing
from tracker.domain.partner import Partner, partner_from
from tracker.store import decided
from tracker.store.tables import decided as table


def partners(db: Connection, user_id: str) -> tuple[Partner, ...]:
    """All who were ever invited, in that order; those who ended it too."""
    found: list[Partner] = list(decided.every(db, user_id, Thing.PARTNER))
    return tuple(sorted(found, key=lambda partner: (partner.invited_at, partner.id)))


def held(db: Connection, user_id: str, partner_id: str) -> Partner | None:
    """One of them, held until this transaction ends: who would end it waits, and then sees what was written here."""
    query = select(table.c.record).where(decided.is_(user_id, Thing.PARTNER, partner_id)).with_for_update()
    record = db.execute(query).scalar_one_or_none()
    return partner_from(record) if record else None


def owners(db: Connection) -> tuple[str, ...]:
    """The ids of all users who ever invited a partner."""
    query = select(table.c.user_id).where(table.c.thing == Thing.PARTNER.value).distinct()
    return tuple(db.execute(query.order_by(table.c.user_id)).scalars())

"""Users: who has an account, and when their next digest and reminder are due."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, case, delete, insert, literal, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain.account import Account, Role, User, account_record, cadences_from
from tracker.domain.event import Span
from tracker.domain.verdict import Leniency
from tracker.store.purge import purging
from tracker.store.tables import users as table

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def add_user(db: Connection, user: User) -> None:
    """A new account; raises IntegrityError when the address has one already."""
    values = _plain(user) | account_row(user.account)
    db.execute(insert(table).values(id=user.id, reminded_at=user.reminded_at, role=user.role.value, **values))


def save_user(db: Connection, user: User) -> None:
    """All that their user may set, and when their next letters are due. What of it is an account the ledger alone
    writes, and up to when they were reminded whoever reminds them. Their partners' summaries are looked at anew, as
    these keep to the same hour.
    """
    summary = table.c.next_summary_at
    anew = case((summary.is_not(None), literal(LONG_AGO, summary.type)))
    db.execute(update(table).where(table.c.id == user.id).values(next_summary_at=anew, **_plain(user)))


def set_feed(db: Connection, user_id: str, *, key: str, alarms: tuple[int, ...]) -> None:
    """The key by which a user's feed of promises goes, empty for none, and when its alarms ring."""
    db.execute(update(table).where(table.c.id == user_id).values(feed_key=key, feed_alarms=list(alarms)))


def user(db: Connection, user_id: str) -> User | None:
    """The user of that id."""
    row = db.execute(select(table).where(table.c.id == user_id)).mappings().one_or_none()
    return user_of(row) if row else None


def user_with(db: Connection, email: str) -> User | None:
    """The user who signs in with that address, in whatever case it is typed."""
    row = db.execute(select(table).where(table.c.email == email.strip().lower())).mappings().one_or_none()
    return user_of(row) if row else None


def users(db: Connection) -> tuple[User, ...]:
    """Everybody, by address."""
    return tuple(user_of(row) for row in db.execute(select(table).order_by(table.c.email)).mappings())


def users_due(db: Connection, now: datetime) -> tuple[User, ...]:
    """Everybody whose digest is due, the longest waiting first."""
    due = table.c.next_digest_at <= now
    query = select(table).where(table.c.digest_on, due).order_by(table.c.next_digest_at, table.c.id)
    return tuple(user_of(row) for row in db.execute(query).mappings())


def plan_digest(db: Connection, user_id: str, next_at: datetime | None, was: datetime | None) -> bool:
    """Moves the next digest on, if it still stands where it was: of two who try, one is told True."""
    still = table.c.next_digest_at.is_(None) if was is None else table.c.next_digest_at == was
    return db.execute(update(table).where(table.c.id == user_id, still).values(next_digest_at=next_at)).rowcount == 1


def users_to_remind(db: Connection, now: datetime) -> tuple[User, ...]:
    """Everybody whose reminder may come now, the longest waiting first."""
    due = table.c.next_reminder_at <= now
    query = select(table).where(table.c.reminders, due).order_by(table.c.next_reminder_at, table.c.id)
    return tuple(user_of(row) for row in db.execute(query).mappings())


def plan_reminder(
    db: Connection, user_id: str, next_at: datetime, was: datetime | None, told: datetime | None
) -> bool:
    """Moves the next reminder on, if it still stands where it was: of two who try, one is told True. `told` is the
    instant up to which they know by then what is overdue.
    """
    still = table.c.next_reminder_at.is_(None) if was is None else table.c.next_reminder_at == was
    planned = {"next_reminder_at": next_at, "reminded_at": told}
    return db.execute(update(table).where(table.c.id == user_id, still).values(planned)).rowcount == 1


def stop_reminders(db: Connection, user_id: str) -> None:
    """No reminder comes any more; all else that they set stays as it is."""
    stopped = {"reminders": False, "next_reminder_at": None}
    db.execute(update(table).where(table.c.id == user_id).values(stopped))


def set_letters_key(db: Connection, user_id: str, key: str) -> None:
    """The key by which a user's feed of past letters goes, empty for none."""
    db.execute(update(table).where(table.c.id == user_id).values(letters_key=key))


def set_role(db: Connection, user_id: str, role: Role) -> None:
    """What a user may do with the service."""
    db.execute(update(table).where(table.c.id == user_id).values(role=role.value))


def owners(db: Connection) -> tuple[str, ...]:
    """The ids of those who look after the service; held until the transaction ends, so that of two who step down at
    once one is the last.
    """
    query = select(table.c.id).where(table.c.role == Role.OWNER.value).order_by(table.c.id)
    return tuple(db.execute(query.with_for_update()).scalars())


def remove_user(db: Connection, user_id: str) -> None:
    """Removes a user and all rows of theirs, history too."""
    with purging(db, user_id):
        db.execute(delete(table).where(table.c.id == user_id))


def account_row(account: Account) -> dict[str, Any]:
    """The columns of what a user decided about themselves."""
    return {
        "scored_from": account.scored_from,
        "grace": account.leniency.grace,
        "grace_dated": account.leniency.grace_dated,
        "patience": account.leniency.patience,
        "away_from": account.away.start if account.away else None,
        "away_until": account.away.end if account.away else None,
        "offers": list(account.offers),
        "cadences": account_record(account)["cadences"],
    }


def _plain(user: User) -> dict[str, Any]:
    return {
        "email": user.email.lower(),
        "zone": user.zone.key,
        "addresses": sorted(user.addresses),
        "name": user.name,
        "digest_on": user.digest_on,
        "quiet_weeks": user.quiet_weeks,
        "digest_day": user.digest_day,
        "digest_hour": user.digest_hour,
        "next_digest_at": user.next_digest_at,
        "feed_key": user.feed_key,
        "feed_alarms": list(user.feed_alarms),
        "locale": user.locale,
        "reminders": user.reminders,
        "next_reminder_at": user.next_reminder_at,
        "letters_key": user.letters_key,
    }


def user_of(row: RowMapping) -> User:
    """The user whom a row holds, whatever else it holds."""
    return User(
        id=row["id"],
        email=row["email"],
        zone=ZoneInfo(row["zone"]),
        scored_from=row["scored_from"],
        addresses=frozenset(row["addresses"]),
        name=row["name"],
        digest_on=row["digest_on"],
        quiet_weeks=row["quiet_weeks"],
        digest_day=row["digest_day"],
        digest_hour=row["digest_hour"],
        next_digest_at=row["next_digest_at"],
        leniency=Leniency(row["grace"], row["grace_dated"], row["patience"]),
        away=Span(row["away_from"], row["away_until"]) if row["away_from"] else None,
        offers=tuple(row["offers"]),
        cadences=cadences_from(row["cadences"]),
        feed_key=row["feed_key"],
        feed_alarms=tuple(row["feed_alarms"]),
        locale=row["locale"],
        reminders=row["reminders"],
        next_reminder_at=row["next_reminder_at"],
        reminded_at=row["reminded_at"],
        letters_key=row["letters_key"],
        role=Role(row["role"]),
    )

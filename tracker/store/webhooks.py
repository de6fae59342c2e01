"""Webhooks: addresses that are told what happens, and when to look for what no act decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain.notice import Kind
from tracker.domain.saying import Words, words_from
from tracker.store.database import insert
from tracker.store.letters import is_held
from tracker.store.webhook_tables import webhooks as table

LOOKED_FOR = (Kind.OVERDUE, Kind.QUESTION)  # nobody decides these: time and calendars bring them
HIDDEN = ("sealed", "secret", "secret_before", "seen")
COLUMNS = [column for column in table.c if column.name not in HIDDEN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """One address of one user. `shown` is it masked; `failures` is how often running a notice did not arrive."""

    id: str
    user: str
    shown: str
    kinds: tuple[Kind, ...]
    made_at: datetime
    rests_until: datetime
    trouble: Words
    stopped_at: datetime | None = None  # None: it is told
    failures: int = 0
    failing_since: datetime | None = None  # None: the last notice arrived
    before_until: datetime | None = None  # None: no secret of before signs any more
    look_at: datetime | None = None  # None: it wants nothing that must be looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What is kept of a webhook under seal."""

    address: str
    secret: str
    secret_before: str | None  # None: there was none before, or it signs no more


def add_webhook(db: Connection, user_id: str, webhook: Webhook, sealed: Sealed, seen: Sequence[str]) -> None:
    """A new one. `seen` are the signs of all that it need not be told, for it stands already."""
    row = {"id": webhook.id, "shown": webhook.shown, "kinds": list(webhook.kinds), "made_at": webhook.made_at}
    row |= {"rests_until": webhook.rests_until, "look_at": webhook.look_at, "failures": 0, "trouble": ""}
    row |= {"sealed": sealed.address, "secret": sealed.secret, "seen": list(seen)}
    db.execute(insert(db, table).values(user_id=user_id, **row))


def webhooks(db: Connection, user_id: str) -> tuple[Webhook, ...]:
    """A user's webhooks, oldest first."""
    query = select(*COLUMNS).where(table.c.user_id == user_id).order_by(table.c.made_at, table.c.id)
    return tuple(_webhook(row) for row in db.execute(query).mappings())


def wanting(db: Connection, user_id: str, kind: Kind) -> tuple[Webhook, ...]:
    """Those that are told such notices."""
    return tuple(one for one in webhooks(db, user_id) if kind in one.kinds and not one.stopped_at)


def webhook(db: Connection, user_id: str, webhook_id: str) -> Webhook | None:
    """One of them."""
    row = db.execute(select(*COLUMNS).where(*_is(user_id, webhook_id))).mappings().one_or_none()
    return _webhook(row) if row else None


def sealed(db: Connection, user_id: str, webhook_id: str) -> Sealed:
    """What is kept of it under seal; raises NoResultFound when the user has no such webhook."""
    query = select(table.c.sealed, table.c.secret, table.c.secret_before).where(*_is(user_id, webhook_id))
    address, secret, before = db.execute(query).one()
    return Sealed(address=address, secret=secret, secret_before=before)


def seen(db: Connection, user_id: str, webhook_id: str) -> frozenset[str]:
    """The signs of what stood when it was last looked for."""
    return frozenset(db.execute(select(table.c.seen).where(*_is(user_id, webhook_id))).scalar_one())


def change(db: Connection, user_id: str, webhook_id: str, **values: Any) -> bool:
    """Columns of it as they are now; False if the user has no such webhook."""
    return db.execute(update(table).where(*_is(user_id, webhook_id)).values(values)).rowcount == 1


def stop(db: Connection, user_id: str, webhook_id: str, at: datetime) -> bool:
    """It is told no more; False if it was not told before."""
    listens = (*_is(user_id, webhook_id), table.c.stopped_at.is_(None))
    return db.execute(update(table).where(*listens).values(stopped_at=at)).rowcount == 1


def remove(db: Connection, user_id: str, webhook_id: str) -> None:
    """It goes, with all that it was told."""
    db.execute(delete(table).where(*_is(user_id, webhook_id)))


def stir(db: Connection, user_id: str, at: datetime) -> None:
    """Something changed for this user: what no act decides is looked for soon. Not while all is held (see `held`):
    so the first look after a restore is known by its hour.
    """
    wants = (table.c.user_id == user_id, table.c.look_at > at, ~is_held())
    db.execute(update(table).where(*wants).values(look_at=at))


def looks_due(db: Connection, now: datetime, most: int) -> tuple[tuple[str, str], ...]:
    """Whose webhooks are to be looked for now, the longest waiting first: user and webhook."""
    due = (table.c.look_at <= now, table.c.stopped_at.is_(None))
    query = select(table.c.user_id, table.c.id).where(*due).order_by(table.c.look_at, table.c.id).limit(most)
    return tuple((user, webhook) for user, webhook in db.execute(query))


def looked(
    db: Connection, user_id: str, webhook_id: str, *, was: datetime, seen: Sequence[str], look_at: datetime
) -> bool:
    """It was looked for; False if somebody else has done that since, or something changed: then tell nothing."""
    same = update(table).where(*_is(user_id, webhook_id), table.c.look_at == was)
    return db.execute(same.values(seen=list(seen), look_at=look_at)).rowcount == 1


def _is(user_id: str, webhook_id: str) -> tuple[Any, ...]:
    return table.c.user_id == user_id, table.c.id == webhook_id


def _webhook(row: RowMapping) -> Webhook:
    values = dict(row)
    kinds = tuple(Kind(kind) for kind in values.pop("kinds"))
    return Webhook(user=values.pop("user_id"), kinds=kinds, trouble=words_from(values.pop("trouble")), **values)

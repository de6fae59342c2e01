"""What webhooks are told, kept in the transaction that decided it, before it is sent and for a while after.

A notice goes `due -> claimed -> sending -> told`, or `failed` and again, or `given up`, as a letter does. Of one
subject none is told before those that came before it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain.notice import Kind
from tracker.domain.saying import Words, words_from
from tracker.store.database import insert, new_id
from tracker.store.leasing import over
from tracker.store.letters import is_held
from tracker.store.webhook_tables import notices as table
from tracker.store.webhook_tables import webhooks


class State(StrEnum):
    """How far a notice has come."""

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    TOLD = "told"
    FAILED = "failed"
    GIVEN_UP = "given up"


OVER = (State.TOLD, State.GIVEN_UP)
COLUMNS = [column for column in table.c if column.name not in ("number", "body", "token", "leased_until")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing told to one webhook. `id` stays the same however often it is sent; `status` is the last answer's."""

    id: str
    user: str
    webhook: str
    kind: Kind
    subject: str
    made_at: datetime
    state: str
    trouble: Words
    attempts: int = 0
    status: int | None = None  # None: no answer came yet
    next_try_at: datetime | None = None  # None: told, or given up
    told_at: datetime | None = None  # None: not told yet


class Failure(NamedTuple):
    """Why a notice was not taken, and when to try again."""

    trouble: Words
    status: int | None  # None: no answer came
    next_try_at: datetime | None  # None: it is given up


def add_notice(
    db: Connection, user_id: str, webhook_id: str, *, kind: Kind, subject: str, body: str, at: datetime
) -> str:
    """Something to be told; its id."""
    named = f"msg_{new_id()}"
    row = {"id": named, "webhook_id": webhook_id, "kind": kind, "subject": subject, "body": body}
    now = {"made_at": at, "next_try_at": at, "state": State.DUE.value, "attempts": 0, "trouble": ""}
    db.execute(insert(db, table).values(user_id=user_id, **row, **now))
    return named


def notices(db: Connection, user_id: str, webhook_id: str, most: int) -> tuple[Notice, ...]:
    """What one of a user's webhooks was last told, or is to be: newest first."""
    mine = (table.c.user_id == user_id, table.c.webhook_id == webhook_id)
    query = select(*COLUMNS).where(*mine).order_by(table.c.number.desc()).limit(most)
    return tuple(_notice(row) for row in db.execute(query).mappings())


def notice(db: Connection, user_id: str, notice_id: str) -> Notice | None:
    """One of them."""
    row = db.execute(select(*COLUMNS).where(*_is(user_id, notice_id))).mappings().one_or_none()
    return _notice(row) if row else None


def body(db: Connection, user_id: str, notice_id: str) -> str:
    """What it says; raises NoResultFound when the user has no such notice."""
    return str(db.execute(select(table.c.body).where(*_is(user_id, notice_id))).scalar_one())


def due(db: Connection, now: datetime, most: int) -> tuple[tuple[str, str], ...]:
    """Whose webhooks have something to be told just now, the longest waiting first: user and webhook."""
    listens = (webhooks.c.user_id == table.c.user_id, webhooks.c.id == table.c.webhook_id, *_listens(now))
    query = select(table.c.user_id, table.c.webhook_id).where(_waits(now), exists().where(*listens))
    oldest = query.group_by(table.c.user_id, table.c.webhook_id).order_by(func.min(table.c.number)).limit(most)
    return tuple((user, webhook) for user, webhook in db.execute(oldest))


def first(db: Connection, user_id: str, webhook_id: str, now: datetime) -> Notice | None:
    """What a webhook is told next: what was tried least goes first, so that one that is never taken stands in the
    way of its own subject alone.
    """
    other = table.alias()
    same = [other.c[name] == table.c[name] for name in ("user_id", "webhook_id", "subject")]
    before = exists().where(*same, other.c.number < table.c.number, other.c.state.not_in(OVER))
    mine = (table.c.user_id == user_id, table.c.webhook_id == webhook_id)
    listens = exists().where(webhooks.c.user_id == user_id, webhooks.c.id == webhook_id, *_listens(now))
    query = select(*COLUMNS).where(*mine, _waits(now), ~before, listens)
    row = db.execute(query.order_by(table.c.attempts, table.c.number).limit(1)).mappings().one_or_none()
    return _notice(row) if row else None


def claim(db: Connection, user_id: str, notice_id: str, *, token: str, now: datetime, until: datetime) -> bool:
    """Takes it in hand until then, if it still waits: of two who try, one is told True."""
    held = {"state": State.CLAIMED.value, "token": token, "leased_until": until, "attempts": table.c.attempts + 1}
    return db.execute(update(table).where(*_is(user_id, notice_id), _waits(now)).values(held)).rowcount == 1


def mark_sending(db: Connection, user_id: str, notice_id: str, *, token: str, until: datetime) -> bool:
    """The address is about to be told; False if somebody else has it by now: then do not tell."""
    return _mark(db, user_id, notice_id, token, state=State.SENDING, leased_until=until)


def mark_told(db: Connection, user_id: str, notice_id: str, *, token: str, status: int, at: datetime) -> bool:
    """The address has it."""
    free = {"token": None, "leased_until": None, "trouble": "", "next_try_at": None}
    return _mark(db, user_id, notice_id, token, state=State.TOLD, status=status, told_at=at, **free)


def mark_failed(db: Connection, user_id: str, notice_id: str, failure: Failure, *, token: str) -> bool:
    """It was not taken."""
    trouble, status, next_try_at = failure
    state = State.FAILED if next_try_at else State.GIVEN_UP
    free = {"token": None, "leased_until": None}
    told = {"trouble": trouble.kept, "status": status, "next_try_at": next_try_at}
    return _mark(db, user_id, notice_id, token, state=state, **free, **told)


def wait_no_longer(db: Connection, user_id: str, webhook_id: str, now: datetime) -> None:
    """All that failed is tried again at once: the address listens."""
    mine = (table.c.user_id == user_id, table.c.webhook_id == webhook_id, table.c.state == State.FAILED)
    db.execute(update(table).where(*mine, table.c.next_try_at > now).values(next_try_at=now))


def again(db: Connection, user_id: str, notice_id: str, now: datetime) -> bool:
    """One that is over is told once more, under the same id; False if it is not over, or not this user's."""
    over = update(table).where(*_is(user_id, notice_id), table.c.state.in_(OVER))
    anew = {"state": State.DUE.value, "attempts": 0, "trouble": "", "next_try_at": now, "status": None}
    return db.execute(over.values(anew)).rowcount == 1


def forget(db: Connection, before: datetime) -> int:
    """Removes what was made before then and is over; how many."""
    return db.execute(delete(table).where(table.c.made_at < before, table.c.state.in_(OVER))).rowcount


def _mark(db: Connection, user_id: str, notice_id: str, holder: str, /, **values: object) -> bool:
    held = (*_is(user_id, notice_id), table.c.token == holder)
    return db.execute(update(table).where(*held).values(values)).rowcount == 1


def _listens(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return webhooks.c.stopped_at.is_(None), webhooks.c.rests_until <= now


def _waits(now: datetime) -> ColumnElement[bool]:
    waiting = and_(table.c.state.in_((State.DUE, State.FAILED)), table.c.next_try_at <= now)
    left = and_(table.c.state.in_((State.CLAIMED, State.SENDING)), over(table.c.leased_until, now))
    return and_(or_(waiting, left), or_(~is_held(), table.c.kind == Kind.TEST))  # a test is asked for just then


def _is(user_id: str, notice_id: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.user_id == user_id, table.c.id == notice_id


def _notice(row: RowMapping) -> Notice:
    values = dict(row)
    owner, webhook = values.pop("user_id"), values.pop("webhook_id")
    kind, trouble = Kind(values.pop("kind")), words_from(values.pop("trouble"))
    return Notice(user=owner, webhook=webhook, kind=kind, trouble=trouble, **values)

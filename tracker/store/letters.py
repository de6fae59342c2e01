"""Letters, kept before they are sent and until long after; with them, what must happen once only or go on beating.

A letter goes `due -> claimed -> sending -> sent`, or `failed` and again, or `given up`. Who claims it holds a
lease: if they die, another may claim it once that has run out.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, or_, select, update
from sqlalchemy.engine import RowMapping

from tracker.store.database import insert
from tracker.store.leasing import over
from tracker.store.tables import beats, leases
from tracker.store.tables import letters as table
from tracker.tongue import N_

MOVED, HELD = "moved", "held"  # leases by these names are for ever (see `moving` and `held`)
LATEST = timedelta(hours=2)  # no letter waits for longer between two tries: else the clock was set back meanwhile
ASKED_FOR = ("signin",)  # the kinds that somebody waits for: they go out though all else is held
HELD_BACK = N_("It was no longer wanted before it was sent.")
COLUMNS = [column for column in table.c if column.name not in ("body", "token", "leased_until")]


class State(StrEnum):
    """How far a letter has come."""

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one user: one for each `period` (`2026-W47`) and `kind` ("digest").

    `attempts` counts the times that it was claimed. `message_id` stays the same however often it is sent.
    """

    id: str
    user: str
    period: str
    kind: str
    message_id: str
    subject: str
    to: str
    made_at: datetime
    state: str = State.DUE
    attempts: int = 0
    trouble: str = ""
    next_try_at: datetime | None = None  # None: never again; it was sent or given up
    sent_at: datetime | None = None  # None: not sent
    wanted_until: datetime | None = None  # not sent from then on; None: it may come a day late


def add_letter(db: Connection, letter: Letter, body: bytes) -> bool:
    """Keeps a letter with its raw bytes; False if the user has one of that period and kind already."""
    values = asdict(letter)
    owner, recipient = values.pop("user"), values.pop("to")
    row = insert(db, table).values(user_id=owner, recipient=recipient, body=body, **values)
    return db.execute(row.on_conflict_do_nothing()).rowcount == 1


def letters(db: Connection, user_id: str) -> tuple[Letter, ...]:
    """A user's letters, newest first."""
    query = select(*COLUMNS).where(table.c.user_id == user_id).order_by(table.c.made_at.desc(), table.c.id)
    return tuple(letter_from(row) for row in db.execute(query).mappings())


def newest(db: Connection, user_id: str, kind: str) -> Letter | None:
    """The last of a kind that was written, sent or not."""
    query = select(*COLUMNS).where(table.c.user_id == user_id, table.c.kind == kind)
    row = db.execute(query.order_by(table.c.period.desc()).limit(1)).mappings().one_or_none()
    return letter_from(row) if row else None


def newest_end(db: Connection, user_id: str, to: str, told: Sequence[str]) -> str:
    """The trouble of a user's newest letter to an address that was sent or given up with one of these; empty if that
    was sent, or if there is none.
    """
    over = table.c.state.in_((State.SENT, State.GIVEN_UP))
    ended = (table.c.user_id == user_id, table.c.recipient == to, over, table.c.trouble.in_(told))
    newest = select(table.c.trouble).where(*ended).order_by(table.c.made_at.desc(), table.c.id).limit(1)
    return db.execute(newest).scalar_one_or_none() or ""


def letter(db: Connection, user_id: str, letter_id: str) -> Letter | None:
    """One of them."""
    row = db.execute(select(*COLUMNS).where(_is(user_id, letter_id))).mappings().one_or_none()
    return letter_from(row) if row else None


def body(db: Connection, user_id: str, letter_id: str) -> bytes:
    """Its raw bytes, as they go to the mail server; raises NoResultFound when the user has no such letter."""
    raw: bytes = db.execute(select(table.c.body).where(_is(user_id, letter_id))).scalar_one()
    return raw


def letters_due(db: Connection, now: datetime) -> tuple[Letter, ...]:
    """Everybody's letters that wait to be sent, or whose sender did not come back, the longest waiting first."""
    query = select(*COLUMNS).where(waits(now)).order_by(table.c.made_at, table.c.id)
    return tuple(letter_from(row) for row in db.execute(query).mappings())


def waiting_of(db: Connection, user_id: str, now: datetime) -> tuple[Letter, ...]:
    """One user's of them."""
    query = select(*COLUMNS).where(table.c.user_id == user_id, waits(now)).order_by(table.c.made_at, table.c.id)
    return tuple(letter_from(row) for row in db.execute(query).mappings())


def claim_letter(db: Connection, letter_id: str, *, token: str, now: datetime, until: datetime) -> bool:
    """Takes it in hand until then, if it still waits: of two who try, one is told True."""
    claim = update(table).where(table.c.id == letter_id, waits(now))
    held = {"state": State.CLAIMED.value, "token": token, "leased_until": until, "attempts": table.c.attempts + 1}
    return db.execute(claim.values(held)).rowcount == 1


def mark_sending(db: Connection, letter_id: str, *, token: str, until: datetime) -> bool:
    """The mail server is about to be given its text; False if somebody else has it by now: then do not send."""
    return _mark(db, letter_id, token, state=State.SENDING, leased_until=until)


def mark_sent(db: Connection, letter_id: str, *, token: str, at: datetime) -> bool:
    """The mail server has it."""
    done = {"sent_at": at, "next_try_at": None, "trouble": "", "token": None, "leased_until": None}
    return _mark(db, letter_id, token, state=State.SENT, **done)


def mark_failed(db: Connection, letter_id: str, *, token: str, trouble: str, next_try_at: datetime | None) -> bool:
    """It was not taken: why, and when to try again. None: it is given up."""
    state = State.FAILED if next_try_at else State.GIVEN_UP
    free = {"token": None, "leased_until": None}
    return _mark(db, letter_id, token, state=state, trouble=trouble, next_try_at=next_try_at, **free)


def has(db: Connection, user_id: str, period: str, kind: str) -> bool:
    """Whether a user has the letter of that period and kind, sent or not."""
    same = (table.c.user_id == user_id, table.c.period == period, table.c.kind == kind)
    return db.execute(select(table.c.id).where(*same)).first() is not None


def hold_back(db: Connection, user_id: str, kind: str) -> None:
    """A user's letters of a kind that wait are not sent; `let_go` is the inverse. One that is being sent goes out."""
    waits = table.c.state.in_((State.DUE, State.FAILED))
    held = {"state": State.GIVEN_UP, "trouble": HELD_BACK, "next_try_at": None}
    db.execute(update(table).where(table.c.user_id == user_id, table.c.kind == kind, waits).values(held))


def let_go(db: Connection, user_id: str, kind: str, now: datetime) -> None:
    """What was held back waits again."""
    held = (table.c.state == State.GIVEN_UP, table.c.trouble == HELD_BACK)
    waits = {"state": State.DUE, "trouble": "", "next_try_at": now}
    db.execute(update(table).where(table.c.user_id == user_id, table.c.kind == kind, *held).values(waits))


def beat(db: Connection, name: str, at: datetime) -> None:
    """A worker says that it is alive."""
    row = insert(db, beats).values(name=name, at=at)
    db.execute(row.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


def beat_alone(db: Connection, kind: str, name: str, at: datetime) -> None:
    """The same for `kind name`, which is from here on the only one of its kind."""
    db.execute(delete(beats).where(beats.c.name.startswith(f"{kind} ", autoescape=True)))
    beat(db, f"{kind} {name}", at)


def last_beat(db: Connection, name: str) -> datetime | None:
    """When it last said so; None when it never did."""
    return db.execute(select(beats.c.at).where(beats.c.name == name)).scalar_one_or_none()


def lead(db: Connection, holder: str, now: datetime, until: datetime) -> bool:
    """Whether this holder leads until then: nobody else does, or their lease has run out. Nobody does where all was
    moved away (see `moving`), nor while what was restored is held (see `held`).
    """
    if db.execute(select(leases.c.name).where(leases.c.name.in_((MOVED, HELD)))).first():
        return False
    held = {"holder": holder, "until": until}
    row = insert(db, leases).values(name="leader", **held)
    mine = or_(leases.c.holder == holder, over(leases.c.until, now))
    return db.execute(row.on_conflict_do_update(index_elements=["name"], set_=held, where=mine)).rowcount == 1


def leader(db: Connection, now: datetime) -> str:
    """Who leads just now, whoever asks; empty if nobody does."""
    live = (leases.c.name == "leader", ~over(leases.c.until, now))
    return db.execute(select(leases.c.holder).where(*live)).scalar() or ""


def resign(db: Connection, holder: str) -> None:
    """This holder leads no longer; nothing changes if somebody else does by now."""
    db.execute(delete(leases).where(leases.c.holder == holder))


def _mark(db: Connection, letter_id: str, holder: str, /, **values: object) -> bool:
    held = (table.c.id == letter_id, table.c.token == holder)
    return db.execute(update(table).where(*held).values(values)).rowcount == 1


def waits(now: datetime) -> ColumnElement[bool]:
    """Whether a letter waits to be sent, or its sender did not come back, and may go out."""
    next_try = or_(table.c.next_try_at <= now, table.c.next_try_at > now + LATEST)
    waiting = and_(table.c.state.in_((State.DUE, State.FAILED)), next_try)
    left = and_(table.c.state.in_((State.CLAIMED, State.SENDING)), over(table.c.leased_until, now))
    goes = or_(~is_held(), table.c.kind.in_(ASKED_FOR))
    return and_(or_(waiting, left), goes)


def is_held() -> ColumnElement[bool]:
    """Whether nothing is to go out, for a query of what would."""
    return exists().where(leases.c.name == HELD)


def _is(user_id: str, letter_id: str) -> ColumnElement[bool]:
    return and_(table.c.user_id == user_id, table.c.id == letter_id)


def letter_from(row: RowMapping) -> Letter:
    """A row of these columns as a value."""
    values = dict(row)
    return Letter(user=values.pop("user_id"), to=values.pop("recipient"), **values)

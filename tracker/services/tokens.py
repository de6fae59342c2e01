"""Tokens by which programs act for a user: made, shown once, known again and ended."""

from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import choice
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.domain.token import LETTERS, LONGEST_LIFE, MOST, RANDOM, Scope, Token, well_written, written
from tracker.services.ledger import NotFound
from tracker.store import accounts, ailing, audit, tenants
from tracker.store import tokens as store
from tracker.store.database import Database, new_id

TOUCH_AFTER = timedelta(hours=1)  # so that to read by it does not write each time
TAIL = 4


class Made(NamedTuple):
    """A new token, and its secret: the only time that it is told."""

    token: Token
    secret: str


class Holder(NamedTuple):
    """For whom a program acts, and by which token."""

    user: User
    token: Token


def make(
    database: Database,
    user: User,
    *,
    name: str,
    scopes: Collection[Scope],
    lives: timedelta,
    id: str = "",
    via: str = "page",
    now: datetime,
) -> Made:
    """A new token. `id` is its own, where a form sent twice is to make one: then the second is refused."""
    _must_make_sense(name, scopes, lives)
    secret = written("".join(choice(LETTERS) for _ in range(RANDOM)))
    token = Token(
        id=id or new_id(),
        user=user.id,
        name=name.strip(),
        scopes=frozenset(scopes),
        tail=secret[-TAIL:],
        made_at=now,
        ends_at=now + lives,
    )
    with database.write() as db:
        if len(store.tokens(db, user.id)) >= MOST:
            raise Refused("That would be more than %(most)s tokens. End one that no program uses.", most=MOST)
        if not store.add_token(db, user.id, token, _hash(secret)):
            raise Refused("This token was made already, and its secret is shown once. End it and make another.")
        audit.note(db, user.id, Deed.TOKEN_MADE, via=via, about=token.id, now=now)
    return Made(token, secret)


def _must_make_sense(name: str, scopes: Collection[Scope], lives: timedelta) -> None:
    if not name.strip():
        raise Refused("Say which program it is for, so that you know it again.")
    if not scopes:
        raise Refused("Tick what the program may do: at least one thing.")
    if not timedelta() < lives <= LONGEST_LIFE:
        raise Refused("A token lives for a year at the most. Choose when it ends.")


def held(database: Database, user: User) -> tuple[Token, ...]:
    """All of a user's, newest first; those that are over are listed too, until they are ended."""
    with database.read() as db:
        return store.tokens(db, user.id)


def end(database: Database, user: User, token_id: str, *, via: str = "page", now: datetime) -> Token:
    """It opens nothing any more, at once. Raises NotFound."""
    with database.write() as db:
        gone = store.end_token(db, user.id, token_id)
        if gone is None:
            raise NotFound("There is no such token.")
        audit.note(db, user.id, Deed.TOKEN_ENDED, via=via, about=token_id, now=now)
    return gone


def holder(database: Database, secret: str, now: datetime) -> Holder | None:
    """For whom the one acts who shows a secret; None when it is none of ours, or over. That it was used is noted once
    an hour.
    """
    if not well_written(secret):
        return None
    with tenants.everybodys(), database.read() as db:
        token = store.token_with(db, _hash(secret))
        user = accounts.user(db, token.user) if token and token.lasts(now) else None
    if token is None or user is None:
        return None
    if token.used_at is None or now - token.used_at >= TOUCH_AFTER:
        with ailing.well_or_not(), tenants.users(user.id), database.write() as db:
            store.touch_token(db, user.id, token.id, now)
    return Holder(user, token)


def _hash(secret: str) -> str:
    """Enough for what is random and long; a slow hash is for what people choose."""
    return sha256(secret.encode()).hexdigest()

"""Access tokens, renewed by one worker at a time; and what happens when Google has taken the leave back.

    access token that lives -> used | else claim -> Google, outside any transaction -> both tokens in one statement

A worker that dies in between holds the claim until its lease runs out. The next one renews by the refresh token that
is still kept: Google's live on, and where one does not, that is leave lost, which is asked about once.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial
from time import sleep
from typing import NamedTuple

from tracker.calendars.google import oauth
from tracker.calendars.google.calls import Access, Token
from tracker.calendars.google.client import Client
from tracker.calendars.trouble import GoogleBusy, GoogleTrouble, NeedsReconnect
from tracker.domain.account import Calendar, Connection, User
from tracker.domain.saying import Words, joined
from tracker.mail.letter import reconnect_letter
from tracker.services.digests import Post, keep_letter
from tracker.store import accounts, calendars
from tracker.store import connections as store
from tracker.store.database import Database, new_id
from tracker.store.seal import CannotOpen, Seal
from tracker.tongue import N_

log = logging.getLogger(__name__)

KIND = "reconnect"
LEASE = timedelta(seconds=30)
STEP = timedelta(milliseconds=200)  # between two looks at whether another worker is done
MARGIN = timedelta(seconds=60)  # what a token must still live to be used

TAKEN_BACK = N_(
    "Google no longer lets tracker read this account. Connect it again on the page Calendars: everything "
    "goes on from where it was."
)
TESTING = N_(
    "Its leave ended about a week after it was given, as it does each time while the app's publishing status at "
    "Google is “Testing”. Whoever runs tracker can end that: in Google's console, under Google Auth Platform, "
    "Audience, publish the app, so that its status is “In production”."
)
_NOT_CONNECTED = N_("This calendar's Google account is no longer connected. Connect it again.")
_KEY_MISSING = N_(
    "The leave for this Google account was sealed with a key that is not here. Put the key back first in the list of "
    "keys, or disconnect the account and connect it again."
)
_RENEWING = N_("Another worker is renewing the leave for this Google account. It will be asked again.")


class Held(NamedTuple):
    """The tokens of a connection, unsealed."""

    access: str
    expires_at: datetime
    refresh: str


class Doors(NamedTuple):
    """What renewing needs of the world."""

    database: Database
    seal: Seal
    client: Client
    post: Post
    clock: Callable[[], datetime]
    lease: timedelta = LEASE
    wait: Callable[[float], object] = sleep


def access_of(
    database: Database,
    seal: Seal,
    client: Client,
    post: Post,
    clock: Callable[[], datetime],
    *,
    lease: timedelta = LEASE,
    wait: Callable[[float], object] = sleep,
) -> Callable[[Calendar], Access]:
    """How the access token for a calendar is had: see `access_to`."""
    doors = Doors(database, seal, client, post, clock, lease, wait)
    return lambda calendar: access_to(doors, calendar.user, calendar.connection)


def access_to(doors: Doors, user_id: str, connection_id: str) -> Access:
    """The access token of a connection now; given one that was refused, a newer one. Two workers who ask at once
    make one call. Raises NeedsReconnect, without asking Google again where that is known, and GoogleTrouble.
    """
    return partial(_access, doors, user_id, connection_id)


def why_lost(connection: Connection, now: datetime) -> Words:
    """What its user is told of leave that has ended, with the remedy."""
    return joined((TAKEN_BACK, TESTING) if connection.ended_by_testing(now) else (TAKEN_BACK,))


def sealed(seal: Seal, user_id: str, tokens: oauth.Tokens) -> str:
    """Both tokens as they are kept, under the newest key."""
    text = json.dumps([tokens.access, tokens.expires_at.isoformat(), tokens.refresh])
    return seal.seal(text, owner=user_id)


def opened(seal: Seal, user_id: str, kept: str) -> Held:
    """Tokens that were kept. Raises GoogleTrouble when their key is not here."""
    try:
        access, expires_at, refresh = json.loads(seal.open(kept, owner=user_id))
    except CannotOpen:
        raise GoogleTrouble(_KEY_MISSING) from None
    return Held(access, datetime.fromisoformat(expires_at), refresh)


def _access(doors: Doors, user_id: str, connection_id: str, refused: str) -> Token:
    for _ in range(doors.lease // STEP + 2):
        connection, kept = _looked(doors, user_id, connection_id)
        held = opened(doors.seal, user_id, kept)
        if held.access != refused and held.expires_at - doors.clock() >= MARGIN:
            return Token(held.access, held.expires_at)
        token = new_id()
        if _claimed(doors, connection, kept, token):
            if new := _renewed(doors, connection, kept, held, token):
                return new
            continue  # leave was lost, or given anew meanwhile: look again
        doors.wait(STEP.total_seconds())
    raise GoogleBusy(_RENEWING)


def _looked(doors: Doors, user_id: str, connection_id: str) -> tuple[Connection, str]:
    with doors.database.read() as db:
        connection = store.connection(db, user_id, connection_id)
        kept = store.sealed_tokens(db, user_id, connection_id)
    if connection is None:
        raise NeedsReconnect(_NOT_CONNECTED)
    if connection.lost_at:
        raise NeedsReconnect(why_lost(connection, doors.clock()))
    return connection, kept


def _claimed(doors: Doors, connection: Connection, kept: str, token: str) -> bool:
    """Whether the renewal of these very tokens is in our hand."""
    now, (user_id, name) = doors.clock(), (connection.user, connection.id)
    with doors.database.write() as db:
        if not store.claim_renewal(db, user_id, name, token=token, now=now, until=now + doors.lease):
            return False
        if store.sealed_tokens(db, user_id, name) == kept:
            return True
        store.release_renewal(db, user_id, name, token=token)  # somebody was done between our look and our claim
        return False


def _renewed(doors: Doors, connection: Connection, kept: str, held: Held, token: str) -> Token | None:
    """Tokens renewed and kept; None where leave is lost, or its user has given it anew meanwhile."""
    try:
        tokens = oauth.renew(doors.client, held.refresh, connection.scopes)
    except NeedsReconnect:
        _lost(doors, connection, kept)
        return None
    except BaseException:  # the next one need not wait for the lease to run out
        with doors.database.write() as db:
            store.release_renewal(db, connection.user, connection.id, token=token)
        raise
    new = sealed(doors.seal, connection.user, tokens)
    with doors.database.write() as db:
        saved = store.save_tokens(db, connection.user, connection.id, new, was=kept)
    return Token(tokens.access, tokens.expires_at) if saved else None


def _lost(doors: Doors, connection: Connection, kept: str) -> None:
    """Marks it once, pauses its calendars, and keeps one letter for this consent."""
    now = doors.clock()
    with doors.database.read() as db:
        user = accounts.user(db, connection.user)
        names = [one.name for one in calendars.calendars(db, connection.user) if one.connection == connection.id]
    letter = _letter(doors.post, user, connection, names, now) if user and user.digest_on else None
    with doors.database.write() as db:
        if store.mark_lost(db, connection.user, connection.id, now, was=kept):
            store.pause_calendars(db, connection.user, connection.id, why_lost(connection, now))
            if user and letter:
                period = f"{connection.id} {connection.consented_at:%Y%m%dT%H%M%SZ}"
                keep_letter(db, doors.post, user, letter, kind=KIND, period=period, now=now)
            log.warning("leave lost connection=%s", connection.id)


def _letter(post: Post, user: User, connection: Connection, names: list[str], now: datetime) -> EmailMessage:
    return reconnect_letter(
        user,
        account=connection.account,
        calendars=names,
        since=now,
        testing=TESTING if connection.ended_by_testing(now) else "",
        base_url=post.base_url,
        sender=post.sender,
        message_id=post.message_id(KIND, connection.id, f"{connection.consented_at:%Y%m%dT%H%M%SZ}"),
        made_at=now,
    )

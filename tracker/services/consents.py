"""Consent at Google: asked for, and answered once, within minutes, by the browser that asked (RFC 9700, 4.7)."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from typing import NamedTuple

from tracker.calendars.google import lists, oauth
from tracker.calendars.google.calls import Token
from tracker.calendars.google.client import Client
from tracker.calendars.trouble import GoogleTrouble, NeedsReconnect
from tracker.domain.account import Connection, User
from tracker.services.connections import give_back, keep_leave
from tracker.services.ledger import NotFound
from tracker.services.refusals import (
    CodeRefused,
    ConsentDenied,
    NoSuchUser,
    NotLasting,
    NotVerified,
    Refusal,
    ScopeUnticked,
    StateExpired,
    StateUnknown,
    WrongAccount,
    WrongIssuer,
)
from tracker.services.renewing import sealed
from tracker.store import accounts, tenants
from tracker.store import connections as store
from tracker.store.connections import Consent
from tracker.store.database import Database, new_id
from tracker.store.seal import CannotOpen, Seal

__all__ = [
    "CodeRefused",
    "ConsentDenied",
    "Finished",
    "NoSuchUser",
    "NotLasting",
    "NotVerified",
    "Purpose",
    "Refusal",
    "ScopeUnticked",
    "StateExpired",
    "StateUnknown",
    "WrongAccount",
    "WrongIssuer",
    "begin",
    "finish",
    "sign_in",
]  # one who asks for consent also speaks of what may become of it

LIVES = timedelta(minutes=10)
REMEMBERED = timedelta(hours=1)  # after its end, so that who comes late is told so


class Purpose(StrEnum):
    """What consent is asked for: leave to read calendars, or to know who signs in."""

    CONNECT = "connect"
    SIGNIN = "signin"


SCOPES = {Purpose.CONNECT: oauth.READ, Purpose.SIGNIN: oauth.IDENTITY}


class Finished(NamedTuple):
    """A consent given: its connection, and whether that is new or goes on."""

    connection: Connection
    new: bool


PERMISSIONS = {  # as Google's page calls them
    oauth.CALENDAR_LIST: "See the list of Google calendars you’re subscribed to",
    oauth.EVENTS: "View events on all your calendars",
}
_OUT_OF_ORDER = "Google is out of order just now. Begin again in a few minutes."
_REMEDIES = {  # by Google's name for it (RFC 6749, 4.1.2.1)
    "admin_policy_enforced": "Your organisation does not let tracker in. Ask its administrator, or use a feed.",
    "temporarily_unavailable": _OUT_OF_ORDER,
    "server_error": _OUT_OF_ORDER,
}


def begin(
    database: Database,
    seal: Seal,
    client: Client,
    user: User | None,
    *,
    purpose: Purpose,
    browser: str,
    connection_id: str = "",
    now: datetime,
) -> str:
    """The address at Google where consent is given, within ten minutes and by this browser only.

    `browser` is a secret that only it holds; `connection_id` names a connection to be made again. Raises NotFound.
    """
    hint = _account(database, user, connection_id) if user and connection_id else ""
    asked = oauth.ask(client, SCOPES[purpose], hint=hint)
    name = _hash(asked.state)
    consent = Consent(
        state_hash=name,
        user=user.id if user else "",
        purpose=purpose.value,
        browser_hash=_hash(browser),
        connection=connection_id,
        sealed=seal.seal(json.dumps([asked.verifier, asked.nonce]), owner=name),
        expires_at=now + LIVES,
    )
    with tenants.everybodys(), database.write() as db:
        store.forget_consents(db, now - REMEMBERED)
        store.add_consent(db, consent)
    return asked.address


def finish(
    database: Database,
    seal: Seal,
    client: Client,
    *,
    purpose: Purpose = Purpose.CONNECT,
    browser: str,
    state: str,
    code: str,
    error: str,
    issuer: str,
    now: datetime,
) -> Finished:
    """The connection that a consent gave. The same account once more goes on with the connection that it has: with
    new tokens, and its calendars due at once. Raises Refusal, and GoogleTrouble when Google cannot be asked.
    """
    consent = _taken(database, purpose, browser, state, now)
    verifier, _ = _secrets(seal, consent)
    tokens = _redeemed(client, oauth.READ, code, error, issuer, verifier)
    with _given_back(database, seal, client, consent.user, tokens, now):
        account = _account_of(client, tokens)
        _expected(database, consent, account)
        return _keep(database, seal, consent.user, account, tokens, now)


def sign_in(
    database: Database,
    seal: Seal,
    client: Client,
    *,
    purpose: Purpose = Purpose.SIGNIN,
    browser: str,
    state: str,
    code: str,
    error: str,
    issuer: str,
    now: datetime,
) -> User:
    """Who signs in, by an address that Google itself holds. Nothing is kept. Raises Refusal and GoogleTrouble."""
    consent = _taken(database, purpose, browser, state, now)
    verifier, nonce = _secrets(seal, consent)
    tokens = _redeemed(client, oauth.IDENTITY, code, error, issuer, verifier)
    try:
        who = oauth.identity(client, tokens.id_token, nonce)
    except oauth.NotIdentified:
        raise NotVerified from None
    if not who.vouched:
        raise NotVerified
    with tenants.everybodys(), database.read() as db:
        user = accounts.user_with(db, who.email)
    if user is None:
        raise NoSuchUser(who.email)
    return user


def _account(database: Database, user: User, connection_id: str) -> str:
    with database.read() as db:
        connection = store.connection(db, user.id, connection_id)
    if connection is None:
        raise NotFound("There is no such connection.")
    return connection.account


def _taken(database: Database, purpose: Purpose, browser: str, state: str, now: datetime) -> Consent:
    """The consent that an answer belongs to, gone for ever in a transaction of its own: so it works once, whatever
    happens after. One shown by another browser is gone too: somebody knows what only one should.
    """
    with tenants.everybodys(), database.write() as db:
        consent = store.take_consent(db, _hash(state))
    if consent is None or consent.purpose != purpose or not compare_digest(consent.browser_hash, _hash(browser)):
        raise StateUnknown
    if consent.expires_at <= now:
        raise StateExpired
    return consent


def _secrets(seal: Seal, consent: Consent) -> tuple[str, str]:
    """Its verifier and nonce."""
    try:
        verifier, nonce = json.loads(seal.open(consent.sealed, owner=consent.state_hash))
    except CannotOpen:
        raise StateUnknown from None
    return verifier, nonce


def _redeemed(
    client: Client, scopes: Iterable[str], code: str, error: str, issuer: str, verifier: str
) -> oauth.Tokens:
    """Tokens for an answer's code. Google need not name itself; who names another mixes us up (RFC 9207, 2.4)."""
    if issuer and issuer != client.issuer:
        raise WrongIssuer
    if error:
        raise ConsentDenied if error == "access_denied" else Refusal(_REMEDIES.get(error, ""))
    try:
        return oauth.redeem(client, scopes, code, verifier)
    except NeedsReconnect:
        raise CodeRefused from None


@contextmanager
def _given_back(
    database: Database, seal: Seal, client: Client, user_id: str, tokens: oauth.Tokens, now: datetime
) -> Iterator[None]:
    """What is not kept is given back, unless that would end leave that works: Google ends all of an account's."""
    try:
        yield
    except (Refusal, GoogleTrouble) as why:
        if not _works(database, user_id, why):
            account = why.account if isinstance(why, WrongAccount) else ""
            give_back(database, seal, client, user_id, tokens.refresh or tokens.access, account=account, now=now)
        raise


def _works(database: Database, user_id: str, why: Exception) -> bool:
    """Whether these tokens may be of an account whose leave is in use: mostly nobody could tell whose they are."""
    with database.read() as db:
        working = {one.account for one in store.connections(db, user_id) if one.lost_at is None}
    if isinstance(why, WrongAccount):
        return why.account in working
    return bool(working)


def _account_of(client: Client, tokens: oauth.Tokens) -> str:
    """The address of the account that gave them: the id of its primary calendar, so that no more need be asked."""
    if missing := oauth.READ - tokens.scopes:
        names = " and ".join(f"“{PERMISSIONS[scope]}”" for scope in sorted(missing))
        raise ScopeUnticked(
            "Begin again, and on Google's page tick %(names)s. Tracker reads; it can change nothing.", names=names
        )
    if not tokens.refresh:
        raise NotLasting

    def access(refused: str) -> Token:
        if refused:
            raise GoogleTrouble("Google did not take the leave that it gave a moment ago. Begin again.")
        return Token(tokens.access, tokens.expires_at)

    for one in lists.calendars_of(client, access):
        if one.primary:
            return one.id.lower()
    raise GoogleTrouble("Google told of no calendar of this account's own. Begin again in a few minutes.")


def _expected(database: Database, consent: Consent, account: str) -> None:
    with database.read() as db:
        meant = store.connection(db, consent.user, consent.connection)
    if meant and meant.account != account:
        raise WrongAccount(account, meant.account)


def _keep(
    database: Database, seal: Seal, user_id: str, account: str, tokens: oauth.Tokens, now: datetime
) -> Finished:
    """In one transaction. What is told of the account's own events is the user's from now on."""
    name = new_id()
    told = Connection(id=name, user=user_id, account=account, scopes=tokens.scopes, consented_at=now)
    with database.write() as db:
        user = accounts.user(db, user_id)
        if user is None:
            raise StateUnknown
        kept = store.keep_connection(db, user_id, told, sealed(seal, user_id, tokens))
        store.resume_calendars(db, user_id, kept, now)
        keep_leave(db, seal, user_id, account)
        if account not in user.addresses:
            accounts.save_user(db, replace(user, addresses=user.addresses | {account}))
    return Finished(replace(told, id=kept), new=kept == name)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()

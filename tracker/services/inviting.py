"""Asking somebody to have an account here, by one letter whose link works once (self sign-up stays off).

    invite -> a letter -> link, shown by GET -> accept with name and zone -> a user, and a session

Whoever invites never sees the link: it stands in the letter alone, which waits sealed.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.mail.letter import BadAddress, one_address
from tracker.mail.welcome import welcome_letter
from tracker.services import signin, users
from tracker.services.digests import Post, keep_letter
from tracker.services.ledger import NotFound
from tracker.services.members import must_own
from tracker.store import accounts, audit, letters, tenants
from tracker.store import invitations as store
from tracker.store.database import Database, new_id
from tracker.store.invitations import Invitation

LIVES = timedelta(days=7)
MOST = 50  # that wait at a time
PAUSE = timedelta(minutes=10)  # between two letters to one address


class Accepted(NamedTuple):
    """Somebody new, and their first session's token."""

    user: User
    session: str


def invite(
    database: Database, post: Post, owner: User, email: str, *, locale: str, via: str, now: datetime
) -> Invitation:
    """Ask an address, by a letter in that language; who was asked before is asked again, and the former link ends.

    Raises Refused where they are here already, or were written to just now.
    """
    email = _address(email)
    with tenants.everybodys(), database.write() as db:
        must_own(db, owner, owner.id)
        if accounts.user_with(db, email):
            raise Refused(
                "%(email)s is here already, and signs in with that address. There is nothing to do.", email=email
            )
        there = store.with_email(db, email)
        if there:
            return _again(db, post, owner, there._replace(locale=locale), via, now)
        if len(store.every(db)) >= MOST:
            raise Refused("%(most)s invitations wait already. Take one back first.", most=MOST)
        one, token = Invitation(new_id(), owner.id, email, locale, now, now + LIVES), signin.new_token()
        store.add(db, owner.id, one, signin.hashed(token))
        _write(db, post, owner, one, token, now)
        audit.note(db, owner.id, Deed.INVITED, via=via, about=one.id, now=now)
        return one


def again(database: Database, post: Post, owner: User, invitation_id: str, *, via: str, now: datetime) -> Invitation:
    """Send it once more, with a link of its own. Raises NotFound, and Refused where one was sent just now."""
    with tenants.everybodys(), database.write() as db:
        return _again(db, post, owner, _the(db, owner, invitation_id), via, now)


def take_back(database: Database, owner: User, invitation_id: str, *, via: str, now: datetime) -> Invitation:
    """Its link works no more, and its letter is not sent if it still waits. Raises NotFound."""
    with tenants.everybodys(), database.write() as db:
        one = _the(db, owner, invitation_id)
        _end(db, one)
        audit.note(db, owner.id, Deed.TAKEN_BACK, via=via, about=one.id, now=now)
        return one


def waiting(database: Database, owner: User) -> tuple[Invitation, ...]:
    """All that were not accepted, whoever asked; also those that have expired. Raises NotFound for a member."""
    with tenants.everybodys(), database.read() as db:
        must_own(db, owner, owner.id)
        return store.every(db)


def asked(database: Database, token: str, now: datetime) -> tuple[Invitation, User] | None:
    """The invitation of a link that still works, and who asked; looking does not use it up."""
    with tenants.everybodys(), database.read() as db:
        return _standing(db, token, now)


def asked_address(database: Database, email: str, now: datetime) -> Invitation | None:
    """The invitation of an address, while it stands."""
    with tenants.everybodys(), database.read() as db:
        one = store.with_email(db, email)
    return one if one and one.stands(now) else None


def accept(
    database: Database, token: str, *, name: str, zone: str, locale: str, browser: str = "", now: datetime
) -> Accepted | None:
    """Their account, and a session at once; None when the link was used, expired, taken back, or never was.

    Raises Refused where the zone is none, or where somebody has that address by now.
    """
    with tenants.everybodys(), database.write() as db:
        found = _standing(db, token, now)
        if found is None:
            audit.note(db, "", Deed.REFUSED, via="letter", now=now)
            return None
        return _accepted(db, found[0], "letter", name, zone, locale, browser, now)


def accept_vouched(
    database: Database, email: str, *, name: str, zone: str, locale: str, browser: str = "", now: datetime
) -> Accepted | None:
    """The same for somebody of whom Google says that the address is theirs."""
    with tenants.everybodys(), database.write() as db:
        one = store.with_email(db, email)
        if one is None or not one.stands(now):
            return None
        return _accepted(db, one, "google", name, zone, locale, browser, now)


def _accepted(
    db: Connection, one: Invitation, via: str, name: str, zone: str, locale: str, browser: str, now: datetime
) -> Accepted:
    _end(db, one)
    user = users.enrolled(db, one.email, zone=zone, name=name, locale=locale, via=via, now=now)
    audit.note(db, user.id, Deed.ACCEPTED, via=via, about=one.id, now=now)
    return Accepted(user, signin.begin(db, user.id, browser=browser, via=via, now=now))


def _end(db: Connection, one: Invitation) -> None:
    letters.hold_back(db, one.user, _kind(one))
    store.remove(db, one.user, one.id)


def _standing(db: Connection, token: str, now: datetime) -> tuple[Invitation, User] | None:
    one = store.with_token(db, signin.hashed(token))
    owner = accounts.user(db, one.user) if one and one.stands(now) else None
    return (one, owner) if one and owner else None


def _again(db: Connection, post: Post, owner: User, before: Invitation, via: str, now: datetime) -> Invitation:
    if now - before.sent_at < PAUSE:
        raise Refused("A letter to %(email)s went out just now. Send it again in ten minutes.", email=before.email)
    one, token = before._replace(sent_at=now, expires_at=now + LIVES), signin.new_token()
    letters.hold_back(db, one.user, _kind(one))
    store.renew(db, one.user, one, signin.hashed(token))
    _write(db, post, owner, one, token, now)
    audit.note(db, owner.id, Deed.INVITED_AGAIN, via=via, about=one.id, now=now)
    return one


def _write(db: Connection, post: Post, owner: User, one: Invitation, token: str, now: datetime) -> None:
    """The letter is kept among the owner's, since all letters are somebody's; no page shows it."""
    letter = welcome_letter(
        owner,
        to=one.email,
        link=f"{post.base_url}/invited/{token}",
        base_url=post.base_url,
        until=one.expires_at,
        sender=post.sender,
        message_id=post.message_id("welcome", one.id, new_id()),
        made_at=now,
        locale=one.locale,
    )
    whose = accounts.user(db, one.user) or owner
    keep_letter(
        db,
        post,
        whose,
        letter,
        kind=_kind(one),
        period=new_id(),
        now=now,
        to=one.email,
        wanted_until=one.expires_at,
    )


def _the(db: Connection, owner: User, invitation_id: str) -> Invitation:
    must_own(db, owner, owner.id)
    found = next((one for one in store.every(db) if one.id == invitation_id), None)
    if found is None:
        raise NotFound("There is no such invitation.")
    return found


def _kind(one: Invitation) -> str:
    return f"welcome:{one.id}"


def _address(typed: str) -> str:
    try:
        return one_address(typed.strip().lower()).addr_spec
    except BadAddress:
        raise Refused("That is not one mail address. It should look like nils@example.com.") from None

"""An account deleted with everything that is kept of it, and one last letter.

tokens of Google queued to be given back -> rows gone -> deed noted (one transaction)
-> Google told, the last letter sent; what fails waits, sealed, and is tried again
"""

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from tracker.domain import patience
from tracker.domain.account import User
from tracker.domain.audit import SERVICE, Deed
from tracker.domain.promise import Refused
from tracker.mail.outbox import OutboxTrouble
from tracker.mail.welcome import farewell_letter
from tracker.services import connections, members
from tracker.services.digests import Post
from tracker.store import accounts, audit, farewells, tenants
from tracker.store.database import Database, new_id
from tracker.store.farewells import Farewell
from tracker.store.seal import CannotOpen, Seal

log = logging.getLogger(__name__)

NOBODYS = "farewell"  # under whose name the last letter waits: its user is here no more


def delete(database: Database, seal: Seal, post: Post, user: User, *, typed: str, via: str, now: datetime) -> None:
    """A user deletes their own account. Raises Refused where another address is typed, or where they are the last
    owner of a service with others in it.
    """
    _must_be_typed(user, typed)
    with tenants.everybodys(), database.write() as db:
        members.must_remain(db, user)
        gone(db, seal, post, user, by=user.id, via=via, now=now)


def end(
    database: Database, seal: Seal, post: Post, owner: User, user_id: str, *, typed: str, via: str, now: datetime
) -> User:
    """An owner ends somebody's account; raises NotFound and Refused. Their own they delete like anybody."""
    with tenants.everybodys(), database.write() as db:
        user = members.must_own(db, owner, user_id)
        _must_be_typed(user, typed)
        if user.id == owner.id:
            raise Refused("This is your own account. Delete it on your account's page.")
        gone(db, seal, post, user, by=owner.id, via=via, now=now)
        return user


def wipe(database: Database, seal: Seal, user: User, *, now: datetime) -> None:
    """Whoever runs the service removes a user, by command; no letter is written."""
    with database.write() as db:
        gone(db, seal, None, user, by=SERVICE, via="command", now=now)


def gone(db: Connection, seal: Seal, post: Post | None, user: User, *, by: str, via: str, now: datetime) -> None:
    """Everything of a user goes, within the caller's transaction; what Google and they themselves have still to be
    told waits sealed. Without a `post` no letter is written.
    """
    connections.queue_all(db, seal, user, now)
    accounts.remove_user(db, user.id)
    audit.note(db, user.id, Deed.ENDED, by=by, via=via, now=now)
    if post:
        farewells.add(db, Farewell(new_id(), _sealed(post, user, by, now), now, now))
    log.info("account ended user=%s", user.id)


def say_farewell(database: Database, post: Post, clock: Callable[[], datetime]) -> int:
    """Send the last letters that wait, or forget those that were tried for long enough. How many were sent."""
    with database.read() as db:
        due = farewells.due(db, clock())
    return sum(_said(database, post, one, clock()) for one in due)


def _said(database: Database, post: Post, one: Farewell, now: datetime) -> bool:
    """Put off before it is sent: of two who try one does, and a death in between sends the same letter again."""
    with database.write() as db:
        if patience.enough(one.attempts, one.made_at, now):
            farewells.remove(db, one.id)
            log.warning("farewell given up id=%s attempts=%d", one.id, one.attempts)
            return False
        if not farewells.put_off(db, one, patience.next_try(one.attempts + 1, now)):
            return False
    try:
        to, raw = json.loads(post.seal.open(one.sealed.decode(), owner=NOBODYS))
        post.outbox.send(b64decode(raw), to=to, sender=post.address, before_data=lambda: None)
    except (OutboxTrouble, CannotOpen):
        log.warning("farewell failed id=%s attempts=%d", one.id, one.attempts + 1)
        return False
    with database.write() as db:
        farewells.remove(db, one.id)
    return True


def _sealed(post: Post, user: User, by: str, now: datetime) -> bytes:
    letter = farewell_letter(
        user,
        base_url=post.base_url,
        by_owner=by != user.id,
        sender=post.sender,
        message_id=post.message_id("farewell", new_id()),
        made_at=now,
    )
    told = json.dumps([user.email, b64encode(letter.as_bytes()).decode()])
    return post.seal.seal(told, owner=NOBODYS).encode()


def _must_be_typed(user: User, typed: str) -> None:
    if typed.strip().lower() != user.email:
        raise Refused("That is not %(email)s. Type the address of the account, to be sure.", email=user.email)

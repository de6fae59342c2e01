"""Webhooks begun, changed, tried, stopped and removed by their user."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.calendars.address import masked
from tracker.calendars.webhook import checked, new_secret
from tracker.domain.account import User
from tracker.domain.audit import Deed
from tracker.domain.notice import CHOICES, Kind, body
from tracker.domain.promise import Refused
from tracker.domain.saying import Words, literally
from tracker.mail.letter import stopped_letter
from tracker.services import notices
from tracker.services.digests import Post, keep_letter
from tracker.services.ledger import NotFound
from tracker.services.notices import LISTENS, Doors
from tracker.store import audit
from tracker.store import notices as kept
from tracker.store import webhooks as store
from tracker.store.database import Database, new_id
from tracker.store.notices import Notice
from tracker.store.seal import Seal
from tracker.store.webhooks import LOOKED_FOR, Sealed, Webhook

KIND = "webhook"  # of the letter
MOST = 10  # for one user
OVERLAP = timedelta(hours=24)  # for how long the secret of before signs too


class Begun(NamedTuple):
    """A new webhook and its secret, which is shown this once."""

    webhook: Webhook
    secret: str


def begin(
    database: Database,
    seal: Seal,
    user: User,
    *,
    address: str,
    kinds: Iterable[Kind],
    allow_private: bool,
    most: int = MOST,
    id: str = "",
    via: str,
    now: datetime,
) -> Begun:
    """Have an address told from now on. `id` is its own, where the same may be sent twice: the second takes the place
    of the first. Raises FeedRefused for an address that we do not go to, Refused for too many.
    """
    url, wanted, secret = checked(address, allow_private=allow_private).url, _wanted(kinds), new_secret()
    one = Webhook(
        id=id or new_id(),
        user=user.id,
        shown=masked(url),
        kinds=wanted,
        made_at=now,
        rests_until=now,
        trouble=literally(""),
        look_at=_look(wanted, now),
    )
    under_seal = Sealed(
        address=seal.seal(url, owner=user.id), secret=seal.seal(secret, owner=user.id), secret_before=None
    )
    seen = _seen(database, user, now)
    with database.write() as db:
        store.remove(db, user.id, one.id)
        if len(store.webhooks(db, user.id)) >= most:
            raise Refused("You have %(most)s webhooks already. Remove one first.", most=most)
        store.add_webhook(db, user.id, one, under_seal, seen)
        audit.note(db, user.id, Deed.WEBHOOK_MADE, via=via, about=one.id, now=now)
    return Begun(one, secret)


def choose(database: Database, user: User, webhook_id: str, kinds: Iterable[Kind], now: datetime) -> None:
    """What it is told from now on. What stands already is not told."""
    wanted, seen = _wanted(kinds), _seen(database, user, now)
    with database.write() as db:
        one = the(db, user, webhook_id)
        values = {"kinds": list(wanted), "look_at": _look(wanted, now)}
        store.change(db, user.id, one.id, **values | ({} if one.look_at else {"seen": seen}))


def _wanted(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    asked = set(kinds)
    wanted = tuple(kind for kind in CHOICES if kind in asked)
    if not wanted:
        raise Refused("Choose at least one thing that it is told.")
    return wanted


def _look(kinds: tuple[Kind, ...], now: datetime) -> datetime | None:
    return now if set(kinds) & set(LOOKED_FOR) else None


def _seen(database: Database, user: User, now: datetime) -> list[str]:
    with database.read() as db:
        return sorted(notices.standing(db, user, now))


def renew(database: Database, seal: Seal, user: User, webhook_id: str, now: datetime) -> str:
    """A new secret, which is shown this once; the one before signs too for a day, so that no notice is refused."""
    secret = new_secret()
    with database.write() as db:
        one = the(db, user, webhook_id)
        before = store.sealed(db, user.id, one.id).secret
        anew = {"secret": seal.seal(secret, owner=user.id), "secret_before": before, "before_until": now + OVERLAP}
        store.change(db, user.id, one.id, **anew)
    return secret


def stop(database: Database, user: User, webhook_id: str, now: datetime) -> None:
    """It is told no more. What it was still to be told is kept."""
    with database.write() as db:
        store.stop(db, user.id, the(db, user, webhook_id).id, now)


def start(database: Database, user: User, webhook_id: str, now: datetime) -> None:
    """It is told again: first what it was still to be told, then what happens from now on."""
    seen = _seen(database, user, now)
    with database.write() as db:
        one = the(db, user, webhook_id)
        if one.stopped_at:
            anew = {"stopped_at": None, "rests_until": now, "seen": seen, "look_at": _look(one.kinds, now)}
            store.change(db, user.id, one.id, **LISTENS, **anew)
            kept.wait_no_longer(db, user.id, one.id, now)


def remove(database: Database, user: User, webhook_id: str, *, via: str, now: datetime) -> None:
    """It goes, with its secret and all that it was told."""
    with database.write() as db:
        store.remove(db, user.id, the(db, user, webhook_id).id)
        audit.note(db, user.id, Deed.WEBHOOK_ENDED, via=via, about=webhook_id, now=now)


def attempt(doors: Doors, user: User, webhook_id: str, now: datetime) -> Notice:
    """Send a notice that says nothing but that it is a test, at once and once; how that went."""
    with doors.database.write() as db:
        one, words = the(db, user, webhook_id), body(Kind.TEST, now, {})
        notice_id = kept.add_notice(db, user.id, one.id, kind=Kind.TEST, subject=new_id(), body=words, at=now)
        notice = the_notice(db, user, notice_id)
    notices.tell_one(doors, notice)
    with doors.database.read() as db:
        return the_notice(db, user, notice_id)


def again(database: Database, user: User, notice_id: str, now: datetime) -> Notice:
    """One that arrived, or was given up, is sent once more, under the same id."""
    with database.write() as db:
        kept.again(db, user.id, notice_id, now)
        return the_notice(db, user, notice_id)


def say_stopped(post: Post, db: Connection, user: User, one: Webhook, why: Words, now: datetime) -> None:
    """Keep the letter that says that nothing is sent there any more: once for each time that it was stopped."""
    name = f"{one.id} {now:%Y%m%dT%H%M%SZ}"
    message = stopped_letter(
        user,
        webhook=one.id,
        address=one.shown,
        why=why,
        base_url=post.base_url,
        sender=post.sender,
        message_id=post.message_id(KIND, one.id, f"{now:%Y%m%dT%H%M%SZ}"),
        made_at=now,
    )
    keep_letter(db, post, user, message, kind=KIND, period=name, now=now)


def the(db: Connection, user: User, webhook_id: str) -> Webhook:
    """This user's webhook of that id. Raises NotFound."""
    one = store.webhook(db, user.id, webhook_id)
    if one is None:
        raise NotFound("There is no such webhook.")
    return one


def the_notice(db: Connection, user: User, notice_id: str) -> Notice:
    """What one of this user's webhooks was told, or is to be. Raises NotFound."""
    one = kept.notice(db, user.id, notice_id)
    if one is None:
        raise NotFound("There is no such notice.")
    return one

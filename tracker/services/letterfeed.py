"""The feed of past letters, which a feed reader follows by a private address: begun, stopped and told.

No link in it acts. Readers keep what they fetch on machines of others, in the clear and for good, while a button's
token lasts for weeks and the way out of the letters for ever. So the buttons lead to the page of their promise, which
wants a session; whoever holds the address may read, and do nothing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection

from tracker import tongue
from tracker.domain.account import User
from tracker.mail.atom import Entry, Feed, atom
from tracker.mail.links import BadLink, Link, Links
from tracker.services import archive
from tracker.services.digests import Post, opened
from tracker.store import accounts
from tracker.store import archive as store
from tracker.store.database import Database, new_id
from tracker.store.letters import Letter
from tracker.store.seal import CannotOpen
from tracker.tongue import gettext as _

MOST = 20  # letters that it tells
VERSION = 1  # raised when the same letters are told otherwise: then no copy of before is good
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # of every such link: it is the key that makes it another


class Mark(NamedTuple):
    """What the feed goes by as long as it stays the same, and when it last changed."""

    etag: str
    changed_at: datetime


def begin(database: Database, user: User) -> None:
    """A new address for the feed. One made before is good no more."""
    back(database, user, new_id())


def stop(database: Database, user: User) -> None:
    """No address is good any more."""
    back(database, user, "")


def back(database: Database, user: User, key: str) -> None:
    """The feed goes by that key: to take back what replaced or stopped it."""
    with database.write() as db:
        accounts.set_letters_key(db, user.id, key)


def address(links: Links, user: User) -> str:
    """The feed's full address, which whoever holds it may read; empty where there is none."""
    if not user.letters_key:
        return ""
    return links.make("letters", user=user.id, subject=user.letters_key, at=BEGINNING) + ".atom"


def reader(db: Connection, link: Link) -> User:
    """Whose feed a link names. Raises BadLink when that key is not theirs any more."""
    user = accounts.user(db, link.user)
    if user is None or not user.letters_key or user.letters_key != link.subject:
        raise BadLink
    return user


def told(db: Connection, user: User) -> tuple[Letter, ...]:
    """The letters that the feed tells: the last that went out."""
    return store.sent(db, user.id, archive.KINDS, MOST)


def mark(user: User, letters: Sequence[Letter]) -> Mark:
    """Told from which letters there are, without opening one."""
    parts = (VERSION, user.letters_key, user.locale, user.name, [(one.id, one.sent_at) for one in letters])
    return Mark(blake2b(repr(parts).encode(), digest_size=12).hexdigest(), _updated(letters))


def _updated(letters: Sequence[Letter]) -> datetime:
    return max((_at(one) for one in letters), default=BEGINNING)


def _at(letter: Letter) -> datetime:
    return letter.sent_at or letter.made_at


def feed(db: Connection, post: Post, user: User, letters: Sequence[Letter]) -> bytes:
    """The feed itself, in its user's language. A letter whose key is not here is left out."""
    base, bodies = post.links.base_url, store.bodies(db, user.id, [one.id for one in letters])
    with tongue.speaking(user.locale):
        name = user.name or user.email
        return atom(
            Feed(
                id=_urn(user.id),
                title=_("Letters of tracker"),
                subtitle=_("Weekly letters and reminders for %(name)s", name=name),
                author="tracker",
                updated=_updated(letters),
                address=address(post.links, user),
                page=f"{base}/letters",
                language=tongue.spoken().code,
                entries=[entry for one in letters if (entry := _entry(post, one, bodies[one.id]))],
            )
        )


def _entry(post: Post, letter: Letter, sealed: bytes) -> Entry | None:
    try:
        raw = opened(post, sealed, owner=letter.user)
    except CannotOpen:
        return None
    return Entry(
        id=_urn(letter.user, letter.id),
        title=letter.subject,
        at=_at(letter),
        page=f"{post.links.base_url}/letters/{letter.id}",
        html=archive.part(archive.parsed(raw), "html", post.links),
    )


def _urn(*names: str) -> str:
    """A name that never changes, wherever the service stands (RFC 4287, 4.2.6)."""
    return uuid5(NAMESPACE_OID, "\x1f".join(("tracker letters", *names))).urn

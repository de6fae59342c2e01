"""Compose, keep, send and record each letter that is due. A letter is kept before it is sent, so none is ever lost.

    users_due -> gather -> compose -> write -> keep one (user, week) | claim -> sending -> outbox -> sent

The state `sending` is committed just before the mail server is given the text. A worker that dies after that
leaves a letter that is sent once more with the same Message-ID when its lease runs out: an extra copy only, and
exactly, for a death in that gap.
"""

import logging
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection

from tracker.domain import patience
from tracker.domain.account import User
from tracker.domain.digest import Digest, compose, next_digest, week_name
from tracker.mail.letter import digest_letter
from tracker.mail.links import Links
from tracker.mail.outbox import ADDRESS_REFUSED, LETTER_REFUSED, Outbox, OutboxTrouble, Rejected
from tracker.services import ideas, notices
from tracker.services.gather import gather
from tracker.store import accounts, held, letters, tallies
from tracker.store.database import Database, new_id
from tracker.store.letters import Letter
from tracker.store.seal import CannotOpen, Seal
from tracker.tongue import N_

log = logging.getLogger(__name__)

KIND = "digest"
PACKED = "zlib "  # before a letter that is packed: no header begins so
LEASE = timedelta(minutes=2)
REFUSED_AGAIN = timedelta(hours=1)  # after one refusal, the second and last try
REGULAR = ("digest", "reminder", "partner:")  # how the kinds begin that come by themselves; others somebody asked for
NOT_WRITTEN_TO = N_(
    "The mail server refused this address twice: what comes by itself is not sent to it any more. Correct it; if it "
    "is right, have a letter sent by hand: once one is taken, all come again."
)
TOO_LATE = N_("It was for a day that is over, and was not sent any more.")


class LostLease(Exception):
    """Another worker has taken this letter in hand since: this one must not send it."""


class Post(NamedTuple):
    """What letters need of the world: outbox, links, whose name they bear, the seal they wait under, the lease."""

    outbox: Outbox
    links: Links
    base_url: str
    sender: str
    seal: Seal
    lease: timedelta = LEASE

    @property
    def address(self) -> str:
        """The sender's bare address, for the envelope."""
        return parseaddr(self.sender)[1]

    def message_id(self, kind: str, *names: str) -> str:
        """A Message-ID that the same names always give, at the host that the pages are served from."""
        return f"<{'.'.join((kind, *names))}@{urlsplit(self.base_url).hostname}>"


def preview(database: Database, user: User, now: datetime) -> Digest:
    """The digest as it would be composed now."""
    with database.read() as db:
        return compose(gather(db, user, now), now)


def written(post: Post, digest: Digest, now: datetime) -> EmailMessage:
    """A digest as the letter that would go out now."""
    return digest_letter(
        digest,
        links=post.links,
        base_url=post.base_url,
        sender=post.sender,
        message_id=post.message_id(KIND, digest.user.id, week_name(digest.user, now)),
        made_at=now,
    )


def send_due(database: Database, post: Post, clock: Callable[[], datetime]) -> int:
    """Keep the letter of each user whose hour has come, then send all that wait. How many were sent."""
    write_due(database, post, clock())
    return send_waiting(database, post, clock)


def write_due(database: Database, post: Post, now: datetime) -> int:
    """Keep one letter for each user whose hour has come; one user's trouble never stops the others."""
    with database.read() as db:
        due = accounts.users_due(db, now)
    count = 0
    for user in due:
        try:
            count += write_one(database, post, user, now)
        except Exception:
            log.exception("letter failed user=%s", user.id)
    return count


def is_due(user: User, by: datetime) -> bool:
    """Whether a user's hour for it had come by an instant."""
    return user.digest_on and user.next_digest_at is not None and user.next_digest_at <= by


def write_one(database: Database, post: Post, user: User, now: datetime) -> bool:
    """Keep this week's letter and plan the next, in one transaction; False if there was one, nothing to say, or
    nobody here to read it.
    """
    if skipped := _skipped(database, user, now):
        with database.write() as db:
            accounts.plan_digest(db, user.id, next_digest(user, skipped), was=user.next_digest_at)
        return False
    ideas.prepare(database, user, now)
    digest = preview(database, user, now)
    said = user.quiet_weeks or not digest.quiet
    message = written(post, digest, now) if said else None
    with database.write() as db:
        if not accounts.plan_digest(db, user.id, next_digest(user, now), was=user.next_digest_at):
            return False
        _count_week(db, digest)
        return message is not None and keep_letter(
            db, post, user, message, kind=KIND, period=week_name(user, now), now=now
        )


def _skipped(database: Database, user: User, now: datetime) -> datetime | None:
    """Up to when no letter comes: now, while its user is away; else until a restore, if its hour came before that,
    for the service of before sent it. None: it comes.
    """
    if user.is_away(now):
        return now
    with database.read() as db:
        taken = held.taken_over(db)
    return taken if taken and user.next_digest_at and user.next_digest_at <= taken else None


def _count_week(db: Connection, digest: Digest) -> None:
    """Count how the promises of one week ended, for those who watch the service. It is said once, with the letter of
    that week: a verdict is derived and stands nowhere, and a sum over everybody's history would cost more each year.
    """
    for outcome, lines in (("kept", digest.kept), ("late", digest.late), ("broken", digest.broken)):
        tallies.count(db, "verdicts", outcome, len(lines))


def keep_letter(
    db: Connection,
    post: Post,
    user: User,
    message: EmailMessage,
    *,
    kind: str,
    period: str,
    now: datetime,
    to: str = "",
    wanted_until: datetime | None = None,
) -> bool:
    """Keep a written letter, sealed since its links act; False if this user has that of the kind and period.

    `to` is who gets it; empty for the user. It is not sent from `wanted_until` on; None: not a day later.
    """
    letter = Letter(
        id=new_id(),
        user=user.id,
        period=period,
        kind=kind,
        message_id=str(message["Message-ID"]),
        subject=str(message["Subject"]),
        to=to or user.email,
        made_at=now,
        next_try_at=now,
        wanted_until=wanted_until,
    )
    return letters.add_letter(db, letter, sealed(post, message, owner=user.id))


def sealed(post: Post, message: EmailMessage, *, owner: str) -> bytes:
    """A letter as it waits: packed first, for what is sealed cannot be, and letters are most of what is kept."""
    packed = b64encode(zlib.compress(message.as_bytes())).decode()
    return post.seal.seal(PACKED + packed, owner=owner).encode()


def opened(post: Post, kept: bytes, *, owner: str) -> bytes:
    """What `sealed` sealed, as it goes to the mail server. Raises CannotOpen when its key is not here."""
    text = post.seal.open(kept.decode(), owner=owner)
    if not text.startswith(PACKED):  # one of before letters were packed
        return text.encode("latin-1")
    return zlib.decompress(b64decode(text.removeprefix(PACKED)))


def raw(db: Connection, post: Post, user_id: str, letter_id: str) -> bytes:
    """A letter that was kept, opened."""
    return opened(post, letters.body(db, user_id, letter_id), owner=user_id)


def send_waiting(database: Database, post: Post, clock: Callable[[], datetime]) -> int:
    """Send each letter that waits; how many went out."""
    with database.read() as db:
        waiting = letters.letters_due(db, clock())
    return sum(_send(database, post, letter, clock) for letter in waiting)


def send_waiting_of(database: Database, post: Post, user_id: str, clock: Callable[[], datetime]) -> int:
    """The same for one user."""
    with database.read() as db:
        waiting = letters.waiting_of(db, user_id, clock())
    return sum(_send(database, post, letter, clock) for letter in waiting)


def _send(database: Database, post: Post, letter: Letter, clock: Callable[[], datetime]) -> bool:
    token, now = new_id(), clock()
    with database.write() as db:
        if not letters.claim_letter(db, letter.id, token=token, now=now, until=now + post.lease):
            return False
    if hopeless := _hopeless(database, letter, now):
        return _failed(database, letter, token, hopeless, None)

    def sending() -> None:
        with database.write() as db:
            if not letters.mark_sending(db, letter.id, token=token, until=clock() + post.lease):
                raise LostLease

    try:
        with database.read() as db:
            body = raw(db, post, letter.user, letter.id)
        post.outbox.send(body, to=letter.to, sender=post.address, before_data=sending)
    except LostLease:
        return False
    except (OutboxTrouble, CannotOpen) as trouble:
        return _failed(database, letter, token, str(trouble), _next_try(letter, trouble, clock()))
    with database.write() as db:
        if letters.mark_sent(db, letter.id, token=token, at=clock()):
            notices.of_letter(db, letter, clock())
            tallies.count(db, "letters", "sent")
    log.info("letter sent id=%s attempts=%d", letter.id, letter.attempts + 1)
    return True


def _hopeless(database: Database, letter: Letter, now: datetime) -> str:
    """Why it is not even tried; empty where it is."""
    if letter.wanted_until and now >= letter.wanted_until:
        return TOO_LATE
    if not letter.kind.startswith(REGULAR):
        return ""
    with database.read() as db:
        refused = letters.newest_end(db, letter.user, letter.to, ("", NOT_WRITTEN_TO, ADDRESS_REFUSED))
    return NOT_WRITTEN_TO if refused else ""


def _failed(database: Database, letter: Letter, token: str, trouble: str, again: datetime | None) -> bool:
    with database.write() as db:
        if letters.mark_failed(db, letter.id, token=token, trouble=trouble, next_try_at=again):
            tallies.count(db, "letters", "failed" if again else "given up")
    log.warning("letter failed id=%s attempts=%d", letter.id, letter.attempts + 1)
    return False


def _next_try(letter: Letter, trouble: Exception, now: datetime) -> datetime | None:
    """When to try again; None when it is given up: it was tried for long enough, nobody would want it any more, or it
    was refused a second time.
    """
    failures = letter.attempts + 1
    again = patience.next_try(failures, now)
    over = again >= letter.wanted_until if letter.wanted_until else patience.enough(failures, letter.made_at, now)
    if isinstance(trouble, Rejected):
        again, over = now + REFUSED_AGAIN, over or letter.trouble in (ADDRESS_REFUSED, LETTER_REFUSED)
    return None if over else again

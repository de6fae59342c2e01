"""Past letters: listed, opened, and this week's had at once. Shown outside of its mailbox, a letter has no link that
acts (`Links.quieted`).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.event import Span
from tracker.mail.links import Links
from tracker.services import digests, reminders
from tracker.services.digests import Post
from tracker.services.ledger import NotFound
from tracker.store import archive as store
from tracker.store import letters
from tracker.store.database import Database
from tracker.store.letters import Letter
from tracker.store.seal import CannotOpen

ASKED = "asked"
KINDS = (digests.KIND, reminders.KIND, ASKED)  # not a link to sign in by: that is for the mailbox alone
PAGE = 30
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class Shelf(NamedTuple):
    """A page of letters, newest first. `further` says whether there are older ones, `months` of which there are any
    letters at all, newest first, each by its first day.
    """

    letters: tuple[Letter, ...]
    further: bool
    months: tuple[date, ...]


def shelf(db: Connection, user: User, *, kind: str, month: str, number: int, now: datetime) -> Shelf:
    """The page of that number, from 1. An empty `kind` or `month` (as `2026-01`) is any; a strange one is so too."""
    kinds = (kind,) if kind in KINDS else KINDS
    skip = (number - 1) * PAGE
    found = store.page(db, user.id, kinds, within=_month(month, user), skip=skip, most=PAGE + 1)
    began = store.began_at(db, user.id, KINDS)
    return Shelf(found[:PAGE], len(found) > PAGE, _months(began, now, user) if began else ())


def _month(named: str, user: User) -> Span | None:
    found = _MONTH.fullmatch(named)
    if not found or int(found[1]) not in range(1900, 9000):
        return None
    first = date(int(found[1]), int(found[2]), 1)
    start, end = (datetime.combine(day, time(), user.zone) for day in (first, _next_month(first)))
    return Span(start, end)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _months(began: datetime, now: datetime, user: User) -> tuple[date, ...]:
    first, last = (at.astimezone(user.zone).date().replace(day=1) for at in (began, now))
    found = []
    while first <= last:
        found.append(first)
        first = _next_month(first)
    return tuple(reversed(found))


def opened(db: Connection, post: Post, user: User, letter_id: str) -> tuple[Letter, EmailMessage]:
    """One letter as it was sent. Raises NotFound when there is none of that id, or none to be shown, and when the key
    that it was sealed with is not here.
    """
    letter = letters.letter(db, user.id, letter_id)
    if letter is None or letter.kind not in KINDS:
        raise NotFound("There is no such letter.")
    try:
        raw = digests.raw(db, post, user.id, letter_id)
    except CannotOpen:
        raise NotFound(
            "This letter was sealed with a key that is not here. Put the key back in the list of keys to read it."
        ) from None
    return letter, parsed(raw)


def parsed(raw: bytes) -> EmailMessage:
    """A letter read back from its bytes."""
    return message_from_bytes(raw, policy=policy.default)


def part(message: EmailMessage, kind: str, links: Links) -> str:
    """Its "html" or "plain" part, in which no link acts."""
    found = message.get_body((kind,))
    return links.quieted(str(found.get_content())) if found else ""


def send_now(database: Database, post: Post, user: User, now: datetime) -> bool:
    """Keep a copy of this week's letter as it is now, to go out with the next tick; the week's own comes as planned.
    False for a second one in the same second.
    """
    period = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}"
    message = digests.written(post, digests.preview(database, user, now), now)
    message.replace_header("Message-ID", post.message_id(ASKED, user.id, period))
    with database.write() as db:
        return digests.keep_letter(db, post, user, message, kind=ASKED, period=period, now=now)

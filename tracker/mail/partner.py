"""The letters to an accountability partner: the one invitation, and each week's summary (requirement 44)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.partner import Partner
from tracker.domain.summary import Summary, Told
from tracker.mail import words
from tracker.mail.letter import write
from tracker.mail.links import INVITED_FOR, Links
from tracker.mail.standing import between

LONGEST_NAME = 60  # letters: whoever is invited did not ask for this letter, so little of it is another's words
MOST = 10  # promises of each kind


class Listed(NamedTuple):
    """A heading and what stands under it."""

    name: str
    lines: tuple[str, ...]
    more: str


def invitation_letter(
    partner: Partner, user: User, *, links: Links, sender: str, message_id: str, made_at: datetime
) -> EmailMessage:
    """The letter that asks somebody whether they will read along. It is sent once."""
    return write(
        "invitation",
        to=partner.address,
        sender=sender,
        message_id=message_id,
        made_at=made_at,
        headers={"Auto-Submitted": "auto-generated"},
        context={
            "who": called(user),
            "link": links.make("join", user=user.id, subject=partner.id, at=made_at),
            "days": INVITED_FOR.days,
            "tells": tells(partner),
        },
    )


def called(user: User) -> str:
    """A user as a stranger is told of them: with their address, so that nobody can pass for another."""
    name = words.clean(user.name, LONGEST_NAME)
    return f"{name} ({user.email})" if name else user.email


def tells(partner: Partner) -> str:
    """What a summary holds beside the counts, in a sentence."""
    if partner.shows_bodies:
        return "It also names what was promised and to whom, because they wish you to know."
    return "It does not say what was promised, nor to whom."


def summary_letter(
    summary: Summary,
    partner: Partner,
    *,
    links: Links,
    base_url: str,
    sender: str,
    message_id: str,
    made_at: datetime,
) -> EmailMessage:
    """A week's summary, which its own button ends for good (RFC 8058)."""
    leave = links.make("leave", user=summary.user.id, subject=partner.id, at=made_at)
    host = urlsplit(base_url).hostname
    headers = {
        "References": f"<summary.{partner.id}@{host}>",  # names no letter: all weeks hang on one thread
        "List-Id": f"Weekly summary <summary.{host}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    context = {**account(summary), "leave": leave, "redacted": not partner.shows_bodies}
    return write(
        "summary",
        to=partner.address,
        sender=sender,
        message_id=message_id,
        made_at=made_at,
        headers=headers,
        context=context,
    )


def account(summary: Summary) -> dict[str, object]:
    """What the templates of a summary need to know."""
    user = summary.user
    last = summary.week.end - timedelta(seconds=1)
    days = [words.day(at, user.zone, summary.at) for at in (summary.week.start, last)]
    return {
        "who": called(user),
        "name": words.clean(user.name, LONGEST_NAME) or user.email,
        "span": " to ".join(days),
        "fact": f"{summary.kept} kept, {summary.late} late, {summary.broken} broken",
        "rows": counts(summary),
        "lists": tuple(_lists(summary.told, summary)) if summary.told else (),
    }


def counts(summary: Summary) -> tuple[tuple[str, str], ...]:
    """The counts, each with its name."""
    return (
        ("Kept", str(summary.kept)),
        ("Late", str(summary.late)),
        ("Broken", str(summary.broken)),
        ("Open", f"{summary.open}, of which {summary.overdue} overdue"),
        ("Given", str(summary.given)),
        ("Received", str(summary.received)),
        ("Run", f"{words.count(summary.run, 'week')} in a row with a plan to give"),
    )


def _lists(told: Told, summary: Summary) -> Iterable[Listed]:
    for name in ("overdue", "broken", "late", "kept"):
        lines: tuple[Line, ...] = getattr(told, name)
        left = len(lines) - MOST
        more = f"and {left} more" if left > 0 else ""
        if lines:
            yield Listed(words.sentence(name), tuple(_item(line, told, summary) for line in lines[:MOST]), more)


def _item(line: Line, told: Told, summary: Summary) -> str:
    to = between(line.promise, told.persons)
    due = words.due(line.verdict.term, summary.user.zone, summary.at)
    return f"{words.sentence(words.clean(line.promise.body))}{f', {to}' if to else ''}, due {due}"

"""The letters to an accountability partner: the one invitation, and each week's summary (requirement 44)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.partner import Partner
from tracker.domain.summary import Summary, Told
from tracker.mail import words
from tracker.mail.letter import listing, write
from tracker.mail.links import INVITED_FOR, Links
from tracker.mail.standing import between
from tracker.tongue import gettext as _
from tracker.tongue import ngettext, pgettext

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
    with tongue.speaking(user.locale):
        return write(
            "invitation",
            to=partner.address,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
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
        return _("It also names what was promised and to whom, because they wish you to know.")
    return _("It does not say what was promised, nor to whom.")


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
    with tongue.speaking(summary.user.locale):
        return write(
            "summary",
            to=partner.address,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            headers=listing(f"summary.{partner.id}@{host}", f"Weekly summary <summary.{host}>", leave),
            context={**account(summary), "leave": leave, "redacted": not partner.shows_bodies},
        )


def account(summary: Summary) -> dict[str, object]:
    """What the templates of a summary need to know."""
    user = summary.user
    last = summary.week.end - timedelta(seconds=1)
    went = {"kept": summary.kept, "late": summary.late, "broken": summary.broken}
    return {
        "who": called(user),
        "name": words.clean(user.name, LONGEST_NAME) or user.email,
        "span": words.span(summary.week.start, last, user.zone, summary.at),
        "fact": _("%(kept)s kept, %(late)s late, %(broken)s broken", **went),
        "rows": counts(summary),
        "lists": tuple(_lists(summary.told, summary)) if summary.told else (),
    }


def counts(summary: Summary) -> tuple[tuple[str, str], ...]:
    """The counts, each with its name."""
    run = ngettext(
        "%(num)s week in a row with a plan to give", "%(num)s weeks in a row with a plan to give", summary.run
    )
    return (
        (pgettext("several promises", "Kept"), str(summary.kept)),
        (pgettext("several promises", "Late"), str(summary.late)),
        (pgettext("several promises", "Broken"), str(summary.broken)),
        (
            pgettext("several promises", "Open"),
            _("%(open)s, of which %(overdue)s overdue", open=summary.open, overdue=summary.overdue),
        ),
        (pgettext("several gives", "Given"), str(summary.given)),
        (pgettext("several gives", "Received"), str(summary.received)),
        # Translators: weeks in a row
        (_("Run"), run),
    )


def _lists(told: Told, summary: Summary) -> Iterable[Listed]:
    each = (
        (pgettext("several promises", "Overdue"), told.overdue),
        (pgettext("several promises", "Broken"), told.broken),
        (pgettext("several promises", "Late"), told.late),
        (pgettext("several promises", "Kept"), told.kept),
    )
    for name, lines in each:
        left = len(lines) - MOST
        more = ngettext("and %(num)s more", "and %(num)s more", left) if left > 0 else ""
        if lines:
            yield Listed(name, tuple(_item(line, told, summary) for line in lines[:MOST]), more)


def _item(line: Line, told: Told, summary: Summary) -> str:
    due = _("due %(when)s", when=words.due(line.verdict.term, summary.user.zone, summary.at))
    said = (words.sentence(words.clean(line.promise.body)), between(line.promise, told.persons), due)
    return ", ".join(filter(None, said))

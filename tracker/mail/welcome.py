"""The letter that asks somebody to have an account here, and the last one to somebody who has gone."""

from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

from tracker import tongue
from tracker.domain.account import User
from tracker.mail import words
from tracker.mail.letter import write
from tracker.mail.partner import called


def welcome_letter(
    owner: User,
    *,
    to: str,
    link: str,
    base_url: str,
    until: datetime,
    sender: str,
    message_id: str,
    made_at: datetime,
    locale: str,
) -> EmailMessage:
    """An owner asks somebody to have an account. The day until which it works is said on the owner's clock."""
    with tongue.speaking(locale):
        return write(
            "welcome",
            to=to,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            context={
                "who": called(owner),
                "host": urlsplit(base_url).netloc,
                "link": link,
                "until": words.moment(until, owner.zone, made_at),
            },
        )


def farewell_letter(
    user: User, *, base_url: str, by_owner: bool, sender: str, message_id: str, made_at: datetime
) -> EmailMessage:
    """The last letter: everything is deleted; by whom, and what of it lasts somewhere for a while."""
    with tongue.speaking(user.locale):
        return write(
            "farewell",
            to=user.email,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            context={
                "host": urlsplit(base_url).netloc,
                "when": words.moment(made_at, user.zone, made_at),
                "by_owner": by_owner,
            },
        )

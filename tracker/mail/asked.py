"""The words with which a user asks a promisee whether they have it. They send them themselves; we send nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from tracker.domain.account import User
from tracker.domain.people import Person, whose
from tracker.domain.promise import Promise
from tracker.mail import words
from tracker.mail.links import ASKED_FOR


class Draft(NamedTuple):
    """A letter for its user to send; `to` is empty where no address is known."""

    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """An address that opens it in a mail program (RFC 6068)."""
        return f"mailto:{quote(self.to)}?subject={quote(self.subject)}&body={quote(self.body)}"


def draft(promise: Promise, user: User, persons: Iterable[Person], link: str, now: datetime) -> Draft:
    """What to write to a promisee, with the link by which they answer."""
    person = whose(promise.promisee, persons)
    body, zone = words.clean(promise.body), user.zone
    stands = _stands(promise, user, now)
    until = words.day((promise.asked_at or now) + ASKED_FOR, zone, now)
    lines = (
        f"Hello {words.greeting(promise.promisee, persons)},",
        f"I promised you: {body}. {stands} Do you have it?",
        f"One tap tells me, and no account is needed:\n{link}",
        f"The page shows this one promise only, and works until {until}.",
        f"Thank you{', ' + words.clean(user.name) if user.name else ''}",
    )
    to = min(person.addresses, default="") if person else promise.promisee if "@" in promise.promisee else ""
    return Draft(to, f"Do you have it? {words.sentence(body)}", "\n\n".join(lines))


def _stands(promise: Promise, user: User, now: datetime) -> str:
    if promise.delivered_at:
        return f"I marked it delivered on {words.day(promise.delivered_at, user.zone, now)}."
    return f"It is due {words.due(promise.binding, user.zone, now)}."

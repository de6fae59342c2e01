"""What is owed as a letter lists it: what, to whom, by when, what it is still worth, and one tap to deliver it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.people import Person
from tracker.domain.promise import Promise
from tracker.mail import words
from tracker.mail.links import Links
from tracker.mail.sections import Item
from tracker.mail.standing import between, overdue, worth
from tracker.tongue import gettext as _

WHO = 60  # letters: a name must leave room for the due behind it


class Told(Protocol):
    """To whom something is told, whom they have named, and when: a digest is one."""

    @property
    def user(self) -> User: ...

    @property
    def persons(self) -> tuple[Person, ...]: ...

    @property
    def at(self) -> datetime: ...


def owed(told: Told, links: Links, made_at: datetime) -> Callable[[Line], Item]:
    """How each open promise of mine is listed, with its own link made at `made_at`."""

    def item(line: Line) -> Item:
        link = links.make("deliver", user=told.user.id, subject=line.promise.id, at=made_at)
        about = words.sentence(", ".join(filter(None, (to(line, told), due(line, told)))))
        return Item(body(line.promise), (about,), *over(line, told), link)

    return item


def body(promise: Promise) -> str:
    """What is promised."""
    return words.sentence(words.clean(promise.body))


def to(line: Line, told: Told) -> str:
    """Between whom it is."""
    return words.cut(between(line.promise, told.persons), WHO)


def due(line: Line, told: Told) -> str:
    """By when, as `due Tue 6 Jan, 17:00`."""
    # Translators: when is a day, with or without a time: "due Tue 6 Jan, 17:00"
    return _("due %(when)s", when=words.due(line.verdict.term, told.user.zone, told.at))


def over(line: Line, told: Told) -> tuple[str, str]:
    """How far past due, and what a delivery is still worth; nothing while there is time."""
    zone, now = told.user.zone, told.at
    return words.sentence(overdue(line, zone, now)), words.sentence(worth(line, zone, now))

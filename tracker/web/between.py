"""What passed between a user and one person, what meetings suggest of it, and what to bring to the next."""

from datetime import datetime
from typing import NamedTuple

from tracker.domain.giving import Balance, balance
from tracker.domain.ideas import Bring, brought
from tracker.domain.known import Known
from tracker.domain.people import Give, Person
from tracker.domain.suggesting import Suggestion, suggested


class Between(NamedTuple):
    """One person's part of all gives, the newest first; `brings` are the meetings to come with them."""

    gives: tuple[Give, ...]
    balance: Balance
    suggestions: tuple[Suggestion, ...]
    brings: tuple[Bring, ...]


def between(person: Person, known: Known, now: datetime) -> Between:
    """What the page of one person shows of giving."""
    gives = sorted((one for one in known.gives if one.person == person.id), key=lambda one: (one.at, one.id))
    asked = suggested(known.meetings, known.named, known.gives, known.dismissed, now)
    ahead = brought(known.stock, known.meetings, known.ideas, now)
    return Between(
        gives=tuple(reversed(gives)),
        balance=balance(gives),
        suggestions=tuple(one for one in asked if one.person == person.id),
        brings=tuple(one for one in ahead if person in one.persons),
    )

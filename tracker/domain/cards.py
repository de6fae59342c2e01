"""Cards of people, read from an address book: who is new by them, and to whom they add something."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracker.domain.event import Skipped
from tracker.domain.people import Person, Persons, Reach

MOST = 2_000  # cards of one file

_TEXTS = ("influence", "value", "learn", "interests", "goal")


class Cards(NamedTuple):
    """What a file of cards says: persons without an id yet, and what could not be read, or only in part."""

    persons: tuple[Person, ...]
    skipped: tuple[Skipped, ...] = ()


class Coming(NamedTuple):
    """One card beside those who are named: whom it means, None for somebody new; and who they would be with it."""

    card: Person
    known: Person | None
    after: Person

    @property
    def new(self) -> bool:
        """Whether it names somebody."""
        return self.known is None

    @property
    def adds(self) -> bool:
        """Whether it says something new of somebody named."""
        return self.known is not None and self.known != self.after


def beside(cards: Iterable[Person], persons: Persons) -> tuple[tuple[Coming, ...], tuple[Skipped, ...]]:
    """Each card beside those who are named, known by an address, else, where one of them has none, by the same name;
    and those of which it cannot be said whom they mean. Cards of one person are one.
    """
    coming, unclear = [], []
    for card in _joined(cards):
        means = _meant(card, persons)
        if len(means) > 1:
            who = " and ".join(one.name for one in means)
            reason = f"Its addresses belong to {who}. If they are one person, merge them; else mend the card."
            unclear.append(Skipped(card.name, reason))
        else:
            known = means[0] if means else None
            coming.append(Coming(card, known, _with(known, card) if known else card))
    return tuple(coming), tuple(unclear)


def _meant(card: Person, persons: Persons) -> Sequence[Person]:
    by_address = {one.id: one for address in card.addresses for one in persons.meant(address)}
    if by_address:
        return tuple(by_address.values())
    called = [one for one in persons.meant(card.name) if _names(card) & _names(one)]
    return called if len(called) == 1 and not (card.addresses and called[0].addresses) else ()


def _names(person: Person) -> set[str]:
    return {name.casefold() for name in (person.name, *person.names)}


def _joined(cards: Iterable[Person]) -> list[Person]:
    """Cards that share an address, or, where one has none, a name, as one."""
    joined: list[Person] = []
    places: dict[str, int] = {}
    for card in cards:
        place = next((places[address] for address in sorted(card.addresses) if address in places), None)
        namesake = places.get(f"name {card.name.casefold()}")
        if place is None and namesake is not None and not (card.addresses and joined[namesake].addresses):
            place = namesake
        if place is None:
            place = len(joined)
            joined.append(card)
        else:
            joined[place] = _with(joined[place], card)
        places |= dict.fromkeys((*card.addresses, f"name {card.name.casefold()}"), place)
    return joined


def _with(person: Person, card: Person) -> Person:
    """A person with what a card adds: names, addresses and tags; texts only where there are none yet."""
    told = {name: getattr(person, name) or getattr(card, name) for name in _TEXTS}
    notes = (person.note, card.note if card.note not in person.note else "")
    return replace(
        person,
        names=(person.names | card.names | {card.name}) - {person.name},
        addresses=person.addresses | card.addresses,
        tags=person.tags | card.tags,
        cadence=person.cadence or card.cadence,
        reach=card.reach if person.reach is Reach.UNSAID else person.reach,
        review_on=person.review_on or card.review_on,
        note="\n".join(filter(None, notes)),
        **told,
    )

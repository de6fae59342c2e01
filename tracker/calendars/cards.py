"""Files of vCards, 3.0 and 4.0 (RFC 2426, RFC 6350), to persons, and persons to cards of 3.0, which all address books
read. A card that cannot be read never costs the others.

vobject cuts cards into lines and unfolds and decodes them; the few properties that mean something here are read by
ourselves, for it keeps but the first of several nicknames, and what stands before the first bare comma of a note.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

from vobject import vCard  # type: ignore[import-untyped]
from vobject.base import (  # type: ignore[import-untyped]
    ContentLine,
    VObjectError,
    getLogicalLines,
    textLineToContentLine,
)
from vobject.vcard import Name  # type: ignore[import-untyped]

from tracker.calendars.cage import Limits, confined
from tracker.domain.cards import MOST, Cards
from tracker.domain.event import Skipped
from tracker.domain.people import Cadence, Circle, Person, Reach
from tracker.domain.saying import Words
from tracker.tongue import N_

LARGEST = 5 * 1024 * 1024  # bytes of a file: with pictures, that is a few hundred cards
NAME_LONGEST, TEXT_LONGEST, NOTE_LONGEST, TAG_LONGEST = 200, 500, 2_000, 60
MOST_OF_ONE = 50  # addresses, names or tags of one person
LIMITS = Limits(memory=400 * 1024 * 1024, cpu=10, wall=20)
OURS = "X-TRACKER-"
_CARD = re.compile(r"^BEGIN:VCARD[ \t]*\r?$(.*?)^END:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def read(told: bytes) -> Cards:
    """The persons of a file, read where it can do no harm. Raises CageTrouble."""
    return confined(LIMITS, parse, told)


def parse(told: bytes) -> Cards:
    """The same, here: no more than MOST cards, the others are told of."""
    persons, skipped = [], []
    for place, body in enumerate(_bodies(told), 1):
        if place > MOST:
            skipped.append(Skipped(f"card {place} and those after it", f"Only {MOST:,} cards are read of one file."))
            break
        person, troubles = _card(body, f"card {place}")
        persons += [person] if person else []
        skipped += troubles
    return Cards(tuple(persons), tuple(skipped))


def _bodies(told: bytes) -> Iterator[str]:
    """What stands in each card; a file says by its first bytes if it is in two bytes a letter."""
    wide = told[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = told.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return (found[1] for found in _CARD.finditer(text))


def _card(body: str, place: str) -> tuple[Person | None, list[Skipped]]:
    lines, left_out = _lines(body)
    person = _person(lines)
    name = person.name[:NAME_LONGEST] or place
    if not person.name:
        return None, [Skipped(place, N_("It has neither a name nor an address."))]
    if len(person.name) > NAME_LONGEST:
        return None, [Skipped(name, Words("Its name is longer than %(most)s letters.", most=NAME_LONGEST))]
    bounded = _bounded(person)
    reasons = [Words("A line could not be read, and was left out: %(line)s", line=line) for line in left_out[:3]]
    reasons += [Words("Some of it is too long, and was cut.")] if bounded != person else []
    return bounded, [Skipped(name, reason, kept=True) for reason in reasons]


def _lines(body: str) -> tuple[list[ContentLine], list[str]]:
    read, left_out = [], []
    for text, number in getLogicalLines(StringIO(body)):
        try:
            read.append(textLineToContentLine(text, number))
        except (VObjectError, ValueError, LookupError):  # the last two: a charset or an encoding that is none
            left_out.append(text[:60])
    return read, left_out


def _person(lines: Iterable[ContentLine]) -> Person:
    told: dict[str, list[str]] = {}
    for line in lines:
        told.setdefault(line.name, []).append(str(line.value))
    addresses = frozenset(address for value in told.get("EMAIL", ()) if (address := _address(value)))
    person = Person(
        id="",
        name=_named(told, addresses),
        names=frozenset(_words(name) for value in told.get("NICKNAME", ()) for name in _listed(value)) - {""},
        addresses=addresses,
        tags=frozenset(_words(tag).casefold() for value in told.get("CATEGORIES", ()) for tag in _listed(value))
        - {""},
        note="\n".join(_plain(value).strip() for value in told.get("NOTE", ())),
    )
    return _ours(person, told)


def _named(told: dict[str, list[str]], addresses: Iterable[str]) -> str:
    """The formatted name, else the name by its parts, else a nickname, a house, or an address."""
    last, first, *_ = (*_parted(_one(told, "N"), ";"), "")
    nickname = _listed(_one(told, "NICKNAME"))[0]
    choices = (_plain(_one(told, "FN")), f"{first} {last}", nickname, " ".join(_parted(_one(told, "ORG"), ";")))
    return next(filter(None, map(_words, choices)), min(addresses, default=""))


def _one(told: dict[str, list[str]], name: str) -> str:
    return told.get(name, [""])[0]


def _address(value: str) -> str:
    address = _plain(value).strip().lower().removeprefix("mailto:")
    before, at, after = address.partition("@")
    return address if before and at and after and len(address) <= 254 and not re.search(r"\s", address) else ""


def _listed(value: str) -> list[str]:
    return _parted(value, ",")


def _parted(value: str, by: str) -> list[str]:
    """Texts parted by a sign where it is not escaped."""
    parts = re.split(rf"(?<!\\){by}", value.replace(r"\\", "\x00"))
    return [_plain(part.replace("\x00", r"\\")) for part in parts]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _words(text: str) -> str:
    return " ".join(text.split())


def _bounded(person: Person) -> Person:
    """A person within what the form of a person takes."""
    few: dict[str, Any] = {
        name: frozenset(sorted(one for one in getattr(person, name) if len(one) <= longest)[:MOST_OF_ONE])
        for name, longest in (("names", NAME_LONGEST), ("addresses", 254), ("tags", TAG_LONGEST))
    }
    texts = {name: getattr(person, name)[:TEXT_LONGEST] for name in ("influence", "value", "learn", "goal")}
    return replace(person, note=person.note[:NOTE_LONGEST], interests=person.interests[:NOTE_LONGEST], **few, **texts)


_OURS: dict[str, Callable[[str], Any]] = {
    "circle": Circle,
    "reach": Reach,
    "influence": str,
    "value": str,
    "learn": str,
    "interests": str,
    "goal": str,
    "review_on": date.fromisoformat,
    "cadence": lambda days: Cadence(*(timedelta(int(part)) for part in days.split(" ", 1))),
}


def _ours(person: Person, told: dict[str, list[str]]) -> Person:
    """With what our own cards say besides. What is no such value is passed over: a card may say anything."""
    for name, kind in _OURS.items():
        for value in told.get(OURS + name.upper().replace("_", "-"), [])[:1]:
            with suppress(ValueError, TypeError, OverflowError):
                person = replace(person, **{name: kind(_plain(value))})
    return person


def write(persons: Iterable[Person]) -> str:
    """A card of each, one after the other."""
    return "".join(_written(person) for person in persons)


def _written(person: Person) -> str:
    card = vCard()
    first, _, last = person.name.rpartition(" ")
    card.add("fn").value = person.name
    card.add("n").value = Name(family=last if first else "", given=first or last)
    for address in sorted(person.addresses):
        card.add("email").value = address
    for name in sorted(person.names):
        card.add("nickname").value = name
    if person.tags:
        card.add("categories").value = sorted(person.tags)
    if person.note:
        card.add("note").value = person.note
    for name, said in _said(person):
        card.add(f"{OURS}{name}".replace("_", "-")).value = said
    return str(card.serialize())


def _said(person: Person) -> Iterator[tuple[str, str]]:
    days = person.cadence and " ".join(str(part.days) for part in person.cadence)
    review_on = person.review_on and person.review_on.isoformat()
    told = {name: str(getattr(person, name)) for name in _OURS} | {"cadence": days, "review_on": review_on}
    return ((name, said) for name, said in told.items() if said and said != Reach.UNSAID)

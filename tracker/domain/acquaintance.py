"""Who is who: people who were met and are not named yet, and people named twice. Suggested only, never done."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple
from unicodedata import combining, normalize

from tracker.domain.account import User
from tracker.domain.lasting import whole
from tracker.domain.people import Meeting, Person, Persons

MOST_ALIKE = 6  # persons of one name that are set beside each other: among more, a name says nothing
_WORD = re.compile(r"[^\W\d_]+")


class Met(NamedTuple):
    """Somebody met `times` times and not named: an address or a name, and what they are called.

    `sign` is what "not this one" goes by; `like` a person who looks the same; None where nobody does.
    """

    who: str
    name: str
    times: int
    last: datetime
    sign: str
    like: Person | None = None

    @property
    def address(self) -> str:
        """Their address, empty where only a name is known."""
        return self.who if "@" in self.who else ""


class Pair(NamedTuple):
    """Two persons who may be one: `address`, of one of them, reads like what the other is `called`; without one they
    go by the same name. `sign` is what "they are two" goes by.
    """

    one: Person
    other: Person
    sign: str
    address: str = ""
    called: str = ""


def met(
    persons: Persons, meetings: Iterable[Meeting], user: User, now: datetime, dismissed: Collection[str] = ()
) -> tuple[Met, ...]:
    """Who was met by now and is not named, most often first. A name that may mean several named ones is none."""
    own = frozenset({*user.addresses, user.name.casefold()})
    found = whole(meetings).meanwhile(_all_met, now, persons, own)
    return tuple(one for one in found if one.sign not in dismissed)


def _all_met(
    meetings: Sequence[Meeting], now: datetime, persons: Persons, own: frozenset[str]
) -> tuple[list[Met], datetime]:
    """All who were met by now, and when the next meeting is."""
    seen: dict[str, list[tuple[datetime, str]]] = {}
    for meeting in meetings:
        for who, called in zip(meeting.who, meeting.called or meeting.who, strict=True):
            if meeting.at <= now and who.strip() and who.casefold() not in own and not persons.meant(who):
                seen.setdefault(who.casefold(), []).append((meeting.at, called))
    named = persons.once(_by_letters)
    found = (_met(who, times, named) for who, times in seen.items())
    coming = (meeting.at for meeting in meetings if meeting.at > now)
    return sorted(found, key=_most_often), min(coming, default=datetime.max.replace(tzinfo=UTC))


def _most_often(one: Met) -> tuple[int, float, str]:
    return -one.times, -one.last.timestamp(), one.who


def _met(who: str, times: list[tuple[datetime, str]], named: dict[str, list[Person]]) -> Met:
    last, called = max(times)
    name = called if "@" not in called else " ".join(_WORD.findall(called.partition("@")[0])).title()
    one = Met(who, name or who, len({at for at, _ in times}), last, _sign("met", who))
    return one._replace(like=_like(one, named))


def _by_letters(persons: Iterable[Person]) -> dict[str, list[Person]]:
    named: dict[str, list[Person]] = {}
    for person in persons:
        for name in (person.name, *person.names):
            named.setdefault(_letters(name), []).append(person)
    return named


def _like(one: Met, named: dict[str, list[Person]]) -> Person | None:
    """The one person who goes by the same name, or by what stands before the @."""
    found = {
        person.id: person for letters in {_letters(one.name), _local(one.who)} for person in named.get(letters, ())
    }
    return next(iter(found.values())) if len(found) == 1 else None


def look_alikes(persons: Persons, dismissed: Collection[str] = ()) -> tuple[Pair, ...]:
    """Those who may be one: of the same name, or with an address that says the other's name before its @
    (requirement 26). One look at each, however many they are.
    """
    return tuple(pair for pair in persons.once(_pairs) if pair.sign not in dismissed)


def _pairs(persons: Persons) -> list[Pair]:
    found: dict[str, Pair] = {}
    for pair in (*_namesakes(persons), *_addressed(persons)):
        found.setdefault(pair.sign, pair)
    return sorted(found.values(), key=lambda pair: (pair.one.name, pair.one.id, pair.other.id))


def _namesakes(persons: Persons) -> Iterator[Pair]:
    for same in persons.once(_by_letters).values():
        distinct = {person.id: person for person in same}
        for one, other in combinations(list(distinct.values())[:MOST_ALIKE], 2):
            yield _pair(one, other)


def _addressed(persons: Persons) -> Iterator[Pair]:
    named = persons.once(_by_letters)
    for person in persons:
        for address in sorted(person.addresses):
            for other in named.get(_local(address), ())[:MOST_ALIKE]:
                if other.id != person.id:
                    yield _pair(person, other, address, other.name)


def _pair(one: Person, other: Person, address: str = "", called: str = "") -> Pair:
    one, other = sorted((one, other), key=lambda person: (-_said(person), person.name, person.id))
    return Pair(one, other, _sign("same", *sorted((one.id, other.id))), address, called)


def _said(person: Person) -> int:
    """How much is said of somebody: who is better known stays who they are."""
    return sum(map(len, (person.influence, person.value, person.learn, person.goal, person.interests)))


def _letters(name: str) -> str:
    """A name by its letters alone: in any case, without accents, spaces and dots."""
    plain = "".join(sign for sign in normalize("NFKD", name) if not combining(sign))
    return "".join(_WORD.findall(plain)).casefold()


def _local(who: str) -> str:
    """What stands before the @, by its letters; something that is no name where there is none."""
    return _letters(who.partition("@")[0]) or "@"


def _sign(*parts: str) -> str:
    return f"{parts[0]}-{blake2b(chr(31).join(parts).encode(), digest_size=9).hexdigest()}"

"""The list of people: sought by a word, narrowed by circle, tag and shade, fifty a page, the coldest first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracker.domain.people import Person
from tracker.domain.warmth import Shade, Warmth

EACH = 50
COLDEST = (Shade.COLD, Shade.COOLING, Shade.WARM)


class Roll(NamedTuple):
    """One page of the list: who is on it, of how many that fit, and what was asked for."""

    shown: tuple[Warmth, ...]
    fit: int
    number: int
    asked: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many pages those who fit make; one even when nobody does."""
        return max(1, -(-self.fit // EACH))

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.asked)


def roll(warmths: Iterable[Warmth], args: Mapping[str, str]) -> Roll:
    """Whoever fits what an address asks for; a page beyond the last is the last."""
    asked = {name: args[name].strip() for name in ("q", "circle", "tag", "shade") if args.get(name, "").strip()}
    fit = sorted((one for one in warmths if _fits(one, asked)), key=_coldest)
    typed = args.get("page", "")
    wanted = int(typed[:6]) if typed.isascii() and typed.isdecimal() else 1
    number = max(1, min(wanted, -(-len(fit) // EACH)))
    return Roll(tuple(fit[(number - 1) * EACH : number * EACH]), len(fit), number, asked)


def _fits(one: Warmth, asked: Mapping[str, str]) -> bool:
    person = one.person
    return (
        asked.get("circle", person.circle) == person.circle
        and asked.get("shade", one.shade) == one.shade
        and ("tag" not in asked or asked["tag"].casefold() in person.tags)
        and all(word in _words(person) for word in asked.get("q", "").casefold().split())
    )


def _words(person: Person) -> str:
    said = (person.name, *person.names, *person.addresses, *person.tags, person.influence, person.value, person.goal)
    return " ".join((*said, person.learn, person.interests, person.note)).casefold()


def _coldest(one: Warmth) -> tuple[int, str, str]:
    return COLDEST.index(one.shade), one.person.name.casefold(), one.person.id

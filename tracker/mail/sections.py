"""The shape of what a letter lists: a heading, a few things under it, and where the rest of them stand."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tracker.tongue import ngettext


class Item(NamedTuple):
    """One thing in a list: what, then about it; `over` presses, `worth` says why; `link` marks it delivered."""

    title: str
    about: tuple[str, ...] = ()
    over: str = ""
    worth: str = ""
    link: str = ""


class Section(NamedTuple):
    """A heading with its list; `more` says what the letter leaves to a page, and `page` is its path."""

    name: str
    total: int
    items: tuple[Item, ...]
    more: str
    page: str


def section(
    name: str, things: Sequence[Any], item: Callable[[Any], Item], *, most: int, page: str = "/promises"
) -> Section:
    """A list of `most` things; of the rest, how many they are."""
    left = len(things) - most
    more = ngettext("and %(num)s more", "and %(num)s more", left) if left > 0 else ""
    return Section(name, len(things), tuple(map(item, things[:most])), more, page)


def filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Those that hold something."""
    return tuple(one for one in sections if one.items)

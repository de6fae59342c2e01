"""The shape of what a letter lists: a heading, a few short things under it, and where the rest of them stand."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tracker.mail.words import cut
from tracker.tongue import ngettext

TITLE, ABOUT = 100, 120  # letters: three lines on a phone. All of it stands on its page


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
    """A list of `most` things; of the rest, how many they are. One more than that is listed: to say so is as long."""
    most += len(things) == most + 1
    left = len(things) - most
    more = ngettext("and %(num)s more", "and %(num)s more", left) if left > 0 else ""
    return Section(name, len(things), tuple(_short(item(thing)) for thing in things[:most]), more, page)


def _short(item: Item) -> Item:
    return item._replace(title=cut(item.title, TITLE), about=tuple(cut(line, ABOUT) for line in item.about))


def filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Those that hold something."""
    return tuple(one for one in sections if one.items)

"""The locales that are offered, and which of them suits somebody."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from babel import Locale, negotiate_locale

MONDAY, SUNDAY = 0, 6


class _Said(NamedTuple):
    code: str
    name: str
    language: str
    names: str
    lists: str
    day: str
    day_of_year: str
    clock: str
    first_weekday: int


class Tongue(_Said):
    """A locale. `code` is its BCP 47 tag, `name` what it calls itself, `language` the catalogue that it speaks from.

    `day`, `day_of_year` (with its year) and `clock` are patterns of UTS 35; `first_weekday` counts from Monday as 0.
    `names` and `lists` are the CLDR locales of its names of days and months, and of how it lists things.
    """

    @cached_property
    def locale(self) -> Locale:
        """Where the names of its days and months, and its numbers, are from."""
        return Locale.parse(self.names)


# English outside the United States writes the day first. Its names are those of "en": British ones shorten September
# to four letters; its lists are those of "en_001", without a comma before "and".
LOCALES = (
    Tongue("en", "English", "en", "en", "en_001", "EEE d MMM", "EEE d MMM y", "HH:mm", MONDAY),
    Tongue(
        "en-US", "English (United States)", "en", "en_US", "en_US", "EEE, MMM d", "EEE, MMM d, y", "h:mm a", SUNDAY
    ),
    Tongue("fr", "Français", "fr", "fr", "fr", "EEE d MMM", "EEE d MMM y", "HH:mm", MONDAY),
)
_BY_CODE = {one.code: one for one in LOCALES}


def tongue(code: str) -> Tongue:
    """The locale of that tag; the first of all where none has it: a row of a newer version locks nobody out."""
    return _BY_CODE.get(code, LOCALES[0])


def best(wanted: Iterable[str]) -> Tongue:
    """The one that suits best whoever wants these tags, the dearest first (RFC 9110, 12.5.4)."""
    found = negotiate_locale([tag.replace("_", "-") for tag in wanted], list(_BY_CODE), sep="-", aliases={})
    return tongue(found or "")

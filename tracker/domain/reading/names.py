"""Names in words, and the attendees that they mean."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple
from unicodedata import combining, normalize

from tracker.domain.event import Attendee
from tracker.domain.reading.languages.choice import NO_NAMES

MOST = 100  # attendees among whom a name in a text is sought
LONGEST = 3  # words of a name in a text
FAR = 40  # letters from the beginning of a name to that of its last word
SHORTEST = 3  # letters of a first name that is not written out: "Deb" for Debra
SHORT_NAMES = frozenset(
    ["al", "bo", "cy", "di", "ed", "fi", "flo", "gi", "jo", "ju", "ka", "li", "lo", "lu", "mo", "ni", "ro", "ty",
     "vi", "xi", "zo"]
)  # fmt: skip
HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "fr", "father", "rev", "sir", "sr", "sra", "m",
     "mme", "mlle", "herr", "frau", "pak", "bapak", "bu", "ibu", "mas", "mbak", "don", "doña", "señor", "señora",
     "auntie", "aunty", "uncle", "tante", "madame", "monsieur", "ustaz", "sheikh", "sister", "brother"]
)  # fmt: skip
_TOKEN = re.compile(r"[\w@][\w@.'’&-]*")
_PART = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"[^\W\d_a-z]\.|(?:[^\W\d_a-z]\.?[ -]?){2,4}")  # "V.", "KD", "K. D."
_ASIDE = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")


def is_name(words: str) -> bool:
    """Whether capitalised words can be somebody's name: no weekday, no month, nothing in capitals alone."""
    first = words.split()[0].strip(".") if words.split() else ""
    return bool(first) and first.casefold() not in NO_NAMES and not (len(first) > 1 and first.isupper())


def known_as(name: str, attendees: Sequence[Attendee]) -> str:
    """The address of the one attendee that a name means; else the name as it stands."""
    found = meant(name, attendees)
    return found.address if found and found.address else name.strip()


def meant(name: str, attendees: Sequence[Attendee]) -> Attendee | None:
    """The one attendee that a name means; None where nobody is called so, or several are."""
    found = fitting(name, attendees)
    return found[0] if len(found) == 1 else None


def fitting(name: str, attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """All attendees that a name may mean, by the best of what it can be: an address or handle, a full name, a first
    name; and, where it is written as a name, another name, initials, the beginning of a first name. A name in full is
    never taken for a beginning.
    """
    words = _called(name.lstrip("@").removesuffix("'s").removesuffix("’s"))
    if not words.parts:
        return ()
    people = [
        (each, known) for each in attendees if words.parts[0] in (known := _known(each.name, each.address)).keys
    ]
    written = name[:1] == "@" or name[:1].isupper()
    for fits in (_LEVELS if written else _IN_ANY_CASE) if people else ():
        if found := tuple(dict.fromkeys(each for each, known in people if fits(words, known))):
            return found
    return ()


def addressed(text: str) -> bool:
    """Whether a text speaks of somebody by title and name: "Mrs Owusu"."""
    words = text.split()
    return any(
        word.rstrip(".").casefold() in HONORIFICS and word[:1].isupper() and follows[:1].isupper()
        for word, follows in pairwise(words)
    )


def behind(text: str, words: re.Pattern[str], attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """All that the name right behind one of these words may mean: "to" in "Slides to Ama"."""
    return _first_at((match.end() for match in words.finditer(text)), text, attendees) if attendees else ()


def ends_with(text: str, thing: str, words: re.Pattern[str], attendees: Sequence[Attendee]) -> bool:
    """Whether a text ends with a thing, one of these words and a name that means one of them: "Reference for Ama"."""
    rest = text.partition(thing)[2].lstrip()
    match = words.match(rest)
    return bool(match and meant(rest[match.end() :].strip(" .!?"), attendees))


def first_named(text: str, attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """All that the first name in a text may mean that means anybody."""
    return _first_at((match.start() for match in _TOKEN.finditer(text)), text, attendees) if attendees else ()


def _first_at(places: Iterable[int], text: str, attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    near = attendees[:MOST]
    return next((found for place in places if (found := _at(text, place, near))), ())


def _at(text: str, place: int, attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """Whom the words from a place on name, the longest name first."""
    tokens = list(islice(_TOKEN.finditer(text, place), LONGEST))
    ends = [token.end() for token in reversed(tokens) if token.start() - place < FAR]
    return next((found for end in ends if (found := fitting(text[place:end], attendees))), ())


class _Called(NamedTuple):
    """What somebody is called: in whole words, in parts (a hyphen parts), and, of one who is invited, by address and
    by what stands before its @. `initials` are letters that may stand for a name; `keys` are all first parts of what
    they may be called.
    """

    words: tuple[str, ...]
    parts: tuple[str, ...]
    initials: frozenset[str]
    address: str = ""
    handle: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()


@lru_cache(4096)
def _known(name: str, address: str) -> _Called:
    """One who is invited; nobody is called by an empty name."""
    called = _called(name)
    parts, words = ("".join(each[0] for each in some) for some in (called.parts, called.words))
    initials = frozenset((parts, words, words[:1] + words[-1:], words[:1]))
    handle = _called(address.partition("@")[0]).parts
    first = called.parts[0] if called.parts else ""
    beginnings = (first[:end] for end in range(2, len(first) + 1))
    keys = frozenset((*called.parts, *handle, *initials, *parts, *beginnings))
    return called._replace(initials=initials, address=address, handle=handle, keys=keys)


@lru_cache(4096)
def _called(name: str) -> _Called:
    """Without accents, honorifics and what stands in brackets; a surname set first by a comma goes last."""
    plainly = _ASIDE.sub(" ", name[:200])
    if not plainly.isascii():
        plainly = "".join(sign for sign in normalize("NFKD", plainly) if not combining(sign))
    last, comma, first = plainly.partition(",")
    plainly = f"{first} {last}" if comma else plainly
    short = "".join(_PART.findall(plainly)).casefold() if _INITIALS.fullmatch(plainly.strip()) else ""
    plainly = plainly.casefold()
    spoken = _PART.findall(plainly)
    parts = tuple(part for part in spoken if part not in HONORIFICS) or tuple(spoken if short else ())  # "M."
    words = (word.strip(".,:;!?'\"’") for word in plainly.split())
    return _Called(
        tuple(word for word in words if _PART.search(word) and word not in HONORIFICS),
        parts,
        frozenset((short,)) - {""},
        name.strip().casefold(),
    )


def _begins(wanted: _Called, known: _Called) -> bool:
    """ "Deb" for Debra: the beginning of a first name, if it is no word that a capital makes no name."""
    start = wanted.parts[0]
    single = len(wanted.parts) == 1 and start not in NO_NAMES and (len(start) >= SHORTEST or start in SHORT_NAMES)
    return single and bool(known.parts) and known.parts[0].startswith(start)


def _abridged(wanted: _Called, known: _Called) -> bool:
    """ "O. Gorringe" and "Nana W": one of the two names by its first letter."""
    if len(wanted.parts) != 2 or len(known.parts) < 2:
        return False
    (first, last), (given, *more) = wanted.parts, known.parts
    by_first = len(first) == 1 and given[0] == first and last in more
    return by_first or (len(last) == 1 and given == first and any(name[0] == last for name in more))


_IN_ANY_CASE: tuple[Callable[[_Called, _Called], bool], ...] = (
    lambda wanted, known: bool(known.address) and wanted.address == known.address,
    lambda wanted, known: wanted.parts == known.parts,
    lambda wanted, known: wanted.parts in (known.parts[:1], known.handle),
)
_LEVELS = (  # "and" is not Andrea, nor "hall" Ms Hall, unless it is written as a name
    *_IN_ANY_CASE,
    _abridged,
    lambda wanted, known: (
        len(wanted.parts) == 1 and len(wanted.parts[0]) >= SHORTEST and wanted.parts[0] in known.handle
    ),
    lambda wanted, known: len(wanted.words) == 1 and wanted.words[0] in known.words[1:],
    lambda wanted, known: len(wanted.parts) == 1 and wanted.parts[0] in known.parts[1:],
    lambda wanted, known: len(wanted.parts) > 1 and wanted.parts == known.parts[: len(wanted.parts)],
    lambda wanted, known: bool(wanted.initials & known.initials),
    _begins,
)

"""Who is to do what a title says, where it is not the user: "Nils brings" the cups, the survey is "due from Nils"."""

import re
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.event import Attendee, PartStat
from tracker.domain.reading.languages.choice import BY_CODE
from tracker.domain.reading.names import behind, fitting, is_name, meant
from tracker.domain.reading.structure import HALF_HOUR, LOOKED_AT, SHORT, Shape
from tracker.domain.reading.words import tells

_FIRST = re.compile(r"(?:(?<=^)|(?<=[:;,–—-] ))\S*[^\s:,](?: [A-Z][^\s:,]*)?")  # where a sentence may begin
_OWNED = re.compile(r"['’]s?$")  # "Nils' kegs"
_OF_THEIRS = re.compile(r"(?:^|\bfrom )(?P<who>[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)(?:(?<=s)['’]|['’]s)? ")


class _Deed(NamedTuple):
    """A name as a title writes it, and the words by which it is theirs to do."""

    name: str
    words: str


def done_by(shape: Shape) -> tuple[Attendee, str] | None:
    """The one other who is to do what the title says, and the words that say so; one who is not invited is but a
    name.
    """
    everybody = (*shape.own, *shape.guests)
    title, code = shape.title, shape.tongue.code
    for deed in _deeds(title, code):
        who = meant(deed.name, everybody)
        if who and who not in shape.own:
            return who, deed.words
    for deed in _owed(title, code):
        fits = fitting(deed.name, everybody)
        if not fits or (len(fits) == 1 and fits[0] not in shape.own):
            return (fits or (Attendee("", deed.name),))[0], deed.words
    return (_awaited(shape, everybody) if shape.guests else None) or _theirs(shape)


def brought(shape: Shape) -> str:
    """What says that the only one invited brings something, in no more time than that takes: "Nils delivers hay"."""
    brief = shape.minutes <= HALF_HOUR and not shape.event.all_day and len(shape.guests) == 1 and not shape.asks
    answered = any(each.partstat is PartStat.ACCEPTED for each in shape.guests)
    found = done_by(shape) if brief and not answered and shape.named else None
    return tells(shape.tongue.code, "brings", found[1]) if found else ""


@lru_cache(maxsize=8192)  # calendars repeat their titles
def _deeds(title: str, code: str) -> tuple[_Deed, ...]:
    """Each beginning of a sentence behind which stands what somebody does: "Nils brings"."""
    does = BY_CODE[code].events.does
    found = ((name, does.match(title, name.end())) for name in _FIRST.finditer(title))
    return tuple(_Deed(name[0], match[0].strip()) for name, match in found if match and not _OWNED.search(name[0]))


@lru_cache(maxsize=8192)
def _owed(title: str, code: str) -> tuple[_Deed, ...]:
    """What is said of others whether they are invited or not: "Landlord to fix it", "awaiting the form from Ama"."""
    tongue = BY_CODE[code]
    owes, awaits = tongue.events.owes.match(title), tongue.events.awaits.match(title)
    found = [_Deed(owes["who"], owes[0].strip())] if owes else []
    if awaits and is_name(awaits["who"]):
        found.append(_Deed(awaits["who"], awaits[0].removesuffix(awaits["who"]).strip()))
    behind_it = (tongue.titles.others.match(title[name.start() :]) for name in _FIRST.finditer(title) if name.start())
    found += [_Deed(each["owner"], each[0].removesuffix(each["what"]).strip()) for each in behind_it if each]
    return tuple(found) or _promised(title, code)


def _promised(title: str, code: str) -> tuple[_Deed, ...]:
    """What a title says of "him" or "her" after a name: "Nils's chapter (he promised)"."""
    word = tells(code, "theirs", title)
    whose = _OF_THEIRS.search(title) if word else None
    return (_Deed(whose["who"], word),) if whose and is_name(whose["who"]) else ()


def _awaited(shape: Shape, everybody: tuple[Attendee, ...]) -> tuple[Attendee, str] | None:
    """The one of whom the title says that something is due from them, unless one goes and gets it."""
    code = shape.tongue.code
    word = tells(code, "awaited", shape.title)
    if not word or tells(code, "fetched", shape.title):
        return None
    found = behind(shape.title, shape.tongue.events.awaited, everybody)
    return (found[0], word.strip()) if len(found) == 1 and found[0] not in shape.own else None


def _theirs(shape: Shape) -> tuple[Attendee, str] | None:
    """The only one invited to something short, of whom title or notes say that they do it: "she sends it"."""
    if len(shape.guests) != 1 or shape.asks or not (shape.event.all_day or shape.minutes < SHORT):
        return None
    code, notes = shape.tongue.code, shape.event.description[:LOOKED_AT]
    word = tells(code, "theirs", notes) or tells(code, "theirs", shape.title)
    return (shape.guests[0], word) if word else None

"""Who is to do what a title says, where it is not the user: "Nils brings" the cups."""

import re

from tracker.domain.event import Attendee
from tracker.domain.reading.names import behind, fitting, meant
from tracker.domain.reading.structure import LOOKED_AT, SHORT, Shape
from tracker.domain.reading.words import tells

_FIRST = re.compile(r"(?:(?<=^)|(?<=[:;,–—-] ))\S*[^\s:,](?: [A-Z][^\s:,]*)?")  # where a sentence may begin


def done_by(shape: Shape) -> tuple[Attendee, str] | None:
    """The one invited who is to do what the title says, and the words that say so: "Nils brings" the cups."""
    everybody = (*shape.own, *shape.guests)
    for name in _FIRST.finditer(shape.title) if shape.named else ():
        does = shape.tongue.events.does.match(shape.title, name.end())
        who = meant(name[0], everybody) if does else None
        if does and who and who not in shape.own:
            return who, does[0].strip()
    found = shape.tongue.events.owes.match(shape.title)
    fits = fitting(found["who"], everybody) if found else ()
    if found and (not fits or (len(fits) == 1 and fits[0] not in shape.own)):
        return (fits or (Attendee("", found["who"]),))[0], found[0].strip()
    return (_awaited(shape, everybody) if shape.named else None) or _theirs(shape)


def _theirs(shape: Shape) -> tuple[Attendee, str] | None:
    """The only one invited to something short, of whom the notes say that they do it: "she sends it"."""
    if len(shape.guests) != 1 or shape.asks or not (shape.event.all_day or shape.minutes < SHORT):
        return None
    word = tells(shape.tongue.code, "theirs", shape.event.description[:LOOKED_AT])
    return (shape.guests[0], word) if word else None


def _awaited(shape: Shape, everybody: tuple[Attendee, ...]) -> tuple[Attendee, str] | None:
    """The one of whom the title says that something is due from them."""
    found = behind(shape.title, shape.tongue.events.awaited, everybody)
    word = shape.tongue.events.awaited.search(shape.title)
    return (found[0], word[0].strip()) if word and len(found) == 1 and found[0] not in shape.own else None

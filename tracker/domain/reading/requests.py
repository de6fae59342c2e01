"""What the one who invites asks, in the notes, of the only one invited: "could you send me the figures?"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.event import PartStat
from tracker.domain.reading import due as dues
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.languages.choice import BY_CODE, spoken
from tracker.domain.reading.lines import without
from tracker.domain.reading.structure import LOOKED_AT, Shape
from tracker.domain.reading.words import said, tells

MOST = 5  # requests taken from one description
BASE, ASKED = -3.5, 6.0
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class _Asked(NamedTuple):
    """A sentence, the words by which it asks, and what it asks for."""

    sentence: str
    quote: str
    what: str


def wanted(shape: Shape) -> str:
    """The words by which the one who invites says that they wait for something; empty where nothing says so."""
    if not _asks(shape):
        return ""
    tongue, about = spoken(shape.event.description, shape.tongue), shape.event.description[:LOOKED_AT]
    found = _requests(about, tongue.code)
    return found[0].quote if found else tells(tongue.code, "wanted", about)


def read(shape: Shape) -> Iterator[Finding]:
    """Each thing asked for, as a promise of the user to the one who asks."""
    if not _asks(shape) or not shape.asks:
        return
    tongue = spoken(shape.event.description, shape.tongue)
    for each in _requests(shape.event.description[:LOOKED_AT], tongue.code)[:MOST]:
        due = dues.find(each.what, shape.event.local_start, tongue.dues, loose=True)
        told = (Evidence("base", "", BASE), Evidence("asked", each.quote, ASKED))
        yield Finding(
            "action",
            sure(told),
            told,
            without(each.what, due) or each.what,
            who=(shape.asks.address or shape.asks.name,),
            due=due.due if due else None,
            line=each.sentence,
        )


def _asks(shape: Shape) -> bool:
    """Whether one person asks the user alone; a desk asks many, and what it asks is no promise to anybody."""
    desk = shape.tongue.events.desk
    if not shape.asks or not shape.event.description or shape.answer is PartStat.TENTATIVE:
        return False
    return len(shape.guests) == 1 and not desk.match(shape.asks.address.partition("@")[0])


@lru_cache(maxsize=4096)  # a series tells the same notes again and again
def _requests(text: str, code: str) -> tuple[_Asked, ...]:
    request = BY_CODE[code].events.request
    if not said(request, text):
        return ()
    found = ((each.strip(), request.search(each.lower())) for each in _SENTENCE.split(text))
    return tuple(_asked(sentence, match) for sentence, match in found if match)


def _asked(sentence: str, match: re.Match[str]) -> _Asked:
    start, end = match.span("what")
    return _Asked(sentence, sentence[match.start() : end].strip(), sentence[start:end])

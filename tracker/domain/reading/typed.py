"""One line, written as one would in a calendar, read as a promise: what, to whom, and by when (requirement 32).

Whoever writes it has decided already that it is a promise; only what it says is read, by the readers of events. What
they do not find stays open, to be asked: above all, there is no default due.
"""

import re
from datetime import datetime
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.promise import ME
from tracker.domain.reading import due as dues
from tracker.domain.reading.candidate import Decided, Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reading.due import Due, Found, Unclear
from tracker.domain.reading.titles import trimmed

LONGEST = 300  # letters that are read
LAST = 5  # words of a due at the end
_WORDS = re.compile(r"(?<=\s)\S+")
_DAY = re.compile(r"[^\W\d_]{3}|\d{4}-\d{2}-\d{2}")  # a name of a day or a month, or a date written in full
PROMISE = Decided(taught=frozenset({Kind.PROMISE}))


class Typed(NamedTuple):
    """What a line says. `who` is the promisee of one's own promise, as the line names them; empty: nobody."""

    body: str
    promiser: str
    who: str
    due: Due | Unclear | None


def read(words: str, user: User, now: datetime) -> Typed:
    """What was typed, its due seen from now on the user's own clock."""
    line, here = " ".join(words.split())[:LONGEST], now.astimezone(user.zone)
    found = dues.find(line, here) or dues.find(line, here, loose=True) or _at_end(line, here)
    rest = trimmed(line[: found.start] + " " + line[found.end :]) if found else line
    due = found.due if found else None
    event = CalendarEvent(key=EventKey("typed", "typed"), summary=rest, start=now, end=now, zone=user.zone.key)
    promise = next((one for one in detect(event, user, PROMISE) if one.kind is Kind.PROMISE), None)
    if promise is None:
        return Typed(rest, ME, "", due)
    return Typed(promise.body, promise.promiser, promise.called[0] if promise.called else "", due)


def _at_end(line: str, here: datetime) -> Found | None:
    """A day at the end that no word leads in: "Send proposal to Ama Friday 17:00". A bare number is none."""
    for match in _WORDS.finditer(line):
        phrase = line[match.start() :]
        if not _DAY.search(phrase) or len(phrase.split()) > LAST:
            continue
        if due := dues.read(phrase, here):
            return Found(due, match.start(), len(line))
    return None

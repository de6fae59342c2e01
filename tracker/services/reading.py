"""Events read for promises and meetings, each version once, told what its user has decided of it."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent
from tracker.domain.progress import Step
from tracker.domain.reading.candidate import Candidate, Decided, Detector
from tracker.domain.reading.detect import VERSION
from tracker.services import remembering
from tracker.store import calendars, events

FEW = 500  # events read in one go: a quarter of a second, for which whoever else wants to write may have to wait

Heard = Callable[[Step, int, int], None]


class Looked(NamedTuple):
    """Some events that were read: how many, what was found in them, and how many are still to be read."""

    events: int
    found: tuple[Candidate, ...]
    left: int


def nobody(_step: Step, _done: int, _of: int) -> None:
    """Hears nothing of how far it has come."""


def detect_new(db: Connection, user: User, detector: Detector) -> tuple[Candidate, ...]:
    """Read each event version that this detector has not read yet, once; what was found in them."""
    found: list[Candidate] = []
    left = 1
    while left:
        _, some, left = detect_some(db, user, detector)
        found += some
    return tuple(found)


def detect_some(db: Connection, user: User, detector: Detector) -> Looked:
    """The same of a few of them."""
    some = events.to_detect(db, user.id, VERSION, FEW)
    if not some:
        return Looked(0, (), 0)
    decided = _decided(db, user)
    read = [(event.key, detector(event, user, decided(event))) for event in some]
    events.save_found(db, user.id, read, VERSION)
    left = events.count_to_detect(db, user.id, VERSION) if len(some) == FEW else 0
    return Looked(len(some), tuple(candidate for _, found in read for candidate in found), left)


def _decided(db: Connection, user: User) -> Callable[[CalendarEvent], Decided]:
    """What a user has decided of their events: by calendar, and by title."""
    decides = {calendar.id for calendar in calendars.calendars(db, user.id) if calendar.decides}
    what = remembering.known(db, user)
    return lambda event: Decided(event.key.calendar in decides, what.kinds(event.summary))

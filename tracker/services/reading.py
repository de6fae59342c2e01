"""Events read for promises and meetings, each version once, told what its user has decided of it."""

from collections.abc import Callable

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent
from tracker.domain.reading.candidate import Candidate, Decided, Detector
from tracker.domain.reading.detect import VERSION
from tracker.services import remembering
from tracker.store import calendars, events

Heard = Callable[[str, int, int], None]


def nobody(_step: str, _done: int, _of: int) -> None:
    """Hears nothing of how far it has come."""


def detect_new(
    db: Connection, user: User, detector: Detector, heard: Heard = nobody, told: int = 0
) -> tuple[Candidate, ...]:
    """Read each event version that this detector has not read yet, once; what was found in them. `told` is how many
    these should be.
    """
    done = 0
    found: list[Candidate] = []
    batch = events.to_detect(db, user.id, VERSION)
    if not batch:
        return ()
    decided = _decided(db, user)
    while batch:
        read = [(event.key, detector(event, user, decided(event))) for event in batch]
        events.save_found(db, user.id, read, VERSION)
        found += (candidate for _, candidates in read for candidate in candidates)
        done += len(batch)
        heard("looking for promises in", done, max(told, done))
        batch = events.to_detect(db, user.id, VERSION)
    return tuple(found)


def _decided(db: Connection, user: User) -> Callable[[CalendarEvent], Decided]:
    """What a user has decided of their events: by calendar, and by title."""
    decides = {calendar.id for calendar in calendars.calendars(db, user.id) if calendar.decides}
    what = remembering.known(db, user)
    return lambda event: Decided(event.key.calendar in decides, what.kinds(event.summary))

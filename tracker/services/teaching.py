"""What no reader found, or was not sure of: a person says that it was a promise, or time with somebody."""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.feedback import Answer, title_key, untaught
from tracker.domain.promise import Promise, Refused
from tracker.domain.reading.candidate import Candidate, Decided, Detector, Kind
from tracker.domain.reading.due import Due
from tracker.services import answers, ledger, remembering
from tracker.services.ledger import NotFound
from tracker.services.reading import detect_new
from tracker.store import events
from tracker.store.database import Database

MEETINGS = {Answer.CONFIRMED, Answer.TAUGHT}


def confirm_meeting(
    database: Database, user: User, sign: str, *, place: int = 0, via: str, now: datetime
) -> Candidate:
    """The answer to "was this time with them?" that it was. From now on it counts as contact. Raises NotFound."""
    with database.write() as db:
        candidate = _found(db, user, sign, Kind.MEETING)
        remembering.remember(db, user, Answer.CONFIRMED, candidate, place=place, via=via, now=now)
    return candidate


def unconfirm_meeting(database: Database, user: User, sign: str, *, via: str, now: datetime) -> None:
    """Take back that it was time with somebody, confirmed or taught."""
    with database.write() as db:
        remembering.forget(db, user, {sign}, MEETINGS, via=via, now=now)


def teach_promise(
    database: Database,
    detector: Detector,
    user: User,
    key: EventKey,
    *,
    body: str | None = None,
    promisee: str | None = None,
    due: datetime | None = None,
    dated: bool = False,
    via: str,
    now: datetime,
) -> Promise:
    """This was a promise, though none was found there: it is opened, perhaps in other words, and what bears the same
    title is one from now on. Raises NotFound, and Refused where its event must not be read or leaves the due open.
    """
    chosen = Due(due, dated) if due else None

    def taught(db: Connection) -> Promise:
        candidate = _taught(db, detector, user, key, Kind.PROMISE, via, now)
        return answers.open_promise(db, user, candidate, body=body, promisee=promisee, due=chosen, via=via, now=now)

    return ledger.settled(database, taught)


def teach_meeting(
    database: Database, detector: Detector, user: User, key: EventKey, *, via: str, now: datetime
) -> Candidate:
    """This was time with somebody, though none was found there: so is what bears the same title from now on. Raises
    NotFound, and Refused where its event must not be read.
    """
    with database.write() as db:
        return _taught(db, detector, user, key, Kind.MEETING, via, now)


def _taught(
    db: Connection, detector: Detector, user: User, key: EventKey, kind: Kind, via: str, now: datetime
) -> Candidate:
    """Remember what its user taught of an event's title, and read all of that title anew; what is found there now."""
    event = _event(db, user, key)
    read = detector(event, user, Decided(taught=frozenset({kind})))
    candidate = next((each for each in read if each.kind is kind and not each.line), None)
    if candidate is None:
        raise Refused(
            "Its calendar says too little of this event, or says that it does not take place. "
            "Write the promise down yourself."
        )
    remembering.taught(db, user, untaught(candidate), title_key(event.summary), via=via, now=now)
    detect_new(db, user, detector)
    return _found(db, user, candidate.sign, kind)


def _event(db: Connection, user: User, key: EventKey) -> CalendarEvent:
    event = events.named(db, user.id, key.calendar, [key]).get(key)
    if event is None:
        raise NotFound("The calendar does not tell this any more, so there is nothing to answer.")
    return event


def _found(db: Connection, user: User, sign: str, kind: Kind) -> Candidate:
    for candidate in remembering.candidates(db, user):
        if candidate.sign == sign and candidate.kind is kind:
            return candidate
    raise NotFound("The calendar does not tell this any more, so there is nothing to answer.")

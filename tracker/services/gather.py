"""All that is known of one user's affairs, read in one go: what pages, letters and commands speak of."""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.candidate import Candidate, Kind
from tracker.domain.digest import Known
from tracker.domain.people import Meeting, MeetingKind
from tracker.domain.reconcile import questions
from tracker.store import calendars, connections, events, ledger, people


def gather(db: Connection, user: User, now: datetime) -> Known:
    """What was told, decided and is to be asked, as of now."""
    candidates = events.candidates(db, user.id)
    dismissed = ledger.dismissed(db, user.id)
    promises = ledger.promises(db, user.id)
    asked = questions(candidates, promises, dismissed=dismissed, standing=events.standing(db, user.id), now=now)
    return Known(
        user=user,
        calendars=calendars.calendars(db, user.id),
        promises=promises,
        questions=asked,
        persons=people.persons(db, user.id),
        meetings=_meetings(candidates, dismissed),
        gives=people.gives(db, user.id),
        connections=connections.connections(db, user.id),
    )


def _meetings(candidates: tuple[Candidate, ...], dismissed: frozenset[str]) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(candidate.meeting or MeetingKind.OTHER, candidate.start, candidate.who, candidate.event)
        for candidate in candidates
        if candidate.kind is Kind.MEETING and not {candidate.sign, candidate.series_sign} & dismissed
    )

"""All that is known of one user's affairs, read in one go: what pages, letters and commands speak of."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from tracker.domain import tray
from tracker.domain.account import User
from tracker.domain.feedback import Feedback
from tracker.domain.ideas import REMEMBERED
from tracker.domain.known import Known
from tracker.domain.lasting import Part
from tracker.domain.learning import Learned, heeded
from tracker.domain.people import Meeting, MeetingKind
from tracker.domain.promise import Promise
from tracker.domain.reading.candidate import Band, Candidate, Kind
from tracker.domain.reconcile import questions
from tracker.services import remembering
from tracker.store import calendars, connections, events, feedback, ideas, ledger, people, plans, telling


def gather(db: Connection, user: User, now: datetime) -> Known:
    """What was told, decided and is to be asked, as of now, each as sure as what answers taught makes it."""
    log, mark = feedback.log(db, user.id), telling.mark(db, user.id)
    what = remembering.replayed(log)
    candidates = events.candidates(db, user.id, mark).made(_heeded, log)
    dismissed = ledger.dismissed(db, user.id) | candidates.once(_silenced, log)
    promises = ledger.promises(db, user.id)
    standing = events.standing(db, user.id, mark)
    asked = questions(candidates, promises, dismissed=dismissed, standing=standing, now=now)
    answered = tray.answered_today(log, user.zone, now)
    return Known(
        user=user,
        calendars=calendars.calendars(db, user.id),
        promises=promises,
        questions=tray.listed(asked),
        persons=people.persons(db, user.id),
        meetings=candidates.made(_meetings, dismissed, log),
        gives=people.gives(db, user.id),
        connections=connections.connections(db, user.id),
        review=tray.review(asked, candidates, answered=answered, dismissed=dismissed, standing=standing, now=now),
        learned=what,
        plans=plans.plans(db, user.id),
        dismissed=dismissed,
        ideas=ideas.shown(db, user.id, now.astimezone(user.zone).date() - REMEMBERED),
    )


def affairs(db: Connection, user: User) -> Known:
    """What promises are judged by, and nothing that is asked: much less to read."""
    return Known(
        user=user,
        calendars=calendars.calendars(db, user.id),
        promises=ledger.promises(db, user.id),
        questions=(),
        persons=people.persons(db, user.id),
        meetings=(),
        gives=(),
    )


def of_one(db: Connection, user: User, promise: Promise) -> Known:
    """What one promise is judged by, and nothing else: all that a link's page shows."""
    return Known(
        user=user,
        calendars=calendars.calendars(db, user.id) if promise.origin else (),
        promises=(promise,),
        questions=(),
        persons=people.persons(db, user.id),
        meetings=(),
        gives=(),
    )


def _heeded(candidates: Iterable[Candidate], log: Part[Feedback]) -> tuple[Candidate, ...]:
    return heeded(candidates, remembering.replayed(log))


def _silenced(candidates: Iterable[Candidate], log: Part[Feedback]) -> frozenset[str]:
    what = remembering.replayed(log)
    return frozenset(each.sign for each in candidates if what.silences(each))


def _meetings(candidates: Iterable[Candidate], dismissed: frozenset[str], log: Part[Feedback]) -> tuple[Meeting, ...]:
    what = remembering.replayed(log)
    return tuple(
        Meeting(each.meeting or MeetingKind.OTHER, each.start, each.who, each.event, each.called, each.title)
        for each in candidates
        if _met(each, what) and not (dismissed and (each.sign in dismissed or each.series_sign in dismissed))
    )


def _met(candidate: Candidate, what: Learned) -> bool:
    """Signs are worked out, which costs more than all else, only where they decide."""
    return candidate.kind is Kind.MEETING and tray.counts(
        candidate, candidate.band is not Band.LIST and what.confirmed(candidate.sign)
    )

"""Everything that is kept of one user, as plain JSON values. Sealed things stay sealed: they are left out."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from tracker.domain.account import Calendar, User
from tracker.domain.feedback import Feedback
from tracker.domain.promise import to_record
from tracker.store import calendars, connections, events, feedback, ledger, letters, people
from tracker.store.records import from_event

VERSION = 1


def everything(db: Connection, user: User) -> dict[str, Any]:
    """The whole of a user's affairs."""
    followed = calendars.calendars(db, user.id)
    return {
        "tracker": VERSION,
        "user": _user(user),
        "connections": [_plain(asdict(one)) for one in connections.connections(db, user.id)],
        "calendars": [_calendar(calendar) for calendar in followed],
        "events": [from_event(event) for one in followed for event in events.known(db, user.id, one.id).values()],
        "promises": [to_record(promise) for promise in ledger.promises(db, user.id)],
        "entries": [entry._asdict() for entry in ledger.entries(db, user.id)],
        "dismissals": [dismissal._asdict() for dismissal in ledger.dismissals(db, user.id)],
        "feedback": [_answer(one) for one in feedback.log(db, user.id)],
        "persons": [_plain(asdict(person)) for person in people.persons(db, user.id)],
        "gives": [give._asdict() for give in people.gives(db, user.id)],
        "letters": [_plain(asdict(letter)) for letter in letters.letters(db, user.id)],
    }


def _answer(one: Feedback) -> dict[str, Any]:
    return one._asdict() | {"shown": one.shown._asdict()}


def _user(user: User) -> dict[str, Any]:
    return _plain(asdict(user)) | {"zone": user.zone.key, "leniency": [str(part) for part in user.leniency]}


def _calendar(calendar: Calendar) -> dict[str, Any]:
    return {name: value for name, value in _plain(asdict(calendar)).items() if name != "cursor"}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in values.items()}

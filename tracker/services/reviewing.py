"""A person's goal looked at, and the next review planned. `people.undo` takes it back."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.entry import Act
from tracker.domain.people import Person
from tracker.domain.year import look_again
from tracker.services import ledger, people
from tracker.store.database import Database


def looked_at(database: Database, user: User, person_id: str, *, via: str, now: datetime) -> Person:
    """Looked at today, and again in three months. Twice on one day is once."""

    def reviewed(db: Connection) -> Person:
        before = people.the(db, user, person_id)
        after = replace(before, review_on=look_again(now.astimezone(user.zone).date()))
        if after != before:
            ledger.record(db, user, Act.EDITED, before, after, via, now)
        return after

    return ledger.settled(database, reviewed)

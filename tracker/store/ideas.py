"""What was suggested to bring to whom, so that it is not suggested again for a while."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from tracker.domain.event import EventKey
from tracker.domain.ideas import Idea, Source
from tracker.store.database import insert
from tracker.store.tables import entries, event_versions, users
from tracker.store.tables import ideas as table


def shown(db: Connection, user_id: str, since: date) -> tuple[Idea, ...]:
    """The ideas of the meetings since a day, and of those to come; oldest first."""
    columns = table.c.person_id, table.c.line, table.c.shown_on, table.c.event, table.c.source
    query = select(*columns).where(table.c.user_id == user_id, table.c.shown_on >= since)
    rows = db.execute(query.order_by(table.c.shown_on, table.c.person_id, table.c.line))
    return tuple(Idea(person, line, on, EventKey(*event), Source(source)) for person, line, on, event, source in rows)


def remember(db: Connection, user_id: str, ideas: Iterable[Idea]) -> None:
    """Keeps ideas; one that is kept for the same meeting already, be it on another day, takes the place of that."""
    for idea in ideas:
        event = list(idea.event)
        whose = table.c.user_id == user_id, table.c.person_id == idea.person, table.c.line == idea.line
        db.execute(delete(table).where(*whose, table.c.event == event))
        row = {"user_id": user_id, "person_id": idea.person, "line": idea.line, "shown_on": idea.shown_on}
        db.execute(insert(db, table).values(**row, event=event, source=idea.source.value).on_conflict_do_nothing())


def forget(db: Connection, user_id: str, before: date) -> None:
    """Lets go of what was last shown before a day."""
    db.execute(delete(table).where(table.c.user_id == user_id, table.c.shown_on < before))


class Mark(NamedTuple):
    """How far the ledger and what calendars told go; None: there is nothing yet."""

    entry: int | None
    version: int | None


def mark(db: Connection, user_id: str) -> Mark:
    """Up to where a user's affairs are known: as long as it stays, so does what ideas are made of."""
    last = (select(func.max(log.c.number)).where(log.c.user_id == user_id) for log in (entries, event_versions))
    return Mark(*(db.execute(query).scalar_one() for query in last))


def as_of(db: Connection, user_id: str) -> str | None:
    """What was noted when ideas were prepared for a user the last time; None: they never were."""
    noted: str | None = db.execute(select(users.c.ideas_as_of).where(users.c.id == user_id)).scalar_one_or_none()
    return noted


def note(db: Connection, user_id: str, as_of: str) -> None:
    """Notes of what they were made."""
    db.execute(update(users).where(users.c.id == user_id).values(ideas_as_of=as_of))

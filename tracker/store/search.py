"""What a user decided, by when it was last changed, and the subjects of their letters: a piece at a time, by indexes
alone, so that looking through it costs the same however much there is.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from tracker.domain.decided import Decided, from_record
from tracker.domain.entry import Thing
from tracker.store.tables import decided, promises
from tracker.store.tables import entries as log
from tracker.store.tables import letters as written


class Touched(NamedTuple):
    """A thing, and the number of the last entry about it."""

    thing: Thing
    id: str
    number: int


class Subject(NamedTuple):
    """A letter by its subject."""

    letter: str
    subject: str
    made_at: datetime


def touched(
    db: Connection, user_id: str, things: Iterable[Thing], *, before: int | None = None, limit: int
) -> tuple[Touched, ...]:
    """The things of some kinds, what was changed last first; those only whose last entry lies before a number."""
    later = log.alias("later")
    again = select(later.c.number).where(
        later.c.user_id == log.c.user_id, later.c.subject == log.c.subject, later.c.number > log.c.number
    )
    query = (
        select(log.c.thing, log.c.subject, log.c.number)
        .where(log.c.user_id == user_id, log.c.thing.in_([thing.value for thing in things]), ~again.exists())
        .order_by(log.c.number.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(log.c.number < before)
    return tuple(Touched(Thing(thing), id, number) for thing, id, number in db.execute(query))


def standing(db: Connection, user_id: str, some: Sequence[Touched]) -> dict[str, Decided]:
    """Those of them that are not taken back, as they stand, by id."""
    own = [one.id for one in some if one.thing is Thing.PROMISE]
    others = [one.id for one in some if one.thing is not Thing.PROMISE]
    theirs = select(promises.c.id, promises.c.record).where(promises.c.user_id == user_id, promises.c.id.in_(own))
    found = {id: from_record(Thing.PROMISE, record) for id, record in db.execute(theirs)} if own else {}
    if others:
        kinds = {one.thing.value for one in some}
        rest = select(decided.c.thing, decided.c.id, decided.c.record).where(
            decided.c.user_id == user_id, decided.c.thing.in_(kinds), decided.c.id.in_(others)
        )
        found |= {id: from_record(Thing(thing), record) for thing, id, record in db.execute(rest)}
    return found


def subjects(db: Connection, user_id: str, kind: str, *, limit: int) -> tuple[Subject, ...]:
    """The newest of a user's letters of a kind."""
    query = select(written.c.id, written.c.subject, written.c.made_at).where(
        written.c.user_id == user_id, written.c.kind == kind
    )
    return tuple(Subject(*row) for row in db.execute(query.order_by(written.c.period.desc()).limit(limit)))

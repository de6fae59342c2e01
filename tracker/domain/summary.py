"""A week as an accountability partner reads it: counts; what was promised only if its user wished it (requirement
44).
"""

from datetime import datetime
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.digest import compose
from tracker.domain.event import Span
from tracker.domain.known import Known, Line
from tracker.domain.people import Person
from tracker.domain.promise import still_open


class Told(NamedTuple):
    """The promises behind the counts, by how they stand."""

    overdue: tuple[Line, ...]
    broken: tuple[Line, ...]
    late: tuple[Line, ...]
    kept: tuple[Line, ...]
    persons: tuple[Person, ...]


class Summary(NamedTuple):
    """The counts of one user's week, the one behind; `open`, `overdue` and `run` are as of `at`.

    `told` is None unless its user ticked that the summary names what was promised: what is not to be told is not
    here, so that no template can tell it by mistake.
    """

    user: User
    week: Span
    at: datetime
    kept: int
    late: int
    broken: int
    open: int
    overdue: int
    given: int
    received: int
    run: int
    told: Told | None = None


def summarised(known: Known, now: datetime, *, shows_bodies: bool) -> Summary:
    """The summary as of now, about the same days as the digest of now."""
    digest = compose(known, now)
    told = Told(digest.overdue, digest.broken, digest.late, digest.kept, digest.persons)
    return Summary(
        user=known.user,
        week=digest.week,
        at=now,
        kept=len(digest.kept),
        late=len(digest.late),
        broken=len(digest.broken),
        open=sum(promise.mine for promise in still_open(known.promises)),
        overdue=len(digest.overdue),
        given=len(digest.given),
        received=len(digest.received),
        run=digest.game.run if digest.game else 0,
        told=told if shows_bodies else None,
    )

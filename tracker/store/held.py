"""Whether this service is held after a restore: until somebody confirms it, nothing goes out that nobody asks for.

What was put back is as of the back-up. The service of before went on from there: it sent what came due, and perhaps
it still runs. So a mark stands among the leases, as those of a move do (see `moving`). While it says held, nobody
leads, and nothing is claimed to be sent but a link to sign in, for which somebody asked just then. Once let go, it
says until when the work was another's: an hour that came before is passed over, for no week's letter may come twice
(reliability D9, C37).
"""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from tracker.store.account_tables import farewells
from tracker.store.database import insert
from tracker.store.figures import UNDER_WAY
from tracker.store.letters import HELD, State
from tracker.store.notices import OVER
from tracker.store.tables import leases, letters
from tracker.store.webhook_tables import notices
from tracker.tongue import N_

RESTORED = "restored"  # the name of the mark once it was let go
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
NOT_AGAIN = N_("It waited in the back-up that was restored. It may have gone out then, so it is not sent again.")


class Held(NamedTuple):
    """Since when it is held, and of when the back-up is that was restored."""

    since: datetime
    of: datetime


def hold(db: Connection, now: datetime, of: datetime) -> None:
    """Hold what was just restored from a back-up of that instant. What waited in it to be sent is given up: the
    service of before sent it within a minute, or nobody knows. Whoever holds anew holds from then on.
    """
    _set(db, HELD, Held(now, of))
    over = {
        "state": State.GIVEN_UP.value,
        "trouble": NOT_AGAIN,
        "next_try_at": None,
        "token": None,
        "leased_until": None,
    }
    db.execute(update(letters).where(letters.c.state.in_(UNDER_WAY)).values(over))
    db.execute(update(notices).where(notices.c.state.not_in(OVER)).values(over))
    db.execute(delete(farewells))


def held(db: Connection) -> Held | None:
    """Since when it is held and of when it is; None when it is not."""
    return _of(db, HELD)


def release(db: Connection) -> None:
    """Let it work; nothing changes where it is not held."""
    if found := held(db):
        _set(db, RESTORED, found)
        db.execute(delete(leases).where(leases.c.name == HELD))


def taken_over(db: Connection) -> datetime | None:
    """The last restore: whatever had its hour before that was for the service of before. None: there was none."""
    marks = (held(db), _of(db, RESTORED))
    return max((mark.since for mark in marks if mark), default=None)


def marks(db: Connection) -> dict[str, str]:
    """Both marks as they are kept, for who moves a service into another database."""
    query = select(leases.c.name, leases.c.holder).where(leases.c.name.in_((HELD, RESTORED)))
    return {row.name: row.holder for row in db.execute(query)}


def mark(db: Connection, kept: dict[str, str]) -> None:
    """Put such marks as they were."""
    for name, holder in kept.items():
        _put(db, name, holder)


def _of(db: Connection, name: str) -> Held | None:
    holder = db.execute(select(leases.c.holder).where(leases.c.name == name)).scalar_one_or_none()
    return None if holder is None else Held(*(datetime.fromisoformat(at) for at in json.loads(holder)))


def _set(db: Connection, name: str, one: Held) -> None:
    _put(db, name, json.dumps([at.astimezone(UTC).isoformat() for at in one]))


def _put(db: Connection, name: str, holder: str) -> None:
    row = {"holder": holder, "until": FOR_EVER}
    adding = insert(db, leases).values(name=name, **row)
    db.execute(adding.on_conflict_do_update(index_elements=["name"], set_=row))

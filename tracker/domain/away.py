"""Days away: what comes due in them, to be renegotiated before (requirement 35). No excuse: a due stays one."""

from collections.abc import Iterable
from datetime import datetime

from tracker.domain.account import User
from tracker.domain.digest import next_digest
from tracker.domain.known import Line, owed


def due_away(judged: Iterable[Line], user: User, now: datetime) -> tuple[Line, ...]:
    """My own open promises that come due while I am away, and can still be renegotiated."""
    if user.away is None:
        return ()
    mine = (line for line in owed(judged) if line.promise.mine)
    return tuple(line for line in mine if line.verdict.term.due > now and user.away.holds(line.verdict.term.due))


def next_letter(user: User) -> datetime | None:
    """When the next letter goes out: none while its reader is away. None: no letter is planned."""
    at = user.next_digest_at
    while at and user.is_away(at):
        at = next_digest(user, at)
    return at

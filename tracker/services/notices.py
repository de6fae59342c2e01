"""What webhooks are told: kept in the transaction that decides it, looked for where nobody decides it, then told.

    an act, a letter -> keep          look -> what is new since the last look -> keep
    claim -> sending -> address -> told; or failed, and again; or nothing for three days, and no more

A worker that dies after `sending` leaves a notice that is told once more, under the same id, when its lease runs out.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from tracker.calendars import webhook as far_end
from tracker.calendars.webhook import NotTold, Sender
from tracker.domain.account import Account, User
from tracker.domain.decided import Decided
from tracker.domain.entry import Act
from tracker.domain.known import Known, lines
from tracker.domain.notice import Kind, body, enough, kind_of, next_try, promise_told, rest
from tracker.domain.promise import Promise
from tracker.domain.saying import Words
from tracker.domain.verdict import Outcome
from tracker.services.gather import gather
from tracker.store import accounts, held, tallies, webhooks
from tracker.store import notices as store
from tracker.store.database import Database, new_id
from tracker.store.letters import Letter
from tracker.store.notices import Failure, Notice, State
from tracker.store.seal import CannotOpen, Seal
from tracker.store.webhooks import Sealed, Webhook

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
FEW = 20  # told in one go, so that others come to their turn
LONGEST_LOOK = timedelta(hours=1)
KEPT = timedelta(days=30)
COUNTED = "notices"


class Doors(NamedTuple):
    """What telling needs of the world. `stopped` keeps the letter that says that nothing is sent there any more."""

    database: Database
    seal: Seal
    send: Sender
    stopped: Callable[[Connection, User, Webhook, Words, datetime], object]
    clock: Callable[[], datetime]
    lease: timedelta = LEASE


class LostLease(Exception):
    """Another worker has taken this notice in hand since: this one must not send it."""


# --- kept -----------------------------------------------------------------------------------------------------------


def of_act(
    db: Connection, user: User, act: Act, before: Decided | None, after: Decided | None, now: datetime
) -> None:
    """Tell of an act, within its transaction."""
    one = after or before
    if not isinstance(one, Promise | Account) or not webhooks.webhooks(db, user.id):
        return
    webhooks.stir(db, user.id, now)
    if isinstance(one, Promise):
        data = {"act": act.value, "promise": promise_told(one, user.leniency, now)}
        _keep(db, user.id, kind_of(act, stands=after is not None), one.id, data, now)


def of_letter(db: Connection, letter: Letter, now: datetime) -> None:
    """Tell of a letter that went out, within the transaction that says so; never what it says."""
    told = {"id": letter.id, "kind": letter.kind, "period": letter.period}
    _keep(db, letter.user, Kind.LETTER, letter.id, {"letter": told}, now)


def _keep(db: Connection, user_id: str, kind: Kind, subject: str, data: Mapping[str, Any], now: datetime) -> None:
    for one in webhooks.wanting(db, user_id, kind):
        store.add_notice(db, user_id, one.id, kind=kind, subject=subject, body=body(kind, now, data), at=now)


# --- looked for -----------------------------------------------------------------------------------------------------


class _Found(NamedTuple):
    """What stands and was decided by nobody."""

    kind: Kind
    subject: str
    data: Mapping[str, Any]


def standing(db: Connection, user: User, now: datetime) -> dict[str, _Found]:
    """What stands just now that nobody decided, by its sign: what is overdue, and what is asked."""
    return _standing(gather(db, user, now), now)


def look(doors: Doors, user_id: str, webhook_id: str) -> None:
    """Keep a notice of each thing that stands now and did not at the last look."""
    now = doors.clock()
    with doors.database.read() as db:
        user, one = accounts.user(db, user_id), webhooks.webhook(db, user_id, webhook_id)
        if user is None or one is None or one.look_at is None:
            return
        known, seen = gather(db, user, now), webhooks.seen(db, user_id, webhook_id)
        taken = held.taken_over(db)
    found = _standing(known, now)
    if taken and one.look_at <= taken + LONGEST_LOOK:  # what stood until then was for the service of before to tell
        seen |= _standing(known, taken).keys()
    with doors.database.write() as db:
        again = _look_again(known, now)
        if not webhooks.looked(db, user_id, webhook_id, was=one.look_at, seen=sorted(found), look_at=again):
            return
        for sign in sorted(found.keys() - seen):
            kind, subject, data = found[sign]
            if kind in one.kinds:
                said = body(kind, now, data)
                store.add_notice(db, user_id, webhook_id, kind=kind, subject=subject, body=said, at=now)


def _standing(known: Known, now: datetime) -> dict[str, _Found]:
    found = {}
    for line in lines(known, now):
        if line.verdict.outcome is Outcome.OVERDUE:
            told = promise_told(line.promise, known.user.leniency, now)
            found[f"overdue {line.promise.id}"] = _Found(Kind.OVERDUE, line.promise.id, {"promise": told})
    for question in known.questions:
        about = question.promise.id if question.promise else None
        told = {"sign": question.sign, "ask": question.ask.value, "promise": about}
        found[f"{question.ask.value} {question.sign}"] = _Found(Kind.QUESTION, question.sign, {"question": told})
    return found


def _look_again(known: Known, now: datetime) -> datetime:
    """When the next promise runs out; an hour from now at the latest, for calendars tell of the rest."""
    limits = (known.user.leniency.limit(one.binding) for one in known.promises if one.open)
    runs_out = min((limit for limit in limits if limit >= now), default=now + LONGEST_LOOK)
    return min(runs_out + timedelta(seconds=1), now + LONGEST_LOOK)


# --- told -----------------------------------------------------------------------------------------------------------


def tell(doors: Doors, user_id: str, webhook_id: str) -> int:
    """Tell one webhook some of what it is still to be told, in order, until one does not arrive; how many did."""
    return sum(_arrivals(doors, user_id, webhook_id))


def _arrivals(doors: Doors, user_id: str, webhook_id: str) -> Iterator[bool]:
    for _ in range(FEW):
        with doors.database.read() as db:
            notice = store.first(db, user_id, webhook_id, doors.clock())
        if notice is None or not tell_one(doors, notice):
            return
        yield True


def tell_one(doors: Doors, notice: Notice) -> bool:
    """Tell one notice, if nobody else does just now; whether it arrived."""
    token, now = new_id(), doors.clock()
    with doors.database.write() as db:
        if not store.claim(db, notice.user, notice.id, token=token, now=now, until=now + doors.lease):
            return False

    def sending() -> None:
        with doors.database.write() as db:
            until = doors.clock() + doors.lease
            if not store.mark_sending(db, notice.user, notice.id, token=token, until=until):
                raise LostLease

    try:
        status = _send(doors, notice, sending)
    except LostLease:
        return False
    except NotTold as trouble:
        _failed(doors, notice, token, trouble)
        return False
    with doors.database.write() as db:
        _arrived(db, notice, token, status, doors.clock())
    return True


def _send(doors: Doors, notice: Notice, sending: Callable[[], None]) -> int:
    with doors.database.read() as db:
        one = webhooks.webhook(db, notice.user, notice.webhook)
        if one is None:  # its user has removed it since
            raise LostLease
        kept = webhooks.sealed(db, notice.user, notice.webhook)
        said = store.body(db, notice.user, notice.id)
    now = doors.clock()
    overlaps = one.before_until is not None and now < one.before_until
    try:
        address = doors.seal.open(kept.address, owner=notice.user)
        keys = _secrets(doors.seal, notice.user, kept, overlaps)
    except CannotOpen as trouble:
        raise NotTold(trouble.words) from None
    return doors.send(address, far_end.Notice(notice.id, said.encode(), keys, now), before_data=sending)


def _secrets(seal: Seal, user_id: str, kept: Sealed, overlaps: bool) -> Sequence[str]:
    both = (kept.secret, kept.secret_before if overlaps else None)
    return [seal.open(secret, owner=user_id) for secret in both if secret]


def _arrived(db: Connection, notice: Notice, token: str, status: int, now: datetime) -> None:
    if store.mark_told(db, notice.user, notice.id, token=token, status=status, at=now):
        tallies.count(db, COUNTED, State.TOLD)
    was = webhooks.webhook(db, notice.user, notice.webhook)
    if was and was.failing_since:  # it listens again: what waits for it need wait no longer
        webhooks.change(db, notice.user, notice.webhook, **LISTENS, rests_until=now)
        store.wait_no_longer(db, notice.user, notice.webhook, now)


LISTENS: dict[str, Any] = {"failures": 0, "failing_since": None, "trouble": ""}


def _failed(doors: Doors, notice: Notice, token: str, trouble: NotTold) -> None:
    now, attempts = doors.clock(), notice.attempts + 1
    log.warning("notice not told id=%s attempts=%d status=%s", notice.id, attempts, trouble.status)
    with doors.database.write() as db:
        one = webhooks.webhook(db, notice.user, notice.webhook)
        if one is None:  # its user removed it meanwhile
            return
        again, off = next_try(attempts, now), _is_off(one, trouble, now)
        if notice.kind is Kind.TEST:
            again = None
        elif off:
            again = now  # it waits for the day on which its user has it told again
        failure = Failure(trouble.words, trouble.status, again)
        kept = store.mark_failed(db, notice.user, notice.id, failure, token=token)
        tallies.count(db, COUNTED, State.FAILED if again else State.GIVEN_UP, by=int(kept))
        if kept and notice.kind is not Kind.TEST:
            _rest(doors, db, one, trouble, off, now)


def _is_off(one: Webhook, trouble: NotTold, now: datetime) -> bool:
    return trouble.gone or (one.failing_since is not None and enough(one.failing_since, now))


def _rest(doors: Doors, db: Connection, one: Webhook, trouble: NotTold, off: bool, now: datetime) -> None:
    """The address is left alone for a while; for good where it took nothing for too long, or wants no more."""
    failures = one.failures + 1
    until = max(rest(failures, now), now + (trouble.retry_after or timedelta()))
    held = {"failures": failures, "failing_since": one.failing_since or now, "rests_until": until}
    webhooks.change(db, one.user, one.id, trouble=trouble.words.kept, **held)
    if off and webhooks.stop(db, one.user, one.id, now):
        user = accounts.user(db, one.user)
        if user:
            doors.stopped(db, user, one, trouble.words, now)


def notices_of(database: Database) -> Callable[[datetime, int], Sequence[tuple[str, str]]]:
    """Whose webhooks have something to be told by now, the longest waiting first."""

    def due(now: datetime, most: int) -> Sequence[tuple[str, str]]:
        with database.read() as db:
            return store.due(db, now, most)

    return due


def looks_of(database: Database) -> Callable[[datetime, int], Sequence[tuple[str, str]]]:
    """Whose webhooks are to be looked for by now, the longest waiting first."""

    def due(now: datetime, most: int) -> Sequence[tuple[str, str]]:
        with database.read() as db:
            return webhooks.looks_due(db, now, most)

    return due


def forget(database: Database, now: datetime) -> int:
    """Throw away what was told, or given up, more than 30 days ago; how many."""
    with database.write() as db:
        return store.forget(db, now - KEPT)

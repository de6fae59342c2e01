"""Random histories of all that can be decided, written act by act into a ledger: one in memory, or a real one."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Protocol

from sqlalchemy import Connection

from tests.making import ACCRA, BERLIN, DAY, NOW, person, promise, user
from tracker.domain.account import Account, User
from tracker.domain.decided import Decided, thing_of, to_record
from tracker.domain.entry import Act, Entry
from tracker.domain.event import EventKey, Span
from tracker.domain.partner import Partner
from tracker.domain.people import Circle, Direction, Give, GiveKind, Person, Reach
from tracker.domain.plan import Plan
from tracker.domain.promise import Cause, Origin, Promise, Refused
from tracker.domain.verdict import Leniency
from tracker.services import ledger

Verb = Callable[[Any, Random, datetime], Decided]


class Ledger(Protocol):
    """Where a history is written."""

    def record(self, act: Act, before: Decided | None, after: Decided | None, now: datetime) -> None:
        """One act."""

    def take_back(self, one: Decided, now: datetime) -> Decided | None:
        """The last act on it that stands, taken back."""


class InMemory:
    """A ledger that knows by itself what an undo brings back: the value that was there, not what an entry says."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.before: dict[str, list[Decided | None]] = {}

    def record(self, act: Act, before: Decided | None, after: Decided | None, now: datetime) -> None:
        one = after or before
        assert one is not None
        self.before.setdefault(one.id, []).append(before)
        self._write(act, before, after, now)

    def take_back(self, one: Decided, now: datetime) -> Decided | None:
        was = self.before[one.id].pop()
        self._write(Act.UNDONE, one, was, now)
        return was

    def _write(self, act: Act, before: Decided | None, after: Decided | None, now: datetime) -> None:
        one = after or before
        assert one is not None
        was, is_ = (to_record(each) if each else {} for each in (before, after))
        self.entries.append(Entry(one.id, now, "efua", "page", act, was, is_, thing_of(one)))


class Real:
    """The ledger's own service, within one transaction."""

    def __init__(self, db: Connection, who: User) -> None:
        self.db, self.who = db, who

    def record(self, act: Act, before: Decided | None, after: Decided | None, now: datetime) -> None:
        ledger.record(self.db, self.who, act, before, after, "page", now)

    def take_back(self, one: Decided, now: datetime) -> Decided | None:
        left: Decided | None = ledger.taken_back(self.db, self.who, one, 1, "page", now)
        return left


def play(into: Ledger, seed: int, length: int, who: User | None = None) -> Mapping[str, Decided]:
    """A history of so many acts; what it leaves, by id."""
    rng, now = Random(seed), NOW
    account = (who or user()).account
    stands: dict[str, Decided] = {account.id: account}
    into.record(Act.ADDED, None, account, now)
    undoable = {account.id: 0}
    for number in range(length):
        now += timedelta(minutes=rng.randrange(3000))
        chosen = rng.choice([*stands.values()])
        roll = rng.random()
        if roll < 0.3:
            opened = rng.choice(OPENINGS)(f"n{number}", rng, now)
            into.record(Act.ADDED, None, opened, now)
            stands[opened.id], undoable[opened.id] = opened, 1
        elif roll < 0.5:
            if undoable[chosen.id]:
                undoable[chosen.id] -= 1
                _put(stands, chosen, into.take_back(chosen, now))
        elif roll < 0.55 and not isinstance(chosen, Promise | Account):
            into.record(Act.REMOVED, chosen, None, now)
            _put(stands, chosen, None)
        else:
            undoable[chosen.id] += _changed(into, stands, chosen, rng, now)
    return stands


def _put(stands: dict[str, Decided], one: Decided, left: Decided | None) -> None:
    del stands[one.id]
    if left is not None:
        stands[one.id] = left


def _changed(into: Ledger, stands: dict[str, Decided], one: Decided, rng: Random, now: datetime) -> int:
    """One act of its kind, where that makes sense now; how many there were."""
    with suppress(Refused):
        act, verb = rng.choice(VERBS[type(one)])
        after = verb(one, rng, now)
        if after != one:
            into.record(act, one, after, now)
            stands[one.id] = after
            return 1
    return 0


# --- What is opened -------------------------------------------------------------------------------------------------


def _promise(id: str, rng: Random, now: datetime) -> Decided:
    origin = Origin(EventKey("work", id), "by Friday", "rule", f"sign {id}", None) if rng.random() < 0.5 else None
    zone = rng.choice((UTC, ACCRA, BERLIN))
    due = (now + timedelta(hours=rng.randrange(1, 400))).astimezone(zone)
    whose = {"promiser": "Nils"} if rng.random() < 0.2 else {}
    return promise(f"body {id}\0 “é”", id=id, due=due, origin=origin, dated=rng.random() < 0.5, **whose)


def _person(id: str, rng: Random, now: datetime) -> Decided:
    return person("Ama Mensah", id=id, circle=rng.choice([*Circle]), tags=frozenset({"b", "a"}))


def _give(id: str, rng: Random, now: datetime) -> Decided:
    return Give(id, "ama", rng.choice([*GiveKind]), rng.choice([*Direction]), now.astimezone(BERLIN), "a note")


def _plan(id: str, rng: Random, now: datetime) -> Decided:
    return Plan(id=id, week=f"2026-W{rng.randrange(1, 53):02}", person="ama", value="a book", on=now.date())


def _partner(id: str, rng: Random, now: datetime) -> Decided:
    return Partner(id=id, name="Bodil", address="bodil@example.com", invited_at=now)


OPENINGS = (_promise, _promise, _promise, _person, _give, _plan, _partner)


# --- What is done to it ---------------------------------------------------------------------------------------------


def _delivered(one: Promise, rng: Random, now: datetime) -> Promise:
    return one.deliver(now - rng.randrange(3) * DAY, marked_at=now, by_calendar=rng.random() < 0.3)


def _moved(one: Promise, rng: Random, now: datetime) -> Promise:
    told = now if rng.random() < 0.7 else None
    return one.renegotiate(one.binding.due + rng.randrange(1, 9) * DAY, agreed_at=told, dated=rng.random() < 0.5)


def _away(one: Account, rng: Random, now: datetime) -> Account:
    return one._replace(away=Span(now, now + 7 * DAY) if one.away is None else None)


VERBS: dict[type, list[tuple[Act, Verb]]] = {
    Promise: [
        (Act.DELIVERED, _delivered),
        (Act.RENEGOTIATED, _moved),
        (Act.RELEASED, lambda one, rng, now: one.release(now)),
        (Act.RENEGED, lambda one, rng, now: one.renege(now, rng.choice([None, *Cause]))),
        (Act.VOIDED, lambda one, rng, now: one.strike()),
        (Act.EXPLAINED, lambda one, rng, now: one.explain(rng.choice([*Cause]))),
        (Act.ASKED, lambda one, rng, now: one.ask(now)),
        (Act.WITHDRAWN, lambda one, rng, now: one.unask()),
        (Act.RECEIVED, lambda one, rng, now: one.receive(now)),
        (Act.DOUBTED, lambda one, rng, now: one.doubt(now)),
        (Act.REOPENED, lambda one, rng, now: one.reopen()),
        (Act.SETTLED, lambda one, rng, now: one.settle(now) if rng.random() < 0.5 else one.unfollow()),
    ],
    Person: [
        (Act.EDITED, lambda one, rng, now: replace(one, goal=f"goal {rng.randrange(9)}", review_on=now.date())),
        (Act.EDITED, lambda one, rng, now: replace(one, reach=rng.choice([*Reach]), circle=Circle.INNER)),
        (Act.MERGED, lambda one, rng, now: replace(one, merged_into="somebody")),
        (Act.PARTED, lambda one, rng, now: replace(one, merged_into=None)),
    ],
    Give: [(Act.EDITED, lambda one, rng, now: one._replace(note=f"note {rng.randrange(9)}"))],
    Plan: [
        (Act.GIVEN, lambda one, rng, now: replace(one, given_at=now)),
        (Act.SKIPPED, lambda one, rng, now: replace(one, person="", value="", on=None)),
    ],
    Partner: [
        (Act.JOINED, lambda one, rng, now: replace(one, joined_at=now)),
        (Act.ENDED, lambda one, rng, now: replace(one, ended_at=now)),
    ],
    Account: [
        (Act.RESET, lambda one, rng, now: one._replace(scored_from=now)),
        (Act.EDITED, _away),
        (Act.EDITED, lambda one, rng, now: one._replace(leniency=Leniency(patience=rng.randrange(1, 60) * DAY))),
        (Act.EDITED, lambda one, rng, now: one._replace(offers=tuple("abc"[: rng.randrange(4)]))),
    ],
}

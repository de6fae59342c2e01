"""The accountability game: name 1 person, 1 value, 1 date for this week; let it go by; say that it was given
(requirement 40). What one tap does to plan, person, promise and give is one transaction, and one undo.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.decided import Decided
from tracker.domain.entry import Act, Entry, Thing
from tracker.domain.game import given_at, week_of
from tracker.domain.people import Direction, Give, GiveKind, Person, Persons
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise, Refused
from tracker.services import ledger
from tracker.services.ledger import NotFound
from tracker.store import decided, people, plans
from tracker.store import ledger as store
from tracker.store.database import Database, new_id
from tracker.tongue import N_

LAST_SECOND = time(23, 59, 59)
FAR = timedelta(days=366)


class Ambiguous(Refused):
    """Several persons answer to what was typed; `persons` are they."""

    def __init__(self, who: str, persons: tuple[Person, ...]) -> None:
        super().__init__(
            N_("%(number)s persons answer to “%(who)s”. Choose which one you mean."), number=len(persons), who=who
        )
        self.persons = persons


class Answer(NamedTuple):
    """The three answers. `who` is a name, or the id of a person; `promised`: it is to be a promise as well."""

    who: str
    value: str
    on: date
    promised: bool = False


class Planned(NamedTuple):
    """The plan that an answer left, of whom it speaks, and whether they were named by it."""

    plan: Plan
    person: Person
    newly_named: bool


def plan(database: Database, user: User, answer: Answer, *, via: str, now: datetime) -> Planned:
    """Plan this week; a second answer says it anew. Who is not named yet is named at once.

    Raises Ambiguous, and Refused where a day has passed or this week's was given already.
    """
    return ledger.settled(database, lambda db: _planned(db, user, answer, via, now))


def _planned(db: Connection, user: User, answer: Answer, via: str, now: datetime) -> Planned:
    today = now.astimezone(user.zone).date()
    before = _open(db, user, today)
    if before is None or answer.on != before.on:  # else to mend a word would need another day
        _must_come(answer.on, today)
    known = _meant(db, user, answer.who)
    person = known or _named(db, user, answer, via, now)
    after = Plan(id=week_of(today), week=week_of(today), person=person.id, value=_said(answer.value), on=answer.on)
    if before and (before.person, before.value) == (after.person, after.value):
        after = replace(after, promise=before.promise)
    if answer.promised and not after.promise:
        after = replace(after, promise=_promised(db, user, person, after, via, now).id)
    if after != before:
        ledger.record(db, user, Act.EDITED if before else Act.PLANNED, before, after, via, now)
    return Planned(after, person, known is None)


def _open(db: Connection, user: User, today: date) -> Plan | None:
    """This week's plan, which may still be said anew. Raises Refused when it was given."""
    before = plans.plan(db, user.id, week_of(today))
    if before and given_at(before, _promise_of(db, user, before)):
        raise Refused("What you planned for this week is given. The next week begins on Monday.")
    return before


def _must_come(on: date, today: date) -> None:
    if on < today:
        raise Refused("That day has passed. Choose today, or a day to come.")
    if on - today > FAR:
        raise Refused("That is more than a year away. Choose a nearer day.")


def _meant(db: Connection, user: User, who: str) -> Person | None:
    """The person that an answer means, None when nobody is called so yet."""
    persons = Persons(decided.every(db, user.id, Thing.PERSON))
    by_id = persons.turned_out(who)
    found = (by_id,) if by_id else persons.meant(who)
    if len(found) > 1:
        raise Ambiguous(who.strip(), found)
    return found[0] if found else None


def _named(db: Connection, user: User, answer: Answer, via: str, now: datetime) -> Person:
    name = " ".join(answer.who.split())
    if not name:
        raise Refused("Say who: 1 person.")
    person = Person(id=new_id(), name=name, value=_said(answer.value))
    ledger.record(db, user, Act.NAMED, None, person, via, now)
    return person


def _said(value: str) -> str:
    if not value.strip():
        raise Refused("Say what you will give: 1 value.")
    return value.strip()


def _promised(db: Connection, user: User, person: Person, plan: Plan, via: str, now: datetime) -> Promise:
    assert plan.on is not None, "only a skipped week has no day"
    due = datetime.combine(plan.on, LAST_SECOND, user.zone)
    term = ledger.term_of(user, due, now, dated=True)
    promise = Promise(id=new_id(), body=plan.value, promisee=person.name, terms=(term,), made_at=now)
    ledger.record(db, user, Act.ADDED, None, promise, via, now)
    return promise


def skip(database: Database, user: User, *, via: str, now: datetime) -> Plan:
    """Let this week go by, on purpose. A promise that was written down stands."""
    return ledger.settled(database, lambda db: _skipped(db, user, via, now))


def _skipped(db: Connection, user: User, via: str, now: datetime) -> Plan:
    today = now.astimezone(user.zone).date()
    before, after = _open(db, user, today), Plan(id=week_of(today), week=week_of(today))
    if after != before:
        ledger.record(db, user, Act.SKIPPED, before, after, via, now)
    return after


def give(database: Database, user: User, week: str, kind: GiveKind, *, via: str, now: datetime) -> Plan:
    """What was planned for a week is given: a give is recorded, and the promise that it became is delivered.

    Twice is once. Of a promise that was delivered before, the give bears that instant.
    """
    return ledger.settled(database, lambda db: _given(db, user, week, kind, via, now))


def _given(db: Connection, user: User, week: str, kind: GiveKind, via: str, now: datetime) -> Plan:
    before = the(db, user, week)
    if before.given_at:
        return before
    if before.skipped:
        raise Refused("You let this week go by, so nothing was to be given. Plan it after all first.")
    promises = _promise_of(db, user, before)
    at = given_at(before, promises) or now
    if any(promise.open for promise in promises):
        ledger.delivered(db, user, promises[0].id, at, via, now)
    after = replace(before, given_at=at, give=_gave(db, user, before, kind, at, via, now))
    ledger.record(db, user, Act.GIVEN, before, after, via, now)
    return after


def _gave(db: Connection, user: User, plan: Plan, kind: GiveKind, at: datetime, via: str, now: datetime) -> str:
    """The id of the give; empty where its person is named no longer."""
    person = Persons(decided.every(db, user.id, Thing.PERSON)).turned_out(plan.person)
    if person is None:
        return ""
    one = Give(new_id(), person.id, kind, Direction.GIVEN, at, plan.value)
    ledger.record(db, user, Act.RECORDED, None, one, via, now)
    return one.id


def undo(database: Database, user: User, of: Plan, *, via: str, now: datetime) -> Plan | None:
    """Take back the last act on a plan, and all that the same tap did: person named, promise opened or delivered,
    give recorded; but nothing with which more was done since. None when there was no plan before.

    Raises Overtaken when the plan is not as `of` says any more.
    """
    with database.write() as db:
        if the(db, user, of.week) != of:
            raise store.Overtaken("This week's plan was changed elsewhere. Look at it again.")
        at = _last(db, user, of).at
        after: Plan | None = ledger.taken_back(db, user, of, 1, via, now)
        for one in _beside(db, user, of):
            if _last(db, user, one).at == at:
                ledger.taken_back(db, user, one, 1, via, now)
        return after


def _last(db: Connection, user: User, one: Decided) -> Entry:
    return ledger.standing_acts(store.entries(db, user.id, one.id))[-1]


def _beside(db: Connection, user: User, plan: Plan) -> Iterator[Decided]:
    """What a tap may have done beside the plan, so that nothing stays that speaks of what is gone."""
    give: Give | None = decided.one(db, user.id, Thing.GIVE, plan.give)
    if give:
        yield give
    yield from _promise_of(db, user, plan)
    person = people.person(db, user.id, plan.person)
    if person and not any(one.person == person.id for one in people.gives(db, user.id)):
        yield person


def _promise_of(db: Connection, user: User, plan: Plan) -> tuple[Promise, ...]:
    promise = store.promise(db, user.id, plan.promise) if plan.promise else None
    return (promise,) if promise else ()


def the(db: Connection, user: User, week: str) -> Plan:
    """This user's plan of that week. Raises NotFound."""
    found = plans.plan(db, user.id, week)
    if found is None:
        raise NotFound("Nothing is planned for that week.")
    return found

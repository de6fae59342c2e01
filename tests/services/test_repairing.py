"""Repair after a miss: why it was, and a next promise in its place; the miss itself stays as it is."""

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW
from tests.services.deciding import acts, stored
from tracker.domain.entry import Act
from tracker.domain.promise import Cause, Refused
from tracker.domain.repair import repaired_by
from tracker.domain.verdict import Outcome, judge
from tracker.services import ledger, repairing
from tracker.services.ledger import NotFound
from tracker.store import ledger as store

SATURDAY = FRIDAY + DAY
NEXT = {"body": "send proposal", "due": FRIDAY + 7 * DAY, "dated": False, "via": "page"}


@pytest.fixture
def owed(database, efua):
    """A promise of Efua's, due on Friday."""
    return ledger.add(
        database, efua, body="send proposal", promisee="Ama", due=FRIDAY, dated=False, via="page", now=NOW
    )


def explain(database, user, promise, now, cause=Cause.CAPACITY):
    return repairing.explain(database, user, promise.id, cause=cause, via="page", now=now)


def test_an_overdue_promise_is_explained_once_and_that_can_be_taken_back(database, efua, owed):
    for _ in range(2):
        assert explain(database, efua, owed, SATURDAY).cause is Cause.CAPACITY
    assert acts(database, efua, owed.id) == [Act.ADDED, Act.EXPLAINED]
    assert explain(database, efua, owed, SATURDAY, Cause.FORGOT).cause is Cause.FORGOT
    assert ledger.undo(database, efua, owed.id, via="page", now=SATURDAY).cause is Cause.CAPACITY


def test_what_is_late_or_broken_is_explained_too(database, efua, owed):
    ledger.deliver(database, efua, owed.id, via="page", now=SATURDAY)
    assert explain(database, efua, owed, SATURDAY).cause is Cause.CAPACITY
    other = ledger.add(database, efua, body="call", promisee="", due=FRIDAY, dated=False, via="page", now=NOW)
    ledger.renege(database, efua, other.id, via="page", now=NOW)
    assert explain(database, efua, other, NOW).cause is Cause.CAPACITY


def test_what_is_not_missed_needs_no_repair(database, efua, owed):
    with pytest.raises(Refused, match="nothing to repair"):
        explain(database, efua, owed, FRIDAY - HOUR)
    ledger.deliver(database, efua, owed.id, via="page", now=FRIDAY)
    for now in (FRIDAY, SATURDAY):
        with pytest.raises(Refused, match="nothing to repair"):
            repairing.repair(database, efua, owed.id, **NEXT, now=now)


def test_what_others_promised_is_not_mine_to_repair(database, efua):
    theirs = ledger.add(
        database, efua, body="call", promisee="me", promiser="Nils", due=FRIDAY, dated=False, via="page", now=NOW
    )
    with pytest.raises(Refused, match="nothing to repair"):
        explain(database, efua, theirs, SATURDAY)


def test_the_next_promise_says_what_it_repairs_and_the_miss_stays_a_miss(database, efua, owed):
    was = judge(owed, efua.leniency, SATURDAY)
    given = repairing.repair(database, efua, owed.id, **NEXT, now=SATURDAY)
    assert (given.repairs, given.promisee, given.binding.due) == (owed.id, "Ama", FRIDAY + 7 * DAY)
    assert acts(database, efua, given.id) == [Act.ADDED]
    assert stored(database, efua, owed.id) == owed
    assert judge(stored(database, efua, owed.id), efua.leniency, SATURDAY) == was
    assert was.outcome is Outcome.OVERDUE


def test_the_same_next_promise_twice_is_one(database, efua, owed):
    for _ in range(2):
        repairing.repair(database, efua, owed.id, **NEXT, now=SATURDAY)
    other = repairing.repair(database, efua, owed.id, **NEXT | {"body": "send a draft"}, now=SATURDAY + HOUR)
    with database.read() as db:
        found = repaired_by(owed, store.promises(db, efua.id))
    assert [one.body for one in found] == ["send proposal", "send a draft"]
    assert ledger.undo(database, efua, other.id, via="page", now=SATURDAY + HOUR) is None


def test_a_next_promise_needs_a_due_that_lies_ahead_and_words(database, efua, owed):
    with pytest.raises(Refused, match="lies ahead"):
        repairing.repair(database, efua, owed.id, **NEXT | {"due": SATURDAY}, now=SATURDAY)
    with pytest.raises(Refused, match="what is promised"):
        repairing.repair(database, efua, owed.id, **NEXT | {"body": " "}, now=SATURDAY)


def test_nobody_repairs_anothers_promise(database, efua, kofi, owed):
    with pytest.raises(NotFound):
        repairing.repair(database, kofi, owed.id, **NEXT, now=SATURDAY)
    with pytest.raises(NotFound):
        explain(database, kofi, owed, SATURDAY)

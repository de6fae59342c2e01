"""A service moved from SQLite to PostgreSQL and back: nothing lost, nothing doubled, and never two at work."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.making import NOW
from tests.services.moved import SEAL, Died, dying_after, held, nobody, peopled, place
from tracker.domain.entry import Act
from tracker.services import ledger, moving
from tracker.services.moving import Unmoved
from tracker.services.replay import audit
from tracker.store import accounts, calendars, letters
from tracker.store import held as restored
from tracker.store import moving as store
from tracker.store.tables import metadata

pytestmark = pytest.mark.postgresql


@pytest.fixture(params=["to postgresql", "to sqlite"])
def both(request, sqlite, postgresql):
    """Where from and where to, both ways."""
    here, there = (sqlite, postgresql) if request.param == "to postgresql" else (postgresql, sqlite)
    return place(peopled(here)), place(there)


def moved(source, target, heard=nobody, now=NOW):
    return moving.move(source, target, heard, now)


def test_every_row_of_every_table_is_carried_or_named_with_why():
    assert {table.name for table in store.TABLES} | store.STAYS.keys() == set(metadata.tables)
    assert not {table.name for table in store.TABLES} & store.STAYS.keys()


def test_what_comes_is_what_was_there_and_the_source_stays_as_it_was(both):
    source, target = both
    before = held(source.database)
    done = moved(source, target)
    assert held(target.database) == held(source.database) == before
    assert (done.users, done.rows["entries"]) == (3, len(before["entries"]))
    with target.database.read() as db:
        assert audit(db, "user1").whole


def test_what_was_sealed_opens_there_with_the_same_keys(both):
    source, target = both
    moved(source, target)
    with target.database.read() as db:
        assert SEAL.open(calendars.sealed_of(db, "user2", "work"), owner="user2") == "https://example.com/feed.ics"


def test_whoever_goes_on_there_writes_the_next_entry_of_the_chain(both):
    source, target = both
    moved(source, target)
    with target.database.read() as db:
        user = accounts.user(db, "user1")
    ledger.deliver(target.database, user, "user1-p0", via="page", now=NOW)
    with target.database.read() as db:
        found = audit(db, "user1")
    assert found.whole
    assert found.entries == 12 + 8 + 3 + 4 + 1


@pytest.mark.parametrize("steps", [0, 4, 13, 30])
def test_killed_at_any_step_and_moved_again_nothing_is_lost_or_doubled(both, steps):
    source, target = both
    before = held(source.database)
    with pytest.raises(Died):
        moving.move(source, target, dying_after(steps), NOW, piece=20)
    for database in (source.database, target.database):
        with pytest.raises(Unmoved):
            moving.demand_home(database)
    moved(source, target)
    assert held(target.database) == held(source.database) == before
    moving.demand_home(target.database)


def test_killed_between_the_two_last_marks_it_ends_when_moved_again(both):
    source, target = both

    def dies(what, _done, _of):
        if what == "letting go":
            raise Died

    with pytest.raises(Died):
        moved(source, target, dies)
    for database in (source.database, target.database):
        with pytest.raises(Unmoved, match=r"was moved to .* Start tracker there|has not ended"):
            moving.demand_home(database)
    moved(source, target)
    moving.demand_home(target.database)


def test_half_way_nobody_works_there_and_both_ways_on_are_told(both):
    source, target = both

    def dies(*_):
        raise Died

    with pytest.raises(Died):
        moved(source, target, dies)
    told = r"is being moved to .* Say that tracker move again; or give it up: tracker move --stay"
    with pytest.raises(Unmoved, match=told):
        moving.demand_home(source.database)


def test_only_the_target_may_be_worked_on_afterwards(both):
    source, target = both
    moved(source, target)
    moving.demand_home(target.database)
    with pytest.raises(Unmoved, match="was moved to"):
        moving.demand_home(source.database)
    with source.database.write() as db:
        assert not letters.lead(db, "somebody", NOW, NOW + timedelta(minutes=3))
    with target.database.write() as db:
        assert letters.lead(db, "somebody", NOW, NOW + timedelta(minutes=3))


@pytest.mark.parametrize("confirmed", [False, True])
def test_what_was_restored_and_is_held_is_held_there_as_well(both, confirmed):
    source, target = both
    with source.database.write() as db:
        restored.hold(db, NOW, NOW - timedelta(days=1))
        if confirmed:
            restored.release(db)
    moved(source, target)
    with target.database.write() as db:
        assert (restored.held(db) is None) == confirmed
        assert restored.taken_over(db) == NOW


def test_who_says_that_it_stays_may_work_there_again(both):
    source, target = both
    moved(source, target)
    moving.stay(source)
    moving.demand_home(source.database)


def test_a_target_that_holds_something_is_refused_and_stays_as_it_is(both):
    source, target = both
    peopled(target.database, users=1)
    before = held(target.database)
    with pytest.raises(Unmoved, match="is not empty"):
        moved(source, target)
    assert held(target.database) == before
    moving.demand_home(source.database)


def test_a_target_that_another_move_began_to_fill_is_refused(both):
    source, target = both
    with target.database.write() as db:
        store.arrive(db, store.Mark("another", "elsewhere"))
    with pytest.raises(Unmoved, match=r"is not empty: it holds a move from elsewhere. Move into a new database"):
        moved(source, target)
    moving.demand_home(source.database)


def test_a_source_that_is_half_full_itself_is_not_moved(both):
    source, target = both
    with source.database.write() as db:
        store.arrive(db, store.Mark("another", "elsewhere"))
    with pytest.raises(Unmoved) as told:
        moved(source, target)
    assert str(told.value) == f"{source.shown} is half full itself: a move from elsewhere has not ended."


def test_a_target_of_another_version_is_refused(both):
    source, target = both
    version = target.database.revision()
    _say_version(target.database, "9999")
    with pytest.raises(Unmoved) as told:
        moved(source, target)
    _say_version(target.database, version)  # this database is lent again
    assert str(told.value) == f"{target.shown} was made by another version of tracker. Move into a new database."
    moving.demand_home(source.database)


def _say_version(database, version):
    with database.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": version})


def _enter_wrongly(database, user):
    """An entry whose hash is none."""
    row = {"thing": "promise", "subject": "x", "at": NOW, "by": user, "via": "page", "act": Act.EDITED.value}
    with database.write() as db:
        db.execute(metadata.tables["entries"].insert().values(user_id=user, before={}, after={}, hash="", **row))


def test_a_ledger_that_broke_on_its_way_is_told_by_whose_it_is(both):
    source, target = both

    def changes(what, _done, _of):
        if what.startswith("replaying ledgers, 0"):
            _enter_wrongly(target.database, "user2")

    with pytest.raises(Unmoved) as told:
        moved(source, target, changes)
    with source.database.read() as db:
        whose = accounts.user(db, "user2").email
    assert str(told.value) == f"A ledger is not whole after the move, that of {whose}. Move again."


def test_what_is_at_work_is_not_moved(both):
    source, target = both
    with source.database.write() as db:
        letters.lead(db, "somebody", NOW, NOW + timedelta(minutes=3))
    with pytest.raises(Unmoved, match=r"tracker is at work on .*Stop it, then move. If it was killed, wait until"):
        moved(source, target)
    moved(source, target, now=NOW + timedelta(minutes=4))


def test_what_is_written_meanwhile_is_found_out(both):
    source, target = both
    with source.database.read() as db:
        user = accounts.user(db, "user1")

    def dies(what, _done, _of):
        if what.startswith("comparing"):
            raise Died

    with pytest.raises(Died):
        moved(source, target, dies)
    ledger.deliver(source.database, user, "user1-p0", via="page", now=NOW)
    with pytest.raises(Unmoved, match="not the same on both sides"):
        moved(source, target)
    with pytest.raises(Unmoved, match=r"half full: a move from .* has not ended. Say it again there"):
        moving.demand_home(target.database)


def test_a_plan_changes_nothing(both):
    source, target = both
    before = held(target.database)
    plan = moving.planned(source, target, NOW)
    assert plan.rows["users"] == 3
    assert held(target.database) == before
    moving.demand_home(source.database)


def test_a_ledger_that_was_broken_before_comes_as_it_was(both):
    source, target = both
    _enter_wrongly(source.database, "user1")
    moved(source, target)
    with target.database.read() as db:
        assert not audit(db, "user1").whole

"""Followed calendars, and who reads each now."""

from dataclasses import replace

import pytest
from sqlalchemy import event as happening
from sqlalchemy.exc import IntegrityError, NoResultFound

from tests.making import DAY, HOUR, NOW, calendar, candidate, event, made_from
from tracker.domain.account import CalendarKind
from tracker.domain.entry import Act, Entry
from tracker.domain.event import Skipped
from tracker.domain.promise import to_record
from tracker.domain.reconcile import Changes
from tracker.store import calendars, events, ledger


@pytest.fixture
def work(database, efua):
    """Efua's work calendar."""
    made = calendar(next_sync_at=NOW)
    with database.write() as db:
        calendars.add_calendar(db, made, "sealed address")
    return made


def test_a_calendar_comes_back_as_it_went(database, efua):
    whole = calendar(
        kind=CalendarKind.GOOGLE,
        shown="calendar.example …abcd",
        decides=True,
        example=True,
        cursor='"etag"',
        next_sync_at=NOW + HOUR,
        trouble="It asks for a sign-in.",
        distrusted=2,
    )
    with database.write() as db:
        calendars.add_calendar(db, whole, "sealed")
        assert calendars.calendar(db, "efua", "work") == whole
        assert calendars.calendars(db, "efua") == (whole,)


def test_what_changes_of_it_is_saved(database, work):
    changed = replace(work, name="Office", decides=True, cursor="2", synced_at=None, next_sync_at=None, distrusted=1)
    with database.write() as db:
        calendars.save_calendar(db, changed)
        assert calendars.calendar(db, "efua", "work") == changed
        assert calendars.sealed_of(db, "efua", "work") == "sealed address"


def test_its_secret_is_replaced(database, work):
    with database.write() as db:
        calendars.replace_sealed(db, "efua", "work", "another")
        assert calendars.sealed_of(db, "efua", "work") == "another"


def test_it_is_nobody_elses(database, work, kofi):
    with database.write() as db:
        assert calendars.calendar(db, "kofi", "work") is None
        assert calendars.calendars(db, "kofi") == ()
        calendars.replace_sealed(db, "kofi", "work", "his own")
        calendars.save_calendar(db, replace(work, user="kofi", name="Taken"))
        calendars.remove_calendar(db, "kofi", "work")
        assert not calendars.claim_calendar(db, "kofi", "work", token="t", now=NOW, until=NOW + HOUR)
        assert calendars.calendar(db, "efua", "work") == work
        assert calendars.sealed_of(db, "efua", "work") == "sealed address"
        with pytest.raises(NoResultFound):
            calendars.sealed_of(db, "kofi", "work")


def test_nothing_hangs_on_a_calendar_of_somebody_else(database, work, kofi):
    with pytest.raises(IntegrityError), database.write() as db:
        events.record(db, "kofi", "work", Changes(new=(event(),)), NOW)


def test_calendars_are_due_at_their_instant_the_longest_waiting_first(database, efua, kofi):
    times = {"now": NOW, "early": NOW - HOUR, "later": NOW + HOUR, "paused": None}
    with database.write() as db:
        for name, at in times.items():
            calendars.add_calendar(db, calendar(id=name, next_sync_at=at), "sealed")
        calendars.add_calendar(db, calendar(id="his", user="kofi", next_sync_at=NOW - DAY), "sealed")
        assert [one.id for one in calendars.calendars_due(db, NOW)] == ["his", "early", "now"]


def test_one_who_holds_it_keeps_others_out_until_the_lease_runs_out(database, work):
    with database.write() as db:
        assert calendars.claim_calendar(db, "efua", "work", token="first", now=NOW, until=NOW + HOUR)
        assert not calendars.claim_calendar(db, "efua", "work", token="second", now=NOW, until=NOW + HOUR)
        assert calendars.calendars_due(db, NOW) == ()
        assert calendars.calendars_due(db, NOW + HOUR) == (work,)
        assert calendars.claim_calendar(db, "efua", "work", token="second", now=NOW + HOUR, until=NOW + 2 * HOUR)


def test_only_its_holder_lets_go_of_it(database, work):
    with database.write() as db:
        calendars.claim_calendar(db, "efua", "work", token="first", now=NOW, until=NOW + HOUR)
        calendars.release_calendar(db, "efua", "work", token="second")
        assert not calendars.claim_calendar(db, "efua", "work", token="second", now=NOW, until=NOW + HOUR)
        calendars.release_calendar(db, "efua", "work", token="first")
        assert calendars.claim_calendar(db, "efua", "work", token="second", now=NOW, until=NOW + HOUR)


def test_what_was_skipped_is_what_the_last_reading_skipped(database, work):
    first, second = Skipped("a", "It has no start."), Skipped("b", "It ends before it starts.")
    with database.write() as db:
        calendars.save_skipped(db, "efua", "work", [second, first, first])
        assert calendars.skipped(db, "efua", "work") == (second, first, first)
        calendars.save_skipped(db, "efua", "work", [first])
        assert calendars.skipped(db, "efua", "work") == (first,)
        calendars.save_skipped(db, "efua", "work", [])
        assert calendars.skipped(db, "efua", "work") == ()


def test_skipping_the_same_again_writes_nothing(database, work):
    skips = [Skipped("a", "It has no start.")]
    with database.write() as db:
        calendars.save_skipped(db, "efua", "work", skips)
    statements = []
    with database.write() as db:
        happening.listen(db, "before_cursor_execute", lambda *each: statements.append(each[2].split()[0]))
        calendars.save_skipped(db, "efua", "work", skips)
    assert statements == ["SELECT"]


def test_a_calendar_that_goes_takes_what_it_told_but_no_promise(database, work):
    found = candidate()
    accepted = made_from(found)
    with database.write() as db:
        events.record(db, "efua", "work", Changes(new=(event(),)), NOW)
        events.save_candidates(db, "efua", event().key, [found], 1)
        calendars.save_skipped(db, "efua", "work", [Skipped("a", "It has no start.")])
        ledger.keep(db, "efua", accepted, Entry("p1", NOW, "efua", "page", Act.ACCEPTED, {}, to_record(accepted)))
        calendars.remove_calendar(db, "efua", "work")
        assert calendars.calendars(db, "efua") == ()
        assert events.known(db, "efua", "work") == {}
        assert events.versions(db, "efua", event().key) == ()
        assert events.candidates(db, "efua") == ()
        assert events.standing(db, "efua") == frozenset()
        assert calendars.skipped(db, "efua", "work") == ()
        assert ledger.promises(db, "efua") == (accepted,)


def test_what_is_said_of_the_whole_calendar_beside_each_change_is_kept_once(database, efua):
    said = Skipped("", "Its time zone is unknown.", kept=True)
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        for uid in ("one", "two", "one"):
            calendars.save_skipped(db, efua.id, "work", [said, Skipped(uid, "It has no start.")], only={uid})
        assert sorted(one.uid for one in calendars.skipped(db, efua.id, "work")) == ["", "one", "two"]

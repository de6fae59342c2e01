"""What calendars told, version by version."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.making import DAY, HOUR, NOW, calendar, candidate, event
from tracker.domain.event import EventKey, Pull
from tracker.domain.reconcile import Changes, compare
from tracker.store import calendars, events
from tracker.store.tables import event_versions

LUNCH, CALL = event("Lunch with Ama", uid="lunch"), event("Call Kofi", uid="call")
LATER = NOW + HOUR


@pytest.fixture
def work(database, efua, kofi):
    """A database in which Efua and Kofi each follow a calendar called work."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        calendars.add_calendar(db, calendar(user="kofi"), "sealed")
    return database


def told(db):
    return db.execute(select(func.count()).select_from(event_versions)).scalar_one()


def test_what_was_told_is_known(work):
    with work.write() as db:
        assert events.record(db, "efua", "work", Changes(new=(LUNCH, CALL)), NOW) == 2
        assert events.known(db, "efua", "work") == {LUNCH.key: LUNCH, CALL.key: CALL}


def test_a_changed_event_is_known_as_it_is_now_and_as_it_was(work):
    moved = replace(LUNCH, start=LUNCH.start + DAY, end=LUNCH.end + DAY)
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(LUNCH,)), NOW)
        assert events.record(db, "efua", "work", Changes(changed=(moved,)), LATER) == 1
        assert events.known(db, "efua", "work") == {LUNCH.key: moved}
        assert events.versions(db, "efua", LUNCH.key) == ((NOW, LUNCH), (LATER, moved))


def test_an_event_that_goes_and_comes_back_leaves_a_gap_in_its_history(work):
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(LUNCH,)), NOW)
        assert events.record(db, "efua", "work", Changes(gone=(LUNCH.key,)), LATER) == 1
        assert events.known(db, "efua", "work") == {}
        assert events.standing(db, "efua") == frozenset()
        events.record(db, "efua", "work", Changes(new=(LUNCH,)), LATER + HOUR)
        assert events.versions(db, "efua", LUNCH.key) == ((NOW, LUNCH), (LATER, None), (LATER + HOUR, LUNCH))
        assert events.standing(db, "efua") == {LUNCH.key}


def test_many_changes_at_once_keep_each_event_with_its_own_version(work):
    many = tuple(event(f"Event {n}", uid=str(n), cancelled=n % 2 == 0) for n in range(2500))
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=many), NOW)
        assert events.known(db, "efua", "work") == {one.key: one for one in many}
        assert events.standing(db, "efua") == {one.key for one in many if not one.cancelled}
        assert events.record(db, "efua", "work", Changes(gone=tuple(one.key for one in many)), LATER) == 2500
        assert events.known(db, "efua", "work") == {}


def test_syncing_the_same_twice_writes_nothing(work):
    for _ in range(2):
        with work.write() as db:
            changes = compare(events.known(db, "efua", "work"), Pull((LUNCH, CALL)), now=NOW)
            events.record(db, "efua", "work", changes, NOW)
    with work.read() as db:
        assert told(db) == 2


def test_no_changes_are_no_rows(work):
    with work.write() as db:
        assert events.record(db, "efua", "work", Changes(), NOW) == 0
        assert told(db) == 0


def test_a_cancelled_event_is_known_but_does_not_stand(work):
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(LUNCH, replace(CALL, cancelled=True))), NOW)
        assert set(events.known(db, "efua", "work")) == {LUNCH.key, CALL.key}
        assert events.standing(db, "efua") == {LUNCH.key}


def test_each_instance_of_a_series_is_an_event_of_its_own(work):
    first, second = (
        replace(LUNCH, key=EventKey("work", "lunch", at), summary=at) for at in ("20260310", "20260317T120000Z")
    )
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(first, second)), NOW)
        assert events.versions(db, "efua", second.key) == ((NOW, second),)


def test_events_are_found_by_name_instance_by_instance(work):
    days = [event(key=EventKey("work", "weekly", day), recurring=True) for day in ("20260109", "20260116")]
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(*days, LUNCH, CALL)), NOW)
        events.record(db, "efua", "work", Changes(gone=(CALL.key,)), LATER)
        wanted = [days[1].key, LUNCH.key, CALL.key, EventKey("work", "nobody")]
        assert events.named(db, "efua", "work", wanted) == {days[1].key: days[1], LUNCH.key: LUNCH}
        assert events.named(db, "efua", "work", []) == events.named(db, "kofi", "work", wanted) == {}


def test_a_calendar_may_not_tell_of_another_calendars_events(work):
    stray = event(key=EventKey("home", "stray"))
    with work.write() as db:
        for changes in (Changes(new=(stray,)), Changes(changed=(stray,)), Changes(gone=(stray.key,))):
            with pytest.raises(ValueError, match="its own events"):
                events.record(db, "efua", "work", changes, NOW)


def test_what_efuas_calendar_told_is_nothing_to_kofi(work):
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(LUNCH,)), NOW)
        events.save_candidates(db, "efua", LUNCH.key, [candidate(uid="lunch")], 1)
        events.record(db, "kofi", "work", Changes(new=(CALL,)), NOW)
        assert events.known(db, "kofi", "work") == {CALL.key: CALL}
        assert events.versions(db, "kofi", LUNCH.key) == ()
        assert events.standing(db, "kofi") == {CALL.key}
        assert events.to_detect(db, "kofi", 1) == (CALL,)
        assert events.candidates(db, "kofi") == ()


def test_a_detector_looks_at_each_version_once(work):
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(LUNCH, CALL)), NOW)
        assert events.to_detect(db, "efua", 1) == (LUNCH, CALL)
        assert events.to_detect(db, "efua", 1, limit=1) == (LUNCH,)
        events.save_candidates(db, "efua", LUNCH.key, [], 1)
        events.save_candidates(db, "efua", CALL.key, [candidate(uid="call")], 1)
        assert events.to_detect(db, "efua", 1) == ()
        changed = replace(CALL, summary="Call Kofi back")
        events.record(db, "efua", "work", Changes(changed=(changed,)), LATER)
        assert events.candidates(db, "efua") == ()
        assert events.to_detect(db, "efua", 1) == (changed,)


def test_a_new_detector_looks_again_and_its_word_replaces_the_old_one(work):
    old, new = candidate("call", uid="call"), candidate("call Kofi", uid="call")
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=(CALL,)), NOW)
        events.save_candidates(db, "efua", CALL.key, [old], 1)
        assert events.to_detect(db, "efua", 2) == (CALL,)
        events.save_candidates(db, "efua", CALL.key, [new, old], 2)
        assert events.to_detect(db, "efua", 2) == ()
        assert events.candidates(db, "efua") == (new, old)


def test_nothing_is_found_in_what_does_not_take_place(work):
    gone, cancelled, stands = (candidate(name, uid=name) for name in ("gone", "cancelled", "stands"))
    told_events = [event(name, uid=name, cancelled=name == "cancelled") for name in ("gone", "cancelled", "stands")]
    with work.write() as db:
        events.record(db, "efua", "work", Changes(new=tuple(told_events)), NOW)
        for found in (gone, cancelled, stands):
            events.save_candidates(db, "efua", found.event, [found], 1)
        events.record(db, "efua", "work", Changes(gone=(gone.event,)), LATER)
        assert events.candidates(db, "efua") == (stands,)

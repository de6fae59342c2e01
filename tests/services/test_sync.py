"""Calendars pulled and recorded: twice is once, trouble is kept, emptiness is doubted, markers decide."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.fakes import FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, candidate, event
from tracker.calendars.source import CalendarTrouble, HostBusy
from tracker.domain.account import CalendarKind
from tracker.domain.entry import Act
from tracker.domain.event import EventKey, Pull, Skipped
from tracker.domain.saying import words_from
from tracker.services import answers, ledger
from tracker.services.ledger import NotFound
from tracker.services.sync import Doors, SyncBusy, span, sync
from tracker.store import calendars, events, tables
from tracker.store import ledger as ledger_store


@pytest.fixture
def source(database, efua):
    """What Efua's one calendar tells."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(synced_at=None, next_sync_at=NOW), "sealed")
    return FakeSource(database=database)


def no_words(_event, _user, _decided):
    return ()


def marked(event_, _user, _decided):
    """Each event is a promise that its user marked."""
    return (candidate(event_.summary, uid=event_.key.uid, due=event_.start, start=event_.start, marked=True),)


def marked_each(event_, _user, _decided):
    """The same, each under its own event's name."""
    return (replace(marked(event_, _user, _decided)[0], event=event_.key),)


def synced(database, source, user, *, detector=no_words, now=NOW, believe=False):
    doors = Doors({CalendarKind.ICS: source}, detector)
    return sync(database, doors, user, "work", believe=believe, now=now)


def coming(count):
    return tuple(event(uid=f"e{number}", at=NOW + (number + 1) * DAY) for number in range(count))


def rows(database):
    """Every row of every table but the lease of the calendar, which each sync takes and gives back."""
    with database.read() as db:
        return {table.name: db.execute(select(table)).all() for table in tables.metadata.sorted_tables}


def known(database, user):
    with database.read() as db:
        return set(events.known(db, user.id, "work").values())


def promises(database, user):
    with database.read() as db:
        return ledger_store.promises(db, user.id)


def test_a_first_sync_records_what_was_told(database, efua, source):
    source.events = coming(3)
    done = synced(database, source, efua)
    assert (done.new, done.changed, done.gone) == (3, 0, 0)
    assert known(database, efua) == set(coming(3))
    assert source.asked[0][1] == span(NOW)


def test_syncing_twice_changes_nothing(database, efua, source):
    source.events = coming(3)
    synced(database, source, efua, detector=marked)
    before = rows(database)
    done = synced(database, source, efua, detector=marked)
    assert (done.new, done.changed, done.gone, done.opened) == (0, 0, 0, 0)
    assert rows(database) == before


def test_a_fresh_sync_says_until_when_it_speaks(database, efua, source):
    done = synced(database, source, efua)
    assert done.calendar.synced_at == NOW
    assert done.calendar.next_sync_at == NOW + timedelta(minutes=15)


def test_what_could_not_be_read_is_listed_and_loses_nothing_else(database, efua, source):
    source.pull = Pull(coming(2), (Skipped("bad", "it has no start"),), whole=span(NOW))
    done = synced(database, source, efua)
    assert (done.new, done.skipped) == (2, 1)
    with database.read() as db:
        assert calendars.skipped(db, efua.id, "work") == (Skipped("bad", "it has no start"),)


def test_trouble_is_kept_in_words_and_loses_nothing(database, efua, source):
    source.events = coming(2)
    synced(database, source, efua)
    source.trouble = CalendarTrouble("The address asks for a password.")
    done = synced(database, source, efua, now=NOW + HOUR)
    assert done.calendar.trouble == "The address asks for a password."
    assert done.calendar.synced_at == NOW
    assert known(database, efua) == set(coming(2))


def test_a_calendar_in_trouble_is_asked_ever_more_seldom_and_daily_at_the_last(database, efua, source):
    synced(database, source, efua)
    source.trouble = CalendarTrouble("The server does not answer.")
    waits = []
    at = NOW + timedelta(minutes=15)
    for _ in range(12):
        following = synced(database, source, efua, now=at).calendar.next_sync_at
        waits.append(following - at)
        at = following
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=15)
    assert waits[-1] == DAY


def test_whatever_goes_wrong_leaves_no_calendar_busy(database, efua, source):
    source.trouble = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        synced(database, source, efua)
    source.trouble = None
    assert synced(database, source, efua).calendar.synced_at == NOW


def test_what_nobody_foresaw_is_not_asked_again_each_minute(database, efua, source):
    source.trouble = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        synced(database, source, efua)
    with database.read() as db:
        after = calendars.calendar(db, efua.id, "work")
    assert after.next_sync_at == NOW + timedelta(minutes=15)
    assert "did not foresee" in after.trouble


class Meanwhile(FakeSource):
    """While the calendar answers, its user does something."""

    def __call__(self, asked, within):
        self.does()
        return super().__call__(asked, within)


def test_what_its_user_changes_while_it_is_read_stands(database, efua, source):
    meanwhile = Meanwhile(coming(1))

    def rename():
        with database.write() as db:
            calendars.save_calendar(db, replace(calendars.calendar(db, efua.id, "work"), name="Choir", decides=True))

    meanwhile.does = rename
    synced(database, meanwhile, efua)
    with database.read() as db:
        after = calendars.calendar(db, efua.id, "work")
    assert (after.name, after.decides, after.synced_at) == ("Choir", True, NOW)


def test_a_calendar_let_go_of_while_it_is_read_leaves_nothing(database, efua, source):
    meanwhile = Meanwhile(coming(1))

    def let_go():
        with database.write() as db:
            calendars.remove_calendar(db, efua.id, "work")

    meanwhile.does = let_go
    with pytest.raises(NotFound):
        synced(database, meanwhile, efua)
    assert known(database, efua) == set()


def test_recovery_clears_the_trouble(database, efua, source):
    source.trouble = CalendarTrouble("The server does not answer.")
    synced(database, source, efua)
    source.trouble = None
    assert synced(database, source, efua, now=NOW + HOUR).calendar.trouble == ""


def test_sudden_emptiness_changes_nothing_and_asks_a_person_the_third_time(database, efua, source):
    source.events = coming(10)
    synced(database, source, efua)
    source.events = ()
    troubles = [synced(database, source, efua, now=NOW + hour * HOUR).calendar.trouble for hour in (1, 2, 3)]
    assert known(database, efua) == set(coming(10))
    says = "10 of 10 coming events were missing from what this calendar told, so nothing was changed."
    assert all(str(words_from(trouble)).startswith(says) for trouble in troubles)
    assert ["Believe it" in trouble for trouble in troubles] == [False, False, True]
    assert synced(database, source, efua, believe=True, now=NOW + 4 * HOUR).gone == 10
    assert known(database, efua) == set()


def test_a_pull_of_some_uids_leaves_the_others_and_what_was_decided_of_them(database, efua, source):
    source.pull = Pull(
        coming(3), (Skipped("bad", "it has no start"), Skipped("e0", "shown once", kept=True)), whole=span(NOW)
    )
    done = synced(database, source, efua)
    assert done.skipped == 1
    moved = replace(coming(3)[1], start=NOW + 9 * DAY, end=NOW + 9 * DAY)
    source.pull = Pull((moved,), whole=span(NOW), only=frozenset({"e1", "bad"}))
    assert synced(database, source, efua)[1:4] == (0, 1, 0)
    assert known(database, efua) == {coming(3)[0], moved, coming(3)[2]}
    with database.read() as db:
        assert calendars.skipped(db, efua.id, "work") == (Skipped("e0", "shown once", kept=True),)


def test_most_of_a_few_may_go_where_most_of_all_may_not(database, efua, source):
    source.events = coming(12)
    synced(database, source, efua)
    source.pull = Pull((), whole=span(NOW), only=frozenset(f"e{number}" for number in range(6)))
    assert synced(database, source, efua).gone == 6
    source.pull = Pull((), whole=span(NOW), only=frozenset(f"e{number}" for number in range(6, 12)))
    assert "missing" in synced(database, source, efua).calendar.trouble


def test_what_a_source_wants_to_know_next_time_is_kept_with_what_it_told_or_not_at_all(database, efua, source):
    source.pull = Pull(coming(12), whole=span(NOW), memory=b"twelve")
    synced(database, source, efua)
    source.pull = Pull((), whole=span(NOW), memory=b"none")
    synced(database, source, efua)
    with database.read() as db:
        assert calendars.memory(db, efua.id, "work") == b"twelve"
    source.pull = Pull((), cursor="on", only=frozenset())
    synced(database, source, efua)
    with database.read() as db:
        assert calendars.memory(db, efua.id, "work") == b"twelve"


def test_whoever_waits_hears_how_far_it_has_come(database, efua, source):
    source.events, said = coming(3), []
    doors = Doors({CalendarKind.ICS: source}, no_words, heard=lambda *step: said.append(step))
    sync(database, doors, efua, "work", now=NOW)
    assert said == [("asking", 0, 0), ("keeping", 0, 3), ("looking", 3, 3)]


def test_a_busy_host_is_no_trouble_and_asked_again_in_a_minute(database, efua, source):
    source.trouble = HostBusy()
    with pytest.raises(SyncBusy, match=r"Other calendars of the same server are being read just now. Wait a minute"):
        synced(database, source, efua)
    with database.read() as db:
        calendar = calendars.calendar(db, efua.id, "work")
    assert calendar.trouble == ""
    assert calendar.next_sync_at == NOW + timedelta(minutes=1)


def test_a_publisher_and_a_server_are_asked_when_they_wish(database, efua, source):
    source.pull = Pull((), whole=span(NOW), refresh=timedelta(hours=4))
    assert synced(database, source, efua).calendar.next_sync_at == NOW + timedelta(hours=4)
    source.trouble = CalendarTrouble("The server wants to be asked less often.", timedelta(hours=6))
    assert synced(database, source, efua).calendar.next_sync_at == NOW + timedelta(hours=6)


def test_all_askings_of_a_day_speak_of_the_same_days():
    morning, evening = span(NOW.replace(hour=0)), span(NOW.replace(hour=23))
    assert morning == evening != span(NOW + DAY)


def test_a_calendar_in_anothers_hands_is_busy(database, efua, source):
    with database.write() as db:
        assert calendars.claim_calendar(db, efua.id, "work", token="other", now=NOW, until=NOW + HOUR)
    with pytest.raises(SyncBusy, match=r"This calendar is being read just now. Wait a minute, then look again"):
        synced(database, source, efua)
    assert source.asked == []
    synced(database, source, efua, now=NOW + HOUR)  # whoever held it has died: the lease has run out


def test_a_marked_candidate_becomes_a_promise_at_once(database, efua, source):
    source.events = (event("send proposal", at=FRIDAY),)
    done = synced(database, source, efua, detector=marked)
    (made,) = promises(database, efua)
    assert (done.opened, made.body, made.binding.due) == (1, "send proposal", FRIDAY)
    with database.read() as db:
        (entry,) = ledger_store.entries(db, efua.id, made.id)
    assert (entry.act, entry.via) == (Act.ACCEPTED, "marker")


def test_a_marked_candidate_that_was_dismissed_stays_dismissed(database, efua, source):
    source.events = (event("send proposal", at=FRIDAY),)
    synced(database, source, efua, detector=marked)
    (made,) = promises(database, efua)
    ledger.undo(database, efua, made.id, via="page", now=NOW)
    answers.dismiss(database, efua, made.origin.sign, via="page", now=NOW)
    source.events = (event("send PROPOSAL", at=FRIDAY),)
    assert synced(database, source, efua, detector=marked).opened == 0


def test_marked_history_from_before_scoring_began_opens_nothing(database, efua, source):
    source.events = (event("send proposal", at=NOW - DAY),)
    newcomer = replace(efua, scored_from=NOW)
    assert synced(database, source, newcomer, detector=marked).opened == 0


def test_a_moved_marked_event_opens_no_second_promise(database, efua, source):
    source.events = (event("send proposal", at=FRIDAY),)
    synced(database, source, efua, detector=marked)
    source.events = (event("send the proposal and prices", at=FRIDAY + DAY),)
    assert synced(database, source, efua, detector=marked).opened == 0
    assert [made.binding.due for made in promises(database, efua)] == [FRIDAY]


def test_a_marked_series_that_moved_or_was_cut_in_two_opens_no_second_promise(database, efua, source):
    before = event("send proposal", at=FRIDAY, recurring=True)
    keys = [EventKey("work", "weekly@example.com", "20260109T170000Z")]
    keys.append(EventKey("work", "weekly_R20260109T170000@example.com", "20260109T170000Z"))
    keys.append(EventKey("work", "weekly_R20260109T170000@example.com", "20260109T190000Z"))
    for key in keys:
        source.events = (replace(before, key=key),)
        synced(database, source, efua, detector=marked_each)
    assert len(promises(database, efua)) == 1


def test_each_event_version_is_read_for_words_once(database, efua, source):
    read = []

    def counting(event_, _user, _decided):
        read.append(event_.key.uid)
        return ()

    source.events = coming(3)
    for hour in range(5):
        synced(database, source, efua, detector=counting, now=NOW + hour * HOUR)
    source.events = (replace(coming(3)[0], summary="Other words"), *coming(3)[1:])
    synced(database, source, efua, detector=counting, now=NOW + 6 * HOUR)
    assert sorted(read) == ["e0", "e0", "e1", "e2"]

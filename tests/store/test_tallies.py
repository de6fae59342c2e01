"""What happened is counted once, whoever counts and adds up at a time; so is how much there is and how much waits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, HOUR, NOW, calendar
from tracker.store import accounts, calendars, figures, letters, sessions, tallies
from tracker.store.database import Database
from tracker.store.figures import Waiting
from tracker.store.letters import Letter

COUNTS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.integers(1, 9)) | st.none(), max_size=30)


def totals(database):
    with database.read() as db:
        return tallies.totals(db)


def test_what_is_counted_is_in_the_totals(database):
    with database.write() as db:
        tallies.count(db, "letters", "sent")
        tallies.count(db, "letters", "sent", 2)
        tallies.count(db, "letters", "failed", 0)
    assert totals(database) == {("letters", "sent"): 3}


@given(acts=COUNTS)
def test_adding_up_changes_no_total(acts):
    database, expected = Database("sqlite://"), {}
    with database.write() as db:
        tallies.table.create(db)
    for act in acts:
        with database.write() as db:
            if act is None:
                tallies.fold(db)
            else:
                tallies.count(db, *act)
                expected[act[:2]] = expected.get(act[:2], 0) + act[2]
    assert totals(database) == expected
    database.close()


def test_what_was_added_up_is_one_row_for_each_label(database):
    with database.write() as db:
        for _ in range(5):
            tallies.count(db, "letters", "sent")
            tallies.count(db, "letters", "failed")
        assert tallies.fold(db) == 10
        assert tallies.fold(db) == 2


def test_nothing_is_lost_or_counted_twice_while_several_add_up(database):
    def some(number):
        for _ in range(20):
            with database.write() as db:
                tallies.fold(db) if number % 2 else tallies.count(db, "letters", "sent")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(some, range(4)))
    assert totals(database) == {("letters", "sent"): 40}


def test_a_count_that_is_undone_was_never_made(database):
    try:
        with database.write() as db:
            tallies.count(db, "letters", "sent")
            raise RuntimeError
    except RuntimeError:
        pass
    assert totals(database) == {}


def a_letter(name, **but):
    values = {"id": name, "user": "efua", "period": name, "kind": "digest", "message_id": name, "subject": "s"}
    return Letter(**(values | {"to": "efua@example.com", "made_at": NOW - 2 * HOUR, "next_try_at": NOW} | but))


def test_what_waits_is_counted_by_kind_with_the_instant_of_the_first(database, efua):
    with database.write() as db:
        for name, at in (("a", NOW - HOUR), ("b", NOW - DAY), ("c", NOW + HOUR), ("d", None)):
            calendars.add_calendar(db, calendar(id=name, next_sync_at=at), "")
        calendars.claim_calendar(db, "efua", "a", token="t", now=NOW, until=NOW + HOUR)
        accounts.plan_digest(db, "efua", NOW - timedelta(minutes=1), was=None)
        letters.add_letter(db, a_letter("one"), b"")
        letters.add_letter(db, a_letter("two", next_try_at=NOW + HOUR, state="failed"), b"")
        letters.add_letter(db, a_letter("three", next_try_at=None, state="sent"), b"")
        found = figures.waiting(db, NOW)
        assert figures.letters_under_way(db) == {"due": 1, "claimed": 0, "sending": 0, "failed": 1}
    assert found == (
        Waiting("sync", 1, NOW - DAY),
        Waiting("digest", 1, NOW - timedelta(minutes=1)),
        Waiting("reminder", 0, None),
        Waiting("letter", 1, NOW - 2 * HOUR),
    )


def test_what_there_is_is_counted(database, efua, kofi):
    with database.write() as db:
        calendars.add_calendar(db, calendar(id="a"), "")
        calendars.add_calendar(db, replace(calendar(id="b"), trouble="It is gone. Remove it."), "")
        sessions.add_session(db, "efua", "hash", NOW, NOW + DAY)
        sessions.add_session(db, "efua", "old", NOW - 9 * DAY, NOW - DAY)
        assert figures.stock(db, NOW) == {"users": 2, "sessions": 1, "calendars": 2, "troubled": 1}

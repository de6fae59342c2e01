"""How far the reading of a calendar has come: a wish is kept until a reading that began after it has ended."""

import pytest

from tests.making import HOUR, NOW, calendar
from tracker.domain.progress import Brought, State, Step
from tracker.store import calendars, progress

SOME = Brought(new=3, opened=1)


@pytest.fixture
def db(database, efua, kofi):
    """A transaction in which Efua and Kofi each follow a calendar of the same id."""
    with database.write() as db:
        for who in (efua, kofi):
            calendars.add_calendar(db, calendar(user=who.id), "sealed")
        yield db


def now_at(db, user="efua"):
    return progress.progress(db, user)[0]


def wait(db, user="efua", believe=False):
    progress.wait_for(db, user, "work", believe=believe, now=NOW)


def test_a_wish_is_kept_with_its_instant_and_whether_its_user_believes(db):
    wait(db, believe=True)
    waits = now_at(db)
    assert (waits.state, waits.asked_at, waits.believe, waits.step) == (State.WAITING, NOW, True, Step.ASKING)


def test_it_is_its_users_alone(db):
    wait(db)
    assert progress.progress(db, "kofi") == ()
    progress.begin(db, "kofi", "work")
    progress.end(db, "kofi", "work", SOME)
    assert now_at(db).state is State.WAITING


def test_a_reading_begins_says_how_far_it_is_and_ends_with_what_it_brought(db):
    wait(db)
    progress.begin(db, "efua", "work")
    progress.say(db, "efua", "work", Step.LOOKING, 500, 2000)
    half = now_at(db)
    assert (half.state, half.step, half.done, half.total, half.share) == (
        State.UNDER_WAY,
        Step.LOOKING,
        500,
        2000,
        0.25,
    )
    progress.end(db, "efua", "work", SOME)
    assert (now_at(db).ended, now_at(db).brought) == (True, SOME)


def test_where_nobody_waits_nothing_is_written_until_it_takes_long(db):
    assert not progress.begin(db, "efua", "work")
    progress.end(db, "efua", "work", SOME)
    assert progress.progress(db, "efua") == ()
    progress.say(db, "efua", "work", Step.LOOKING, 500, 2000)
    assert (now_at(db).state, now_at(db).asked_at) == (State.UNDER_WAY, None)


def test_a_wish_that_comes_while_it_is_read_is_not_fulfilled_by_that_reading(db):
    wait(db)
    progress.begin(db, "efua", "work")
    wait(db, believe=True)
    progress.say(db, "efua", "work", Step.LOOKING, 500, 2000)
    progress.end(db, "efua", "work", SOME)
    assert (now_at(db).state, now_at(db).believe) == (State.WAITING, True)


def test_to_believe_holds_for_one_reading_and_for_none_after_it(db):
    wait(db, believe=True)
    assert progress.begin(db, "efua", "work")
    assert progress.begin(db, "efua", "work"), "whoever began died over it: the next one believes too"
    progress.end(db, "efua", "work")
    assert not progress.begin(db, "efua", "work")
    progress.say(db, "efua", "work", Step.LOOKING, 500, 2000)
    assert not progress.begin(db, "efua", "work")


def test_what_is_put_off_waits_again(db):
    wait(db)
    progress.begin(db, "efua", "work")
    progress.put_off(db, "efua", "work")
    assert now_at(db).state is State.WAITING


def test_one_whose_reader_let_go_of_it_or_died_was_cut_short(db):
    wait(db)
    calendars.claim_calendar(db, "efua", "work", token="t", now=NOW, until=NOW + HOUR)
    progress.begin(db, "efua", "work")
    assert (now_at(db).lasts(NOW), now_at(db).cut_short(NOW)) == (True, False)
    assert (now_at(db).lasts(NOW + HOUR), now_at(db).cut_short(NOW + HOUR)) == (False, True)
    calendars.release_calendar(db, "efua", "work", token="t")
    assert now_at(db).cut_short(NOW)


def test_only_those_that_are_named_are_told_and_by_their_names(db):
    calendars.add_calendar(db, calendar(id="home", name="Allotment"), "sealed")
    for name in ("work", "home"):
        progress.wait_for(db, "efua", name, believe=False, now=NOW)
    assert [one.calendar for one in progress.progress(db, "efua")] == ["home", "work"]
    assert [one.calendar for one in progress.progress(db, "efua", ["work", "none"])] == ["work"]


def test_it_goes_with_its_calendar(db):
    wait(db)
    calendars.remove_calendar(db, "efua", "work")
    assert progress.progress(db, "efua") == ()

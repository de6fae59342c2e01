"""What users answered: kept in order, taken back by a line of its own, seen by its user alone; events by title."""

import json

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests.making import DAY, FRIDAY, NOW, calendar, candidate, event
from tracker.domain.feedback import Answer, Feedback, shown, standing
from tracker.domain.learning import learned
from tracker.domain.reconcile import Changes
from tracker.store import accounts, calendars, events, feedback
from tracker.store.database import MIGRATIONS

SEND = shown(candidate(), reader=3, learned=0)._replace(place=2, edited=("due",))
LUNCH = shown(candidate("lunch", uid="two"), reader=3, learned=1)._replace(whole=False)


def answered(database, user_id):
    with database.read() as db:
        return feedback.log(db, user_id)


def test_what_was_answered_is_kept_as_it_was_shown(database, efua):
    with database.write() as db:
        feedback.add(db, "efua", Answer.CONFIRMED, SEND, via="page", at=NOW)
        feedback.add(db, "efua", Answer.DISMISSED, LUNCH, via="letter", at=NOW + DAY)
    first, second = answered(database, "efua")
    assert first == Feedback(first.number, NOW, "page", Answer.CONFIRMED, SEND)
    assert second == Feedback(second.number, NOW + DAY, "letter", Answer.DISMISSED, LUNCH)
    assert first.number < second.number


def test_either_engine_teaches_the_same(database, efua):
    given = [
        candidate(f"call {name}", uid=name, confidence=0.3 + number / 17) for number, name in enumerate("abcdefg")
    ]
    log = [
        Feedback(
            number, NOW, "page", Answer.DISMISSED if number % 3 else Answer.CONFIRMED, shown(one, reader=3, learned=0)
        )
        for number, one in enumerate(given, 1)
    ]
    with database.write() as db:
        for one in log:
            feedback.add(db, "efua", one.answer, one.shown, via=one.via, at=one.at)
    assert learned(answered(database, "efua")) == learned(log)


def test_an_answer_taken_back_stays_and_counts_no_more(database, efua):
    with database.write() as db:
        feedback.add(db, "efua", Answer.CONFIRMED, SEND, via="page", at=NOW)
        feedback.add(db, "efua", Answer.DISMISSED, LUNCH, via="page", at=NOW)
        feedback.take_back(db, "efua", feedback.log(db, "efua")[:1], via="page", at=NOW + DAY)
        feedback.take_back(db, "efua", (), via="page", at=NOW + DAY)
    first, second, back = answered(database, "efua")
    assert (back.answer, back.of, back.at) == (Answer.RETRACTED, first.number, NOW + DAY)
    assert standing(answered(database, "efua")) == (second,)


def test_nobody_sees_what_another_answered(database, efua, kofi):
    with database.write() as db:
        feedback.add(db, "efua", Answer.CONFIRMED, SEND, via="page", at=NOW)
    assert answered(database, "kofi") == ()


def test_an_account_that_goes_takes_its_answers_along(database, efua):
    with database.write() as db:
        feedback.add(db, "efua", Answer.CONFIRMED, SEND, via="page", at=NOW)
        accounts.remove_user(db, "efua")
    assert answered(database, "efua") == ()


@pytest.fixture
def read(database, efua, kofi):
    """Efua and Kofi each have a garden gate and a lunch, in which a detector has looked."""
    told = (event("Garden gate 2", uid="one"), event("GARDEN  gate 17", uid="two"), event("Lunch", uid="three"))
    for who in (efua, kofi):
        with database.write() as db:
            calendars.add_calendar(db, calendar(user=who.id), "sealed")
            events.record(db, who.id, "work", Changes(new=told), NOW)
            events.save_found(db, who.id, [(one.key, ()) for one in told], 3)
    return database


def titles_to_detect(db, user_id):
    return [one.summary for one in events.to_detect(db, user_id, 3)]


def test_all_events_of_a_title_are_looked_at_again_and_no_others(read):
    with read.write() as db:
        events.look_again(db, "efua", {"garden gate 0"})
        assert titles_to_detect(db, "efua") == ["Garden gate 2", "GARDEN  gate 17"]
        assert titles_to_detect(db, "kofi") == []


def test_a_changed_title_is_known_by_its_new_words(read):
    with read.write() as db:
        changed = event("Lunch", uid="one", at=FRIDAY + DAY)
        events.record(db, "efua", "work", Changes(changed=(changed,)), NOW + DAY)
        events.save_found(db, "efua", [(changed.key, ())], 3)
        events.look_again(db, "efua", {"lunch"})
        assert titles_to_detect(db, "efua") == ["Lunch", "Lunch"]


def filled(db):
    query = "SELECT uid, title_key, starts_at FROM current_events WHERE user_id = 'efua' ORDER BY uid"
    return [tuple(row) for row in db.execute(text(query))]


def test_events_told_before_titles_were_kept_are_found_by_them_too(read):
    with read.write() as db:
        before = filled(db)
        config = Config(attributes={"connection": db})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        command.downgrade(config, "0004")
        command.upgrade(config, "head")
        assert filled(db) == before
    assert [row[1] for row in before] == ["garden gate 0", "lunch", "garden gate 0"]
    assert all(json.dumps(str(row[2])).startswith('"2026-01-09') for row in before)

"""What one's own history says while promising: on the form, after saving, and where a find is confirmed."""

from datetime import timedelta

import pytest

from tests.keeping import keep
from tests.making import DAY, FRIDAY, NOW, candidate, promise
from tests.web.browsing import words

NEW = {"body": "Send the figures", "who": "Ama", "whose": "mine", "due_on": "2026-01-08", "due_at": "17:00"}


@pytest.fixture
def late_five(tracker, efua):
    """Five promises to Ama, 1 to 5 days late, and three that are open this week."""
    before = NOW - 60 * DAY
    late = [promise(id=f"late {days}", due=before).deliver(before + days * DAY) for days in (5, 1, 3, 2, 4)]
    due = [promise("call", id=f"open {n}", due=FRIDAY, promisee="Nils") for n in range(3)]
    with tracker.database.write() as db:
        keep(db, efua.id, *late, *due)


HALF = "Half of your 5 promises to the same person came 3 days or more after the due you first gave."
SAID = ("3 promises are due that week already.", HALF, "Going by that, this one comes Sun 11 Jan, 17:00.")


def test_check_first_says_what_history_says_and_keeps_nothing(browser, late_five, promises):
    before = promises()
    answer = browser.post("/promises/new", **NEW, check="yes")
    assert answer.status_code == 200
    assert all(said in words(answer) for said in SAID)
    assert 'value="Send the figures"' in answer.text
    assert promises() == before


def test_once_written_down_the_same_is_said_beside_the_undo(browser, late_five):
    page = browser.sees(browser.post("/promises/new", **NEW).location)
    assert f"Promise written down. {' '.join(SAID)}" in page


def test_a_form_that_is_shown_again_says_it_too(browser, late_five):
    answer = browser.post("/promises/new", **(NEW | {"who": ""}))
    assert answer.status_code == 422
    assert HALF.replace("to the same person", "with the same verb") in words(answer)


@pytest.mark.parametrize("but", [{"due_on": ""}, {"whose": "theirs"}])
def test_without_a_due_or_where_they_promised_nothing_is_foretold(browser, late_five, but):
    assert "Half of" not in words(browser.post("/promises/new", **(NEW | but), check="yes"))


def test_without_history_checking_says_that_there_is_too_little(browser):
    assert "too few to tell" in words(browser.post("/promises/new", **NEW, check="yes"))


def test_a_find_is_asked_about_with_what_history_says(browser, told, late_five):
    told(candidate(due=NOW + timedelta(days=3)))
    page = browser.sees("/questions")
    assert f"Before you promise: {SAID[0]} {HALF}" in page


def test_those_who_come_early_are_told_so(browser, tracker, efua):
    before = NOW - 60 * DAY
    with tracker.database.write() as db:
        keep(db, efua.id, *(promise(id=str(n), due=before).deliver(before - 2 * DAY) for n in range(5)))
    page = words(browser.post("/promises/new", **NEW, check="yes"))
    assert "came 2 days or more before the due you first gave." in page
    assert "Going by that" not in page

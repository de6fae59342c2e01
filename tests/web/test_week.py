"""The game on its page: 1 person, 1 value, 1 date, in one form."""

import re

import pytest

from tests import keeping
from tests.making import DAY, HOUR, NOW, person
from tests.web.browsing import words
from tracker.store import people, plans

GAME = {"who": "Ama", "value": "careful reading", "on": "2026-01-08"}
WEEK = "2026-W02"


@pytest.fixture
def kept(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return plans.plans(db, efua.id), people.persons(db, efua.id), people.gives(db, efua.id)

    return read


@pytest.fixture
def ama(tracker, efua):
    ama = person("Ama Mensah", value="careful reading\na walk")
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, ama)
    return ama


def undo(browser):
    """The address of the Undo on the next page."""
    return re.search(r'action="(/week/[^"]+/undo[^"]*)"', browser.get("/week").text)[1].replace("&amp;", "&")


def test_an_empty_week_asks_and_says_what_a_run_is(browser):
    page = browser.sees("/week")
    assert "1 person, 1 value, 1 date" in page
    assert "Whom will you give something this week" in page
    assert "0 weeks" in page
    assert "a week left empty ends it" in page


def test_one_form_plans_the_week_and_names_who_is_new(browser, kept):
    answer = browser.post("/week", **GAME)
    assert (answer.status_code, answer.location) == (303, "/week")
    (plan,), (ama,), _ = kept()
    assert (plan.person, ama.name, ama.value) == (ama.id, "Ama", "careful reading")
    page = browser.sees("/week")
    assert "Planned: careful reading, for Ama." in page
    assert "Careful reading, for Ama by Thu 8 Jan 2026" in page
    assert "1 week " in page


def test_no_day_is_chosen_by_itself(browser, kept):
    assert re.search(r'name="on" type="date" required value=""', browser.get("/week").text)
    answer = browser.post("/week", **GAME | {"on": ""})
    assert answer.status_code == 422
    assert "There is no default" in words(answer)
    assert 'value="careful reading"' in answer.text
    assert kept()[0] == ()


def test_a_value_left_empty_is_filled_with_what_they_can_be_given(browser, ama, kept):
    answer = browser.post("/week", **GAME | {"value": ""})
    assert answer.status_code == 422
    assert 'value="careful reading"' in answer.text
    assert kept()[0] == ()


def test_a_person_may_be_chosen_with_their_value_filled_in(browser, ama):
    assert f'href="/week?who={ama.id}"' in browser.get("/week").text
    page = browser.get(f"/week?who={ama.id}").text
    assert 'value="Ama Mensah"' in page
    assert 'value="careful reading"' in page
    assert '<option value="a walk">' in page
    assert "Ama Mensah" in browser.get("/week?who=nobody").text, "an id that is nobody's fills in nothing"


def test_two_of_one_name_are_asked_about_and_the_choice_holds_for_that_name_alone(browser, tracker, efua, ama, kept):
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, person("Ama Owusu", id="ama2"), person("Kofi"))
    answer = browser.post("/week", **GAME)
    assert answer.status_code == 422
    assert "Which one do you mean?" in words(answer)
    browser.post("/week", **GAME, person="ama2")
    assert kept()[0][0].person == "ama2"
    browser.post("/week", **GAME | {"who": "Kofi"}, person="ama2")
    assert kept()[0][0].person == "kofi"


def test_it_becomes_a_promise_if_that_is_ticked(browser, promises):
    browser.post("/week", **GAME, promised="yes")
    (promise,) = promises()
    assert promise.body == "careful reading"
    assert f'href="/promises/{promise.id}"' in browser.get("/week").text


def test_given_is_one_tap_and_undone_by_another(browser, tracker, ama, kept):
    browser.post("/week", **GAME)
    tracker.clock.pass_by(HOUR)
    browser.get("/week")
    answer = browser.post(f"/week/{WEEK}/given", kind="")
    assert answer.status_code == 422
    assert "Choose what it was" in words(answer)
    browser.post(f"/week/{WEEK}/given", kind="advice")
    (plan,), _, (give,) = kept()
    assert (plan.give, give.note) == (give.id, "careful reading")
    address = undo(browser)
    tracker.clock.pass_by(HOUR)
    browser.post(address)
    assert kept()[2] == ()
    assert "planned" in browser.sees("/week")
    browser.post(address)
    assert "More was done since" in browser.sees("/week")


def test_a_week_let_go_by_is_shown_and_does_not_end_the_run(browser, tracker, ama):
    for answer in ("plan", "skip", "plan"):
        if answer == "skip":
            browser.post("/week/skip")
        else:
            browser.post("/week", **GAME | {"on": f"{tracker.clock.now:%F}"})
        tracker.clock.pass_by(7 * DAY)
    page = browser.sees("/week")
    assert "You let this week go by Week of Mon 12 Jan 2026" in page
    assert "2 weeks" in page
    tracker.clock.pass_by(7 * DAY)
    page = browser.sees("/week")
    assert "Left empty" in page
    assert "0 weeks" in page


def test_last_weeks_plan_may_still_be_given(browser, tracker, ama, kept):
    browser.post("/week", **GAME)
    tracker.clock.pass_by(7 * DAY)
    assert "Last week not given yet" in browser.sees("/week")
    browser.post(f"/week/{WEEK}/given", kind="meal")
    assert kept()[2][0].at == NOW + 7 * DAY


def test_a_plan_of_somebody_no_longer_named_stays_readable(browser, tracker, efua, ama):
    browser.post("/week", **GAME)
    browser.post(f"/people/{ama.id}/remove")
    assert "somebody whom you no longer name" in browser.sees("/week")


def test_a_strangers_week_is_empty(browser, stranger):
    browser.post("/week", **GAME)
    assert "Careful reading" not in stranger.sees("/week")
    assert stranger.post(f"/week/{WEEK}/given", kind="meal").status_code == 404
    assert stranger.post(f"/week/{WEEK}/undo").status_code == 404


def test_on_the_first_day_home_holds_the_same_form_and_leads_to_the_person(browser, kept):
    home = browser.get("/").text
    assert 'action="/week"' in home
    assert 'href="/people/new"' in home
    answer = browser.post("/week", **GAME, back="person")
    (ama,) = kept()[1]
    assert answer.location == f"/people/{ama.id}"
    browser.get("/week")
    page = browser.sees("/")
    assert "Name at least 1 person" not in page
    assert "Careful reading, for Ama, by Thu 8 Jan" in page


def test_home_says_how_this_week_stands(browser, ama):
    assert "Plan this week" in browser.sees("/")
    browser.post("/week/skip")
    assert "You let this week go by." in browser.sees("/")

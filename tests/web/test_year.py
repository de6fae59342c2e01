"""The year's plan on its page: reviews due first, each looked at by one tap."""

import re
from datetime import date

import pytest

from tests import keeping
from tests.making import HOUR, person
from tracker.store import people


@pytest.fixture
def named(tracker, efua):
    def keep(*persons):
        with tracker.database.write() as db:
            keeping.keep(db, efua.id, *persons)

    return keep


@pytest.fixture
def review(tracker, efua):
    """When somebody is looked at next."""

    def read(person_id="ama"):
        with tracker.database.read() as db:
            return people.person(db, efua.id, person_id).review_on

    return read


def test_an_empty_plan_teaches_and_leads_to_the_game(browser):
    page = browser.get("/year").text
    assert "Begin with one" in page
    assert 'href="/week"' in page


def test_each_person_with_their_goal_value_and_progress(browser, named, promised):
    named(person("Ama Mensah", goal="a paper together", value="careful reading", review_on=date(2026, 1, 1)))
    promised()
    page = browser.sees("/year")
    assert "1 review is due. 1 person." in page
    for said in ("a paper together", "careful reading", "0 given", "1 open", "review was due Thu 1 Jan 2026"):
        assert said in page


def test_who_has_no_goal_is_led_to_say_one_and_who_has_nothing_stands_apart(browser, named):
    named(
        person("Ama", value="a walk"), person("Kofi"), *(person(f"N{number}", id=str(number)) for number in range(20))
    )
    page = browser.get("/year").text
    assert 'href="/people/ama/edit">Say what you aim at' in page
    assert 'href="/people/kofi/edit">Kofi' in page
    assert "and 9 more" in page


def test_a_review_is_one_tap_and_undone_by_another(browser, tracker, named, review):
    named(person("Ama Mensah", goal="a paper", review_on=date(2026, 1, 1)))
    tracker.clock.pass_by(HOUR)
    browser.post("/year/ama/reviewed")
    assert review() == date(2026, 4, 5)
    page = browser.get("/year").text
    assert "Looked at Ama Mensah; again on Sun 5 Apr 2026." in page
    undo = re.search(r'action="(/year/ama/undo[^"]*)"', page)[1].replace("&amp;", "&")
    browser.post("/year/ama/reviewed")
    tracker.clock.pass_by(HOUR)
    browser.post(undo)
    assert review() == date(2026, 1, 1)
    browser.post(undo)
    says = "More was said of this person since, so nothing was taken back. Change it on their own page."
    assert says in browser.sees("/year")


def test_a_strangers_plan_is_empty_and_their_tap_finds_nobody(browser, stranger, named, review):
    named(person("Ama Mensah", goal="a paper"))
    assert "Ama" not in stranger.sees("/year")
    assert stranger.post("/year/ama/reviewed").status_code == 404
    assert review() is None


def test_of_many_the_first_hundred_are_shown_and_all_if_asked_for(browser, named):
    named(*(person(f"Nobody{number} Lund", id=f"n{number}", goal="a visit") for number in range(300)))
    assert browser.get("/year").text.count("Looked at; again") == 100
    assert "The first 100 of 300" in browser.sees("/year")
    assert browser.get("/year?all=yes").text.count("Looked at; again") == 300

"""People on the page: named in one form, changed, named no longer."""

import pytest

from tests.web.browsing import words
from tracker.domain.people import Circle
from tracker.store import people

AMA = {
    "name": "Ama Mensah",
    "influence": "Opens doors",
    "value": "Careful reading",
    "goal": "One paper",
    "circle": "inner",
    "review_on": "2026-03-01",
    "addresses": "Ama@example.com\nama@work.example",
}


@pytest.fixture
def named(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return people.persons(db, efua.id)

    return read


def test_home_asks_for_one_person_until_one_is_named(browser, named):
    assert "Name at least 1 person" in browser.sees("/")
    browser.post("/people/new", **AMA)
    assert "Name at least 1 person" not in browser.sees("/")


def test_one_form_names_a_person(browser, named):
    browser.post("/people/new", **AMA)
    (ama,) = named()
    assert (ama.name, ama.circle, ama.cadence) == ("Ama Mensah", Circle.INNER, None)
    assert ama.addresses == {"ama@example.com", "ama@work.example"}
    page = browser.sees(f"/people/{ama.id}")
    for said in ("Opens doors", "Careful reading", "One paper", "Sun 1 Mar 2026"):
        assert said in page


@pytest.mark.parametrize(
    ("but", "said"),
    [
        ({"name": " "}, "Say what this person is called"),
        ({"addresses": "ama at example"}, "is not a mail address"),
        ({"circle": "enemies"}, "Choose how near"),
        ({"review_on": "soon"}, "cannot be read"),
        ({"goal": "x" * 501}, "longer than 500"),
    ],
)
def test_what_cannot_be_read_is_refused_and_what_was_typed_stays(browser, named, but, said):
    answer = browser.post("/people/new", **AMA | but)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Careful reading" in answer.text
    assert named() == ()


def test_a_person_is_changed_and_named_no_longer(browser, named):
    browser.post("/people/new", **AMA)
    ama = named()[0].id
    assert 'value="Opens doors"' in browser.get(f"/people/{ama}/edit").text
    browser.post(f"/people/{ama}/edit", **AMA | {"influence": "Trusts few", "circle": "wider"})
    assert (named()[0].influence, named()[0].circle) == ("Trusts few", Circle.WIDER)
    assert browser.post(f"/people/{ama}/edit", **AMA | {"name": ""}).status_code == 422
    browser.post(f"/people/{ama}/remove")
    assert named() == ()


def test_a_persons_page_shows_what_is_promised_between_us(browser, named, promised):
    browser.post("/people/new", **AMA)
    promised("send proposal", promisee="Ama")
    promised("call the plumber", promisee="Kofi")
    page = browser.sees(f"/people/{named()[0].id}")
    assert "send proposal" in page
    assert "plumber" not in page

"""A database that is lost under a page, or gives it up: done once more where nothing was kept, else it is said."""

import pytest

from tests.making import NOW, user
from tests.web.browsing import Browser, tracker_with, words
from tracker.services import ledger
from tracker.store.ledger import entries
from tracker.web.app import create_app

pytestmark = pytest.mark.postgresql


@pytest.fixture
def at(falling):
    return Browser(create_app(tracker_with(falling)), user())


def acts(database):
    with database.read() as db:
        return [entry.act for entry in entries(db, user().id)]


def promised(database):
    return ledger.add(database, user(), body="send it", promisee="Ama", due=NOW, dated=False, via="page", now=NOW)


def test_a_page_is_shown_though_the_database_fell_under_it(at, falling):
    falling.middles = 1
    assert at.get("/promises").status_code == 200


def test_an_act_that_was_undone_is_done_once_more_and_once_only(at, falling):
    promise = promised(falling)
    assert at.token
    for fall in range(1, 4):  # under who asks, and under the act itself
        falling.middles = 1
        assert at.post(f"/promises/{promise.id}/deliver").status_code == 303, fall
    assert acts(falling) == ["added", "delivered"]


def test_an_act_that_was_given_up_for_another_is_done_once_more(at, falling):
    promise = promised(falling)
    assert at.token
    falling.victims = 1
    assert at.post(f"/promises/{promise.id}/deliver").status_code == 303
    assert acts(falling) == ["added", "delivered"]


def test_of_an_act_that_may_have_been_kept_nobody_pretends_to_know(at, falling):
    promise = promised(falling)
    assert at.token
    falling.ends = 1
    answer = at.post(f"/promises/{promise.id}/deliver")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "We do not know yet whether that was saved" in words(answer)
    assert acts(falling) == ["added"]
    assert at.post(f"/promises/{promise.id}/deliver").status_code == 303
    assert acts(falling) == ["added", "delivered"]


def test_where_it_stays_away_a_plain_page_names_the_remedy(at, falling):
    promise = promised(falling)
    assert at.token
    falling.middles = 9
    answer = at.post(f"/promises/{promise.id}/deliver")
    assert answer.status_code == 503
    assert "It comes back by itself, mostly within seconds. Nothing was changed: do it once more" in words(answer)
    falling.middles = 0
    assert acts(falling) == ["added"]

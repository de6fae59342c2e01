"""Limits that hold across processes: of two applications on one database, each counts what the other let in."""

from datetime import timedelta

import pytest

from tests.web.browsing import HOME, Browser, tracker_with
from tracker.config import Config
from tracker.store.counter_tables import counters
from tracker.web.app import create_app

ASKED = {"email": "efua@example.com"}
HOSTED, ALONE = {"base_url": HOME, "hosted": True}, {"base_url": HOME}


def two_on(database, **service):
    """A browser at each of two processes that know the same keys, as those of one service do."""
    first = tracker_with(database, config=Config(service=service))
    second = tracker_with(database, config=Config(service=service))
    return [Browser(create_app(one)) for one in (first, second)]


def knocks(browsers, times):
    return [browsers[turn % 2].post("/signin", **ASKED).status_code for turn in range(times)]


@pytest.mark.postgresql
def test_the_eleventh_of_an_hour_is_held_back_at_whichever_process_it_comes(postgresql):
    browsers = two_on(postgresql, **HOSTED)
    answers = knocks(browsers, 12)
    assert 429 not in answers[:10]
    assert answers[10:] == [429, 429]
    for browser in browsers:
        browser.tracker.clock.pass_by(timedelta(hours=1))
    assert 429 not in knocks(browsers, 2)


def test_at_home_each_process_counts_for_itself(sqlite):
    assert 429 not in knocks(two_on(sqlite, **ALONE), 20)
    with sqlite.read() as db:
        assert db.execute(counters.select()).all() == []


@pytest.mark.postgresql
def test_who_knocked_cannot_be_read_from_what_was_counted(postgresql):
    knocks(two_on(postgresql, **HOSTED), 2)
    with postgresql.read() as db:
        kept = [row.key_hash for row in db.execute(counters.select())]
    assert kept
    assert all(len(key) == 48 and set(key) <= set("0123456789abcdef") for key in kept)

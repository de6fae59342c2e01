"""A promise of Efua's to Ama, who is asked by a link whether she has it."""

import re
from html import unescape

import pytest

from tests.making import FRIDAY
from tests.web.browsing import HOME
from tracker.store import ledger


@pytest.fixture
def promise(promised):
    return promised("send proposal", due=FRIDAY)


@pytest.fixture
def asked(tracker, browser, promise):
    """Asks Ama, and gives the path of the link that its user is shown."""

    def ask():
        assert browser.post(f"/promises/{promise.id}/ask").status_code == 303
        page = browser.get(f"/promises/{promise.id}/ask").text
        return re.search(rf"{HOME}(/w/[\w.-]+)", unescape(page))[1]

    return ask


@pytest.fixture
def link(asked):
    return asked()


@pytest.fixture
def entries(tracker, efua, promise):
    def read():
        with tracker.database.read() as db:
            return [(entry.act, entry.by, entry.via) for entry in ledger.entries(db, efua.id, promise.id)]

    return read


@pytest.fixture
def now_is(tracker, efua, promise):
    def read():
        with tracker.database.read() as db:
            return ledger.promise(db, efua.id, promise.id)

    return read

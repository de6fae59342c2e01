"""What befalls a request on its way has its page: cut off, signed out, too often, overtaken, or not to be read."""

import socket
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.making import NOW
from tests.serving import serving
from tests.web.browsing import Browser, tracker_with, words
from tracker.services import ledger
from tracker.store.database import Database
from tracker.web import limits
from tracker.web.app import create_app
from tracker.web.history import state

CUT_OFF = b"POST /signin HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: 9000\r\n\r\nemail=efua"


def answered(address: str, request: bytes) -> str:
    """What comes back to a request whose sender then says no more."""
    with socket.create_connection((address.rpartition(":")[0], int(address.rpartition(":")[2])), 60) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        with line.makefile("rb") as stream:
            return stream.read().decode()


def test_a_form_that_was_cut_off_on_its_way_is_to_be_sent_once_more(app):
    with serving(app) as url:
        address = urlsplit(url).netloc
        answer = answered(address, CUT_OFF % (address.encode(), b"application/x-www-form-urlencoded"))
    assert " 400 " in answer.splitlines()[0]
    assert "That could not be read" in answer
    assert "Go back, reload the page, and send the form once more." in answer


def test_who_was_signed_out_meanwhile_is_told_to_sign_in_first(nobody):
    answer = nobody.post("/people/new", name="Ama", circle="close")
    assert answer.status_code == 401
    assert "You are not signed in Sign in and do it once more. Nothing was changed." in words(answer)


def test_whoever_knocks_too_often_within_a_minute_is_told_to_wait_one(app):
    knock = app.test_client()
    answers = [knock.post("/google/push") for _ in range(int(limits.PUSHES.partition("/")[0]) + 1)]
    assert (answers[-1].status_code, answers[-1].headers["Retry-After"]) == (429, "60")
    says = "That was often in a short time Wait a minute, then do it once more. Nothing was changed."
    assert says in words(answers[-1])


class Between(Database):
    """A database at which somebody else comes first, once."""

    meanwhile: Callable[[], object] | None = None

    def write(self):
        first, self.meanwhile = self.meanwhile, None
        if first:
            first()
        return super().write()


@pytest.fixture
def between(sqlite):
    with closing(Between(f"sqlite:///{sqlite.path}")) as database:
        yield database


@pytest.fixture
def window(between, efua):
    """Efua's browser; a page was opened in it."""
    browser = Browser(create_app(tracker_with(between)), efua)
    assert browser.token
    return browser


def test_what_another_window_changed_at_the_same_moment_is_to_be_looked_at_again(
    sqlite, efua, between, window, promised, promises
):
    made = promised()
    between.meanwhile = lambda: ledger.deliver(sqlite, efua, made.id, via="page", now=NOW)
    answer = window.post(f"/promises/{made.id}/undo?of={state(made)}")
    assert answer.status_code == 409
    says = "Something changed meanwhile It was changed in another window just now. Look at it again first."
    assert says in words(answer)
    assert promises()[0].delivered_at == NOW


def test_a_page_that_cannot_be_read_says_why_and_that_what_was_saved_is_safe(sqlite, between, window):
    for database in (sqlite, between):
        database.close()  # so that nothing beside the file is left to read from
    sqlite.path.write_bytes(b"This was never a database. " * 1_000)
    answer = window.get("/promises")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    says = "Not shown: what keeps it is damaged Whoever looks after this tracker has to put the last back-up back;"
    assert says in words(answer)
    assert "What was saved is safe: load this page once more then." in words(answer)


def test_to_settle_what_the_calendar_does_not_tell_is_refused_with_what_to_do(browser, promised):
    answer = browser.post(f"/promises/{promised().id}/moved", told="yes")
    assert answer.status_code == 404
    assert "The calendar tells no due for it any more. Say it yourself." in words(answer)

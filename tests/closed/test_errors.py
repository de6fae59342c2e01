"""An error inside any door is a plain page: nothing of it is told, nothing is half done, the next works (C49)."""

import io
import logging
import re
from contextlib import contextmanager

import pytest

from tests.closed.doors import everywhere
from tests.closed.knocking import everything, secret_of, send
from tests.closed.world import world
from tests.fakes import FakeClock
from tracker.logs import AsJson, AsText
from tracker.store.database import Database

PLANTED = "planted /srv/secret.py password=hunter2"
FORGED = 'forged\r\n2026-01-05 09:00:00,000 WARNING tracker forged=yes\n{"event": "forged"}\x85\u2028forged'
TELLS = re.compile(r"planted|hunter2|forged|Traceback|File \"|RuntimeError|site-packages|\.py\b", re.IGNORECASE)
STREAM = "/progress/live"
"""Its answer has begun before it asks for anything: all that it can do is end."""


class Door(Database):
    """A database whose transactions fail from a wanted one on, at their end: what they did is undone."""

    left: int | None = None

    @contextmanager
    def read(self):
        with super().read() as db:
            yield db
            self._count()

    @contextmanager
    def write(self):
        with super().write() as db:
            yield db
            self._count()

    def _count(self):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise RuntimeError(f"{PLANTED} {FORGED}")


class Clock(FakeClock):
    """One that can stop."""

    stopped = False

    def __call__(self):
        if self.stopped:
            raise RuntimeError(f"{PLANTED} {FORGED}")
        return self.now


@pytest.fixture
def broken(sqlite):
    """Both tenants before a database that can be broken."""
    database = Door(f"sqlite:///{sqlite.path}")
    with world(database, clock=Clock()) as there:
        there.efua.anew()
        there.kofi.anew()
        yield there
    database.close()


@pytest.fixture
def lines():
    """What the log says, in both of its shapes."""
    handlers = [logging.StreamHandler(io.StringIO()) for _ in range(2)]
    for handler, shape in zip(handlers, (AsText(), AsJson()), strict=True):
        handler.setFormatter(shape)
        logging.getLogger("tracker").addHandler(handler)
    yield [handler.stream for handler in handlers]
    for handler in handlers:
        logging.getLogger("tracker").removeHandler(handler)


def knock(there, method, rule):
    """A request in which something breaks: as deep inside as there is anything. First what its door asks of the
    database; where it asks for nothing, by what a session or link comes in; else the clock, which each looks at.
    """
    for left in (1, 0):
        there.tracker.database.left = left
        answer = ask(there, method, rule)
        failed, there.tracker.database.left = there.tracker.database.left < 0, None
        if failed:
            return answer
    there.clock.stopped = True
    answer = ask(there, method, rule)
    there.clock.stopped = False
    return answer


def ask(there, method, rule):
    return send(there, there.efua.anew(), method, there.efua.address(rule), secret=secret_of(there, rule))


def test_an_error_inside_any_door_is_a_plain_page_that_changes_nothing(broken, lines):
    marks = []
    for method, rule in everywhere(broken.app):
        if rule != STREAM:
            answer = knock(broken, method, rule)
            assert answer.status_code == (503 if rule == "/readyz" else 500), (method, rule)
            assert not TELLS.search(answer.text + str(answer.headers)), (method, rule)
            marks += re.findall(r"<strong>([\w-]{8,})</strong>|log is ([\w-]{8,})", answer.text)
    assert len(marks) > 150
    logged = [stream.getvalue() for stream in lines]
    named = ["".join(mark) for mark in marks]
    assert all(mark in log for mark in named for log in logged), "who reads the page can name the line of the log"
    begun = [line[:20] for log in logged for line in re.split("[\r\n\x85\u2028]", log)]
    assert not [line for line in begun if line.startswith(("forged", "2026-01-05 09", '{"event'))], "forged lines"


def test_what_an_error_cut_short_is_undone_and_the_next_request_works(broken):
    before = everything(broken.tracker)
    for method, rule in everywhere(broken.app):
        if method != "GET":
            broken.tracker.database.left = 1
            answer = ask(broken, method, rule)
            failed, broken.tracker.database.left = broken.tracker.database.left < 0, None
            if failed:
                assert answer.status_code == 500, (method, rule)
                assert everything(broken.tracker) == before, (method, rule)
            before = everything(broken.tracker)
    assert broken.kofi.anew().get("/").status_code == 200

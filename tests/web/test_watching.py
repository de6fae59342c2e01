"""Each request has an id of its own, a line in the log, and nothing of another's; no line holds an address."""

import json
import logging
import re
from threading import get_ident

import pytest
from werkzeug.test import Client

from tests.web.browsing import Browser, tracker_with
from tracker import logs
from tracker.config import Config
from tracker.store import tenants
from tracker.web.app import create_app
from tracker.web.watching import Watched

TOKEN = "marked-" + "t" * 40


class Heard(logging.Handler):
    """Lines as they are written where the service is hosted."""

    def __init__(self):
        super().__init__()
        self.setFormatter(logs.AsJson())
        self.lines = []

    def emit(self, record):
        self.lines.append(json.loads(self.format(record)))

    def requests(self):
        return [line for line in self.lines if line["event"] == "request"]


@pytest.fixture
def heard():
    logger, heard = logging.getLogger("tracker"), Heard()
    logger.addHandler(heard)
    before = logger.level
    logger.setLevel(logging.INFO)
    yield heard
    logger.removeHandler(heard)
    logger.setLevel(before)


@pytest.fixture
def asked(sqlite, efua):
    """Whoever asks an application behind so many proxies."""

    def ask(proxies=0):
        app = create_app(tracker_with(sqlite, config=Config(service={"proxies": proxies})))
        return Browser(app)

    return ask


def test_a_request_is_a_line_with_its_route_and_never_its_address(asked, heard):
    browser = asked()
    browser.get(f"/signin/{TOKEN}?key=marked")
    browser.get("/nowhere/marked")
    told = [(line["method"], line["route"], line["status"]) for line in heard.requests()]
    assert told == [("GET", "account.arrive", 404), ("GET", "none", 404)]
    assert all(line["ms"] >= 0 for line in heard.requests())
    assert "marked" not in str(heard.lines)


def test_what_machines_ask_without_end_is_no_line(asked, heard):
    for address in ("/healthz", "/readyz", "/metrics", "/static/tracker.css"):
        asked().get(address)
    assert heard.requests() == []


def test_each_request_has_an_id_of_its_own(asked, heard):
    browser = asked()
    for _ in range(2):
        browser.get("/signin", headers={"X-Request-ID": "forged"})
    first, second = (line["request"] for line in heard.requests())
    assert len({first, second, "forged"}) == 3


def test_the_id_is_a_proxys_where_one_of_ours_stands_in_front(asked, heard):
    asked(proxies=1).get("/signin", headers={"X-Request-ID": "0a1b-2c.3d"})
    assert [line["request"] for line in heard.requests()] == ["0a1b-2c.3d"]


@pytest.mark.parametrize("id", ["", "a b", "é", 'x" level="error', "x" * 65])
def test_an_id_that_is_none_is_made_anew(asked, heard, id):
    asked(proxies=1).get("/signin", headers={"X-Request-ID": id})
    assert re.fullmatch(r"[\w-]{16}", heard.requests()[0]["request"])


def test_a_broken_page_names_the_id_under_which_the_log_tells_of_it(asked, heard):
    browser = asked()
    browser.client.application.view_functions["account.ask"] = lambda: [][0]
    page = browser.get("/signin")
    (told,) = (line for line in heard.lines if line["event"] == "page failed")
    assert page.status_code == 500
    assert told["request"] == told["mark"]
    assert told["mark"] in page.text
    assert told["error"] == "builtins.IndexError"
    assert heard.requests()[0]["status"] == 500


class Meter:
    """Remembers what it was told."""

    def __init__(self):
        self.told = []

    def begun(self):
        self.told.append("begun")

    def answered(self, route, status, seconds):
        self.told.append((route, status))

    def ended(self):
        self.told.append("ended")


def streamed(environ, start):
    """Answers in parts, each with what is set where it is made."""
    tenants.see("efua")
    start("200 OK", [])

    def parts():
        for _ in range(2):
            yield f"{logs.request_id() != ''} {tenants.whose()} {get_ident()}\n".encode()

    return parts()


def test_what_is_set_for_one_request_holds_while_it_is_sent_and_not_for_the_next():
    meter, before = Meter(), tenants.whose()
    answer = Client(Watched(streamed, proxied=False, meter=meter)).get("/", buffered=True)
    assert answer.text.splitlines() == [f"True efua {get_ident()}"] * 2
    assert (logs.request_id(), tenants.whose()) == ("", before)
    assert meter.told == ["begun", ("none", 200), "ended"]


def test_one_that_breaks_outside_all_pages_is_counted_too():
    def broken(environ, start):
        raise RuntimeError

    meter = Meter()
    with pytest.raises(RuntimeError):
        Client(Watched(broken, proxied=False, meter=meter)).get("/")
    assert meter.told == ["begun", ("none", 500), "ended"]

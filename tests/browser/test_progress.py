"""A calendar whose server takes its time, followed in Chromium: what is seen meanwhile, with and without script."""

import json
import re
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand
from tests.browser.looking import window
from tests.browser.states import EVENT, FEED, NOW
from tests.running import Feeds, a_service
from tests.running import serving as serving_feeds

MANY = 6_000  # so that it takes some looks of the page
PATIENCE = 30  # seconds
TEA = EVENT.format(uid="tea", summary="Tea", start=f"{NOW:%Y%m%d}T120000Z", end=f"{NOW:%Y%m%d}T130000Z")
ASKING = "Asking its server."
FOUND = re.compile(r"6,000 events, \d+ promises to confirm\.")


def feed():
    """So many events of the coming days, each hundredth one a promise."""
    day = f"{NOW:%Y%m%d}"
    rows = (
        EVENT.format(
            uid=f"e{number}",
            summary=f"Send Ama part {number} by Friday" if number % 100 == 0 else f"Rehearsal {number}",
            start=f"{day}T120000Z",
            end=f"{day}T130000Z",
        )
        for number in range(MANY)
    )
    return FEED.format(events="\n".join(rows)).replace("\n", "\r\n").encode()


class SlowFeed:
    """A server of one large feed, which answers only once it is let; how often it was asked."""

    def __init__(self):
        self.let, self.asked, self.port = threading.Event(), 0, 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/slow.ics"


@contextmanager
def serving(slow):
    body = feed()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            slow.asked += 1
            slow.let.wait(PATIENCE)
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    slow.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield slow
    finally:
        slow.let.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def slow():
    with serving(SlowFeed()) as slow:
        yield slow


@pytest.fixture
def service(tmp_path):
    service = a_service(tmp_path)
    with service.running():
        yield service


@pytest.fixture
def hand(service):
    return Hand(service.link)


@pytest.fixture
def state(service, hand):
    """A browser's storage, in which somebody is signed in."""
    return hand.state(service.base_url)


def follow(at, slow):
    """Sent off by Enter, as a person would."""
    at.go("/calendars")
    at.page.get_by_label("Private address").fill(slow.address)
    at.page.get_by_label("Private address").press("Enter")
    expect(at.page.get_by_text(ASKING, exact=True).first).to_be_visible()


def test_with_script_the_page_tells_by_itself_how_far_it_is_and_what_was_found(chromium, service, state, slow):
    with window(chromium, service.base_url, storage_state=state) as at:
        follow(at, slow)
        at.look()
        at.page.evaluate("window.same = true")
        another = at.page.context.new_page()
        another.goto(at.page.url)
        expect(another.get_by_role("status")).to_have_text(ASKING)
        slow.let.set()
        for tab in (at.page, another):
            expect(tab.get_by_role("heading", level=1)).to_have_text("What was found", timeout=PATIENCE * 1000)
            expect(tab.get_by_role("status")).to_have_text(FOUND)
        assert at.page.evaluate("window.same"), "it was told, not loaded anew"
        at.look()
        at.page.get_by_role("link", name=re.compile(r"Look at \d+ promises")).click()
        assert urlsplit(at.page.url).path == "/questions"
    assert slow.asked == 1, "two tabs, one reading"


def test_without_script_the_page_is_loaded_anew_until_it_says_what_was_found(chromium, service, state, slow):
    with window(chromium, service.base_url, storage_state=state, java_script_enabled=False) as at:
        follow(at, slow)
        assert "looks again by itself every 4 seconds" in at.text()
        slow.let.set()
        expect(at.page.get_by_role("heading", level=1)).to_have_text("What was found", timeout=PATIENCE * 1000)
        expect(at.page.get_by_role("status")).to_have_text(FOUND)
        loads = []
        at.page.on("request", lambda request: loads.append(request.url))
        at.page.wait_for_timeout(5_000)
        assert loads == [], "it is over, and nothing is loaded any more"
    assert slow.asked == 1


def test_a_stream_is_read_by_a_plain_client_as_it_comes(service, hand, slow):
    there = hand.post("/calendars/follow", token_from="/calendars", address=slow.address)
    connection = HTTPConnection(hand.host, timeout=PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in hand.cookies.items())
    connection.request("GET", there.replace("/progress", "/progress/live"), headers={"Cookie": cookies})
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    told = events(answer)
    name, first = next(told)
    assert (name, first["said"]) == ("news", ASKING), "told before anything is over"
    slow.let.set()
    *between, (last, end) = told
    assert {name for name, _ in between} <= {"news"}
    assert any("of 6,000 events" in one["part"] for _, one in between)
    assert last == "over"
    assert FOUND.fullmatch(end["said"])
    connection.close()


def events(answer):
    """The events of a stream, each as soon as it has come whole."""
    name = ""
    for line in answer:
        field, _, value = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def test_what_is_read_within_a_moment_has_no_page_of_its_own(service, hand):
    with serving_feeds(Feeds()) as feeds:
        feeds.told["/work.ics"] = FEED.format(events=TEA).replace("\n", "\r\n").encode()
        assert hand.post("/calendars/follow", token_from="/calendars", address=feeds.address()) == "/calendars"
    assert "was read: 1 new." in hand.get("/calendars")

"""The proxies of deploy/ for real, in front of two web processes: what they forward, bound and hold out against."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.deploy.fronted import NAME, PROXIES, TOKEN, Way, two_webs

pytestmark = [pytest.mark.proxies, pytest.mark.postgresql]

SLOW = 500  # connections that say nothing (C52)
IDS = {"caddy": r"[0-9a-f-]{36}", "nginx": r"[0-9a-f]{32}"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    with two_webs(tmp_path_factory.mktemp("pages")) as pages:
        yield pages


@pytest.fixture(scope="module", params=PROXIES)
def proxy(request):
    return request.param


@pytest.fixture(scope="module")
def way(pages, proxy, tmp_path_factory):
    """The way through this proxy."""
    with PROXIES[proxy](pages, tmp_path_factory.mktemp(proxy)) as way:
        yield way


def test_pages_come_through_with_their_headers(way):
    page = way.ask("/signin")
    assert page.status == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "__Host-page=" in page.headers["Set-Cookie"]


def test_the_figures_do_not(way, pages):
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert "tracker_users" in Way(pages.ports[0]).ask("/metrics", **bearer).text
    for path in ("/metrics", "/metrics/", "//metrics", "/%6detrics", "/./metrics"):
        assert "tracker_users" not in way.ask(path, **bearer).text, path


def test_a_request_has_one_id_on_both_sides_and_nobody_forges_it(way, pages, proxy):
    before = len(pages.lines("account.ask"))
    way.ask("/signin", X_Request_ID="forged")
    last = pages.lines("account.ask")[before:]
    assert len(last) == 1
    assert re.fullmatch(IDS[proxy], last[0]["request"])


def test_whoever_forges_where_they_come_from_is_counted_all_the_same(way):
    page = way.ask("/signin")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    sent = {"Cookie": page.headers["Set-Cookie"].split(";")[0], "Content_Type": "application/x-www-form-urlencoded"}
    sent |= {"Referer": f"https://{NAME}/signin"}
    statuses = []
    for number in range(22):
        forged = {"X_Forwarded_For": f"192.0.2.{number}", "X_Real_IP": f"192.0.2.{number}"}
        forged |= {"Forwarded": f"for=192.0.2.{number}"}
        body = f"csrf_token={token}&email=nobody{number}@example.com".encode()
        statuses.append(way.ask("/signin", "POST", body, **sent, **forged).status)
    assert statuses[-1] == 429, statuses


def test_what_is_larger_than_a_calendar_is_not_taken(way, pages, proxy):
    before = len(pages.lines("calendars.upload"))
    refused = way.ask("/calendars/upload", "POST", b"x" * 12_000_000)
    assert refused.status == 413 or (proxy, refused.status) == ("caddy", 401), "Caddy hands on what it has so far"
    assert [line["status"] for line in pages.lines("calendars.upload")[before:]] in ([], [401], [413])


def test_pages_answer_within_a_second_while_many_say_nothing(way):
    with ExitStack() as at_end:
        for _ in range(SLOW):
            at_end.enter_context(way.half())
        for _ in range(3):
            began = time.monotonic()
            assert way.ask("/healthz").status == 200
            assert time.monotonic() - began < 1


def test_while_each_is_replaced_in_turn_every_page_comes(way, pages):
    with ThreadPoolExecutor(1) as pool:
        turn = pool.submit(lambda: [pages.replace(port) for port in pages.ports])
        statuses = []
        while not turn.done():
            statuses.append(way.ask("/signin").status)
        turn.result()
    assert len(statuses) > 20
    assert set(statuses) == {200}

"""Fetching from a real server on loopback: what comes, what is refused, and what is said."""

import base64
import gzip
import hashlib
import json
import os
import re
import ssl
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import trustme

from tests.calendars.reading import feed
from tests.calendars.server import FeedServer, serving
from tracker.calendars.feed import (
    FeedForbidden,
    FeedIsAPage,
    FeedNeedsSignIn,
    FeedNotFound,
    FeedRefused,
    FeedTimedOut,
    FeedTooLarge,
    FeedTrouble,
    FeedUnreachable,
    fetch,
)

BODY = feed("everything-we-keep")


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as feeds:
        yield feeds


class Got(NamedTuple):
    """What was fetched, its body as bytes."""

    body: bytes | None
    cursor: str
    url: str


def get(address: str, cursor: str = "", seconds: float = 20.0, trust: ssl.SSLContext | None = None) -> Got:
    found = fetch(address, cursor, allow_private=True, seconds=seconds, trust=trust)
    if found.body is None:
        return Got(None, found.cursor, found.url)
    with found.body.stream as stream:
        return Got(stream.read(), found.cursor, found.url)


def test_a_feed_comes_as_its_bytes(server: FeedServer):
    address = server.put("/work.ics", BODY)
    assert get(address) == (BODY, "{}", address)


def test_a_feed_comes_in_a_stream_that_was_hashed_on_its_way(server: FeedServer):
    body = fetch(server.put("/work.ics", BODY), "", allow_private=True).body
    assert body is not None
    with body.stream:
        assert (body.size, body.digest) == (len(BODY), hashlib.sha256(BODY).hexdigest())
        assert os.pread(body.stream.fileno(), 15, 0) == b"BEGIN:VCALENDAR"


def test_what_has_not_changed_is_not_sent_again(server: FeedServer):
    address = server.put("/work.ics", BODY, ETag='"one"', Last_Modified="Mon, 05 Jan 2026 09:00:00 GMT")
    cursor = get(address).cursor
    told = json.loads(cursor)
    assert (told["etag"], told["modified"]) == ('"one"', "Mon, 05 Jan 2026 09:00:00 GMT")
    assert "work.ics" not in cursor
    server.put("/work.ics", status=304)
    assert get(address, cursor).body is None
    asked = server.asked[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"one"', "Mon, 05 Jan 2026 09:00:00 GMT")


def test_one_layer_of_gzip_is_unpacked(server: FeedServer):
    address = server.put("/work.ics", gzip.compress(BODY), Content_Encoding="gzip")
    assert get(address).body == BODY


def test_neither_cookies_nor_proxies_nor_referrers_are_sent(server: FeedServer):
    get(server.put("/work.ics", BODY, Set_Cookie="a=b"))
    get(server.url("/work.ics"))
    assert set(server.asked[-1][1]) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


@pytest.mark.parametrize(
    ("status", "body", "trouble", "says"),
    [
        (401, b"their words", FeedNeedsSignIn, "password"),
        (403, b"their words", FeedForbidden, "Publish"),
        (404, b"their words", FeedNotFound, "Copy it again"),
        (410, b"their words", FeedNotFound, "new address"),
        (500, b"their words", FeedUnreachable, "try again later"),
        (
            200,
            b"<!doctype html>their words",
            FeedIsAPage,
            "that of a web page, not of a calendar. Copy the one that ends",
        ),
        (200, b"", FeedUnreachable, "server sent nothing. We try again later"),
    ],
)
def test_each_trouble_has_its_own_remedy_and_nothing_of_the_far_end(
    server: FeedServer, status: int, body: bytes, trouble: type[FeedTrouble], says: str
):
    with pytest.raises(trouble, match=says) as raised:
        get(server.put("/work.ics", body, status))
    assert "their words" not in str(raised.value)


def test_too_large_is_said_before_it_is_all_here(server: FeedServer):
    bomb = gzip.compress(b"a" * 50_000_000)
    for address in (
        server.put("/plain.ics", b"a" * (10 * 1024 * 1024 + 1)),
        server.put("/packed.ics", bomb, Content_Encoding="gzip"),
    ):
        with pytest.raises(FeedTooLarge, match="10 MB"):
            get(address)


NOT_WHOLE = "did not arrive whole. Nothing was changed; we try again later"
NOT_AS_IT_SHOULD = "server does not answer as it should. We try again later"
PACKED = "packs it in a way that we do not read. Upload it as a file"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nBEGIN:VCALENDAR\r\n", NOT_WHOLE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nBEGIN:VCALENDAR\n\r\n", NOT_AS_IT_SHOULD),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:-20], NOT_WHOLE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot packed at all", NOT_AS_IT_SHOULD),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nabc", PACKED),
        (b"no such protocol\r\n\r\n", NOT_AS_IT_SHOULD),
        (b"", NOT_AS_IT_SHOULD),
    ],
)
def test_a_body_that_is_not_whole_is_an_error(server: FeedServer, answer: bytes, says: str):
    with pytest.raises(FeedUnreachable, match=says):
        get(server.raw("/work.ics", answer))


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n\r\nBEGIN:VCALENDAR\r\n"])
def test_a_far_end_that_dawdles_is_cut_off(server: FeedServer, head: bytes):
    slow = threading.Event()
    address = server.raw("/slow.ics", head, *[b"X"] * 200, wait=lambda: slow.wait(0.1))
    started = time.monotonic()
    with pytest.raises(FeedTimedOut, match="too slow"):
        get(address, seconds=1.0)
    assert time.monotonic() - started < 3


def test_a_redirect_is_followed_and_its_end_is_told(server: FeedServer):
    address = server.put("/old.ics", status=302, Location="/new.ics")
    there = server.put("/new.ics", BODY)
    assert get(address) == (BODY, "{}", there)


def test_a_login_goes_to_its_own_host_and_no_other(server: FeedServer):
    with serving() as other:
        address = server.put("/old.ics", status=302, Location=other.put("/new.ics", BODY))
        get(address.replace("http://", "http://ama:word@"))
        assert server.asked[0][1]["Authorization"] == "Basic YW1hOndvcmQ="
        assert "Authorization" not in other.asked[0][1]


def test_a_login_in_any_script_is_sent_as_utf_8(server: FeedServer):
    get(server.put("/work.ics", BODY).replace("http://", "http://äma:wörd%3A@"))
    sent = server.asked[0][1]["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == "äma:wörd:"


def test_what_one_host_gave_to_know_again_is_neither_shown_to_another_nor_believed_of_it(server: FeedServer):
    with serving() as other:
        address = server.put("/old.ics", status=302, Location=other.put("/new.ics", BODY, ETag='"one"'))
        cursor = get(address).cursor
        get(address, cursor)
        assert "If-None-Match" not in server.asked[-1][1]
        assert other.asked[-1][1]["If-None-Match"] == '"one"'
        server.put("/old.ics", status=302, Location=server.put("/moved.ics", BODY, ETag='"one"'))
        assert get(address, cursor).body == BODY
        assert "If-None-Match" not in server.asked[-1][1]


def test_a_redirect_may_be_written_in_raw_utf_8(server: FeedServer):
    there = server.put("/k%C3%A4lender.ics", BODY)
    assert get(server.raw("/old.ics", "HTTP/1.1 302 Found\r\nLocation: /kälender.ics\r\n\r\n".encode())).url == there


def test_five_redirects_are_followed_and_no_more(server: FeedServer):
    for step in range(6):
        server.put(f"/{step}.ics", status=307, Location=f"/{step + 1}.ics")
    there = server.put("/6.ics", BODY)
    assert get(server.url("/1.ics")).url == there
    with pytest.raises(FeedRefused, match=r"leads from one place to the next without end. Copy the one"):
        get(server.url("/0.ics"))


@pytest.mark.parametrize(
    "location",
    [
        "/round.ics",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://[fd00:ec2::254]/",
        "http://x:25/",
        "http://[bad/",
        "http://a, http://b",
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_refused(server: FeedServer, location: str):
    with pytest.raises(FeedRefused):
        get(server.put("/round.ics", status=301, Location=location))


def test_a_redirect_that_cannot_be_read_is_told_to_be_copied_again(server: FeedServer):
    says = "This address leads to one that cannot be read. Copy the one it should lead to."
    with pytest.raises(FeedRefused, match=re.escape(says)):
        get(server.put("/round.ics", status=301, Location="http://[bad/"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "10.1.2.3"])
def test_private_hosts_are_refused_unless_allowed(host: str):
    with pytest.raises(
        FeedRefused, match=r"into a private network, where we do not go. Upload the calendar as a file"
    ):
        fetch(f"http://{host}:8080/work.ics", "", allow_private=False)


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "168.63.129.16", "[fd00:ec2::254]", "0.0.0.0", "[::ffff:127.0.0.1]"]
)
def test_some_hosts_are_refused_even_then(host: str):
    with pytest.raises(FeedRefused):
        fetch(f"http://{host}/work.ics", "", allow_private=True)


def test_nobody_there_is_said():
    with serving() as gone:
        address = gone.url("/work.ics")
    with pytest.raises(FeedUnreachable, match="does not answer"):
        get(address)


def test_a_certificate_is_checked_for_the_name_and_by_whom():
    authority, stranger = trustme.CA(), trustme.CA()
    trust, mistrust = ssl.create_default_context(), ssl.create_default_context()
    authority.configure_trust(trust)
    stranger.configure_trust(mistrust)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with serving(context) as feeds:
        address = feeds.put("/work.ics", BODY)
        named = address.replace("127.0.0.1", "localhost")
        assert get(named, trust=trust).body == BODY
        for url, whom in ((named, mistrust), (address, trust), (named, None)):
            with pytest.raises(
                FeedUnreachable,
                match=r"certificate of the calendar's server is not in order. Ask its owner to renew it",
            ):
                get(url, trust=whom)


def test_a_safe_connection_never_leads_to_an_unsafe_one(server: FeedServer):
    authority = trustme.CA()
    trust, context = ssl.create_default_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.configure_trust(trust)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serving(context) as feeds:
        address = feeds.put("/work.ics", status=301, Location=server.put("/work.ics", BODY))
        with pytest.raises(
            FeedRefused, match=r"from a safe connection to an unsafe one. Ask for one that stays with https"
        ):
            get(address, trust=trust)

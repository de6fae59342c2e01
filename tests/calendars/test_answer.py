"""Malformed and hostile answers, from a real server on loopback: each is an error, in time and within bounds."""

import gzip
import logging
import random
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.calendars.reading import feed
from tests.calendars.server import FeedServer, serving
from tracker.calendars.feed import FeedAskedTooOften, FeedTooLarge, FeedTrouble, FeedUnreachable, fetch

BODY = feed("everything-we-keep")
OK = b"HTTP/1.1 200 OK\r\n"
MUCH = [b"a" * 65_536] * 1_000


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as feeds:
        yield feeds


def get(address: str) -> bytes:
    body = fetch(address, "", allow_private=True, seconds=10.0).body
    assert body is not None
    with body.stream:
        return body.stream.read()


def chunked(*chunks: bytes) -> bytes:
    sized = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return OK + b"Transfer-Encoding: chunked\r\n\r\n" + sized


@pytest.mark.parametrize(
    "answer",
    [
        chunked(BODY, b""),
        chunked(*(BODY[at : at + 7] for at in range(0, len(BODY), 7)), b""),
        b"HTTP/1.1 100 Continue\r\n\r\n" + chunked(BODY, b""),
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK + b"\r\n" + BODY,
        b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
        OK + b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n" % (len(BODY), len(BODY)) + BODY,
        OK + b"X-Long: one\r\n two\r\n\r\n" + BODY,
        OK + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + BODY,
        OK + b"Content-Encoding: X-GZip\r\n\r\n" + gzip.compress(BODY),
        OK + b"Content-Encoding: identity\r\n\r\n" + BODY,
    ],
)
def test_what_is_unusual_and_lawful_comes_whole(server: FeedServer, answer: bytes):
    assert get(server.raw("/work.ics", answer)) == BODY


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"\r\n",
        OK + b"Content-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 206 Partial Content\r\n\r\n" + BODY,
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + BODY,
        b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50,
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n" + BODY,
        b"HTTP/1.1 99999 OK\r\n\r\n" + BODY,
        b"HTTP/7.1 200 OK\r\n\r\n" + BODY,
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + BODY,
        OK + b"Content-Length: 5, 6\r\n\r\n" + BODY,
        OK + b"Content-Length: -5\r\n\r\n" + BODY,
        OK + b"Content-Length: +5\r\n\r\n" + BODY,
        OK + b"Content-Length: many\r\n\r\n" + BODY,
        OK + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n" + BODY,
        OK + b"X-Name: a\x00b\r\n\r\n" + BODY,
        OK + b"no header at all\r\n\r\n" + BODY,
        OK + b"X-Many: 1\r\n" * 101 + b"\r\n" + BODY,
        OK + b"X-Long: " + b"a" * 70_000 + b"\r\n\r\n" + BODY,
        chunked(BODY),
        chunked(BODY)[:-1],
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY,
        OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n" + BODY,
        OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + BODY,
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\n" + BODY,
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 70_000,
        OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(BODY),
        OK + b"Content-Encoding: br\r\n\r\n" + BODY,
        OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(BODY)),
        OK + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(gzip.compress(BODY)),
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(gzip.compress(BODY)),
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY) + b"and more",
        OK + b"\r\n" + gzip.compress(BODY),
    ],
)
def test_what_is_not_lawful_is_an_error(server: FeedServer, answer: bytes):
    with pytest.raises(FeedUnreachable):
        get(server.raw("/work.ics", answer))


@pytest.mark.parametrize(
    "parts",
    [
        [b"HTTP/1.1 100 Continue\r\n\r\n" * 4_000] * 1_000,
        [b"HTTP/1.1 100 Continue\r\nX-Long: %s\r\n\r\n" % (b"a" * 60_000)] * 2_000,
        [OK + b"\r\n", *MUCH],
        [OK + b"Content-Length: 99999999999\r\n\r\n", *MUCH],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", *[b"10000\r\n" + b"a" * 65_536 + b"\r\n"] * 1_000],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", *[b"X-More: trailers\r\n" * 4_000] * 1_000],
        [OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(50_000_000))],
    ],
)
def test_what_never_ends_is_cut_off_early(server: FeedServer, parts: list[bytes]):
    with pytest.raises(FeedTooLarge, match="10 MB"):
        get(server.raw("/endless.ics", *parts))


def test_a_chunk_of_negative_size_is_not_read_to_its_end(server: FeedServer):
    with pytest.raises(FeedUnreachable):
        get(server.raw("/endless.ics", OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", *MUCH))


def test_a_packed_body_with_an_endless_tail_is_cut_off(server: FeedServer):
    with pytest.raises(FeedUnreachable, match="packs"):
        get(server.raw("/endless.ics", OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY), *MUCH))


def test_a_head_that_dawdles_is_cut_off(server: FeedServer):
    slow = threading.Event()
    address = server.raw("/slow.ics", *[b"HTTP/1.1 100 Continue\r\n\r\n"] * 200, wait=lambda: slow.wait(0.1))
    started = time.monotonic()
    with pytest.raises(FeedTrouble, match="too slow"):
        fetch(address, "", allow_private=True, seconds=1.0)
    assert time.monotonic() - started < 3


def test_a_malformed_head_writes_no_address_into_the_log(server: FeedServer, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG), pytest.raises(FeedUnreachable):
        get(server.raw("/private-0123/work.ics", OK + b"no header at all\r\n\r\n" + BODY))
    assert "private" not in caplog.text


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "120"}, timedelta(minutes=2)),
        ({"Retry-After": "0"}, timedelta()),
        ({"Retry-After": "9" * 5_000}, timedelta(days=1)),
        (
            {"Retry-After": "Mon, 05 Jan 2026 10:30:00 GMT", "Date": "Mon, 05 Jan 2026 09:00:00 GMT"},
            timedelta(minutes=90),
        ),
        ({"Retry-After": "Mon, 05 Jan 2026 08:00:00 GMT", "Date": "Mon, 05 Jan 2026 09:00:00 GMT"}, timedelta()),
        (
            {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT", "Date": "Mon, 05 Jan 2026 09:00:00 GMT"},
            timedelta(days=1),
        ),
        ({"Retry-After": "Mon, 05 Jan 2026 10:30:00 GMT"}, None),
        ({"Retry-After": "Mon, 05 Jan 2026 10:30:00 -0000", "Date": "Mon, 05 Jan 2026 09:00:00 GMT"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_how_long_we_are_asked_to_wait_is_told_within_a_day(
    server: FeedServer, headers: dict[str, str], wait: timedelta | None
):
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    for status, trouble in ((b"429", FeedAskedTooOften), (b"503", FeedUnreachable)):
        with pytest.raises(trouble) as raised:
            get(server.raw("/work.ics", b"HTTP/1.1 " + status + b" Wait\r\n" + lines + b"\r\n"))
        assert raised.value.retry_after == wait


def test_other_troubles_ask_for_no_wait(server: FeedServer):
    with pytest.raises(FeedUnreachable) as raised:
        get(server.put("/work.ics", status=500, Retry_After="120"))
    assert raised.value.retry_after is None


WHOLE = [
    b"HTTP/1.1 302 Found\r\nLocation: /work.ics\r\nDate: Mon, 05 Jan 2026 09:00:00 GMT\r\n\r\n",
    b"HTTP/1.1 429 Wait\r\nRetry-After: Mon, 05 Jan 2026 10:30:00 GMT\r\n\r\n",
    OK + b'ETag: "one"\r\nContent-Type: text/calendar; charset=utf-8\r\nContent-Length: 5\r\n\r\nBEGIN',
    chunked(b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n", b""),
    OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(gzip.compress(BODY), b"")[47:],
]
ODD = [b"\r\n", b"\x00", b"\xff", b"[", b"://", b"-1", b" ", b":", b";", b"%", b"\xc3\xa4", b"1" * 50, b"\r", b"\n\n"]


def mutated(chance: random.Random) -> bytes:
    """A lawful answer with a few places cut out, doubled, or overwritten with what parsers stumble over."""
    answer = chance.choice(WHOLE)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(answer) + 1)
        end = min(len(answer), start + chance.choice((0, 0, 1, 1, 5, 30)))
        answer = answer[:start] + chance.choice((b"", *ODD, answer[start:end] * 2)) + answer[end:]
    return answer


def test_whatever_comes_it_is_a_body_or_a_trouble(server: FeedServer):
    chance, seen = random.Random(3), set()
    for _ in range(1_500):
        answer = mutated(chance)
        try:
            seen.add(type(get(server.raw("/work.ics", answer))))
        except FeedTrouble as trouble:
            seen.add(type(trouble))
    assert {bytes, FeedUnreachable, FeedAskedTooOften} <= seen

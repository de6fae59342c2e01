"""What the lab's servers answer, by path: pieces of bytes with pauses between them. Words of theirs carry a mark."""

import gzip
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

MARK = b"words-of-the-far-end"  # must never be shown to anyone
FEED = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//" + MARK + b"//EN\r\nEND:VCALENDAR\r\n"
LARGEST = 10 * 1024 * 1024
RESET = b"\x00reset"  # in place of a piece: break the connection off
BLOCK = b"X" * 65_536
LOGIN = "Basic " + b64encode(b"ama:sesame").decode()


class Asked(NamedTuple):
    """A request: its path's first word, what follows, its host, and who logs in."""

    word: str
    rest: str
    host: str
    login: str


def ok(body: bytes, *lines: bytes, status: bytes = b"200 " + MARK) -> bytes:
    """A whole answer."""
    return b"".join((b"HTTP/1.1 ", status, b"\r\n", *(line + b"\r\n" for line in lines), b"\r\n", body))


def sized(body: bytes, *lines: bytes) -> bytes:
    return ok(body, b"Content-Length: %d" % len(body), b"Content-Type: text/calendar", *lines)


def chunks(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


CHUNKED = b"Transfer-Encoding: chunked"
GZIP = b"Content-Encoding: gzip"
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"


@cache
def zeros(size: int = 16 * 1024 * 1024) -> bytes:
    """That many zeros, deflated so that any number of such pieces in a row is a lawful stream."""
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(bytes(size)) + packer.flush(zlib.Z_FULL_FLUSH)


def forever(head: bytes, piece: bytes) -> Iterator[bytes]:
    yield head
    while True:
        yield piece


def drip(head: bytes, piece: bytes = b"") -> Iterator[bytes]:
    """A byte a second; then the piece each second."""
    for at in range(len(head)):
        yield head[at : at + 1]
        time.sleep(1)
    yield from _each_second(piece or b"X")


def _each_second(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece
        time.sleep(1)


def stall(kind: str) -> Iterator[bytes]:
    yield sized(FEED)[: int(kind)]
    time.sleep(60)


def dripping(kind: str) -> Iterator[bytes]:
    if kind == "chunked":
        yield ok(b"", CHUNKED)
        yield from _each_second(b"1\r\nX\r\n")
    elif kind == "continue":
        yield from _each_second(b"HTTP/1.1 100 Continue\r\n\r\n")
    elif kind == "redirect":
        yield from drip(b"HTTP/1.1 302 Found\r\nLocation: /feed.ics\r\nX: ")
    elif kind == "200":
        yield ok(b"BEGIN:VCALENDAR\r\n")
        yield from _each_second(b"X")
    else:
        yield from drip(b"HTTP/1.1 200 OK\r\nX: ")


def endless(kind: str) -> Iterator[bytes]:
    told = {
        "body": (ok(b""), BLOCK),
        "length": (ok(b"", b"Content-Length: 999999999999"), BLOCK),
        "chunks": (ok(b"", CHUNKED), chunks(BLOCK)),
        "crumbs": (ok(b"", CHUNKED), chunks(b"X") * 10_000),
        "chunk-line": (ok(b"", CHUNKED) + b"1;", BLOCK),
        "negative": (ok(b"", CHUNKED) + b"-1\r\n", BLOCK),
        "trailers": (ok(b"", CHUNKED) + b"0\r\n", b"X: Y\r\n" * 10_000),
        "headers": (b"HTTP/1.1 200 OK\r\n", b"X: Y\r\n" * 10_000),
        "header": (b"HTTP/1.1 200 OK\r\nX: ", BLOCK),
        "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3_000),
        "hints": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3_000),
        "status": (b"HTTP/1.1 200 ", BLOCK),
        "tail": (ok(gzip.compress(FEED), GZIP), BLOCK),
    }
    return forever(*told[kind])


def bomb(kind: str) -> Iterator[bytes]:
    packed = GZIP_HEAD + zeros()
    told = {
        "gzip": (ok(packed, GZIP), zeros()),
        "x-gzip": (ok(packed, b"Content-Encoding: x-gzip"), zeros()),
        "twice": (ok(gzip.compress(packed + zeros() * 100), GZIP), b""),
        "layers": (ok(gzip.compress(packed + zeros() * 100), b"Content-Encoding: gzip, gzip"), BLOCK),
        "members": (ok(b"", GZIP), gzip.compress(b"") * 3_000),
        "deflate": (ok(b"\x78\x9c" + zeros(), b"Content-Encoding: deflate"), zeros()),
        "br": (ok(b"", b"Content-Encoding: br"), BLOCK),
    }
    head, piece = told[kind]
    return forever(head, piece) if piece else iter([head])


def fine(kind: str) -> Iterator[bytes]:
    if kind == "pause":
        yield sized(FEED)[:100]
        time.sleep(3)
        yield sized(FEED)[100:]
        return
    told = {
        "gzip": sized(gzip.compress(FEED), GZIP),
        "x-gzip": sized(gzip.compress(FEED), b"content-encoding: X-GZIP"),
        "identity": sized(FEED, b"Content-Encoding: identity"),
        "chunked": ok(chunks(FEED[:9], FEED[9:], b""), CHUNKED),
        "gzip-chunked": ok(chunks(gzip.compress(FEED)[:9], gzip.compress(FEED)[9:], b""), CHUNKED, GZIP),
        "old": b"HTTP/1.0 200 OK\r\n\r\n" + FEED,
        "no-length": ok(FEED),
        "bom": sized(b"\xef\xbb\xbf" + FEED),
        "as-html": ok(FEED, b"Content-Type: text/html"),
        "as-bytes": ok(FEED, b"Content-Type: application/octet-stream", b"Content-Disposition: attachment"),
        "continue": b"HTTP/1.1 100 Continue\r\n\r\n" + sized(FEED),
        "hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + sized(FEED),
        "cookies": sized(FEED, *(b"Set-Cookie: a%d=b" % number for number in range(20))),
        "twice-length": sized(FEED, b"Content-Length: %d" % len(FEED)),
        "many-headers": sized(FEED, *(b"X-Number-%d: %s" % (number, b"a" * 500) for number in range(80))),
    }
    if kind.startswith("largest"):
        whole = FEED.ljust(LARGEST, b"\n")
        told[kind] = sized(gzip.compress(whole), GZIP) if kind.endswith("gzip") else sized(whole)
    yield told.get(kind, sized(FEED))


def to(rest: str) -> Iterator[bytes]:
    """`302/where`, the second written so that it fits into a path."""
    status, _, location = rest.partition("/")
    yield _redirect(unquote_to_bytes(location), status.encode())


def _redirect(location: bytes, status: bytes = b"302", *lines: bytes) -> bytes:
    return ok(MARK, b"Location: " + location, *lines, status=status + b" " + MARK)


def count(rest: str) -> Iterator[bytes]:
    yield _redirect(b"/feed.ics" if rest == "1" else b"/count/%d" % (int(rest) - 1))


def cookie(rest: str) -> Iterator[bytes]:
    where = b"http://%s/feed.ics" % rest.encode()
    yield _redirect(where, b"302", b"Set-Cookie: seen=1; Domain=example; Path=/", b"Set-Cookie: too=1")


def pingpong(asked: Asked) -> Iterator[bytes]:
    there = asked.host.replace("good", "*").replace("other", "good").replace("*", "other")
    yield _redirect(b"http://%s/pingpong" % there.encode())


def private(asked: Asked) -> Iterator[bytes]:
    yield sized(FEED) if asked.login == LOGIN else ok(MARK, status=b"401 " + MARK)


def status(rest: str) -> Iterator[bytes]:
    yield ok(MARK, status=rest.encode() + b" " + MARK)


BY_REST: dict[str, Callable[[str], Iterator[bytes]]] = {
    "to": to,
    "count": count,
    "cookie": cookie,
    "status": status,
    "stall": stall,
    "drip": dripping,
    "endless": endless,
    "bomb": bomb,
    "fine": fine,
    "ever": lambda rest: iter([_redirect(b"/ever/%d" % (int(rest) + 1))]),
    "packed": lambda rest: iter([ok(FEED, b"Content-Encoding: " + unquote_to_bytes(rest))]),
}
BY_ALL: dict[str, Callable[[Asked], Iterator[bytes]]] = {"pingpong": pingpong, "private.ics": private}

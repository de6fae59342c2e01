"""Answers that break off, contradict themselves, or are none: each is one lump of bytes, by its path."""

import gzip

from tests.calendars.lab.behaviours import CHUNKED, FEED, GZIP, LARGEST, MARK, RESET, chunks, ok, sized

PAGE = b"<!doctype html><title>" + MARK + b"</title>"
OK = b"HTTP/1.1 200 OK\r\n"

LUMPS: dict[str, tuple[bytes, ...]] = {
    "short/length": (ok(FEED, b"Content-Length: 5000"),),
    "short/chunk": (ok(chunks(FEED), CHUNKED),),
    "short/gzip": (ok(gzip.compress(FEED)[:-9], GZIP),),
    "reset/0": (RESET,),
    "reset/20": (sized(FEED)[:20], RESET),
    "reset/200": (ok(FEED, b"Content-Length: 5000"), RESET),
    "close": (),
    "nonsense": (MARK * 20 + b"\r\n\r\n",),
    "ssh": (b"SSH-2.0-" + MARK + b"\r\n",),
    "http2": (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80" + MARK,),
    "version": (b"HTTP/9.9 200 OK\r\n\r\n" + FEED,),
    "status/abc": (b"HTTP/1.1 abc OK\r\n\r\n" + FEED,),
    "chunk/zz": (ok(b"zz\r\n" + FEED, CHUNKED),),
    "chunk/-5": (ok(b"-5\r\n" + FEED, CHUNKED),),
    "chunk/short": (ok(b"5\r\n" + FEED, CHUNKED),),
    "length/two": (ok(FEED, b"Content-Length: 5", b"Content-Length: 6"),),
    "length/-5": (ok(FEED, b"Content-Length: -5"),),
    "length/words": (ok(FEED, b"Content-Length: " + MARK),),
    "nul": (ok(FEED, b"X-Name: a\x00b"),),
    "headerless": (OK + MARK + b"\r\n\r\n" + FEED,),
    "folded": (OK + b" folded: first\r\n\r\n" + FEED,),
    "empty": (ok(b""),),
    "empty/length": (sized(b""),),
    "gzip/not": (ok(FEED, GZIP),),
    "gzip/plain-gz": (sized(gzip.compress(FEED)),),
    "large": (sized(FEED.ljust(LARGEST + 1)),),
    "large/gzip": (sized(gzip.compress(FEED.ljust(LARGEST + 1)), GZIP),),
    "html": (sized(PAGE),),
    "html/bom": (sized(b"\xef\xbb\xbf \r\n" + PAGE),),
    "refresh": (ok(PAGE, b"Refresh: 0; url=http://127.0.0.1/"),),
    "round": (ok(b"", b"Location: /round", status=b"301 Moved"),),
    "lost": (ok(b"", status=b"302 Found"),),
}

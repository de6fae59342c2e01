"""A feed's address to its bytes: politely (only what changed), within bounds, and from public hosts only.

Every redirect is a new address: taken apart, looked up and checked like the first (reliability D2, D3).
"""

import json
import ssl
import zlib
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, IncompleteRead, SSLError
from urllib3.util import make_headers

from tracker.calendars.address import Address, masked, parse, tidy
from tracker.calendars.connection import TOO_SLOW, TimeLimit, connection, resolved
from tracker.calendars.trouble import (
    FeedForbidden,
    FeedIsAPage,
    FeedNeedsSignIn,
    FeedNotFound,
    FeedRefused,
    FeedTimedOut,
    FeedTooLarge,
    FeedTrouble,
    FeedUnreachable,
)

__all__ = [
    "FeedForbidden",
    "FeedIsAPage",
    "FeedNeedsSignIn",
    "FeedNotFound",
    "FeedRefused",
    "FeedTimedOut",
    "FeedTooLarge",
    "FeedTrouble",
    "FeedUnreachable",
    "Fetched",
    "fetch",
    "masked",
    "tidy",
]

SECONDS = 20.0
LARGEST = 10 * 1024 * 1024  # after unpacking
REDIRECTS = 5
_CHUNK = 64 * 1024

_PAGE = (
    "This address is that of a web page, not of a calendar. Copy the one that ends in .ics; in Google Calendar it is "
    "the secret address in iCal format, under Settings, Integrate calendar."
)
_STATUS: dict[int, tuple[type[FeedTrouble], str]] = {
    401: (FeedNeedsSignIn, "This calendar asks for a password. Copy its secret or public address, which needs none."),
    403: (
        FeedForbidden,
        "The calendar's server does not let us in. Publish the calendar, or copy its secret address.",
    ),
    404: (FeedNotFound, "There is no calendar at this address. Copy it again: the old one may have been reset."),
    410: (FeedNotFound, "The calendar at this address is gone for good. Copy its new address."),
}
_CUT = "The calendar did not arrive whole. Nothing was changed; we try again later."
_DOWN = "The calendar's server does not answer as it should. We try again later; the address may be right."


class Fetched(NamedTuple):
    """What came. `body` is None if nothing changed since the cursor; `url` is where it came from in the end."""

    body: bytes | None
    cursor: str
    url: str


def fetch(
    address: str, cursor: str, *, allow_private: bool, seconds: float = SECONDS, trust: ssl.SSLContext | None = None
) -> Fetched:
    """The bytes at an address, unless they are still those of the cursor. Raises FeedTrouble.

    `seconds` bounds all of it; `trust` is whose certificates are believed, by default those that the system does.
    """
    first = parse(address)
    with TimeLimit(seconds) as limit:
        try:
            return _followed(first, cursor, limit, allow_private, trust)
        except FeedTrouble:
            raise
        except (HTTPError, HTTPException, OSError, zlib.error) as error:
            if limit.passed or isinstance(error, TimeoutError):
                raise FeedTimedOut(TOO_SLOW) from None
            raise _plainly(error) from None


def _plainly(error: Exception) -> FeedTrouble:
    """The far end's own text stays out."""
    if isinstance(error, SSLError | ssl.SSLError):
        return FeedUnreachable("The certificate of the calendar's server is not in order. Its owner has to renew it.")
    if isinstance(error, IncompleteRead):
        return FeedUnreachable(_CUT)
    if type(error).__name__.endswith("TimeoutError"):
        return FeedTimedOut(TOO_SLOW)
    return FeedUnreachable(_DOWN)


def _followed(
    first: Address, cursor: str, limit: TimeLimit, allow_private: bool, trust: ssl.SSLContext | None
) -> Fetched:
    at = first
    for _ in range(REDIRECTS + 1):
        checked = resolved(at, limit, allow_private=allow_private)
        with connection(at, checked, limit, trust) as line:
            login = first.login if at.origin == first.origin else ""
            line.request(
                "GET", at.target, headers=_headers(cursor, login), preload_content=False, decode_content=False
            )
            response = line.getresponse()
            if response.status not in (301, 302, 303, 307, 308):
                return _received(response, at, cursor, limit)
            at = _next(at, response.headers.get("Location", ""))
    raise FeedRefused("This address leads from one place to the next without end. Copy the one it should lead to.")


def _next(at: Address, location: str) -> Address:
    if not location:
        raise FeedUnreachable(_DOWN)
    to = parse(urljoin(at.url, location))
    if at.scheme == "https" and to.scheme != "https":
        raise FeedRefused(
            "This address leads from a safe connection to an unsafe one. Ask for one that stays with https."
        )
    return to._replace(login="")


def _headers(cursor: str, login: str) -> dict[str, str]:
    told = _told(cursor)
    headers = {"User-Agent": "tracker", "Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip"}
    if told.get("etag"):
        headers["If-None-Match"] = told["etag"]
    if told.get("modified"):
        headers["If-Modified-Since"] = told["modified"]
    if login:
        headers["Authorization"] = make_headers(basic_auth=login)["authorization"]
    return headers


def _told(cursor: str) -> dict[str, str]:
    try:
        told = json.loads(cursor) if cursor else {}
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}


def _received(response: BaseHTTPResponse, at: Address, cursor: str, limit: TimeLimit) -> Fetched:
    if response.status == 304 and _told(cursor):
        return Fetched(None, cursor, at.url)
    if response.status != 200:
        kind, message = _STATUS.get(response.status, (FeedUnreachable, _DOWN))
        raise kind(message)
    body = _body(response, limit)
    if _is_page(body):
        raise FeedIsAPage(_PAGE)
    told = {"etag": _line(response, "ETag"), "modified": _line(response, "Last-Modified")}
    return Fetched(body, json.dumps({key: value for key, value in told.items() if value}), at.url)


def _line(response: BaseHTTPResponse, name: str) -> str:
    """A header that we may send back: one line of plain characters."""
    value = response.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 1_000 else ""


def _is_page(body: bytes) -> bool:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _body(response: BaseHTTPResponse, limit: TimeLimit) -> bytes:
    """All of it, unpacked once at most. Raises FeedTooLarge before more than that is in memory."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        raise FeedUnreachable("The calendar's server packs it in a way that we do not read. Upload it as a file.")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    parts, size = [], 0
    for chunk in response.stream(_CHUNK, decode_content=False):
        part = unpack.decompress(chunk, LARGEST - size + 1) if unpack else chunk
        size += len(part)
        if size > LARGEST:
            raise FeedTooLarge("This calendar is larger than 10 MB. Export or publish a shorter stretch of time.")
        parts.append(part)
    if limit.passed:
        raise FeedTimedOut(TOO_SLOW)
    if unpack and not unpack.eof:
        raise FeedUnreachable(_CUT)
    return b"".join(parts)

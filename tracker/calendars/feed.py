"""A feed's address to its bytes: politely (only what changed), within bounds, and from public hosts only.

Every redirect is a new address: taken apart, looked up and checked like the first (reliability D2, D3).
"""

import json
import ssl
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, nullcontext
from hashlib import sha256
from http.client import HTTPException, IncompleteRead
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, SSLError

from tracker.calendars.address import Address, masked, parse, tidy
from tracker.calendars.answer import CUT, LARGEST, PACKED, retry_after, unpacked
from tracker.calendars.body import Body, gathered
from tracker.calendars.connection import TOO_SLOW, TimeLimit, connection, resolved
from tracker.calendars.gate import Gate
from tracker.calendars.trouble import (
    FeedAskedTooOften,
    FeedForbidden,
    FeedIsAPage,
    FeedNeedsSignIn,
    FeedNotFound,
    FeedRefused,
    FeedTimedOut,
    FeedTooLarge,
    FeedTrouble,
    FeedUnreachable,
    HostBusy,
)
from tracker.tongue import N_

__all__ = [
    "LARGEST",
    "FeedAskedTooOften",
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
    "Gate",
    "HostBusy",
    "fetch",
    "masked",
    "tidy",
]

SECONDS = 20.0
REDIRECTS = 5

_PAGE = N_(
    "This address is that of a web page, not of a calendar. Copy the one that ends in .ics; in Google Calendar it is "
    "the secret address in iCal format, under Settings, Integrate calendar."
)
_DOWN = N_("The calendar's server does not answer as it should. We try again later; the address may be right.")
_EMPTY = N_("The calendar's server sent nothing. We try again later; the address may be right.")
_STATUS: dict[int, tuple[type[FeedTrouble], str]] = {
    401: (
        FeedNeedsSignIn,
        N_("This calendar asks for a password. Copy its secret or public address, which needs none."),
    ),
    403: (
        FeedForbidden,
        N_("The calendar's server does not let us in. Publish the calendar, or copy its secret address."),
    ),
    404: (FeedNotFound, N_("There is no calendar at this address. Copy it again: the old one may have been reset.")),
    410: (FeedNotFound, N_("The calendar at this address is gone for good. Copy its new address.")),
    429: (
        FeedAskedTooOften,
        N_("The calendar's server wants to be asked less often. We wait for as long as it says."),
    ),
}


class Fetched(NamedTuple):
    """What came. `body` is None if nothing changed since the cursor, else whoever has it closes its stream.

    `url` is where it came from in the end, without a login.
    """

    body: Body | None
    cursor: str
    url: str


class _Manner(NamedTuple):
    """How we go about one fetch."""

    limit: TimeLimit
    allow_private: bool
    trust: ssl.SSLContext | None
    gate: Gate | None


def fetch(
    address: str,
    cursor: str,
    *,
    allow_private: bool,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
    gate: Gate | None = None,
) -> Fetched:
    """The bytes at an address, unless they are still those of the cursor. Raises FeedTrouble; HostBusy at the gate.

    `seconds` bounds all of it; `trust` is whose certificates are believed, by default those that the system does.
    """
    first = parse(address)
    with TimeLimit(seconds) as limit:
        try:
            return _followed(first, cursor, _Manner(limit, allow_private, trust, gate))
        except FeedRefused:
            raise
        except (FeedTrouble, HTTPError, HTTPException, OSError, zlib.error) as error:
            raise _plainly(error, limit) from None


def _plainly(error: Exception, limit: TimeLimit) -> FeedTrouble:
    """The far end's own text stays out. Once our time is up, whatever went wrong is our doing."""
    if limit.passed or isinstance(error, TimeoutError) or type(error).__name__.endswith("TimeoutError"):
        return FeedTimedOut(TOO_SLOW)
    if isinstance(error, FeedTrouble):
        return error
    if isinstance(error, SSLError | ssl.SSLError):
        return FeedUnreachable(
            "The certificate of the calendar's server is not in order. "
            "Ask its owner to renew it, or upload the calendar as a file."
        )
    cut = any(isinstance(one, IncompleteRead) for one in (error, *error.args))  # urllib3 wraps it
    return FeedUnreachable(CUT if cut else _DOWN)


def _followed(first: Address, cursor: str, manner: _Manner) -> Fetched:
    at = first
    for _ in range(REDIRECTS + 1):
        found = _asked(at, first.login if at.origin == first.origin else "", cursor, manner)
        if isinstance(found, Fetched):
            return found
        at = found
    raise FeedRefused("This address leads from one place to the next without end. Copy the one it should lead to.")


def _asked(at: Address, login: str, cursor: str, manner: _Manner) -> Fetched | Address:
    """One host asked: what came, or where it sends us."""
    checked = resolved(at, manner.limit, allow_private=manner.allow_private)
    place = manner.gate.through(at.host) if manner.gate else nullcontext()
    with place, connection(at, checked, manner.limit, manner.trust) as line:
        headers = _headers(_told(cursor, at), login)
        line.request("GET", at.target, headers=headers, preload_content=False, decode_content=False)
        with closing(line.getresponse()) as response:
            if response.status in (301, 302, 303, 307, 308):
                return _next(at, response.headers.get("Location", ""))
            return _received(response, at, cursor, manner.limit)


def _next(at: Address, location: str) -> Address:
    if not location:
        raise FeedUnreachable(_DOWN)
    to = parse(_joined(at.url, _as_meant(location)))
    if at.scheme == "https" and to.scheme != "https":
        raise FeedRefused(
            "This address leads from a safe connection to an unsafe one. Ask for one that stays with https."
        )
    return to._replace(login="")


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        raise FeedRefused("This address leads to one that cannot be read. Copy the one it should lead to.") from None


def _as_meant(line: str) -> str:
    """Headers arrive as Latin-1; who writes more than ASCII into them means UTF-8."""
    try:
        return line.encode("latin-1").decode()
    except UnicodeError:
        return line


def _headers(told: dict[str, str], login: str) -> dict[str, str]:
    headers = {"User-Agent": "tracker", "Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip"}
    if told.get("etag"):
        headers["If-None-Match"] = told["etag"]
    if told.get("modified"):
        headers["If-Modified-Since"] = told["modified"]
    if login:
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    return headers


def _told(cursor: str, at: Address) -> dict[str, str]:
    """What a cursor holds of this very place: a mark set by one host is not shown to another, nor believed of it."""
    try:
        told = json.loads(cursor) if cursor else {}
    except ValueError:
        return {}
    if not isinstance(told, dict) or told.get("of") != _place(at):
        return {}
    return {str(key): str(value) for key, value in told.items()}


def _place(at: Address) -> str:
    """A place as a cursor names it; no address can be read from that."""
    return sha256(_plain(at).encode()).hexdigest()[:32]


def _plain(at: Address) -> str:
    return at._replace(login="").url


def _received(response: BaseHTTPResponse, at: Address, cursor: str, limit: TimeLimit) -> Fetched:
    if response.status == 304 and _told(cursor, at):
        return Fetched(None, cursor, _plain(at))
    if response.status != 200:
        kind, message = _STATUS.get(response.status, (FeedUnreachable, _DOWN))
        raise kind(message, retry_after(response) if response.status in (429, 503) else None)
    told = {"etag": _line(response, "ETag"), "modified": _line(response, "Last-Modified")}
    kept = {key: value for key, value in told.items() if value}
    body = gathered(_in_time(unpacked(response), limit))
    try:
        _no_page(body)
    except FeedTrouble:
        body.stream.close()
        raise
    return Fetched(body, json.dumps(kept | {"of": _place(at)} if kept else {}), _plain(at))


def _line(response: BaseHTTPResponse, name: str) -> str:
    """A header that we may send back: one line of plain characters."""
    value = response.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 1_000 else ""


def _in_time(pieces: Iterator[bytes], limit: TimeLimit) -> Iterator[bytes]:
    """All pieces. A connection that our time limit shut looks as if the far end had come to its end."""
    yield from pieces
    if limit.passed:
        raise FeedTimedOut(TOO_SLOW)


def _no_page(body: Body) -> None:
    """Raises FeedTrouble if there is nothing, a web page, or something packed a second time."""
    start = body.stream.read(4_096)
    body.stream.seek(0)
    if not body.size:
        raise FeedUnreachable(_EMPTY)
    if start.startswith(b"\x1f\x8b"):
        raise FeedUnreachable(PACKED)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise FeedIsAPage(_PAGE)

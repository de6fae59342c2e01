"""A tracker elsewhere, asked over its API with a token: `tracker --at https://tracker.example.com promises`.

The token comes from the environment or a file of its own, never from the command line, which others can read.
"""

import json
import os
import ssl
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

import click
from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError, MaxRetryError, ProtocolError, SSLError

TOKEN, TOKEN_FILE = "TRACKER_TOKEN", "TRACKER_TOKEN_FILE"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SECONDS, TRIES = 30, 3  # that one answer may take, and how often it is asked for
MOST = 200  # things in one answer
LARGEST = 10_000_000  # bytes

NOTHING_TO_SHOW = (
    "No token to show. Make one under Settings, Tokens for programs, and put it into TRACKER_TOKEN, or into a file "
    "of your own (mode 0600) that TRACKER_TOKEN_FILE names."
)
LOOSE = "Others can read {file}. Keep it to yourself with: chmod 600 {file}"
NO_FILE = (
    "The token's file cannot be read, or is empty: {file}. See that TRACKER_TOKEN_FILE names it and that it is yours."
)
UNSAFE = "A token goes over https only, so that nobody reads it on its way. Give --at an address with https://."
NO_ADDRESS = "Give --at the address that you see in your browser, such as https://tracker.example.com"
DOWN = "{at} cannot be reached. See that the address is right and that you are online."
SLOW = "{at} took longer than {seconds} seconds, {tries} times in a row. Try again in a minute."
CERTIFICATE = (
    "The certificate of {at} is not one that this machine trusts, so nothing was sent there. "
    "See that the address is right; docs/assistant.md says more."
)
NOT_OURS = (
    "{at} does not answer as a tracker does. See that the address is right, and that its tracker is new enough."
)
REDIRECTS = "{at} sends us elsewhere, to {to}. If you trust that, give it to --at."


class RemoteTrouble(click.ClickException):
    """The service elsewhere could not be asked, or refused; the words say what to do. `status` is what it answered,
    0 where no answer came; `problem` the name of the problem that it told.
    """

    def __init__(self, text: str, status: int = 0, problem: str = "") -> None:
        super().__init__(text)
        self.status, self.problem = status, problem


class Remote:
    """The API of one service, asked as the user of a token. Opens nothing before the first call."""

    def __init__(self, address: str, token: str, seconds: float = SECONDS) -> None:
        self.at, self._token, self._seconds = _address(address), token, seconds
        again = Retry(
            TRIES - 1,
            redirect=0,
            status=0,
            other=0,
            backoff_factor=0.2,
            allowed_methods=None,
            respect_retry_after_header=False,
        )
        timeout = Timeout(connect=10, read=seconds)
        self._pool = PoolManager(retries=again, timeout=timeout, ssl_context=ssl.create_default_context())

    def get(self, path: str, **query: str | int | None) -> Any:
        """What stands at a path of the API. Raises RemoteTrouble."""
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        return self._call("GET", f"{path}?{asked}" if asked else path)

    def all(self, path: str, **query: str | int | None) -> Iterator[Any]:
        """Everything in a list, page after page."""
        cursor: str | None = None
        while True:
            page = self.get(path, limit=MOST, cursor=cursor, **query)
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def post(self, path: str, **said: Any) -> Any:
        """Does something, once, however often the way there breaks. Raises RemoteTrouble."""
        body = json.dumps(said).encode() if said else b""
        return self._call("POST", path, body, {"Idempotency-Key": str(uuid4())})

    def _call(self, method: str, path: str, body: bytes = b"", more: Mapping[str, str] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", "User-Agent": "tracker"}
        headers |= {"Content-Type": "application/json"} if body else {}
        address = f"{self.at}/api/v1{path}"
        try:
            answer = self._pool.request(
                method, address, body=body, headers=headers | dict(more or {}), redirect=False, preload_content=False
            )
            text = answer.read(LARGEST)
            answer.release_conn()
        except HTTPError as error:
            raise self._unreached(error) from None
        return self._told(answer, text)

    def _unreached(self, error: Exception) -> RemoteTrouble:
        reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
        if isinstance(reason, SSLError):
            return RemoteTrouble(CERTIFICATE.format(at=self.at))
        if isinstance(reason, TimeoutError) or "Timeout" in type(reason).__name__:
            return RemoteTrouble(SLOW.format(at=self.at, seconds=self._seconds, tries=TRIES))
        return RemoteTrouble((NOT_OURS if isinstance(reason, ProtocolError) else DOWN).format(at=self.at))

    def _told(self, answer: BaseHTTPResponse, text: bytes) -> Any:
        if 300 <= answer.status < 400:
            to = urlsplit(answer.headers.get("Location", ""))
            raise RemoteTrouble(REDIRECTS.format(at=self.at, to=_shown(f"{to.scheme}://{to.netloc}")), answer.status)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        try:
            said = json.loads(text) if text else None
        except ValueError:
            said = None
        if answer.status == 204 or (answer.status < 300 and kind == "application/json" and said is not None):
            return said
        raise self._refused(answer, said if kind == "application/problem+json" else None)

    def _refused(self, answer: BaseHTTPResponse, said: Any) -> RemoteTrouble:
        if not isinstance(said, dict):
            return RemoteTrouble(NOT_OURS.format(at=self.at), answer.status)
        faults = [f"{one.get('pointer') or one.get('parameter')}: {one['detail']}" for one in said.get("errors", [])]
        wait = answer.headers.get("Retry-After", "") if answer.status == 429 else ""
        words = [said.get("detail", ""), *faults, said.get("remedy", ""), f"(Retry-After: {wait} s)" if wait else ""]
        name = str(said.get("type", "")).rpartition("/")[2]
        return RemoteTrouble(_shown(" ".join(_ended(str(one)) for one in words if one)), answer.status, name)


def token_of(environ: Mapping[str, str]) -> str:
    """The token to be shown: TRACKER_TOKEN, else what the file holds that TRACKER_TOKEN_FILE names, if nobody else
    can read it. Raises RemoteTrouble.
    """
    if token := environ.get(TOKEN, "").strip():
        return token
    named = environ.get(TOKEN_FILE, "")
    if not named:
        raise RemoteTrouble(NOTHING_TO_SHOW)
    file = Path(named).expanduser()
    try:
        with file.open() as opened:
            if os.fstat(opened.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise RemoteTrouble(LOOSE.format(file=file))
            return opened.read(1_000).strip() or _nothing(file)
    except (OSError, UnicodeDecodeError):
        raise RemoteTrouble(NO_FILE.format(file=file)) from None


def _nothing(file: Path) -> str:
    raise RemoteTrouble(NO_FILE.format(file=file))


def remote_of(context: click.Context) -> Remote | None:
    """The service that `--at` names; None where this machine's own is meant."""
    at = context.find_root().params.get("at")
    return Remote(at, token_of(os.environ)) if at else None


def path(*parts: str) -> str:
    """A path of the API, of which no part leads anywhere else."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def _address(typed: str) -> str:
    """An address as it is asked: https, save on this machine; no login, nothing behind its path."""
    try:
        parts = urlsplit(typed.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise RemoteTrouble(NO_ADDRESS) from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or parts.query or parts.fragment:
        raise RemoteTrouble(NO_ADDRESS)
    if parts.scheme == "http" and host not in LOOPBACK:
        raise RemoteTrouble(UNSAFE)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?)" else f"{sentence}."


def _shown(text: str) -> str:
    """Words of another machine as one line that a terminal can show: no control character passes."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:1_000]

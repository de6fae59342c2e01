"""How the feed's server answers: well, or badly in one of the ways in which real ones do."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler

from tests.calendars.server import FeedServer

CANARY = "zebrafish"  # stands in all that a bad answer says, and must be shown to nobody
PAGE = f"<!doctype html><html><body><h1>{CANARY} 500</h1>BEGIN:VCALENDAR</body></html>".encode()
LAST_LINE = len(b"END:VCALENDAR\r\n")
STATUS = {"500": 500, "503": 503, "429": 429, "404": 404}
BAD = ("cut", "empty", "page", "short", "unchanged", *STATUS)


class Answering:
    """What stands at one path of a server. `bad` is how it answers, empty for well; what is cut is cut at this part.

    With `marks` it sends an ETag, and 304 to whoever shows the same again. `asked` counts the answers; `conditional`
    says whether the last question bore a mark, `unchanged` whether the last answer was a 304.
    """

    def __init__(self, server: FeedServer, path: str) -> None:
        server.answers[path] = self._answer
        self.url = server.url(path)
        self.body = b""
        self.bad, self.part = "", 0.5
        self.marks = False
        self.asked = 0
        self.conditional = self.unchanged = False

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        shown = request.headers.get("If-None-Match")
        self.conditional = shown is not None
        self.unchanged = self.bad == "unchanged" or (not self.bad and self.marks and shown == self._mark)
        if self.unchanged:
            return _say(request, 304, b"")
        return self._manners[self.bad](self, request)

    @property
    def _mark(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:16]}"'

    def _well(self, request: BaseHTTPRequestHandler) -> None:
        _say(request, 200, self.body, **({"ETag": self._mark} if self.marks else {}))

    def _cut(self, request: BaseHTTPRequestHandler) -> None:
        """As by a proxy that says the shorter length, under the mark of the whole."""
        length = 1 + int(self.part * (len(self.body) - LAST_LINE - 1))
        _say(request, 200, self.body[:length], ETag=self._mark)

    def _short(self, request: BaseHTTPRequestHandler) -> None:
        """Fewer bytes than its head says."""
        _say(request, 200, self.body[: int(self.part * len(self.body))], Content_Length=str(len(self.body) + 1))

    def _empty(self, request: BaseHTTPRequestHandler) -> None:
        _say(request, 200, b"\r\n" if self.part > 0.5 else b"", ETag=self._mark)

    def _page(self, request: BaseHTTPRequestHandler) -> None:
        _say(request, 200, PAGE, Content_Type="text/html", ETag=self._mark)

    def _status(self, request: BaseHTTPRequestHandler) -> None:
        _say(request, STATUS[self.bad], PAGE, Retry_After="120", X_Said=CANARY)

    _manners: Mapping[str, Callable[["Answering", BaseHTTPRequestHandler], None]] = {
        "": _well,
        "cut": _cut,
        "short": _short,
        "empty": _empty,
        "page": _page,
    } | dict.fromkeys(STATUS, _status)


def _say(request: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    request.send_response(status, CANARY)
    for name, value in ({"Content_Length": str(len(body))} | headers).items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)

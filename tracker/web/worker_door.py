"""A worker's own small door: whether it lives, and its metrics for who bears the token. It serves no page."""

import json
from collections.abc import Callable, Iterable
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from tracker.web.metrics import Exporter, allowed, exporter_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from tracker.wiring import Tracker

SLOWEST = 5  # seconds that somebody may take to say what they want: they stand alone at this door
Answer = tuple[str, str, bytes]


def open_door(tracker: "Tracker", *, port: int) -> Callable[[], None]:
    """Answers at this port from a thread of its own; what is returned closes the door. OSError if it is taken."""
    server = make_server(tracker.config.service.host, port, door(exporter_of(tracker)), handler_class=_Handler)
    thread = Thread(target=server.serve_forever, name="worker door", daemon=True)
    thread.start()

    def close() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return close


def door(exporter: Exporter | None) -> Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]:
    """What answers there."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        status, kind, body = _answer(exporter, environ)
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
        return [body]

    return answer


def _answer(exporter: Exporter | None, environ: "WSGIEnvironment") -> Answer:
    asked = environ["PATH_INFO"] if environ["REQUEST_METHOD"] == "GET" else ""
    if asked == "/healthz":
        return "200 OK", "application/json", json.dumps({"status": "alive"}).encode()
    if asked == "/metrics" and exporter and allowed(exporter.token, environ.get("HTTP_AUTHORIZATION", "")):
        return "200 OK", exporter.content_type, exporter.text()
    return "404 Not Found", "text/plain", b"Nothing is here.\n"


class _Handler(WSGIRequestHandler):
    timeout = SLOWEST

    def log_message(self, *_: Any) -> None:
        """Nothing: it is asked each few seconds, by machines."""

"""HTTP for the stand-in: requests in, answers out."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.google.answers import Answer


class Request(NamedTuple):
    """A request. Parts of `path` are still quoted; `headers` are by their names in lower case."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        """The fields of a posted form."""
        kind = self.headers.get("content-type", "")
        return parse_qs(self.body.decode()) if kind.startswith("application/x-www-form-urlencoded") else {}


@contextmanager
def listening(answer: Callable[[Request], Answer | None]) -> Iterator[str]:
    """Answers on loopback until the block ends; its address. None hangs up without a word."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(answer: Callable[[Request], Answer | None]) -> type[BaseHTTPRequestHandler]:
    """Every verb is answered by the same function: whether there is such a method is not for the wire to say."""

    def answered(asked: BaseHTTPRequestHandler) -> None:
        said = answer(_read(asked))
        with suppress(ConnectionError):  # whoever asked may have gone
            if said:
                _write(asked, said)

    verbs = {f"do_{verb}": answered for verb in ("GET", "POST", "PUT", "PATCH", "DELETE")}
    return type("Handler", (BaseHTTPRequestHandler,), verbs | {"log_message": lambda *_: None})


def _read(asked: BaseHTTPRequestHandler) -> Request:
    parts = urlsplit(asked.path)
    headers = {name.lower(): value for name, value in asked.headers.items()}
    body = asked.rfile.read(int(headers.get("content-length", 0)))
    return Request(asked.command, parts.path, parse_qs(parts.query, keep_blank_values=True), headers, body)


def _write(asked: BaseHTTPRequestHandler, said: Answer) -> None:
    asked.send_response(said.status)
    for name, value in ({"Content-Length": str(len(said.body)), "Cache-Control": "no-store"} | said.headers).items():
        asked.send_header(name, value)
    asked.end_headers()
    asked.wfile.write(said.body)
    asked.wfile.flush()
    if said.afterwards:
        said.afterwards()

"""A real server on loopback that is told notices, and answers as each test tells it to."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Came(NamedTuple):
    """A notice as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


class Taker:
    """Keeps what `came`. `answer` writes the answer to a request that was read; else it is 204."""

    def __init__(self, port: int, scheme: str) -> None:
        self.came: list[Came] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.port, self.scheme = port, scheme

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/hook?key=of-its-own"

    def answers(self, status: int, **headers: str) -> None:
        """This status from now on, with a body that nobody should read."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in ({"Content-Length": "11"} | headers).items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(b"their words")

        self.answer = answer


@contextmanager
def taking(context: ssl.SSLContext | None = None) -> Iterator[Taker]:
    """A server that runs while the test does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.close_connection = True
            try:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:
                    return  # whoever told died in the midst of it
                taker.came.append(
                    Came(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                )
                if taker.answer:
                    taker.answer(self)
                else:
                    self.send_response(204)
                    self.end_headers()
            except OSError:
                return  # whoever told has gone

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            return  # who does not trust us hangs up

    with Server(("127.0.0.1", 0), Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        taker = Taker(server.server_address[1], "https" if context else "http")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield taker
        finally:
            server.shutdown()
            thread.join()

"""What is sent in parts comes through each proxy part by part, and is not gathered first."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest

from tests.deploy.fronted import NAME, PROXIES
from tracker.web.streams import Places, stream

pytestmark = pytest.mark.proxies

PATIENCE = 15  # seconds until a server gives up on being heard


@contextmanager
def in_parts(heard: Event, told: dict[str, str]) -> Iterator[int]:
    """A server, at its port, that sends a second part once its reader has heard the first."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            for name, value in ({"Transfer-Encoding": "chunked"} | told).items():
                self.send_header(name, value)
            self.end_headers()
            self.part(b"one")
            self.part(b"two" if self.path == "/readyz" or heard.wait(PATIENCE) else b"unheard")
            self.part(b"")

        def part(self, text: bytes) -> None:
            self.wfile.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        heard.set()
        server.shutdown()
        thread.join()
        server.server_close()


def headers_of_a_stream() -> dict[str, str]:
    """As pages of progress send them."""
    answer = stream(Places(), "efua", iter(()))
    return {name: answer.headers[name] for name in ("Content-Type", "X-Accel-Buffering")}


@pytest.mark.parametrize("proxy", PROXIES)
def test_the_first_part_comes_before_the_second_is_sent(proxy, tmp_path):
    heard = Event()
    with (
        in_parts(heard, headers_of_a_stream()) as port,
        PROXIES[proxy](SimpleNamespace(ports=[port] * 2), tmp_path) as way,
    ):
        there = way.connection()
        there.request("GET", "/progress", headers={"Host": NAME})
        answer = there.getresponse()
        assert answer.read(3) == b"one"
        heard.set()
        assert answer.read() == b"two"
        there.close()

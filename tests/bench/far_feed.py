"""A server of one feed that many follow, with an ETag: who has it is told so (RFC 9110, 13.1.2)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FarFeed:
    """What it tells, at which port, and how often it said which."""

    def __init__(self, body: bytes) -> None:
        self.body, self.port = body, 0
        self.told = {200: 0, 304: 0}

    @property
    def address(self) -> str:
        """Where it is told."""
        return f"http://127.0.0.1:{self.port}/feed.ics"

    @property
    def tag(self) -> str:
        """By which a follower knows it again."""
        return f'"{sha256(self.body).hexdigest()[:16]}"'


@contextmanager
def telling(feed: FarFeed) -> Iterator[FarFeed]:
    """Serves it until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code = 304 if self.headers.get("If-None-Match") == feed.tag else 200
            feed.told[code] += 1
            body = feed.body if code == 200 else b""
            self.send_response(code)
            self.send_header("ETag", feed.tag)
            self.send_header("Content-Type", "text/calendar")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    feed.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield feed
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

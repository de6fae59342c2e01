"""A real HTTP server on loopback that answers as each test tells it to."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class FeedServer:
    """Answers by path; `asked` keeps each request's path and headers."""

    def __init__(self, port: int, scheme: str) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port, self.scheme = port, scheme

    def url(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """This body, whole, at this path; its address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)

    def raw(self, path: str, *parts: bytes, wait: Callable[[], object] = lambda: None) -> str:
        """These bytes in place of an answer, with a wait before each part."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            for part in parts:
                wait()
                request.wfile.write(part)
                request.wfile.flush()

        self.answers[path] = answer
        return self.url(path)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[FeedServer]:
    """A server that runs while the test does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            feeds.asked.append((self.path, dict(self.headers)))
            try:
                feeds.answers[self.path](self)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            return  # a client that does not trust us hangs up

    with Server(("127.0.0.1", 0), Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        feeds = FeedServer(server.server_address[1], "https" if context else "http")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield feeds
        finally:
            server.shutdown()
            thread.join()

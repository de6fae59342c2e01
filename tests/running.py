"""The real service in a process of its own, a real server for feeds, and the commands beside them.

With TRACKER_SHAPE=hosted in the environment, the service is tests/hosted/shape.py's: many processes on PostgreSQL.
"""

import os
import re
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import trustme

from tests.hosted import home
from tests.mail.post import Post, listening

WAIT = 120  # seconds that a service may take to come up, on a machine that is busy with other tests


@dataclass
class Feeds:
    """A server of feeds on this machine: what it tells at each path, and which paths it was asked for."""

    told: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def address(self, path: str = "/work.ics") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving(feeds: Feeds) -> Iterator[Feeds]:
    """Serves feeds until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feeds.asked.append(self.path)
            body = feeds.told.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/calendar")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    feeds.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield feeds
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def receiving(folder: Path, kind: type[Post] = Post, **told: Any) -> Iterator[Post]:
    """A mail server with STARTTLS on this machine, and beside it the authority that signed its certificate."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    post = kind(ca_file=folder / "authority.pem", **told)
    authority.cert_pem.write_to_path(str(post.ca_file))
    with listening(post, "starttls", context) as post.port:
        yield post


@dataclass
class Service:
    """A service of its own folder. `link` signs in, once; it is empty before the start."""

    folder: Path
    port: int
    link: str = ""
    environ: dict[str, str] = field(default_factory=dict)  # settings that its shape brings along

    @property
    def settings(self) -> Path:
        return self.folder / "config.toml"

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def configure(
        self, post: Post | None = None, zone: str = "UTC", google: str = "", secret: str = "hush", public: str = ""
    ) -> None:
        """Writes its settings; with a mail server, letters go there, and with a stand-in for Google, it is asked.
        `public` is the address by which people are told to come.
        """
        lines = [f'data = "{self.folder / "data"}"', "[service]", f"port = {self.port}"]
        lines += [f'base_url = "{public}"'] if public else []
        lines += ["[calendars]", "allow_private = true"]
        if post:
            lines += ["[mail]", 'host = "127.0.0.1"', f"port = {post.port}", 'from = "Tracker <tracker@example.com>"']
            lines += [f'ca_file = "{post.ca_file}"', 'user = "efua"', f'password = "{post.password}"']
        if google:
            lines += ["[google]", 'client_id = "ours"', f'client_secret = "{secret}"', f'stand_in = "{google}"']
        self.settings.touch(mode=0o600)
        self.settings.write_text("\n".join(lines) + "\n")
        self.zone, self.has_post = zone, post is not None

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of tracker beside the running service."""
        return subprocess.run(
            self.words(*words), env=self.environment(), capture_output=True, text=True, timeout=WAIT, check=False
        )

    @contextmanager
    def running(self, feed: str = "", log: Path | None = None) -> Iterator["Service"]:
        """`tracker run`, ended by SIGTERM; it must end well by itself. With a `log`, there it says all it does."""
        if os.environ.get("TRACKER_SHAPE") == "hosted":
            with home.hosting(self, feed, log) as self.link:
                yield self
            return
        words = self.words("run", *(["--feed", feed] if feed else []), *(["--verbose"] if log else []))
        with (
            log.open("a") if log else nullcontext() as said,
            subprocess.Popen(
                words, env=self.environment(), stdout=subprocess.PIPE, stderr=said, text=True
            ) as process,
        ):
            watch = threading.Timer(WAIT, process.kill)
            watch.start()
            try:
                self.link = self._greeting(process)
                watch.cancel()
                yield self
            finally:
                watch.cancel()
                process.terminate()
                assert process.wait(WAIT) == 0, "the service did not end well"

    def _greeting(self, process: "subprocess.Popen[str]") -> str:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"https?://\S+/signin/\S+", line):
                return found.group()
        raise AssertionError(f"the service ended without a link: {said}")

    def words(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tracker", "--config", str(self.settings), *words]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        return kept | {"TZ": self.zone} | self.environ


def a_service(folder: Path) -> Service:
    """A service in a folder, at a port that is free."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    service = Service(folder, port)
    service.configure()
    return service


def page(address: str) -> str:
    """What a page says to somebody who is not signed in."""
    with urlopen(address, timeout=10) as answer:
        return answer.read().decode()

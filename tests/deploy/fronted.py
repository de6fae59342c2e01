"""Two web processes of a hosted service, each at its own port, and a proxy of deploy/ in front of them, for real."""

import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from pathlib import Path

import trustme

from tests.deploy.programs import DEPLOY, program_or_skip
from tests.hosted.home import hosted
from tests.hosted.shape import cluster
from tests.running import a_service

NAME = "tracker.example.com"
TOKEN = "a token that only tests know"
PATIENCE = 60  # seconds that something may take to come up
MAIL = {"TRACKER_MAIL__HOST": "127.0.0.1", "TRACKER_MAIL__FROM": "Tracker <tracker@example.com>"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Pages:
    """Two web processes, and what they log."""

    log: Path
    words: list[str]
    environ: dict[str, str]
    processes: "dict[int, subprocess.Popen[bytes]]" = field(default_factory=dict)

    @property
    def ports(self) -> list[int]:
        return list(self.processes)

    def begin(self, port: int) -> None:
        """One more, at this port; it may take a while until it serves."""
        environ = self.environ | {"TRACKER_SERVICE__PORT": str(port)}
        with self.log.open("ab") as said:
            self.processes[port] = subprocess.Popen(self.words, env=environ, stdout=subprocess.DEVNULL, stderr=said)

    def replace(self, port: int) -> None:
        """A new one takes the place of the one at this port, which ends well by itself."""
        end(self.processes[port])
        assert self.processes[port].returncode == 0
        self.begin(port)
        wait_for(Way(port), self.processes[port], self.log)

    def lines(self, route: str) -> list[dict[str, object]]:
        """What is logged of the requests of a route."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line for line in lines if line["event"] == "request" and line["route"] == route]


@contextmanager
def two_webs(folder: Path) -> Iterator[Pages]:
    """They believe one proxy. No worker runs: pages do without."""
    service = a_service(folder)
    service.environ = hosted(cluster().bare("fronted")) | MAIL
    service.environ |= {
        "TRACKER_SERVICE__BASE_URL": f"https://{NAME}",
        "TRACKER_SERVICE__PROXIES": "1",
        "TRACKER_SERVICE__METRICS_TOKEN": TOKEN,
    }
    service.settings.unlink()
    service.settings.touch(mode=0o600)
    done = service.command("db", "upgrade")
    assert done.returncode == 0, done.stderr
    words = [*service.words("web"), "--workers", "1", "--threads", "8"]
    pages = Pages(folder / "pages.log", words, service.environment())
    try:
        for port in (free_port(), free_port()):
            pages.begin(port)
        for port, process in pages.processes.items():
            wait_for(Way(port), process, pages.log)
        yield pages
    finally:
        for process in pages.processes.values():
            end(process)


@dataclass
class Way:
    """A way to the pages: past the proxies, or through one."""

    port: int
    context: ssl.SSLContext | None = None

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> HTTPResponse:
        """The answer, read whole."""
        there = self.connection()
        try:
            told = {"Host": NAME} | {name.replace("_", "-"): value for name, value in headers.items()}
            with suppress(BrokenPipeError, ConnectionResetError):  # it may be refused before all of it is sent
                there.request(method, path, body, told)
            answer = there.getresponse()
            answer.text = _body(answer).decode("utf-8", "replace")  # type: ignore[attr-defined]
            return answer
        finally:
            there.close()

    def connection(self) -> HTTPConnection:
        """One of its own."""
        if self.context:
            return HTTPSConnection("127.0.0.1", self.port, timeout=20, context=self.context)
        return HTTPConnection("127.0.0.1", self.port, timeout=20)

    def half(self) -> socket.socket:
        """Somebody who begins to speak, and never ends."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        one = self.context.wrap_socket(plain, server_hostname=NAME) if self.context else plain
        one.sendall(f"GET /healthz HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode())
        return one


def _body(answer: HTTPResponse) -> bytes:
    """A refusal may break off: whoever is still sending is not waited for."""
    try:
        return answer.read()
    except IncompleteRead as cut:
        assert answer.status >= 400, f"{answer.status} was cut off"
        return cut.partial


def wait_for(way: Way, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until pages are served there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if way.ask("/readyz").status == 200:
                return
        except (OSError, HTTPException):
            pass
        assert process.poll() is None, f"it ended by itself\n{log.read_text()}"
        assert time.monotonic() < until, f"it never came up\n{log.read_text()}"
        time.sleep(0.1)


def end(process: "subprocess.Popen[bytes]") -> None:
    """By SIGTERM, as systemd and Docker do; by force if it does not."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


@contextmanager
def caddy(pages: Pages, folder: Path) -> Iterator[Way]:
    """The Caddyfile as it is, but for its port, without certificates, and without the port for its own settings."""
    text = (DEPLOY / "proxy/Caddyfile").read_text().replace("{\n\tservers", "{\n\tadmin off\n\tservers", 1)
    (folder / "Caddyfile").write_text(text)
    port = free_port()
    upstreams = " ".join(f"127.0.0.1:{one}" for one in pages.ports)
    environ = {"DOMAIN": f"http://{NAME}:{port}", "UPSTREAMS": upstreams, "HOME": str(folder), "PATH": "/usr/bin"}
    words = [program_or_skip("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with running(words, folder, environ) as (process, log):
        wait_for(Way(port), process, log)
        yield Way(port)


@contextmanager
def nginx(pages: Pages, folder: Path) -> Iterator[Way]:
    """nginx.conf as it is, but for ports, folders and a certificate of the test."""
    authority, port = trustme.CA(), free_port()
    certificate = authority.issue_cert(NAME)
    certificate.cert_chain_pems[0].write_to_path(str(folder / "fullchain.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "privkey.pem"))
    text = (DEPLOY / "proxy/nginx.conf").read_text()
    for was, becomes in (
        (r"/run/nginx\.pid", f"{folder}/nginx.pid"),
        (r"/etc/ssl/tracker", str(folder)),
        (r"listen \[::\]:\d+[^;]*;", ""),
        (r"listen 80 ", f"listen 127.0.0.1:{free_port()} "),
        (r"listen 443 ", f"listen 127.0.0.1:{port} "),
        (r"127\.0\.0\.1:8001", f"127.0.0.1:{pages.ports[0]}"),
        (r"127\.0\.0\.1:8002", f"127.0.0.1:{pages.ports[1]}"),
        (r"http \{", "http {\n" + "".join(f"{one}_temp_path {folder}/{one};\n" for one in TEMPORARY)),
    ):
        text, found = re.subn(was, becomes, text)
        assert found, was
    (folder / "nginx.conf").write_text(text)
    words = [program_or_skip("nginx"), "-e", "stderr", "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
    context = ssl.create_default_context()
    authority.configure_trust(context)
    context.check_hostname = False  # it is asked at 127.0.0.1; the name is that of the header
    with running(words, folder, {"PATH": "/usr/bin"}) as (process, log):
        wait_for(Way(port, context), process, log)
        yield Way(port, context)


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
PROXIES = {"caddy": caddy, "nginx": nginx}


@contextmanager
def running(
    words: list[str], folder: Path, environ: dict[str, str]
) -> "Iterator[tuple[subprocess.Popen[bytes], Path]]":
    """A program until the block ends."""
    log = folder / f"{Path(words[0]).name}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(words, env=environ, stdout=said, stderr=said, cwd=folder)
        try:
            yield process, log
        finally:
            end(process)

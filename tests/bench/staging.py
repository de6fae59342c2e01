"""Shapes for what is measured: PostgreSQL in earnest, pages by two processes, a bare peer beside; or one process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.bench import bare
from tests.bench.crowd import Life, Member, settle, settle_fast
from tests.cluster import Server, a_folder, made, programs_or_skip, serving
from tests.hosted.home import hosted, mailed
from tests.mail.post import Post
from tests.running import Service, a_service
from tracker.config import load
from tracker.store.database import Database
from tracker.wiring import Tracker, build

EARNEST = {"shared_buffers": "512MB", "max_connections": "100", "max_wal_size": "4GB", "checkpoint_timeout": "15min"}
WORKERS, THREADS = "2", "4"
WAIT = 60


@dataclass
class Stage:
    """A database with a crowd, and the settings by which it is served. Without a `server` it is SQLite."""

    server: Server | None
    service: Service
    folder: Path
    members: list[Member]

    @property
    def postmaster(self) -> int:
        """PostgreSQL's first process."""
        return int((self.server.folder / "data/postmaster.pid").read_text().split()[0])

    @property
    def tracker(self) -> Tracker:
        """The service as it is set."""
        return build(load(self.service.settings, self.service.environ))

    def cookie(self, member: Member) -> str:
        """Whose session a browser has."""
        return f"tracker-session={member.session}"

    def page(self, path: str, member: Member) -> tuple[str, str]:
        """One page, and the other cookie that comes with it."""
        asked = Request(f"{self.service.base_url}{path}", headers={"Cookie": self.cookie(member)})
        with urlopen(asked, timeout=WAIT) as answer:
            return answer.read().decode(), answer.headers["Set-Cookie"].split(";")[0]


@contextmanager
def staged(
    folder: Path, users: int, life: Life, post: Post, feed: str = "https://example.com/feed.ics"
) -> Iterator[Stage]:
    """A crowd on a durable PostgreSQL, as a role that row security binds."""
    from datetime import UTC, datetime

    with made(Server(programs_or_skip(), a_folder(), EARNEST)) as server, serving(server):
        service = a_service(folder)
        address = server.new("bench", "hosted")
        service.environ = hosted(address) | mailed(post)
        stage = Stage(server, service, folder, [])
        subprocess.run(service.words("db", "upgrade"), env=service.environment(), check=True, timeout=WAIT)
        tracker = stage.tracker
        stage.members = settle_fast(address, users, life, datetime.now(UTC), Sealing(tracker.seal, feed))
        tracker.database.close()
        _analyse(address)
        yield stage


@dataclass
class Sealing:
    """What seals one address for whoever follows it."""

    seal: object
    feed: str

    def __call__(self, user: str) -> str:
        return str(self.seal.seal(self.feed, owner=user))  # type: ignore[attr-defined]


@contextmanager
def embedded_stage(folder: Path, users: int, life: Life, post: Post, feed: str) -> Iterator[Stage]:
    """A crowd on SQLite, for one process that does everything."""
    from datetime import UTC, datetime

    service = a_service(folder)
    service.environ = mailed(post)
    stage = Stage(None, service, folder, [])
    tracker = stage.tracker
    tracker.database.upgrade()
    stage.members = settle(tracker.database, users, life, datetime.now(UTC), Sealing(tracker.seal, feed))
    tracker.database.close()
    yield stage


def _analyse(address: str) -> None:
    database = Database(address)
    with database.write() as db:
        db.exec_driver_sql("ANALYZE")
    database.close()


@contextmanager
def many(stage: Stage) -> Iterator[int]:
    """Pages by `tracker web`, and two workers beside it; the first process of the pages."""
    with pages(stage) as web, workers(stage):
        yield web


@contextmanager
def one(stage: Stage) -> Iterator[int]:
    """`tracker run`, which does everything."""
    words = stage.service.words("run")
    with _process(words, stage.service.environment(), stage.folder / "run.log", stage.service.port) as pid:
        yield pid


Serving = Callable[[Stage], AbstractContextManager[int]]


@contextmanager
def pages(stage: Stage) -> Iterator[int]:
    """`tracker web` with two processes; the first process that stands above them."""
    words = stage.service.words("web", "--workers", WORKERS, "--threads", THREADS)
    with _process(words, stage.service.environment(), stage.folder / "web.log", stage.service.port) as pid:
        yield pid


@contextmanager
def workers(stage: Stage, many: int = 2) -> Iterator[list[int]]:
    """`tracker worker`, several of them."""
    with (stage.folder / "worker.log").open("a") as said:
        all_ = [
            subprocess.Popen(stage.service.words("worker"), env=stage.service.environment(), stdout=said, stderr=said)
            for _ in range(many)
        ]
        try:
            yield [one.pid for one in all_]
        finally:
            for one in all_:
                one.terminate()
            for one in all_:
                one.wait(WAIT)


@contextmanager
def peer(stage: Stage, page: str) -> Iterator[tuple[int, int]]:
    """The bare page of the same bytes under the same gunicorn; its port, and its first process."""
    cut = bare.cut(page)
    bare.fill(stage.server.address("bench"), cut, stage.members[0].id, [member.id for member in stage.members])
    template = stage.folder / "bare.html"
    template.write_text(cut.template)
    port = _free()
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "--worker-class",
        "gthread",
        "--workers",
        WORKERS,
        "--threads",
        THREADS,
    ]
    words += ["--keep-alive", "30", "--bind", f"127.0.0.1:{port}", "--no-control-socket", "tests.bench.bare:app()"]
    environ = os.environ | {"TEMPLATE": str(template), "DATABASE": stage.server.address("bench")}
    with _process(words, environ, stage.folder / "bare.log", port) as pid:
        asked = Request(f"http://127.0.0.1:{port}/promises", headers={"Cookie": stage.cookie(stage.members[0])})
        with urlopen(asked, timeout=WAIT) as answer:
            assert answer.read().decode() == page, "the bare page is to give the very bytes of ours"
        yield port, pid


@contextmanager
def _process(words: list[str], environ: dict[str, str], log: Path, port: int) -> Iterator[int]:
    with log.open("a") as said, subprocess.Popen(words, env=environ, stdout=said, stderr=said) as process:
        try:
            _ready(process, port, log)
            yield process.pid
        finally:
            process.terminate()
            process.wait(WAIT)


def _ready(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except URLError as error:
            if getattr(error, "code", 0):
                return  # it answers
        except OSError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.2)
    sys.exit(f"It did not come up: {log.read_text()[-2000:]}")


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

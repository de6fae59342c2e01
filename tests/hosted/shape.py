"""The hosted shape on this machine: PostgreSQL, two `tracker web` on one port, two `tracker worker`, a mail server.

`make hosted` starts it for a person; with TRACKER_SHAPE=hosted, tests/running.py starts it in place of `tracker run`.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.cluster import Cluster, programs_or_skip, running

WAIT = 240  # seconds that each part may take to come up, or to end, on a machine that is busy with other tests
WEB = ("web", "--workers", "1", "--threads", "8", "--reuse-port")
WORKER = ("worker",)
PARTS = (WEB, WEB, WORKER, WORKER)


@cache
def cluster() -> Cluster:
    """One PostgreSQL server for all that this process starts, gone when it ends."""
    at_end = ExitStack()
    atexit.register(at_end.close)
    return at_end.enter_context(running(programs_or_skip()))


@dataclass
class Part:
    """One process of the shape, in a group of its own, with all that it starts."""

    words: list[str]
    environ: dict[str, str]
    said: IO[str] | int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it; it may take a while until it serves."""
        self.process = subprocess.Popen(
            self.words, env=self.environ, stdout=self.said, stderr=self.said, start_new_session=True
        )

    def tell(self, number: int) -> None:
        """A signal to its first process, which is to end the others."""
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """All of its processes by -9, at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(WAIT)

    def ended(self) -> int:
        """Waits for its end, and says with which status it came."""
        assert self.process is not None
        return self.process.wait(WAIT)


@dataclass
class Shape:
    """All parts of one hosted service. `command` makes the words of a command of it."""

    command: Callable[..., list[str]]
    environ: dict[str, str]
    base_url: str
    log: Path
    parts: list[Part] = field(default_factory=list)

    @property
    def webs(self) -> list[Part]:
        """Those that serve pages."""
        return [part for part in self.parts if "web" in part.words]

    @property
    def workers(self) -> list[Part]:
        """Those that read calendars and send letters."""
        return [part for part in self.parts if "worker" in part.words]

    @contextmanager
    def living(self, parts: tuple[tuple[str, ...], ...] = PARTS, *, gently: bool = True) -> Iterator["Shape"]:
        """Brings the database up to date, then all parts to life; `gently`, each must end well by itself."""
        with self.log.open("a") as said, ExitStack() as at_end:
            subprocess.run(self.command("db", "upgrade"), env=self.environ, check=True, timeout=WAIT, stdout=said)
            for words in parts:
                self.begin(words, said)
            at_end.callback(self.kill_the_rest)
            self.wait_until_ready()
            if WEB in parts:
                self.wait_until_all_listen()
            yield self
            if gently:
                self.end()

    def begin(self, words: tuple[str, ...], said: Any) -> Part:
        """One more part."""
        part = Part(self.command(*words), self.environ, said)
        self.parts.append(part)
        part.start()
        return part

    def wait_until_ready(self) -> None:
        """Until a web process says that the database is there and the work goes on."""
        until = time.monotonic() + WAIT
        while not self._ready():
            gone = [part.words for part in self.parts if part.process and part.process.poll() is not None]
            assert not gone, f"ended by itself: {gone}\n{self.log.read_text()}"
            assert time.monotonic() < until, f"not ready\n{self.log.read_text()}"
            time.sleep(0.1)

    def wait_until_all_listen(self) -> None:
        """Until each web process has a door of its own at the port that they share."""
        until = time.monotonic() + WAIT
        while self._doors() < len(self.webs):
            assert time.monotonic() < until, f"not listening\n{self.log.read_text()}"
            time.sleep(0.05)

    def end(self) -> None:
        """SIGTERM to each, and all end well."""
        for part in self.parts:
            part.tell(signal.SIGTERM)
        told = {" ".join(part.words[-3:]): part.ended() for part in self.parts}
        assert not any(told.values()), f"did not end well: {told}\n{self.log.read_text()}"

    def kill_the_rest(self) -> None:
        """What still lives when all should be over."""
        for part in self.parts:
            if part.process and part.process.poll() is None:
                part.kill()

    def _doors(self) -> int:
        """How many sockets listen at the port (proc(5), /proc/net/tcp: state 0A)."""
        port = f":{urlsplit(self.base_url).port:04X}"
        rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
        return sum(row[1].endswith(port) and row[3] == "0A" for row in rows)

    def _ready(self) -> bool:
        try:
            with urlopen(f"{self.base_url}/readyz", timeout=5) as told:
                return bool(json.load(told)["work"])
        except (URLError, OSError):
            return False


def main() -> None:
    """Starts it for a person, and says where it is, until Ctrl-C."""
    from tests.running import a_service

    folder = Path("build/hosted").absolute()
    os.environ["TRACKER_SHAPE"] = "hosted"
    service = a_service(folder)
    with service.running():
        print(
            f"\n  Open  {service.link}\n\n  Letters land in {folder}/data/letters. Ctrl-C ends it all.\n", flush=True
        )
        with_patience()


def with_patience() -> None:
    """Until Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        signal.pause()
    except KeyboardInterrupt:
        print("Stopping.", file=sys.stderr)


if __name__ == "__main__":
    main()

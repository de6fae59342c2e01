"""A service that is well until a test breaks it, and `tracker doctor` in a process of its own beside it."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.running import Service, a_service
from tracker.config import load
from tracker.services import ledger
from tracker.services.users import enrol
from tracker.services.work import BEAT
from tracker.store import letters
from tracker.wiring import Tracker, build

WAIT = 300  # seconds: far more than the doctor ever waits, on a machine that is busy with other tests


@dataclass
class Patient:
    """A service in a folder of its own, whom nobody has looked at yet. `environ` holds settings of its own."""

    service: Service
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.service.folder / "data"

    @property
    def file(self) -> Path:
        return self.data / "tracker.sqlite3"

    def tracker(self) -> Tracker:
        """It, as a command builds it."""
        return build(load(self.service.settings, self.environ))

    def looked(self, before: tuple[str, ...] = (), **environ: str) -> dict[str, str]:
        """What is not well, by part: what was found, and its remedy. `before` are words before the command's own.

        The doctor ends by itself, by status 1 if anything is not well, and never with a traceback.
        """
        words = [*before, *self.service.words("doctor", "--json")]
        told = subprocess.run(
            words, env=self._environ(environ), capture_output=True, text=True, timeout=WAIT, check=False
        )
        assert "Traceback" not in told.stderr, told.stderr
        found = json.loads(told.stdout)
        faults = {one["part"]: f"{one['found']}. {one['remedy']}" for one in found if not one["well"]}
        assert all(one["remedy"] and "\n" not in one["found"] + one["remedy"] for one in found if not one["well"])
        assert told.returncode == bool(faults), told
        return faults

    def _environ(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        return kept | self.environ | more


def lived(folder: Path, **environ: str) -> Patient:
    """A service that looked round just now, with Efua and a promise of hers."""
    one = Patient(a_service(folder), environ)
    tracker = one.tracker()
    now = tracker.clock()
    with closing(tracker.database) as database:
        database.upgrade()
        efua = enrol(database, "efua@example.com", zone="Africa/Accra", now=now)
        said = {"promisee": "Ama", "due": now.replace(year=now.year + 2, day=1), "dated": False, "via": "page"}
        ledger.add(database, efua, body="send proposal", now=now, **said)
        with database.write() as db:
            letters.beat(db, BEAT, now)
    return one


def states(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Each file there, its mode and its size."""
    for path in sorted(folder.rglob("*")):
        seen = path.stat()
        yield str(path.relative_to(folder)), seen.st_mode, seen.st_size if path.is_file() else 0

"""Two services started by accident: on one data folder, and of both shapes on one PostgreSQL. Nothing is done twice,
the second one says what is the matter, and either may be killed.
"""

import signal
import subprocess
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from tests.cluster import Cluster
from tests.faults.kills import letters as killed
from tests.faults.row import Row
from tests.running import Service, a_service, receiving
from tests.test_walk import feed
from tracker.config import load
from tracker.store import accounts, ledger, letters
from tracker.wiring import Tracker, build

WAIT = 60  # seconds
PROMISED = 3


def on_a_folder(folder: Path, cluster: Cluster, times: int) -> Row:
    """`tracker run` while another one runs there, then the first is killed, and the second started again."""
    acts = lost = doubled = 0
    recovery, seen = 0.0, ""
    for number in range(times):
        inside = folder / str(number)
        with receiving(_made(inside)) as post:
            service = a_service(inside)
            service.configure(post)
            _due(service)
            first = _started(service)
            said = service.command("run").stderr.strip()
            seen = said if "Stop that one first" in said else f"nothing: {said}"
            _until(lambda there=post: len(there.letters) >= 1)
            first.send_signal(signal.SIGKILL)
            first.communicate()
            began = time.monotonic()
            with service.running():
                recovery = max(recovery, time.monotonic() - began)
            promises, extra = _told(service)
            came = Counter(str(message_from_bytes(raw)["Message-ID"]) for raw in post.letters)
            acts += PROMISED + 1
            lost += PROMISED - promises
            doubled += extra + came.total() - len(came)
    return Row("two services, one data folder", times, acts, lost, doubled, 0, 0, recovery, f"the second: “{seen}”")


def on_a_server(folder: Path, cluster: Cluster, times: int) -> Row:
    """An embedded and a hosted one share a PostgreSQL; each in turn is killed while letters go out."""
    many = 20 * times
    came = killed.mixed(folder, cluster, many=many, kills=times)
    lost = came["never handed over"] + came["not sent at the end"]
    doubled = came["handed over twice"]
    gap = doubled - came["of those outside the gap"]
    recovery, seen = came["recovery, seconds"], _said_beside_another(folder, cluster)
    return Row("two services, one PostgreSQL", times, many, lost, doubled, gap, 0, recovery, f"the second: “{seen}”")


def _said_beside_another(folder: Path, cluster: Cluster) -> str:
    """What `tracker run` says where a worker leads."""
    service = a_service(folder / "second")
    with cluster.lend() as address:
        service.environ = {"TRACKER_DATABASE__URL": address}
        with closing(_tracker(service).database) as database, database.write() as db:
            now = datetime.now(UTC)
            assert letters.lead(db, "worker-one.7.x", now, now + timedelta(minutes=1))
        said = service.folder / "said.log"
        with service.running(log=said):
            pass
    return next((line for line in said.read_text().splitlines() if "works on this database" in line), "nothing")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "work.ics").write_bytes(
        feed(*((f"e{number}", f"!p Send part {number} to Ama", 1) for number in range(PROMISED)))
    )
    return folder


def _tracker(service: Service) -> Tracker:
    environ = {name: value for name, value in service.environ.items() if name.startswith("TRACKER_")}
    return build(load(service.settings, environ))


def _due(service: Service) -> None:
    """Somebody has used it, and the week's letter is due."""
    with service.running(str(service.folder / "work.ics")):
        pass
    with closing(_tracker(service).database) as database, database.write() as db:
        (one,) = accounts.users(db)
        now = datetime.now(UTC)
        accounts.plan_digest(db, one.id, now, was=one.next_digest_at)


def _started(service: Service) -> "subprocess.Popen[str]":
    process = subprocess.Popen(service.words("run"), env=service.environment(), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while "/signin/" not in process.stdout.readline():
        assert process.poll() is None
    return process


def _told(service: Service) -> tuple[int, int]:
    """How many promises there are, and how many of them twice."""
    with closing(_tracker(service).database) as database, database.read() as db:
        (one,) = accounts.users(db)
        made = Counter(promise.body for promise in ledger.promises(db, one.id))
    return len(made), made.total() - len(made)


def _until(true) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)

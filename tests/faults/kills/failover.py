"""Acts on pages while the primary PostgreSQL falls and its standby is promoted (reliability C34): nothing that was
acknowledged is missing, no error is met for ten seconds, and no process of ours is started anew.
"""

import socket
import time
from contextlib import contextmanager

from tests.cluster import Server, a_folder, made, programs_or_skip, serving
from tests.faults.kills.acts import HANDS, PATIENCE, SAFE, amiss, recovered, shaped
from tests.faults.verdicts import wrong
from tests.hosted import load
from tests.hosted.shape import PARTS

STANDBY = "second"
NOTICED = 1.0  # seconds until whoever watches over the servers promotes the standby
TOGETHER = SAFE | {"synchronous_standby_names": STANDBY}  # a commit is acknowledged once both have it


def hosted(folder, _cluster, *, many, kills=1):
    """Two web, two workers, two PostgreSQL of which the first is killed when half the acts are done."""
    with _pair() as (first, second), shaped(folder, _address(first, second), PARTS) as shape:
        before = [part.process.pid for part in shape.parts]
        with load.load(shape.tracker, "hand", HANDS, many // HANDS // 2).working() as work:
            work.wait_for(many // 2, PATIENCE)
            fell = time.monotonic()
            first.kill()
            time.sleep(NOTICED)
            second.promote()
            promoted = time.monotonic()
            work.wait_for(many, PATIENCE)
        ours = [part.process.pid for part in shape.parts if part.process.poll() is None]
        told = {"started anew": len(set(before) - set(ours)), "wrong verdicts": wrong(shape.tracker, work)}
        return load.counted(work) | _told(work, fell, promoted) | told | {"amiss in the log": amiss(shape)}


def _told(work, fell, promoted):
    return {
        "seconds with errors": round(max(work.errors) - min(work.errors), 1) if work.errors else 0.0,
        "recovery, seconds": recovered([fell], work.heard),
        "longest act, seconds": round(work.longest, 1),
        "promoted after, seconds": round(promoted - fell, 1),
        "errors": dict(work.kinds),
    }


@contextmanager
def _pair():
    """A primary, and a standby that has all that was ever acknowledged."""
    first = Server(programs_or_skip(), a_folder(), TOGETHER, _port())
    second = Server(programs_or_skip(), a_folder(), SAFE, _port())
    with made(first), serving(first):
        second.follow(first, STANDBY)
        with made(second), serving(second):
            first.new("hosted", "hosted")  # which returns once both have it
            yield first, second


def _address(*servers):
    hosts = ",".join("127.0.0.1" for _ in servers)
    return f"postgresql://hosted@/hosted?host={hosts}&port={','.join(str(one.port) for one in servers)}"


def _port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

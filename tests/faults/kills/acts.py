"""Acts on pages while web, workers and PostgreSQL are killed by -9 (reliability C30): what was acknowledged stands
there once, and every chain is whole.
"""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.cluster import Server, a_folder, made, programs_or_skip, serving
from tests.faults.verdicts import wrong
from tests.hosted import home, load
from tests.hosted.shape import PARTS, Shape
from tests.running import a_service
from tracker.config import load as settings
from tracker.wiring import build

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
HANDS = 16
EACH = 5  # kill is of PostgreSQL
PATIENCE = 180  # seconds between two kills, at most
SEED = 30
AMISS = ("Traceback", "page failed", "api failed")  # what a log never holds, whatever goes wrong


def hosted(folder, _cluster, *, many, kills):
    """Two web, two workers, PostgreSQL; of those one at random is killed each time, PostgreSQL each fifth time."""
    server = Server(programs_or_skip(), a_folder(), SAFE)
    with made(server), serving(server), shaped(folder, server.new("hosted", "hosted"), PARTS) as shape:
        return _counted(shape, many, kills, server)


def embedded(folder, _cluster, *, many, kills):
    """`tracker run` on SQLite, killed each time."""
    with shaped(folder, "", (("run",),)) as shape:
        return _counted(shape, many, kills)


@contextmanager
def shaped(folder: Path, database: str, parts, before=()):
    """These parts on that database, and a tracker beside them that looks at what they keep. `before`: words before
    theirs.
    """
    service = a_service(folder / "service")
    with home.keeping(service.folder) as post:
        service.environ = (home.hosted(database) if database else {}) | home.mailed(post)
        shape = Shape(
            lambda *words: [*before, *service.words(*words)],
            service.environment(),
            service.base_url,
            service.folder / "log",
        )
        with shape.living(parts, gently=False):
            shape.tracker = build(settings(service.settings, service.environment()))
            yield shape
            shape.tracker.database.close()


def _counted(shape, many, kills, server=None):
    chance, kills_at, began = random.Random(SEED), [], time.monotonic()
    with (
        load.load(shape.tracker, "hand", HANDS, many // HANDS // 2).working() as work,
        suppress(KeyboardInterrupt),  # Ctrl-C counts what was done
    ):
        for number in range(1, kills + 1):
            work.wait_for(many // (kills + 1), PATIENCE)
            kills_at.append(time.monotonic())
            _kill(chance.choice(shape.parts) if number % EACH or not server else server)
            print(f"{number} kills, {work.acknowledged} acts", file=sys.stderr)
        work.wait_for(many, PATIENCE * 20)
    rate = round(work.acknowledged / (time.monotonic() - began))
    told = {"kills": len(kills_at), "acts a second": rate, "errors": dict(work.kinds)}
    told |= {"recovery, seconds": recovered(kills_at, work.heard), "wrong verdicts": wrong(shape.tracker, work)}
    return load.counted(work) | told | {"amiss in the log": amiss(shape)}


def amiss(shape) -> list[str]:
    """What stands in the log of a service that never may."""
    log = shape.log.read_text()
    return [f"{word}: {log[log.index(word) - 200 :][:2000]}" for word in AMISS if word in log]


def recovered(kills: Iterable[float], heard: Iterable[tuple[float, object]]) -> float:
    """Seconds from a kill until each hand that had more to do was acknowledged an act again; the longest."""
    of_each = defaultdict(list)
    for at, hand in sorted(heard, key=lambda one: one[0]):
        of_each[hand].append(at)
    after = (next((at - kill for at in of_one if at > kill), 0.0) for kill in kills for of_one in of_each.values())
    return round(max(after, default=0.0), 1)


def _kill(one):
    one.kill()
    one.start()

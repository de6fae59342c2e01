"""The machine set up and run: on a database of its own for each example, with what it did counted."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.calendars.server import FeedServer, serving
from tests.services.machine.machine import FeedMachine
from tests.services.machine.world import World
from tracker.store.database import Database

MEMORY = Path("/dev/shm")  # where there is one, databases need not wait for a disk: no power fails here
Opened = Callable[[ExitStack], str]  # gives the address of a new database; its remains are left to the stack


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for databases, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tracker-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)


@contextmanager
def on_sqlite() -> Iterator[Opened]:
    """New databases on SQLite."""
    with folder() as place:
        migrated, numbers = place / "migrated.db", count()
        database = Database(f"sqlite:///{migrated}")
        database.upgrade()
        database.close()

        def opened(stack: ExitStack) -> str:
            path = place / f"{next(numbers)}.db"
            shutil.copy(migrated, path)
            stack.callback(path.unlink)
            return f"sqlite:///{path}"

        yield opened


def run(opened: Opened, *, examples: int, steps: int, by: int | None = None) -> Counter[str]:
    """So many examples of so many steps each, always the same for one seed; how often each thing happened."""
    hits, numbers = Counter[str](), count()
    with serving() as server, folder() as data:

        def machine() -> FeedMachine:
            return _machine(opened, server, data, next(numbers), hits)

        chosen = seed(by)(machine) if by is not None else machine
        run_state_machine_as_test(chosen, settings=_settings(examples, steps, derandomize=by is None))  # type: ignore[arg-type]
    return hits


def steps(hits: Counter[str]) -> int:
    """How many rules were run; the syncs that they led to are counted beside them."""
    return sum(times for name, times in hits.items() if not name.startswith(("=", " ")))


def _machine(opened: Opened, server: FeedServer, data: Path, number: int, hits: Counter[str]) -> FeedMachine:
    stack = ExitStack()
    world = World(data, server, opened(stack), number)
    stack.callback(world.close)
    return FeedMachine(world, hits, stack)


def _settings(examples: int, steps: int, *, derandomize: bool) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=derandomize,
        database=None,
        deadline=None,
        verbosity=Verbosity.normal,
        suppress_health_check=list(HealthCheck),
    )

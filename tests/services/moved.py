"""A service with something in every table, to be moved; and what two databases hold, side by side."""

from tests.bench.crowd import Life, settle
from tests.making import NOW
from tracker.services.moving import Place
from tracker.store import moving
from tracker.store.database import Database
from tracker.store.seal import Seal

FEW = Life(promises=12, open=4, persons=3, gives=4, meetings=6)
SEAL = Seal([Seal.new_key()])


class Died(BaseException):
    """Whoever moved was killed."""


def peopled(database: Database, users: int = 3) -> Database:
    """With a few users, whose addresses are sealed."""
    settle(database, users, FEW, NOW, lambda user: SEAL.seal("https://example.com/feed.ics", owner=user))
    return database


def place(database: Database) -> Place:
    """As a command names it."""
    return Place(database, database.kind)


def held(database: Database) -> dict[str, list[tuple]]:
    """All rows of all tables that are carried."""
    with database.read() as db:
        rows = {table.name: moving.piece(db, table, None, 100_000) for table in moving.TABLES}
    return {name: sorted(map(repr, (tuple(row.values()) for row in many))) for name, many in rows.items()}


def nobody(_what: str, _done: int, _of: int) -> None:
    """Is told, and shows nothing."""


def dying_after(steps: int):
    """One who is told, until they die at some step."""
    left = [steps]

    def told(_what: str, _done: int, _of: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Died

    return told

"""The queue's own tables, made and brought up to date by the SQL that procrastinate brings along.

Nothing in them says which of its migrations they have seen, so we write the last one's name on the table itself, as
its comment. Those named `post` must wait until no worker of the older release runs.
"""

import re
from collections.abc import Mapping
from importlib.resources import files

import psycopg
from procrastinate.schema import SchemaManager
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Literal

TABLE = "procrastinate_jobs"
SAW = f"SELECT to_regclass('{TABLE}'), obj_description(to_regclass('{TABLE}'), 'pg_class')"
ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"
LOCK = 7_014_221_905  # any number that nobody else locks: two who bring it up to date at once take turns


class WorkersRun(Exception):
    """What is left to do would break workers of the older release, and some still run. Stop them, then go on."""


def current(address: Mapping[str, str]) -> bool:
    """Whether the queue's tables are there, new enough for this program. `address` is in libpq's words."""
    with psycopg.connect(make_conninfo(**address)) as db:
        found, saw = _standing(db)
    return found and saw >= _names()[-1]


def upgrade(address: Mapping[str, str]) -> bool:
    """Makes the queue's tables, or brings them up to date; False when there was nothing to do. Raises WorkersRun."""
    with psycopg.connect(make_conninfo(**address), autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        found, saw = _standing(db)
        steps = [name for name in _names() if name > saw] if found else [""]
        for name in steps:
            _step(db, name)
    return bool(steps)


def _step(db: psycopg.Connection, name: str) -> None:
    """One migration; without a name all tables as they are now. Each is kept whole, with its mark, or not at all."""
    if "_post_" in name and db.execute(ALIVE).fetchone() != (0,):
        raise WorkersRun
    with db.transaction():
        db.execute(_sql(name))
        db.execute(SQL("COMMENT ON TABLE procrastinate_jobs IS {}").format(Literal(name or _names()[-1])))


def _standing(db: psycopg.Connection) -> tuple[bool, str]:
    """Whether the tables are there, and the last migration that they have seen."""
    table, mark = db.execute(SAW).fetchone() or (None, None)
    return table is not None, mark or ""


def _names() -> list[str]:
    """All migrations that procrastinate brings along, in their order."""
    names = (one.name for one in files("procrastinate.sql").joinpath("migrations").iterdir())
    return sorted(name for name in names if re.fullmatch(r"[\d._]+\w+\.sql", name))


def _sql(name: str) -> bytes:
    if not name:
        return SchemaManager.get_schema().encode()
    return files("procrastinate.sql").joinpath("migrations", name).read_bytes()

"""How a PostgreSQL database stands towards us: as whom we are there, what it guards, and what time it has."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

ROLE = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
UNGUARDED = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND (c.relname = 'users' OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
    )) ORDER BY c.relname
"""
READ_ONLY = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean"


class Role(NamedTuple):
    """As whom we are there, and whether that is somebody whom no policy binds."""

    name: str
    unbound: bool


def role(db: Connection) -> Role:
    """As whom we are there."""
    name, superuser, bypasses = db.exec_driver_sql(ROLE).one()
    return Role(name, superuser or bypasses)


def unguarded(db: Connection) -> tuple[str, ...]:
    """The tables with a user of which rows are shown to everybody, whoever asks."""
    return tuple(db.exec_driver_sql(UNGUARDED).scalars())


def takes_writes(db: Connection) -> bool:
    """Whether this is the server that writes, not one that follows it. Ask in one that may write."""
    return not db.exec_driver_sql(READ_ONLY).scalar_one()


def follows(db: Connection) -> bool:
    """Whether it takes over what another server writes, and nothing else."""
    return bool(db.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one())


def time_there(db: Connection) -> datetime:
    """What time it is for the database."""
    at: datetime = db.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    return at

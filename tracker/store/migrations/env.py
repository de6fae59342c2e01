"""Runs migrations on the connection that `Database.upgrade` hands over, each in a transaction of its own."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from tracker.store.tables import metadata

ONE_ENGINE = ("ix_users_share",)  # what migrations make on PostgreSQL alone, so that the tables do not tell of it


def ours(_thing: Any, name: str | None, _kind: str, found: bool, _meant: Any) -> bool:
    """Whether something that was found is to be compared with our tables: the queue's are not ours."""
    return not (found and name and (name.startswith("procrastinate_") or name in ONE_ENGINE))


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, transaction_per_migration=True, include_object=ours
)
with context.begin_transaction():
    context.run_migrations()

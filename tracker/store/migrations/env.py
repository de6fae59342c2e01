"""Runs migrations on the connection that `Database.upgrade` hands over, each in a transaction of its own."""

from alembic import context
from sqlalchemy import Connection

from tracker.store.tables import metadata

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()

"""Google: leave to read, consents under way, tokens to revoke, channels, and what its calendars told."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Json, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("channels", "revocations", "consents", "connections", "resources")


def upgrade() -> None:
    op.add_column("calendars", sa.Column("connection_id", sa.Text))
    op.create_index("ix_current_events_looked", "current_events", ["user_id", "looked"])
    _resources()
    _connections()
    _consents()
    _revocations()
    _channels()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_current_events_looked", "current_events")
    op.drop_column("calendars", "connection_id")


def _resources() -> None:
    op.create_table(
        "resources",
        _text("user_id"),
        _text("calendar_id"),
        _text("name"),
        _text("uid"),
        sa.Column("begins", UtcDateTime()),
        sa.Column("ends", UtcDateTime()),
        sa.Column("told", sa.LargeBinary, nullable=False),
        _belongs("resources"),
        sa.PrimaryKeyConstraint("user_id", "calendar_id", "name", name="pk_resources"),
        sqlite_strict=True,
    )
    op.create_index("ix_resources_uid", "resources", ["user_id", "calendar_id", "uid"])
    op.create_index("ix_resources_ends", "resources", ["user_id", "calendar_id", "ends"])


def _connections() -> None:
    op.create_table(
        "connections",
        _text("user_id"),
        _text("id"),
        _text("account"),
        sa.Column("scopes", Json(), nullable=False),
        _instant("consented_at"),
        sa.Column("lost_at", UtcDateTime()),
        _text("sealed"),
        sa.Column("token", sa.Text),
        sa.Column("leased_until", UtcDateTime()),
        _owned("connections"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_connections"),
        sa.UniqueConstraint("user_id", "account", name="uq_connections_user_id_account"),
        sqlite_strict=True,
    )


def _consents() -> None:
    op.create_table(
        "consents",
        _text("state_hash"),
        sa.Column("user_id", sa.Text),
        _text("purpose"),
        _text("browser_hash"),
        _text("connection_id"),
        _text("sealed"),
        _instant("expires_at"),
        _owned("consents"),
        sa.PrimaryKeyConstraint("state_hash", name="pk_consents"),
        sqlite_strict=True,
    )


def _revocations() -> None:
    op.create_table(
        "revocations",
        _text("user_id"),
        _text("id"),
        _text("sealed"),
        _instant("made_at"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _instant("next_try_at"),
        _owned("revocations"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_revocations"),
        sqlite_strict=True,
    )
    op.create_index("ix_revocations_next_try_at", "revocations", ["next_try_at"])


def _channels() -> None:
    op.create_table(
        "channels",
        _text("user_id"),
        _text("id"),
        _text("connection_id"),
        _text("calendar_id"),
        _text("resource"),
        _text("token_hash"),
        _instant("renew_at"),
        _instant("expires_at"),
        _belongs("channels", "connection_id", "connections"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_channels"),
        sa.UniqueConstraint("id", name="uq_channels_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_channels_expires_at", "channels", ["expires_at"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcDateTime(), nullable=False)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")


def _belongs(table: str, mine: str = "calendar_id", theirs: str = "calendars") -> sa.ForeignKeyConstraint:
    there = [f"{theirs}.user_id", f"{theirs}.id"]
    name = f"fk_{table}_user_id_{mine}"
    return sa.ForeignKeyConstraint(["user_id", mine], there, name=name, ondelete="CASCADE")

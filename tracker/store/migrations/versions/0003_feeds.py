"""What a source remembers of a feed; and of what was left out, whether the event itself was kept.

`skipped` is told anew at each reading, so it is made anew here, empty.
"""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Flag

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "memories",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("memory", sa.LargeBinary, nullable=False),
        _belongs("memories"),
        sa.PrimaryKeyConstraint("user_id", "calendar_id", name="pk_memories"),
        sqlite_strict=True,
    )
    op.drop_table("skipped")
    _skipped(sa.Column("kept", Flag(), nullable=False))


def downgrade() -> None:
    op.drop_table("skipped")
    _skipped()
    op.drop_table("memories")


def _skipped(*more: sa.Column[bool]) -> None:
    op.create_table(
        "skipped",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        *more,
        _belongs("skipped"),
        sa.PrimaryKeyConstraint("user_id", "calendar_id", "place", name="pk_skipped"),
        sqlite_strict=True,
    )


def _belongs(table: str) -> sa.ForeignKeyConstraint:
    there = ["calendars.user_id", "calendars.id"]
    name = f"fk_{table}_user_id_calendar_id"
    return sa.ForeignKeyConstraint(["user_id", "calendar_id"], there, name=name, ondelete="CASCADE")

"""How far the reading of each calendar has come, for whoever waits for it."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Flag, Json, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "progress",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked_at", UtcDateTime),
        sa.Column("believe", Flag, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("brought", Json, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "calendar_id", name="pk_progress"),
        sa.ForeignKeyConstraint(
            ["user_id", "calendar_id"],
            ["calendars.user_id", "calendars.id"],
            name="fk_progress_user_id_calendar_id",
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("progress")

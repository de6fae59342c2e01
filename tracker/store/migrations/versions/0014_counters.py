"""How often somebody knocked, counted for all processes."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What is counted for an hour need not outlive a fall, so PostgreSQL is spared writing it twice.
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "counters",
        sa.Column("key_hash", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_counters"),
        prefixes=unlogged,
        sqlite_strict=True,
    )
    op.create_index("ix_counters_ends_at", "counters", ["ends_at"])


def downgrade() -> None:
    op.drop_table("counters")

"""What happens is counted, for those who watch the service; calendars in trouble are found without looking at all."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Number

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TROUBLED = sa.text("trouble <> ''")


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("number", Number, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tallies"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_calendars_troubled", "calendars", ["user_id"], postgresql_where=TROUBLED, sqlite_where=TROUBLED
    )


def downgrade() -> None:
    op.drop_index("ix_calendars_troubled", "calendars")
    op.drop_table("tallies")

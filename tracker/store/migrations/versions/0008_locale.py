"""The language of a user's pages and letters, reminders between weekly letters, and a feed of past letters."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Flag

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("locale", sa.Text, nullable=False, server_default="en"))
    op.add_column("users", sa.Column("reminders", Flag, nullable=False, server_default="0"))
    op.add_column("users", sa.Column("letters_key", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("letters_key", "reminders", "locale"):
        op.drop_column("users", name)

"""A mark of each calendar that is another after each change in what it told, so that what is read stays read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calendars", sa.Column("mark", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("calendars", "mark")

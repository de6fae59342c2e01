"""How long before a due the alarms of a user's feed ring, in minutes."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Json

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("feed_alarms", Json, nullable=False, server_default="[1440, 60]"))


def downgrade() -> None:
    op.drop_column("users", "feed_alarms")

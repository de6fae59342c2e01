"""When a user's next reminder may come, and up to when they were told; until when a letter is wanted, and by date."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("next_reminder_at", UtcDateTime))
    op.add_column("users", sa.Column("reminded_at", UtcDateTime))
    op.create_index("ix_users_next_reminder_at", "users", ["next_reminder_at"])
    op.add_column("letters", sa.Column("wanted_until", UtcDateTime))
    op.create_index("ix_letters_made_at", "letters", ["user_id", "made_at"])


def downgrade() -> None:
    op.drop_index("ix_letters_made_at", "letters")
    op.drop_column("letters", "wanted_until")
    op.drop_index("ix_users_next_reminder_at", "users")
    for name in ("reminded_at", "next_reminder_at"):
        op.drop_column("users", name)

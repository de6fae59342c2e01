"""When somebody's partners are due a summary, up to where ideas were prepared, and an index by which users are shared
out among workers.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from tracker.store.types import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SHARE = "mod(get_byte(decode(md5(id), 'hex'), 0), 64)"  # as in store/shares.py
DUE = "ix_users_share"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    engine = op.get_bind().dialect.name
    op.add_column("users", sa.Column("next_summary_at", UtcDateTime))
    op.add_column("users", sa.Column("ideas_as_of", sa.Text))
    op.create_index("ix_users_next_summary_at", "users", ["next_summary_at"])
    users = sa.table("users", sa.column("id"), sa.column("next_summary_at", UtcDateTime))
    decided = sa.table("decided", sa.column("user_id"), sa.column("thing"))
    partnered = sa.select(decided.c.user_id).where(decided.c.thing == "partner")
    op.execute(sa.update(users).where(users.c.id.in_(partnered)).values(next_summary_at=LONG_AGO))
    if engine == "postgresql":  # SQLite has one process, which needs no shares
        op.create_index(DUE, "users", [sa.text(f"({SHARE})"), "next_digest_at"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(DUE, "users")
    op.drop_index("ix_users_next_summary_at", "users")
    op.drop_column("users", "ideas_as_of")
    op.drop_column("users", "next_summary_at")

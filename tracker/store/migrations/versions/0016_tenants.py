"""Rows are seen by their own user alone, on PostgreSQL: row-level security, for the owner of the tables too.

Each transaction says whose rows it may see (store/tenants.py): a user's id, nothing, or a star for everybody's. One
that says nothing sees nothing. The setting is asked for in a subquery: once for each statement, not for each row.

A new table with a user belongs into `TENANTS`, or gets its policy in the migration that makes it.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NARROWS = "programs of before 0012, which say nothing and see nothing: none of them was ever hosted"

TENANTS = {  # by the column that says whose a row is
    "users": "id",
    "signins": "user_id",
    "sessions": "user_id",
    "calendars": "user_id",
    "skipped": "user_id",
    "memories": "user_id",
    "progress": "user_id",
    "event_versions": "user_id",
    "current_events": "user_id",
    "promises": "user_id",
    "entries": "user_id",
    "feedback": "user_id",
    "dismissals": "user_id",
    "decided": "user_id",
    "ideas": "user_id",
    "letters": "user_id",
    "used_links": "user_id",
    "resources": "user_id",
    "connections": "user_id",
    "consents": "user_id",
    "revocations": "user_id",
    "channels": "user_id",
    "invitations": "user_id",
    "quotas": "user_id",
    "audit": "user_id",  # empty: nobody knows whose deed it was, and who is nobody may note it
    "tokens": "user_id",
    "api_answers": "user_id",
    "webhooks": "user_id",
    "notices": "user_id",
}
WHOSE = "(SELECT current_setting('tracker.user', true))"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, column in TENANTS.items():
        op.execute(f"CREATE POLICY own ON {table} USING ({column} = {WHOSE} OR {WHOSE} = '*')")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in TENANTS:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
        op.execute(f"DROP POLICY own ON {table}")

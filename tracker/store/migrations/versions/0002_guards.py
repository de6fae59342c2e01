"""Guards that make `event_versions` and `entries` append-only, on both engines.

Every UPDATE is refused, and every DELETE of rows whose owner does not stand in `purges` (see store/purge.py). On
SQLite an INSERT over a row that is there is refused too, since OR REPLACE passes by the other guards wherever a
connection has `recursive_triggers` off; on PostgreSQL, TRUNCATE.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """
    CREATE TRIGGER %(named)s_update BEFORE UPDATE ON %(named)s
    BEGIN SELECT RAISE(ABORT, '%(named)s is append-only'); END
    """,
    """
    CREATE TRIGGER %(named)s_delete BEFORE DELETE ON %(named)s
    WHEN NOT EXISTS (SELECT 1 FROM purges WHERE id IN (%(owners)s))
    BEGIN SELECT RAISE(ABORT, '%(named)s is append-only'); END
    """,
    """
    CREATE TRIGGER %(named)s_replace BEFORE INSERT ON %(named)s
    WHEN EXISTS (SELECT 1 FROM %(named)s WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, '%(named)s is append-only'); END
    """,
)
ON_POSTGRESQL = (
    """
    CREATE FUNCTION %(named)s_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM purges WHERE id IN (%(owners)s)) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION '%(named)s is append-only';
    END $$
    """,
    """
    CREATE TRIGGER %(named)s_rows BEFORE UPDATE OR DELETE ON %(named)s
    FOR EACH ROW EXECUTE FUNCTION %(named)s_guard()
    """,
    "CREATE TRIGGER %(named)s_all BEFORE TRUNCATE ON %(named)s EXECUTE FUNCTION %(named)s_guard()",
)
OWNERS = {"event_versions": "OLD.user_id, OLD.calendar_id", "entries": "OLD.user_id"}


def upgrade() -> None:
    statements = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for table, owners in OWNERS.items():
        for statement in statements:
            op.execute(sa.DDL(statement, context={"named": table, "owners": owners}))  # type: ignore[no-untyped-call]


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in OWNERS:
        if on_sqlite:
            for act in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER {table}_{act}")
        else:
            op.execute(f"DROP FUNCTION {table}_guard() CASCADE")

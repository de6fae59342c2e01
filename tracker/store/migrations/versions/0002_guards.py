"""Guards that make `event_versions` and `entries` append-only, on both engines.

Every UPDATE is refused, and every DELETE of rows whose owner does not stand in `purges` (see store/purge.py). On
SQLite an INSERT over a row that is there is refused too, since OR REPLACE passes by the other guards wherever a
connection has `recursive_triggers` off; on PostgreSQL, TRUNCATE.
"""

# ruff: noqa: S608 (the statements are made of our own words only)

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OWNERS = {"event_versions": "OLD.user_id, OLD.calendar_id", "entries": "OLD.user_id"}


def upgrade() -> None:
    make = _sqlite if op.get_bind().dialect.name == "sqlite" else _postgresql
    for table, owners in OWNERS.items():
        for statement in make(table, owners):
            op.execute(statement)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in OWNERS:
        if on_sqlite:
            for act in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER {table}_{act}")
        else:
            op.execute(f"DROP FUNCTION {table}_guard() CASCADE")


def _sqlite(table: str, owners: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    purged = f"EXISTS (SELECT 1 FROM purges WHERE id IN ({owners}))"
    there = f"EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)"
    return [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} WHEN NOT {purged} {refuse}",
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
    ]


def _postgresql(table: str, owners: str) -> list[str]:
    guard = f"{table}_guard()"
    function = f"""
        CREATE FUNCTION {guard} RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM purges WHERE id IN ({owners})) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '{table} is append-only';
        END $$
    """
    return [
        function,
        f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {guard}",
        f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {guard}",
    ]

"""What users answered, a log that is only added to; and by title and by start, the events that it speaks of."""

import json
import re
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Json, Number, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FEW = 1_000  # events filled in at a time


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("number", Number, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("sign", sa.Text, nullable=False),
        sa.Column("takes_back", Number),
        sa.Column("record", Json(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_feedback_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_feedback"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_user", "feedback", ["user_id", "number"])
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql():
        op.execute(statement)
    op.add_column("current_events", sa.Column("title_key", sa.Text))
    op.add_column("current_events", sa.Column("starts_at", UtcDateTime()))
    _fill(op.get_bind())
    op.create_index("ix_current_events_title_key", "current_events", ["user_id", "title_key"])
    op.create_index("ix_current_events_starts_at", "current_events", ["user_id", "starts_at"])


def downgrade() -> None:
    op.drop_index("ix_current_events_starts_at", "current_events")
    op.drop_index("ix_current_events_title_key", "current_events")
    op.drop_column("current_events", "starts_at")
    op.drop_column("current_events", "title_key")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION feedback_guard() CASCADE")
    op.drop_table("feedback")


def _fill(db: sa.Connection) -> None:
    """The title and the start of each event that is known now."""
    told = sa.table("event_versions", sa.column("number", Number), sa.column("payload", Json()))
    current = sa.table(
        "current_events",
        sa.column("number", Number),
        sa.column("title_key", sa.Text),
        sa.column("starts_at", UtcDateTime()),
    )
    query = sa.select(told.c.number, sa.cast(told.c.payload, sa.Text)).join(
        current, current.c.number == told.c.number
    )
    change = sa.update(current).where(current.c.number == sa.bindparam("its_number"))
    change = change.values(title_key=sa.bindparam("key"), starts_at=sa.bindparam("start"))
    for rows in db.execute(query).partitions(FEW):
        db.execute(change, [_filled(number, json.loads(payload)) for number, payload in rows])


def _filled(number: int, event: dict[str, str]) -> dict[str, object]:
    """As `title_key` made it plain when this was written."""
    key = re.sub(r"\d+", "0", " ".join(event["summary"].casefold().split()))
    return {"its_number": number, "key": key, "start": datetime.fromisoformat(event["start"])}


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'feedback is append-only'); END"
    purged = "EXISTS (SELECT 1 FROM purges WHERE id = OLD.user_id)"
    there = "EXISTS (SELECT 1 FROM feedback WHERE number = NEW.number)"
    return [
        f"CREATE TRIGGER feedback_update BEFORE UPDATE ON feedback {refuse}",
        f"CREATE TRIGGER feedback_delete BEFORE DELETE ON feedback WHEN NOT {purged} {refuse}",
        f"CREATE TRIGGER feedback_replace BEFORE INSERT ON feedback WHEN {there} {refuse}",
    ]


def _postgresql() -> list[str]:
    function = """
        CREATE FUNCTION feedback_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM purges WHERE id = OLD.user_id) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'feedback is append-only';
        END $$
    """
    rows = "CREATE TRIGGER feedback_rows BEFORE UPDATE OR DELETE ON feedback FOR EACH ROW"
    every = "CREATE TRIGGER feedback_all BEFORE TRUNCATE ON feedback"
    return [function, *(f"{trigger} EXECUTE FUNCTION feedback_guard()" for trigger in (rows, every))]

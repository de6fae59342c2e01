"""The first tables."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Day, Flag, Json, Number, Stretch, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")


def _belongs(table: str, mine: str, theirs: str) -> sa.ForeignKeyConstraint:
    there = [f"{theirs}.user_id", f"{theirs}.id"]
    return sa.ForeignKeyConstraint(["user_id", mine], there, name=f"fk_{table}_user_id_{mine}", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "beats",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_beats"),
        sqlite_strict=True,
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
        sqlite_strict=True,
    )
    op.create_table(
        "purges",
        sa.Column("id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purges"),
        sqlite_strict=True,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("scored_from", UtcDateTime(), nullable=False),
        sa.Column("addresses", Json(), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest_on", Flag(), nullable=False),
        sa.Column("quiet_weeks", Flag(), nullable=False),
        sa.Column("digest_day", sa.Integer, nullable=False),
        sa.Column("digest_hour", sa.Integer, nullable=False),
        sa.Column("next_digest_at", UtcDateTime()),
        sa.Column("grace", Stretch(), nullable=False),
        sa.Column("grace_dated", Stretch(), nullable=False),
        sa.Column("patience", Stretch(), nullable=False),
        sa.Column("away_from", UtcDateTime()),
        sa.Column("away_until", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sqlite_strict=True,
    )
    op.create_index("ix_users_next_digest_at", "users", ["next_digest_at"])
    op.create_table(
        "calendars",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("decides", Flag(), nullable=False),
        sa.Column("example", Flag(), nullable=False),
        sa.Column("cursor", sa.Text, nullable=False),
        sa.Column("next_sync_at", UtcDateTime()),
        sa.Column("synced_at", UtcDateTime()),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("distrusted", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("token", sa.Text),
        sa.Column("leased_until", UtcDateTime()),
        _owned("calendars"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_calendars"),
        sqlite_strict=True,
    )
    op.create_index("ix_calendars_next_sync_at", "calendars", ["next_sync_at"])
    op.create_table(
        "dismissals",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("sign", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        _owned("dismissals"),
        sa.PrimaryKeyConstraint("user_id", "sign", name="pk_dismissals"),
        sqlite_strict=True,
    )
    op.create_table(
        "entries",
        sa.Column("number", Number, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("promise_id", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("before", Json(), nullable=False),
        sa.Column("after", Json(), nullable=False),
        _owned("entries"),
        sa.PrimaryKeyConstraint("number", name="pk_entries"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_entries_promise", "entries", ["user_id", "promise_id", "number"])
    op.create_table(
        "letters",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("next_try_at", UtcDateTime()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime()),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("token", sa.Text),
        sa.Column("leased_until", UtcDateTime()),
        _owned("letters"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("user_id", "period", "kind", name="uq_letters_user_id_period_kind"),
        sqlite_strict=True,
    )
    op.create_index("ix_letters_state", "letters", ["state", "next_try_at"])
    op.create_table(
        "persons",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("addresses", Json(), nullable=False),
        sa.Column("circle", sa.Text, nullable=False),
        sa.Column("cadence_ideal", Stretch(), nullable=False),
        sa.Column("cadence_longest", Stretch(), nullable=False),
        sa.Column("influence", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("goal", sa.Text, nullable=False),
        sa.Column("review_on", Day()),
        _owned("persons"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_persons"),
        sqlite_strict=True,
    )
    op.create_table(
        "promises",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sign", sa.Text),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("record", Json(), nullable=False),
        _owned("promises"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_promises"),
        sa.UniqueConstraint("user_id", "sign", name="uq_promises_user_id_sign"),
        sqlite_strict=True,
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        _owned("sessions"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sqlite_strict=True,
    )
    op.create_table(
        "signins",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
        _owned("signins"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_signins"),
        sqlite_strict=True,
    )
    op.create_table(
        "used_links",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("link_id", sa.Text, nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        _owned("used_links"),
        sa.PrimaryKeyConstraint("user_id", "link_id", name="pk_used_links"),
        sqlite_strict=True,
    )
    op.create_table(
        "current_events",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("recurrence_id", sa.Text, nullable=False),
        sa.Column("number", Number, nullable=False),
        sa.Column("stands", Flag(), nullable=False),
        sa.Column("looked", sa.Integer),
        sa.Column("found", Json()),
        _belongs("current_events", "calendar_id", "calendars"),
        sa.PrimaryKeyConstraint("user_id", "calendar_id", "uid", "recurrence_id", name="pk_current_events"),
        sqlite_strict=True,
    )
    op.create_index("ix_current_events_number", "current_events", ["number"])
    op.create_table(
        "event_versions",
        sa.Column("number", Number, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("recurrence_id", sa.Text, nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("payload", Json()),
        _belongs("event_versions", "calendar_id", "calendars"),
        sa.PrimaryKeyConstraint("number", name="pk_event_versions"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "ix_event_versions_key", "event_versions", ["user_id", "calendar_id", "uid", "recurrence_id", "number"]
    )
    op.create_table(
        "gives",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        _belongs("gives", "person_id", "persons"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_gives"),
        sqlite_strict=True,
    )
    op.create_table(
        "skipped",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        _belongs("skipped", "calendar_id", "calendars"),
        sa.PrimaryKeyConstraint("user_id", "calendar_id", "place", name="pk_skipped"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in (
        "skipped",
        "gives",
        "event_versions",
        "current_events",
        "used_links",
        "signins",
        "sessions",
        "promises",
        "persons",
        "letters",
        "entries",
        "dismissals",
        "calendars",
        "users",
        "purges",
        "leases",
        "beats",
    ):
        op.drop_table(table)

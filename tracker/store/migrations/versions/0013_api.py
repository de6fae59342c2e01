"""Tokens for programs, webhooks and what is still to be told them."""

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Json, Number, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tokens_up()
    _answers_up()
    _webhooks_up()
    _notices_up()


def downgrade() -> None:
    op.drop_table("notices")
    op.drop_table("webhooks")
    op.drop_table("api_answers")
    op.drop_table("tokens")


def _tokens_up() -> None:
    op.create_table(
        "tokens",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("secret_hash", sa.Text, nullable=False),
        sa.Column("tail", sa.Text, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_tokens"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_tokens_user_id", ondelete="CASCADE"),
        sa.UniqueConstraint("secret_hash", name="uq_tokens_secret_hash"),
        sqlite_strict=True,
    )


def _answers_up() -> None:
    op.create_table(
        "api_answers",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("token_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("request_hash", sa.Text, nullable=False),
        sa.Column("begun_at", UtcDateTime, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", Json, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "token_id", "key", name="pk_api_answers"),
        sa.ForeignKeyConstraint(
            ["user_id", "token_id"],
            ["tokens.user_id", "tokens.id"],
            name="fk_api_answers_user_id_token_id",
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_api_answers_begun_at", "api_answers", ["begun_at"])


def _webhooks_up() -> None:
    op.create_table(
        "webhooks",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("secret_before", sa.Text),
        sa.Column("before_until", UtcDateTime),
        sa.Column("kinds", Json, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("stopped_at", UtcDateTime),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", UtcDateTime),
        sa.Column("rests_until", UtcDateTime, nullable=False),
        sa.Column("seen", Json, nullable=False),
        sa.Column("look_at", UtcDateTime),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_webhooks"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_webhooks_user_id", ondelete="CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_webhooks_look_at", "webhooks", ["look_at"])


def _notices_up() -> None:
    op.create_table(
        "notices",
        sa.Column("number", Number, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("webhook_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("next_try_at", UtcDateTime),
        sa.Column("told_at", UtcDateTime),
        sa.Column("token", sa.Text),
        sa.Column("leased_until", UtcDateTime),
        sa.PrimaryKeyConstraint("number", name="pk_notices"),
        sa.ForeignKeyConstraint(
            ["user_id", "webhook_id"],
            ["webhooks.user_id", "webhooks.id"],
            name="fk_notices_user_id_webhook_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("user_id", "id", name="uq_notices_user_id_id"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_webhook", "notices", ["user_id", "webhook_id", "number"])
    op.create_index("ix_notices_state", "notices", ["state", "next_try_at"])

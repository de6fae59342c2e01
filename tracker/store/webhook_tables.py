"""The tables for webhooks: addresses that are told what happens, and what they are still to be told."""

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from tracker.store.columns import belongs, must, owner, table
from tracker.store.types import Json, Number, UtcDateTime

# An address is sealed, for many hold a secret, and so is what its notices are signed with.
webhooks = table(
    "webhooks",
    owner(key=True),
    must("id", Text, key=True),
    must("shown", Text),
    must("sealed", Text),
    must("secret", Text),
    Column("secret_before", Text),  # null: there was none before, or it signs no more
    Column("before_until", UtcDateTime),  # null: none before signs any more
    must("kinds", Json),
    must("made_at", UtcDateTime),
    Column("stopped_at", UtcDateTime),  # null: it is told
    must("trouble", Text),
    must("failures", Integer),
    Column("failing_since", UtcDateTime),  # null: the last notice arrived
    must("rests_until", UtcDateTime),
    must("seen", Json),
    Column("look_at", UtcDateTime),  # null: it wants nothing that must be looked for
    Index("ix_webhooks_look_at", "look_at"),
)

# What a webhook is told, kept in the transaction that decided it. The number gives the order.
notices = table(
    "notices",
    Column("number", Number, primary_key=True),
    must("user_id", Text),
    must("id", Text),
    must("webhook_id", Text),
    must("kind", Text),
    must("subject", Text),
    must("body", Text),
    must("made_at", UtcDateTime),
    must("state", Text),
    must("attempts", Integer),
    must("trouble", Text),
    Column("status", Integer),  # null: no answer came yet
    Column("next_try_at", UtcDateTime),  # null: told, or given up
    Column("told_at", UtcDateTime),  # null: not told yet
    Column("token", Text),  # null: nobody is telling it
    Column("leased_until", UtcDateTime),  # null: nobody is telling it
    belongs("webhook_id", "webhooks"),
    UniqueConstraint("user_id", "id"),
    Index("ix_notices_webhook", "user_id", "webhook_id", "number"),
    Index("ix_notices_state", "state", "next_try_at"),
    sqlite_autoincrement=True,
)

"""The tables of accounts: who is asked to have one, how much each may have, what was done with them."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from tracker.store.columns import must, owner, table
from tracker.store.types import Number, UtcDateTime

# Who was asked to have an account here, by whom. The link's token is known to the letter alone.
invitations = table(
    "invitations",
    owner(key=True),
    must("id", Text, key=True),
    must("email", Text),
    must("locale", Text),
    must("token_hash", Text),
    must("sent_at", UtcDateTime),
    must("expires_at", UtcDateTime),
    UniqueConstraint("email"),
    UniqueConstraint("token_hash"),
)

# How much one user may have of something, where an owner said so; else it is what the settings say for all.
quotas = table("quotas", owner(key=True), must("name", Text, key=True), must("most", Integer))

# What was done with accounts: append-only, by trigger. Random ids alone, so that it may outlive who it speaks of.
audit = table(
    "audit",
    Column("number", Number, primary_key=True),
    must("user_id", Text),
    must("at", UtcDateTime),
    must("deed", Text),
    must("by", Text),
    must("via", Text),
    must("about", Text),
    Index("ix_audit_user", "user_id", "number"),
    Index("ix_audit_at", "at"),
    sqlite_autoincrement=True,
)

# The last letter to somebody who has gone, sealed with its address, until it is sent: a day at most.
farewells = table(
    "farewells",
    must("id", Text, key=True),
    must("sealed", LargeBinary),
    must("made_at", UtcDateTime),
    must("attempts", Integer),
    must("next_try_at", UtcDateTime),
    Index("ix_farewells_next_try_at", "next_try_at"),
)

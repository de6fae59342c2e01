"""The tables for Google's calendars: leave to read them, and what they told, kept for the next asking."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint

from tracker.store.columns import belongs, must, owner, table
from tracker.store.types import Json, UtcDateTime

# Events and series as a source that tells only changes told them: they can be dropped, then all is asked anew.
resources = table(
    "resources",
    must("user_id", Text, key=True),
    must("calendar_id", Text, key=True),
    must("name", Text, key=True),
    must("uid", Text),
    Column("begins", UtcDateTime),  # null: it has no beginning that we know
    Column("ends", UtcDateTime),  # null: it goes on for ever
    must("told", LargeBinary),
    belongs("calendar_id", "calendars"),
    Index("ix_resources_uid", "user_id", "calendar_id", "uid"),
    Index("ix_resources_ends", "user_id", "calendar_id", "ends"),
)

# Leave to read the calendars of a Google account; its tokens are sealed, and renewed by one worker at a time.
connections = table(
    "connections",
    owner(key=True),
    must("id", Text, key=True),
    must("account", Text),
    must("scopes", Json),
    must("consented_at", UtcDateTime),
    Column("lost_at", UtcDateTime),  # null: the leave holds
    must("sealed", Text),
    Column("token", Text),  # null: nobody is renewing its tokens
    Column("leased_until", UtcDateTime),  # null: nobody is renewing its tokens
    UniqueConstraint("user_id", "account"),
)

# Consents under way: each is answered once, within minutes, by the browser that began it.
consents = table(
    "consents",
    must("state_hash", Text, key=True),
    Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE")),  # null: nobody yet, who signs in by it
    must("purpose", Text),
    must("browser_hash", Text),
    must("connection_id", Text),
    must("sealed", Text),
    must("expires_at", UtcDateTime),
)

# Tokens that Google has still to be told are no longer wanted. They outlive their user, for a week at most.
revocations = table(
    "revocations",
    must("user_id", Text, key=True),
    must("id", Text, key=True),
    must("sealed", Text),
    must("made_at", UtcDateTime),
    must("attempts", Integer),
    must("next_try_at", UtcDateTime),
    Index("ix_revocations_next_try_at", "next_try_at"),
)

# Google's promises to tell us when a calendar changes. They outlive their calendar until Google was told to stop.
channels = table(
    "channels",
    must("user_id", Text, key=True),
    must("id", Text, key=True),
    must("connection_id", Text),
    must("calendar_id", Text),
    must("resource", Text),
    must("token_hash", Text),
    must("renew_at", UtcDateTime),
    must("expires_at", UtcDateTime),
    belongs("connection_id", "connections"),
    UniqueConstraint("id"),
    Index("ix_channels_expires_at", "expires_at"),
)

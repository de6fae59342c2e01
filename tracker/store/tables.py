"""The tables, as they stand after the last migration.

Each row has its user, and goes when its user goes. Keys lead with the user, and so do references: a row cannot
point at what belongs to somebody else. What may be null says what null means.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from tracker.store.types import Day, Flag, Json, Number, Stretch, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _table(name: str, *parts: Any, **options: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, **options)


def _must(name: str, kind: type[TypeEngine[Any]] | TypeEngine[Any], *, key: bool = False) -> Column[Any]:
    return Column(name, kind, primary_key=key, nullable=False)


def _owner(*, key: bool = False) -> Column[Any]:
    return Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def _belongs(mine: str, theirs: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["user_id", mine], [f"{theirs}.user_id", f"{theirs}.id"], ondelete="CASCADE")


def _event_key(*, key: bool) -> tuple[Column[Any], ...]:
    return tuple(_must(name, Text, key=key) for name in ("calendar_id", "uid", "recurrence_id"))


users = _table(
    "users",
    _must("id", Text, key=True),
    _must("email", Text),
    _must("zone", Text),
    _must("scored_from", UtcDateTime),
    _must("addresses", Json),
    _must("name", Text),
    _must("digest_on", Flag),
    _must("quiet_weeks", Flag),
    _must("digest_day", Integer),
    _must("digest_hour", Integer),
    Column("next_digest_at", UtcDateTime),  # null: not planned yet
    _must("grace", Stretch),
    _must("grace_dated", Stretch),
    _must("patience", Stretch),
    Column("away_from", UtcDateTime),  # null: here
    Column("away_until", UtcDateTime),  # null: here
    UniqueConstraint("email"),
    Index("ix_users_next_digest_at", "next_digest_at"),
)

signins = _table(
    "signins",
    _must("token_hash", Text, key=True),
    _owner(),
    _must("expires_at", UtcDateTime),
    Column("used_at", UtcDateTime),  # null: not used yet
)

sessions = _table(
    "sessions",
    _must("token_hash", Text, key=True),
    _owner(),
    _must("made_at", UtcDateTime),
    _must("seen_at", UtcDateTime),
    _must("ends_at", UtcDateTime),
)

calendars = _table(
    "calendars",
    _owner(key=True),
    _must("id", Text, key=True),
    _must("kind", Text),
    _must("name", Text),
    _must("shown", Text),
    _must("decides", Flag),
    _must("example", Flag),
    _must("cursor", Text),
    Column("next_sync_at", UtcDateTime),  # null: paused, asked again only by hand
    Column("synced_at", UtcDateTime),  # null: never read yet
    _must("trouble", Text),
    _must("distrusted", Integer),
    _must("sealed", Text),
    Column("connection_id", Text),  # null: an address or a file is enough to read it
    Column("token", Text),  # null: nobody is reading it
    Column("leased_until", UtcDateTime),  # null: nobody is reading it
    Index("ix_calendars_next_sync_at", "next_sync_at"),
)

skipped = _table(
    "skipped",
    _must("user_id", Text, key=True),
    _must("calendar_id", Text, key=True),
    _must("place", Integer, key=True),
    _must("uid", Text),
    _must("reason", Text),
    _must("kept", Flag),
    _belongs("calendar_id", "calendars"),
)

# What a source must be told when it is asked again: large, so kept apart. It can be dropped: then all is read anew.
memories = _table(
    "memories",
    _must("user_id", Text, key=True),
    _must("calendar_id", Text, key=True),
    _must("memory", LargeBinary),
    _belongs("calendar_id", "calendars"),
)

# Events and series as a source that tells only changes told them: they can be dropped, then all is asked anew.
resources = _table(
    "resources",
    _must("user_id", Text, key=True),
    _must("calendar_id", Text, key=True),
    _must("name", Text, key=True),
    _must("uid", Text),
    Column("begins", UtcDateTime),  # null: it has no beginning that we know
    Column("ends", UtcDateTime),  # null: it goes on for ever
    _must("told", LargeBinary),
    _belongs("calendar_id", "calendars"),
    Index("ix_resources_uid", "user_id", "calendar_id", "uid"),
    Index("ix_resources_ends", "user_id", "calendar_id", "ends"),
)

# Leave to read the calendars of a Google account; its tokens are sealed, and renewed by one worker at a time.
connections = _table(
    "connections",
    _owner(key=True),
    _must("id", Text, key=True),
    _must("account", Text),
    _must("scopes", Json),
    _must("consented_at", UtcDateTime),
    Column("lost_at", UtcDateTime),  # null: the leave holds
    _must("sealed", Text),
    Column("token", Text),  # null: nobody is renewing its tokens
    Column("leased_until", UtcDateTime),  # null: nobody is renewing its tokens
    UniqueConstraint("user_id", "account"),
)

# Consents under way: each is answered once, within minutes, by the browser that began it.
consents = _table(
    "consents",
    _must("state_hash", Text, key=True),
    Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE")),  # null: nobody yet, who signs in by it
    _must("purpose", Text),
    _must("browser_hash", Text),
    _must("connection_id", Text),
    _must("sealed", Text),
    _must("expires_at", UtcDateTime),
)

# Tokens that Google has still to be told are no longer wanted.
revocations = _table(
    "revocations",
    _owner(key=True),
    _must("id", Text, key=True),
    _must("sealed", Text),
    _must("made_at", UtcDateTime),
    _must("attempts", Integer),
    _must("next_try_at", UtcDateTime),
    Index("ix_revocations_next_try_at", "next_try_at"),
)

# Google's promises to tell us when a calendar changes. They outlive their calendar until Google was told to stop.
channels = _table(
    "channels",
    _must("user_id", Text, key=True),
    _must("id", Text, key=True),
    _must("connection_id", Text),
    _must("calendar_id", Text),
    _must("resource", Text),
    _must("token_hash", Text),
    _must("renew_at", UtcDateTime),
    _must("expires_at", UtcDateTime),
    _belongs("connection_id", "connections"),
    UniqueConstraint("id"),
    Index("ix_channels_expires_at", "expires_at"),
)

# What calendars told: append-only, by trigger. The table after it can be dropped and filled again from it.
event_versions = _table(
    "event_versions",
    Column("number", Number, primary_key=True),
    _must("user_id", Text),
    *_event_key(key=False),
    _must("seen_at", UtcDateTime),
    Column("payload", Json),  # null: gone
    _belongs("calendar_id", "calendars"),
    Index("ix_event_versions_key", "user_id", "calendar_id", "uid", "recurrence_id", "number"),
    sqlite_autoincrement=True,
)

current_events = _table(
    "current_events",
    _must("user_id", Text, key=True),
    *_event_key(key=True),
    _must("number", Number),
    _must("stands", Flag),
    Column("looked", Integer),  # null: no detector has read it yet; else the version of the one that did
    Column("found", Json),  # null: no detector has read it yet
    _belongs("calendar_id", "calendars"),
    Index("ix_current_events_number", "number"),
)

promises = _table(
    "promises",
    _owner(key=True),
    _must("id", Text, key=True),
    Column("sign", Text),  # null: typed by hand
    _must("made_at", UtcDateTime),
    _must("record", Json),
    UniqueConstraint("user_id", "sign"),
)

# What people decided: append-only, by trigger. It outlives a promise whose opening was taken back.
entries = _table(
    "entries",
    Column("number", Number, primary_key=True),
    _owner(),
    _must("promise_id", Text),
    _must("at", UtcDateTime),
    _must("by", Text),
    _must("via", Text),
    _must("act", Text),
    _must("before", Json),
    _must("after", Json),
    Index("ix_entries_promise", "user_id", "promise_id", "number"),
    sqlite_autoincrement=True,
)

# Whose history is being removed, while it is: the triggers let go of rows of a user or calendar named here.
purges = _table("purges", _must("id", Text, key=True))

dismissals = _table(
    "dismissals",
    _owner(key=True),
    _must("sign", Text, key=True),
    _must("body", Text),
    _must("at", UtcDateTime),
    _must("via", Text),
)

persons = _table(
    "persons",
    _owner(key=True),
    _must("id", Text, key=True),
    _must("name", Text),
    _must("addresses", Json),
    _must("circle", Text),
    _must("cadence_ideal", Stretch),
    _must("cadence_longest", Stretch),
    _must("influence", Text),
    _must("value", Text),
    _must("goal", Text),
    Column("review_on", Day),  # null: no review planned
)

gives = _table(
    "gives",
    _must("user_id", Text, key=True),
    _must("id", Text, key=True),
    _must("person_id", Text),
    _must("kind", Text),
    _must("direction", Text),
    _must("at", UtcDateTime),
    _must("note", Text),
    _belongs("person_id", "persons"),
)

letters = _table(
    "letters",
    _must("id", Text, key=True),
    _owner(),
    _must("period", Text),
    _must("kind", Text),
    _must("state", Text),
    _must("message_id", Text),
    _must("subject", Text),
    _must("recipient", Text),
    _must("attempts", Integer),
    _must("trouble", Text),
    Column("next_try_at", UtcDateTime),  # null: sent or given up
    _must("made_at", UtcDateTime),
    Column("sent_at", UtcDateTime),  # null: not sent
    _must("body", LargeBinary),
    Column("token", Text),  # null: nobody is sending it
    Column("leased_until", UtcDateTime),  # null: nobody is sending it
    UniqueConstraint("user_id", "period", "kind"),
    Index("ix_letters_state", "state", "next_try_at"),
)

used_links = _table(
    "used_links",
    _owner(key=True),
    _must("link_id", Text, key=True),
    _must("used_at", UtcDateTime),
)

beats = _table("beats", _must("name", Text, key=True), _must("at", UtcDateTime))

leases = _table("leases", _must("name", Text, key=True), _must("holder", Text), _must("until", UtcDateTime))

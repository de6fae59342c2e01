"""The tables, as they stand after the last migration.

Each row has its user, and goes when its user goes. Keys lead with the user, and so do references: a row cannot
point at what belongs to somebody else. What may be null says what null means.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint, text

import tracker.store.account_tables
import tracker.store.api_tables
import tracker.store.counter_tables
import tracker.store.google_tables
import tracker.store.watch_tables
import tracker.store.webhook_tables  # noqa: F401 - they are all among ours
from tracker.store.columns import belongs, event_key, must, owner, table
from tracker.store.columns import metadata as metadata
from tracker.store.types import Day, Flag, Json, Number, Stretch, UtcDateTime

TROUBLED = text("trouble <> ''")

users = table(
    "users",
    must("id", Text, key=True),
    must("email", Text),
    must("zone", Text),
    must("scored_from", UtcDateTime),
    must("addresses", Json),
    must("name", Text),
    must("digest_on", Flag),
    must("quiet_weeks", Flag),
    must("digest_day", Integer),
    must("digest_hour", Integer),
    Column("next_digest_at", UtcDateTime),  # null: not planned yet
    must("grace", Stretch),
    must("grace_dated", Stretch),
    must("patience", Stretch),
    Column("away_from", UtcDateTime),  # null: here
    Column("away_until", UtcDateTime),  # null: here
    must("offers", Json),
    must("cadences", Json),
    must("feed_key", Text),
    must("feed_alarms", Json),
    must("locale", Text),
    must("reminders", Flag),
    Column("next_reminder_at", UtcDateTime),  # null: not planned
    Column("reminded_at", UtcDateTime),  # null: no reminder has come yet
    must("letters_key", Text),
    Column("next_summary_at", UtcDateTime),  # null: nobody reads along
    Column("ideas_as_of", Text),  # null: none were prepared yet
    must("role", Text),
    UniqueConstraint("email"),
    Index("ix_users_next_digest_at", "next_digest_at"),
    Index("ix_users_next_reminder_at", "next_reminder_at"),
    Index("ix_users_next_summary_at", "next_summary_at"),
)

signins = table(
    "signins",
    must("token_hash", Text, key=True),
    owner(),
    must("expires_at", UtcDateTime),
    Column("used_at", UtcDateTime),  # null: not used yet
    must("leads", Text),
)

sessions = table(
    "sessions",
    must("token_hash", Text, key=True),
    owner(),
    must("id", Text),
    must("browser", Text),
    must("made_at", UtcDateTime),
    must("seen_at", UtcDateTime),
    must("ends_at", UtcDateTime),
    Index("ix_sessions_user", "user_id", "id"),
)

calendars = table(
    "calendars",
    owner(key=True),
    must("id", Text, key=True),
    must("kind", Text),
    must("name", Text),
    must("shown", Text),
    must("decides", Flag),
    must("example", Flag),
    must("cursor", Text),
    Column("next_sync_at", UtcDateTime),  # null: paused, asked again only by hand
    Column("synced_at", UtcDateTime),  # null: never read yet
    must("trouble", Text),
    must("distrusted", Integer),
    must("sealed", Text),
    Column("connection_id", Text),  # null: an address or a file is enough to read it
    Column("token", Text),  # null: nobody is reading it
    Column("leased_until", UtcDateTime),  # null: nobody is reading it
    must("mark", Text),
    Index("ix_calendars_next_sync_at", "next_sync_at"),
    Index("ix_calendars_troubled", "user_id", postgresql_where=TROUBLED, sqlite_where=TROUBLED),
)

skipped = table(
    "skipped",
    must("user_id", Text, key=True),
    must("calendar_id", Text, key=True),
    must("place", Integer, key=True),
    must("uid", Text),
    must("reason", Text),
    must("kept", Flag),
    belongs("calendar_id", "calendars"),
)

# What a source must be told when it is asked again: large, so kept apart. It can be dropped: then all is read anew.
memories = table(
    "memories",
    must("user_id", Text, key=True),
    must("calendar_id", Text, key=True),
    must("memory", LargeBinary),
    belongs("calendar_id", "calendars"),
)

# How far the reading of a calendar has come, for whoever waits for it. It can be dropped: then nobody waits.
progress = table(
    "progress",
    must("user_id", Text, key=True),
    must("calendar_id", Text, key=True),
    must("state", Text),
    Column("asked_at", UtcDateTime),  # null: by nobody, it was its time
    must("believe", Flag),
    must("step", Text),
    must("done", Integer),
    must("total", Integer),
    must("brought", Json),
    belongs("calendar_id", "calendars"),
)

# What calendars told: append-only, by trigger. The table after it can be dropped and filled again from it.
event_versions = table(
    "event_versions",
    Column("number", Number, primary_key=True),
    must("user_id", Text),
    *event_key(key=False),
    must("seen_at", UtcDateTime),
    Column("payload", Json),  # null: gone
    belongs("calendar_id", "calendars"),
    Index("ix_event_versions_key", "user_id", "calendar_id", "uid", "recurrence_id", "number"),
    sqlite_autoincrement=True,
)

current_events = table(
    "current_events",
    must("user_id", Text, key=True),
    *event_key(key=True),
    must("number", Number),
    must("stands", Flag),
    Column("looked", Integer),  # null: no detector has read it yet; else the version of the one that did
    Column("found", Json),  # null: no detector has read it yet
    Column("title_key", Text),  # null: never; written with each row
    Column("starts_at", UtcDateTime),  # null: never
    belongs("calendar_id", "calendars"),
    Index("ix_current_events_number", "number"),
    Index("ix_current_events_looked", "user_id", "looked"),
    Index("ix_current_events_title_key", "user_id", "title_key"),
    Index("ix_current_events_starts_at", "user_id", "starts_at"),
)

promises = table(
    "promises",
    owner(key=True),
    must("id", Text, key=True),
    Column("sign", Text),  # null: typed by hand
    must("made_at", UtcDateTime),
    must("record", Json),
    UniqueConstraint("user_id", "sign"),
)

# What people decided: append-only, by trigger, each sealed to the one before. It outlives what was taken back.
entries = table(
    "entries",
    Column("number", Number, primary_key=True),
    owner(),
    must("thing", Text),
    must("subject", Text),
    must("at", UtcDateTime),
    must("by", Text),
    must("via", Text),
    must("act", Text),
    must("before", Json),
    must("after", Json),
    must("hash", Text),
    Index("ix_entries_subject", "user_id", "subject", "number"),
    Index("ix_entries_user", "user_id", "number"),
    sqlite_autoincrement=True,
)

# What people answered when they were asked what an event is: append-only, by trigger.
feedback = table(
    "feedback",
    Column("number", Number, primary_key=True),
    owner(),
    must("at", UtcDateTime),
    must("via", Text),
    must("answer", Text),
    must("sign", Text),
    Column("takes_back", Number),  # null: it takes no answer back
    must("record", Json),
    Index("ix_feedback_user", "user_id", "number"),
    sqlite_autoincrement=True,
)

# Whose history is being removed, while it is: the triggers let go of rows of a user or calendar named here.
purges = table("purges", must("id", Text, key=True))

dismissals = table(
    "dismissals",
    owner(key=True),
    must("sign", Text, key=True),
    must("body", Text),
    must("at", UtcDateTime),
    must("via", Text),
)

# Persons, gives, plans and partners: each is what its entries add up to.
decided = table(
    "decided",
    owner(key=True),
    must("thing", Text, key=True),
    must("id", Text, key=True),
    must("record", Json),
)

# What was suggested to bring to a meeting, so that it is not suggested again for a while.
ideas = table(
    "ideas",
    owner(key=True),
    must("person_id", Text, key=True),
    must("line", Text, key=True),
    must("shown_on", Day, key=True),
    must("event", Json),
    must("source", Text),
)

letters = table(
    "letters",
    must("id", Text, key=True),
    owner(),
    must("period", Text),
    must("kind", Text),
    must("state", Text),
    must("message_id", Text),
    must("subject", Text),
    must("recipient", Text),
    must("attempts", Integer),
    must("trouble", Text),
    Column("next_try_at", UtcDateTime),  # null: sent or given up
    must("made_at", UtcDateTime),
    Column("sent_at", UtcDateTime),  # null: not sent
    must("body", LargeBinary),
    Column("token", Text),  # null: nobody is sending it
    Column("leased_until", UtcDateTime),  # null: nobody is sending it
    Column("wanted_until", UtcDateTime),  # null: for a day
    UniqueConstraint("user_id", "period", "kind"),
    Index("ix_letters_made_at", "user_id", "made_at"),
    Index("ix_letters_state", "state", "next_try_at"),
)

used_links = table(
    "used_links",
    owner(key=True),
    must("link_id", Text, key=True),
    must("used_at", UtcDateTime),
)

beats = table("beats", must("name", Text, key=True), must("at", UtcDateTime))

leases = table("leases", must("name", Text, key=True), must("holder", Text), must("until", UtcDateTime))

"""The tables for programs: the tokens by which they act for a user, and what they were answered."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from tracker.store.columns import belongs, must, owner, table
from tracker.store.types import Json, UtcDateTime

# Leave for programs to act for a user. Of each secret only its hash is kept, and how it ends.
tokens = table(
    "tokens",
    owner(key=True),
    must("id", Text, key=True),
    must("name", Text),
    must("scopes", Json),
    must("secret_hash", Text),
    must("tail", Text),
    must("made_at", UtcDateTime),
    must("ends_at", UtcDateTime),
    Column("used_at", UtcDateTime),  # null: never yet
    UniqueConstraint("secret_hash"),
)

# What a program was answered when it named its request by a key, so that the same request sent again does nothing.
api_answers = table(
    "api_answers",
    must("user_id", Text, key=True),
    must("token_id", Text, key=True),
    must("key", Text, key=True),
    must("request_hash", Text),
    must("begun_at", UtcDateTime),
    Column("status", Integer),  # null: not answered yet
    must("headers", Json),
    must("body", LargeBinary),
    belongs("token_id", "tokens"),
    Index("ix_api_answers_begun_at", "begun_at"),
)

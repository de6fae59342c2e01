"""The ledger's entries: what was decided, by whom and by which way, each sealed to the one before it."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple


class Thing(StrEnum):
    """What an entry is about."""

    PROMISE = "promise"
    PERSON = "person"
    GIVE = "give"
    PLAN = "plan"
    PARTNER = "partner"
    ACCOUNT = "account"


class Act(StrEnum):
    """What an entry records, in the word shown to people."""

    ACCEPTED = "accepted"
    ADDED = "added"
    DELIVERED = "delivered"
    RENEGOTIATED = "renegotiated"
    RELEASED = "released"
    RENEGED = "broken by own word"
    VOIDED = "struck out"
    SETTLED = "settled"
    EDITED = "edited"
    UNDONE = "undone"
    EXPLAINED = "explained"
    ASKED = "asked their word"
    RECEIVED = "received"
    DOUBTED = "not received yet"
    WITHDRAWN = "link withdrawn"
    REOPENED = "not delivered after all"
    REZONED = "moved by time zone data"
    NAMED = "named"
    REMOVED = "removed"
    MERGED = "merged"
    PARTED = "parted again"
    RECORDED = "recorded"
    PLANNED = "planned"
    SKIPPED = "skipped"
    GIVEN = "given"
    INVITED = "invited"
    JOINED = "joined"
    ENDED = "ended"
    RESET = "begun anew"


class Entry(NamedTuple):
    """One line of the ledger's log: append-only, so that a due moved after it had passed stays provable.

    `subject` is the id of the thing. `by` is who did it: the user's id, or "promisee" or
    "partner", or "zones" where time zone data did. `via` is the way it came ("page", "letter", "link", "marker",
    "command", "zones", and see `by_calendar`); `before` and `after` are the thing as a record (see
    `decided.to_record`), `before` empty for the first, `after` where it is no more.
    """

    subject: str
    at: datetime
    by: str
    via: str
    act: Act
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    thing: Thing = Thing.PROMISE


def by_calendar(via: str) -> str:
    """The way of an act whose instant a calendar told, and a person confirmed: `calendar+page`."""
    return f"calendar+{via}"


def of_calendar(via: str) -> bool:
    """Whether a way is that of a calendar's word, confirmed."""
    return via.startswith(by_calendar(""))


def sealed(before: str, entry: Entry) -> str:
    """The hash of an entry and of the one before it, `before`, empty for a user's first: SHA-256, as 64 hex digits.

    Whoever changes a line must change all later ones, of which an export elsewhere is a witness (reliability D7).
    """
    told = [before, *entry._replace(at=entry.at.astimezone(UTC))]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), default=_instant)
    return sha256(text.encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def first_broken(chain: Iterable[tuple[Entry, str]]) -> int | None:
    """The place of the first entry that does not bear the hash that it should; None when the chain is whole."""
    before = ""
    for place, (entry, bears) in enumerate(chain):
        if bears != sealed(before, entry):
            return place
        before = bears
    return None

"""Leave for a program to act for a user: what it may do, until when, and how the secret that proves it is written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32

PREFIX = "trk_"
RANDOM = 40  # letters; of 62 each, which makes 238 bits
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECKED = 6  # letters that check those before them
LONGEST_LIFE = timedelta(days=366)
MOST = 50  # tokens of one user


class Scope(StrEnum):
    """One thing that a program may be let do. To write includes no leave to read."""

    PROMISES_READ = "promises:read"
    PROMISES_WRITE = "promises:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    CALENDARS_READ = "calendars:read"
    CALENDARS_WRITE = "calendars:write"
    LETTERS_READ = "letters:read"
    LETTERS_WRITE = "letters:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """That leave. `tail` is how its secret ends, so that its user knows it again; the secret itself is not kept."""

    id: str
    user: str
    name: str
    scopes: frozenset[Scope]
    tail: str
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None = None  # None: never yet

    def lasts(self, now: datetime) -> bool:
        """Whether it opens anything still."""
        return now < self.ends_at

    def may(self, scope: Scope | None) -> bool:
        """Whether it gives leave for that; None is what each token may."""
        return scope is None or scope in self.scopes


def written(letters: str) -> str:
    """A secret out of its random letters: with the prefix by which those who scan for lost secrets know it, and with
    letters at its end that check it, so that none of them takes another word for one (as GitHub's are made).
    """
    return f"{PREFIX}{letters}{_check(letters)}"


def well_written(secret: str) -> bool:
    """Whether it can be one of ours: said without asking anybody."""
    letters = secret.removeprefix(PREFIX)
    return (
        secret.startswith(PREFIX)
        and len(letters) == RANDOM + _CHECKED
        and set(letters) <= set(LETTERS)
        and letters[RANDOM:] == _check(letters[:RANDOM])
    )


def _check(letters: str) -> str:
    number, said = crc32(letters.encode()), ""
    for _ in range(_CHECKED):
        number, place = divmod(number, len(LETTERS))
        said = LETTERS[place] + said
    return said

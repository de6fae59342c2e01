"""Secrets at rest: sealed with a key that is not in the database, and bound to their owner."""

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from tracker.domain.saying import Worded


class SealTrouble(Worded):
    """A secret that cannot be sealed or opened; the text names the remedy."""


class BadKey(SealTrouble):
    """A key that is no key."""


class CannotOpen(SealTrouble):
    """Sealed with another key, damaged, or somebody else's."""


class Seal:
    """Seals and opens with a list of keys, newest first: it seals with the first and opens with any.

    The owner stands inside what is sealed, so that one user's row pasted over another's opens for nobody.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise BadKey(
                "A sealing key must be one that tracker made: 44 letters, kept in the keys file. "
                "Put it back from your copy."
            ) from error

    @staticmethod
    def new_key() -> str:
        """A fresh random key."""
        return Fernet.generate_key().decode()

    def seal(self, text: str, *, owner: str) -> str:
        """The text, sealed for one owner (a user's id, or a calendar's)."""
        return self._fernet.encrypt(json.dumps([owner, text]).encode()).decode()

    def open(self, sealed: str, *, owner: str) -> str:
        """What was sealed for this owner; raises CannotOpen."""
        try:
            whose, text = json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError) as error:
            raise CannotOpen(
                "This secret was sealed with a key that is not here. Put the key back first in the list of keys, "
                "or enter the calendar's address again."
            ) from error
        if whose != owner:
            raise CannotOpen("This secret was sealed for another owner. Enter the calendar's address again.")
        return str(text)

    def renew(self, sealed: str) -> str:
        """The same secret under the newest key."""
        return self._fernet.rotate(sealed).decode()

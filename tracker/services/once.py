"""A request that is sent twice is done once: what was answered to it is kept for a day, under the key that it bears.

The key is an Idempotency-Key (IETF draft draft-ietf-httpapi-idempotency-key-header), one's own for each token.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from tracker.domain.token import Token
from tracker.store import answered as store
from tracker.store.answered import Key
from tracker.store.database import Database
from tracker.store.seal import Seal

KEPT = timedelta(hours=24)
RESTS = timedelta(minutes=2)  # a request that has not been answered for so long never will be: whoever did it is gone


class Told(NamedTuple):
    """What was answered to a request of that key."""

    status: int
    headers: Mapping[str, str]
    body: str


class KeyReused(Exception):
    """The key was another request's."""


class UnderWay(Exception):
    """The same request is being done just now."""


class Once(NamedTuple):
    """One request that bears a key; answers are sealed, since one may tell a secret."""

    database: Database
    seal: Seal
    token: Token
    key: str

    def begin(self, request_hash: str, now: datetime) -> Told | None:
        """What was answered to it before; None when it is to be done now. Raises KeyReused and UnderWay."""
        with self.database.write() as db:
            if store.take(db, self.token.user, self._name, request_hash, now):
                return None
            before = store.answered(db, self.token.user, self._name)
            assert before is not None, "what cannot be taken is there"
            if before.request_hash != request_hash:
                raise KeyReused
            if before.status is None:
                if now - before.begun_at < RESTS:
                    raise UnderWay
                store.take_over(db, self.token.user, self._name, now)
                return None
        return Told(before.status, before.headers, self.seal.open(before.body.decode(), owner=self.token.user))

    def answer(self, told: Told) -> None:
        """Keep what was answered."""
        body = self.seal.seal(told.body, owner=self.token.user).encode()
        with self.database.write() as db:
            store.answer(db, self.token.user, self._name, told.status, dict(told.headers), body)

    def let_go(self) -> None:
        """It came to nothing, and may be sent again."""
        with self.database.write() as db:
            store.let_go(db, self.token.user, self._name)

    @property
    def id(self) -> str:
        """What the thing is called that it makes: the same each time, so that it is not made twice even where the
        first answer was lost on its way into our books.
        """
        named = f"{self.token.user} {self.token.id} {self.key}".encode()
        id = urlsafe_b64encode(blake2b(named, digest_size=12).digest()).decode()
        return f"k{id[1:]}"  # no dash at its head, as with all our ids

    @property
    def _name(self) -> Key:
        return Key(self.token.id, self.key)


def forget_old(database: Database, now: datetime) -> int:
    """Remove the answers that are older than a day; how many."""
    with database.write() as db:
        return store.forget_old(db, now - KEPT)

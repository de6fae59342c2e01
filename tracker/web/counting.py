"""Where knocks are counted: in memory, or in the database for all processes of a hosted service alike.

Flask-Limiter's one limiter serves every application that there is, so its storage asks the present one for its own.
"""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from flask import Flask, current_app
from limits.storage import MemoryStorage, Storage

from tracker.store import counters
from tracker.web import visit

OF_APP = "tracker-app://"


class InDatabase(Storage):
    """Knocks counted in our database. Who knocked is kept as a hash that nobody can make without our key."""

    STORAGE_SCHEME = None  # chosen by us, never by an address

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """Those that limits may swallow: none. Who cannot be counted is not let in."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Counts knocks in a stretch of `expiry` seconds that begins with the first."""
        with visit.tracker().database.write() as db:
            return counters.count(db, _hidden(key), timedelta(seconds=expiry), more=amount, now=visit.now())

    def get(self, key: str) -> int:
        """How many there were."""
        return self._counted(key)[0]

    def get_expiry(self, key: str) -> float:
        """When counting begins anew, in seconds since 1970."""
        return self._counted(key)[1].timestamp()

    def clear(self, key: str) -> None:
        """Counts one anew."""
        with visit.tracker().database.write() as db:
            counters.forget(db, _hidden(key))

    def reset(self) -> int | None:
        """Counts all anew."""
        with visit.tracker().database.write() as db:
            return counters.forget_over(db, datetime.max.replace(tzinfo=UTC))

    def check(self) -> bool:
        """Whether it can be counted in; asked only where another storage stands by, and none does."""
        return True

    def _counted(self, key: str) -> tuple[int, datetime]:
        with visit.tracker().database.read() as db:
            return counters.counted(db, _hidden(key), visit.now())


class OfApp(Storage):
    """What the present application counts in."""

    STORAGE_SCHEME = OF_APP.split("://")[:1]

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """None."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Counts knocks."""
        return _present().incr(key, expiry, amount)

    def get(self, key: str) -> int:
        """How many there were."""
        return _present().get(key)

    def get_expiry(self, key: str) -> float:
        """When counting begins anew."""
        return _present().get_expiry(key)

    def clear(self, key: str) -> None:
        """Counts one anew."""
        _present().clear(key)

    def reset(self) -> int | None:
        """Counts all anew."""
        return _present().reset()

    def check(self) -> bool:
        """Whether it can be counted in."""
        return _present().check()


def count(app: Flask) -> None:
    """Say where an application counts: by its settings."""
    hosted = app.extensions["tracker"].config.service.hosted
    app.extensions["counting"] = InDatabase() if hosted else MemoryStorage()


def _present() -> Storage:
    found: Storage = current_app.extensions["counting"]
    return found


def _hidden(key: str) -> str:
    secret = visit.tracker().secret_keys[0].encode()[:64]
    return blake2b(key.encode(), key=secret, digest_size=24, person=b"knocks").hexdigest()

"""A user, a stand-in for Google, and an account connected: what tests of connections begin with."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes import FakeClock, FakeOutbox
from tests.google.model import Account
from tests.google.standin import Google, serving
from tests.making import user
from tracker.calendars.google.client import Client
from tracker.domain.account import Calendar, Connection, User
from tracker.mail.links import Links
from tracker.services import connections, consents
from tracker.services.consents import Finished, Purpose
from tracker.services.digests import Post
from tracker.store import accounts, calendars, letters
from tracker.store import connections as store
from tracker.store.database import Database
from tracker.store.seal import Seal

BASE = "http://127.0.0.1:8000"
BACK = f"{BASE}/google/back"
EFUA, AMA, KOFI = "efua@example.com", "ama@example.com", "kofi@example.com"
SESSION = "a session of Efua's"
FAMILY = "family@group.calendar.google.com"


@dataclass
class World:
    """Efua, who has an account here and two at Google. Time is the real one until it is let pass by: what Google's
    library says of a token's end is by this machine's clock.
    """

    database: Database
    google: Google
    user: User
    key: str = field(default_factory=Seal.new_key)
    clock: FakeClock = field(default_factory=lambda: FakeClock(datetime.now(UTC)))
    outbox: FakeOutbox = field(default_factory=FakeOutbox)

    def __post_init__(self) -> None:
        self.seal = Seal([self.key])
        self.client = Client("tracker", "hush", BACK, at=self.google.url)
        links = Links(["a key that only tests know, long enough"], BASE)
        self.post = Post(self.outbox, links, BASE, "Tracker <tracker@example.com>", self.seal)

    # --- what Efua does ---------------------------------------------------------------------------------------------

    def begin(self, **but: Any) -> str:
        """The address at Google to go to."""
        values = {"purpose": Purpose.CONNECT, "browser": SESSION, "now": self.clock()} | but
        return consents.begin(self.database, self.seal, self.client, values.pop("user", self.user), **values)

    def agreed(
        self, address: str, account: str = EFUA, scopes: Iterable[str] | None = None, deny: bool = False
    ) -> dict[str, str]:
        """What Google's answer says, when that account agrees at an address."""
        back = self.google.consented(address, self.google.account(account), scopes, deny)
        assert back.startswith(f"{BACK}?")
        told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        names = {"state": "state", "code": "code", "error": "error", "issuer": "iss"}
        return {ours: told.get(theirs, "") for ours, theirs in names.items()}

    def finish(self, answer: dict[str, str], **but: Any) -> Finished:
        """The answer brought back."""
        values = {"purpose": Purpose.CONNECT, "browser": SESSION, "now": self.clock()} | answer | but
        return consents.finish(self.database, self.seal, self.client, **values)

    def connect(self, account: str = EFUA) -> Connection:
        """An account connected, all the way."""
        return self.finish(self.agreed(self.begin(), account)).connection

    def sign_in(self, answer: dict[str, str], **but: Any) -> User:
        """The answer brought back by who signs in."""
        values = {"browser": SESSION, "now": self.clock()} | answer | but
        return consents.sign_in(self.database, self.seal, self.client, **values)

    def choose(self, connection: Connection, *names: str) -> tuple[Calendar, ...]:
        """Calendars followed, by Google's id of them."""
        chosen = {name: name for name in names}
        return connections.choose(self.database, self.seal, self.user, connection.id, chosen, now=self.clock())[0]

    def access(self, calendar: Calendar, refused: str = "", **but: Any) -> str:
        """The access token for a calendar."""
        doors = (self.database, self.seal, self.client, self.post, self.clock)
        return connections.access_of(*doors, **but)(calendar)(refused).access

    def disconnect(self, connection: Connection, **but: Any) -> bool | None:
        """Its leave given back; whether at once."""
        values = {"keep_promises": True, "via": "page", "now": self.clock()} | but
        return connections.disconnect(self.database, self.seal, self.client, self.user, connection.id, **values)

    # --- what is there then -----------------------------------------------------------------------------------------

    def connections(self) -> tuple[Connection, ...]:
        """All of Efua's."""
        return connections.connections(self.database, self.user)

    def followed(self) -> tuple[Calendar, ...]:
        """The calendars that she follows."""
        with self.database.read() as db:
            return calendars.calendars(db, self.user.id)

    def known(self) -> User:
        """Efua, as the store has her."""
        with self.database.read() as db:
            found = accounts.user(db, self.user.id)
        assert found
        return found

    def letters(self) -> tuple[letters.Letter, ...]:
        """Her letters."""
        with self.database.read() as db:
            return letters.letters(db, self.user.id)

    def waiting(self) -> int:
        """How many tokens wait to be given back."""
        with self.database.read() as db:
            return len(store.revocations_of(db, self.user.id))

    def asked(self, path: str) -> int:
        """How often Google was asked at a path."""
        return sum(one.path == path for one in self.google.asked)

    def renewals(self) -> int:
        """How often a token was renewed."""
        return sum(one.form.get("grant_type") == "refresh_token" for one in self.google.asked)


@contextmanager
def connecting(database: Database) -> Iterator[World]:
    """Efua's world. Google is never asked from inside a transaction (law 5)."""
    one, inside = user(), []
    with database.write() as db:
        accounts.add_user(db, one)
    with serving(Google()) as google:
        google.before = lambda path: inside.append(path) if database.in_use else None
        google.client("tracker", "hush", [BACK])
        for email in (EFUA, AMA):
            _with_calendars(google.account(email))
        yield World(database, google, one)
    assert inside == []


def _with_calendars(account: Account) -> None:
    account.calendar(id=account.email, summary=account.email, primary=True, timeZone="Africa/Accra")
    if account.email == EFUA:
        account.calendar(id=FAMILY, summary="Family", timeZone="Africa/Accra")

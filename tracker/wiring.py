"""Config in, one frozen record of real doors out; the only room that reads the clock."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from tracker.calendars.google.client import Client, redirect_address
from tracker.calendars.google.pull import google_source
from tracker.calendars.source import Gate, file_source, ics_source
from tracker.config import Config, Keys, keys, make_folder
from tracker.domain.account import Calendar, CalendarKind, Source
from tracker.domain.event import Resource, Span
from tracker.domain.reading.detect import detect
from tracker.mail.links import Links
from tracker.mail.outbox import MaildirOutbox, Outbox, SmtpOutbox
from tracker.services.channels import tend, through
from tracker.services.connections import id_of, revoke_due
from tracker.services.digests import Post
from tracker.services.following import address_of, body_of
from tracker.services.ideas import Preparing
from tracker.services.renewing import Doors as Renewing
from tracker.services.renewing import access_of, access_to
from tracker.services.sync import Doors
from tracker.store import accounts, calendars, resources
from tracker.store.database import Database
from tracker.store.seal import Seal

Clock = Callable[[], datetime]
SENDER = "Tracker <tracker@localhost>"  # for letters that stay on this machine


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Tracker:
    """Everything that pages, commands and workers need of the world."""

    config: Config
    database: Database
    seal: Seal
    links: Links
    doors: Doors
    post: Post
    clock: Clock
    secret_keys: tuple[str, ...]  # for sessions and forms, newest first
    google: Client | None = None  # None: nobody is offered to connect it
    hurry: Callable[[], None] | None = None  # has what is due read at once; None: only the pages run here

    @property
    def chores(self) -> dict[str, Callable[[], object]]:
        """What is done each minute beside calendars and letters: ideas for meetings are prepared, and Google is told
        what it has still to hear of us.
        """
        client, ideas = self.google, Preparing(self.database, self.clock)
        if client is None:
            return {"ideas": ideas}
        renewing = Renewing(self.database, self.seal, client, self.post, self.clock)
        watch = through(client, self.base_url, partial(access_to, renewing), partial(id_of, self.database, self.seal))
        chores: dict[str, Callable[[], object]] = {
            "ideas": ideas,
            "revocations": lambda: revoke_due(self.database, self.seal, client, self.clock()),
        }
        return chores | ({"channels": partial(tend, self.database, watch, self.clock)} if watch else {})

    @property
    def base_url(self) -> str:
        """The address that links begin with, without a slash at its end."""
        return self.config.base_url

    @property
    def outbox(self) -> Outbox:
        """Where letters go."""
        return self.post.outbox


def build(config: Config, clock: Clock = utc_now) -> Tracker:
    """The service as configured. Makes the data folder and the keys at the first start; opens no socket."""
    make_folder(config.data)
    held = keys(config)
    database = Database(config.database_url)
    seal = Seal(held.seal)
    links = Links(held.sign, config.base_url)
    post = Post(_outbox(config), links, config.base_url, _sender(config), seal)
    client = _client(config)
    sources = _feeds(config, database, seal) | (_google(client, database, seal, post, clock) if client else {})
    return Tracker(
        config=config,
        database=database,
        seal=seal,
        links=links,
        doors=Doors(sources, detect, every=timedelta(minutes=config.calendars.sync_minutes)),
        post=post,
        clock=clock,
        secret_keys=_secret_keys(held),
        google=client,
    )


def _client(config: Config) -> Client | None:
    google = config.google
    if google is None:
        return None
    secret, redirect = google.client_secret.get_secret_value(), redirect_address(config.base_url)
    return Client(google.client_id, secret, redirect, at=google.stand_in or "")


def _zone_of(database: Database, calendar: Calendar) -> ZoneInfo:
    with database.read() as db:
        user = accounts.user(db, calendar.user)
    return user.zone if user else ZoneInfo("UTC")


def _feeds(config: Config, database: Database, seal: Seal) -> dict[CalendarKind, Source]:
    def memory_of(calendar: Calendar) -> bytes:
        with database.read() as db:
            return calendars.memory(db, calendar.user, calendar.id)

    zone_of = partial(_zone_of, database)
    return {
        CalendarKind.ICS: ics_source(
            partial(address_of, database, seal),
            zone_of,
            allow_private=config.calendars.allow_private,
            memory_of=memory_of,
            gate=Gate(),
        ),
        CalendarKind.FILE: file_source(partial(body_of, database, seal), zone_of, memory_of),
    }


def _google(client: Client, database: Database, seal: Seal, post: Post, clock: Clock) -> dict[CalendarKind, Source]:
    source = google_source(
        client,
        access_of=access_of(database, seal, client, post, clock),
        id_of=partial(id_of, database, seal),
        zone_of=partial(_zone_of, database),
        held_of=partial(Held, database),
    )
    return {CalendarKind.GOOGLE: source}


@dataclass(frozen=True)
class Held:
    """What is kept of one calendar's resources, read anew at each asking."""

    database: Database
    calendar: Calendar

    def named(self, names: Collection[str], uids: Collection[str]) -> tuple[Resource, ...]:
        """Those with any of these names or UIDs."""
        with self.database.read() as db:
            return resources.named(db, self.calendar.user, self.calendar.id, names, uids)

    def reaching(self, span: Span) -> tuple[Resource, ...]:
        """Those of which something may lie in a span, and all others of their UIDs."""
        with self.database.read() as db:
            return resources.reaching(db, self.calendar.user, self.calendar.id, span)

    def everything(self) -> tuple[Resource, ...]:
        """All of them."""
        with self.database.read() as db:
            return resources.everything(db, self.calendar.user, self.calendar.id)


def _outbox(config: Config) -> Outbox:
    mail = config.mail
    if mail is None:
        return MaildirOutbox(config.data / "letters")
    return SmtpOutbox(
        host=mail.host,
        port=mail.port,
        security=mail.security,
        username=mail.user,
        password=mail.password.get_secret_value(),
        ca_file=mail.ca_file,
    )


def _sender(config: Config) -> str:
    return config.mail.sender if config.mail else SENDER


def _secret_keys(held: Keys) -> tuple[str, ...]:
    """Sessions sign with the same keys as links, under a salt of their own."""
    return held.sign

"""Config in, one frozen record of real doors out; the only room that reads the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tracker.calendars.google.client import Client, redirect_address
from tracker.calendars.source import Gate, file_source, ics_source
from tracker.config import Config, Keys, keys, make_folder
from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.detect import detect
from tracker.mail.links import Links
from tracker.mail.outbox import MaildirOutbox, Outbox, SmtpOutbox
from tracker.services.digests import Post
from tracker.services.following import address_of, body_of
from tracker.services.sync import Doors
from tracker.store import accounts, calendars
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
    return Tracker(
        config=config,
        database=database,
        seal=seal,
        links=links,
        doors=_doors(config, database, seal),
        post=Post(_outbox(config), links, config.base_url, _sender(config), seal),
        clock=clock,
        secret_keys=_secret_keys(held),
        google=_client(config),
    )


def _client(config: Config) -> Client | None:
    google = config.google
    if google is None:
        return None
    secret, redirect = google.client_secret.get_secret_value(), redirect_address(config.base_url)
    return Client(google.client_id, secret, redirect, at=google.stand_in or "")


def _doors(config: Config, database: Database, seal: Seal) -> Doors:
    def zone_of(calendar: Calendar) -> ZoneInfo:
        with database.read() as db:
            user = accounts.user(db, calendar.user)
        return user.zone if user else ZoneInfo("UTC")

    def memory_of(calendar: Calendar) -> bytes:
        with database.read() as db:
            return calendars.memory(db, calendar.user, calendar.id)

    sources = {
        CalendarKind.ICS: ics_source(
            lambda calendar: address_of(database, seal, calendar),
            zone_of,
            allow_private=config.calendars.allow_private,
            memory_of=memory_of,
            gate=Gate(),
        ),
        CalendarKind.FILE: file_source(lambda calendar: body_of(database, seal, calendar), zone_of, memory_of),
    }
    return Doors(sources, detect, every=timedelta(minutes=config.calendars.sync_minutes))


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

"""Config in, one frozen record of real doors out; the only room that reads the clock."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.calendars.gate import FEW, Gate, lanes_of
from tracker.calendars.google.client import Client, redirect_address
from tracker.calendars.google.pull import google_source
from tracker.calendars.source import file_source, ics_source
from tracker.calendars.webhook import tell as tell_address
from tracker.config import Config, Keys, keys, make_folder
from tracker.domain.account import Calendar, CalendarKind, Source
from tracker.domain.event import Resource, Span
from tracker.domain.quota import Quotas
from tracker.domain.reading.detect import detect
from tracker.mail.links import Links
from tracker.mail.outbox import MaildirOutbox, Outbox, SmtpOutbox
from tracker.services.backup_rounds import Plan, make_due
from tracker.services.channels import tend, through
from tracker.services.connections import id_of, revoke_due
from tracker.services.crowd import Crowd
from tracker.services.digests import Post
from tracker.services.following import address_of, body_of
from tracker.services.ideas import Preparing
from tracker.services.leaving import say_farewell
from tracker.services.notices import Doors as Telling
from tracker.services.notices import forget, look, looks_of, notices_of, tell
from tracker.services.renewing import Doors as Renewing
from tracker.services.renewing import access_of, access_to
from tracker.services.sync import Doors
from tracker.services.watching import add_up
from tracker.services.webhooks import say_stopped
from tracker.services.work import Errand
from tracker.services.zones import Reckoning
from tracker.store import accounts, calendars, counters, resources
from tracker.store.database import Database
from tracker.store.seal import Seal

if TYPE_CHECKING:
    from tracker.jobs.hosted import HostedJobs

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
    hurry: Callable[[str], None] | None = None  # has what is due of a user read at once; None: only pages run here

    @property
    def chores(self) -> dict[str, Callable[[], object]]:
        """What is done each minute beside calendars and letters: ideas for meetings are prepared, what was counted is
        added up, a back-up is made, who has gone gets a last letter, and Google is told what it has still to hear.
        """
        client = self.google
        always: dict[str, Callable[[], object]] = {
            "tallies": partial(add_up, self.database),
            "told": lambda: forget(self.database, self.clock()),
            "zones": Reckoning(self.database, self.clock),
            "farewells": partial(say_farewell, self.database, self.post, self.clock),
        }
        if self.backups:
            always["backups"] = partial(make_due, self.database, self.backups, self.clock)
        if self.config.service.hosted:
            always["counters"] = partial(forget_knocks, self.database, self.clock)
        if not self.config.service.hosted:  # there, a user's are looked at after their calendars were read
            always["ideas"] = Preparing(self.database, self.clock)
        if client is None:
            return always
        renewing = Renewing(self.database, self.seal, client, self.post, self.clock)
        watch = through(client, self.base_url, partial(access_to, renewing), partial(id_of, self.database, self.seal))
        chores: dict[str, Callable[[], object]] = {
            **always,
            "revocations": lambda: revoke_due(self.database, self.seal, client, self.clock()),
        }
        return chores | ({"channels": partial(tend, self.database, watch, self.clock)} if watch else {})

    @property
    def telling(self) -> Telling:
        """What telling webhooks needs of the world."""
        send = partial(tell_address, allow_private=self.config.calendars.allow_private)
        return Telling(self.database, self.seal, send, partial(say_stopped, self.post), self.clock)

    @property
    def backups(self) -> Plan | None:
        """How back-ups are made by themselves; None: they are not."""
        given, folder = self.config.backup, self.config.backups
        return Plan(folder, timedelta(hours=given.hours), given.keep, given.recipient) if folder else None

    @property
    def quotas(self) -> Quotas:
        """How much one user may have, unless an owner said otherwise for them."""
        return Quotas(**self.config.quotas.model_dump())

    @property
    def errands(self) -> dict[str, Errand]:
        """What is done each minute for one thing of one user's."""
        return {
            "looks": Errand(looks_of(self.database), partial(look, self.telling)),
            "notices": Errand(notices_of(self.database), partial(tell, self.telling)),
        }

    @property
    def base_url(self) -> str:
        """The address that links begin with, without a slash at its end."""
        return self.config.base_url

    @property
    def outbox(self) -> Outbox:
        """Where letters go."""
        return self.post.outbox


def forget_knocks(database: Database, clock: Clock) -> None:
    """Throw away what was counted and holds nobody back any more."""
    with database.write() as db:
        counters.forget_over(db, clock())


def build(config: Config, clock: Clock = utc_now) -> Tracker:
    """The service as configured; opens no socket. Makes the data folder and the keys at the first start, unless it is
    hosted: then it keeps nothing in files.
    """
    if not config.service.hosted:
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


def shared(tracker: Tracker, interval: timedelta, *, threads: int = 16) -> tuple[Crowd, "HostedJobs"]:
    """The work of a hosted service, and the queue that all its programs share. Who never starts the queue only hands
    work in.
    """
    from tracker.jobs.hosted import HostedJobs  # what it needs is installed for hosted services alone

    jobs = HostedJobs(tracker.database.libpq, threads=threads)
    work = Crowd(tracker.database, tracker.doors, tracker.post, tracker.clock, tracker.chores, tracker.errands)
    work.on(jobs, interval)
    return work, jobs


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
            gate=Gate(lanes_of if config.service.hosted else FEW),
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

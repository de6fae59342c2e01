"""A service of tests/running.py in the hosted shape: its settings, its mail server, and whom the link signs in."""

import secrets
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trustme

from tests.hosted.shape import PARTS, Shape, cluster
from tests.mail.post import Post, listening
from tracker.cli.run import LINK_LIVES, OWNER
from tracker.config import load
from tracker.domain.account import Calendar, User
from tracker.services import following, signin, sync
from tracker.services.beginning import follow_example
from tracker.services.users import enrol
from tracker.store import accounts, calendars
from tracker.wiring import Tracker, build

if TYPE_CHECKING:
    from tests.running import Service


@contextmanager
def hosting(service: "Service", feed: str, log: Path | None) -> Iterator[str]:
    """The hosted shape of a service in place of `tracker run`; gives the link that signs its owner in."""
    service.environ = service.environ or hosted(cluster().bare("hosted"))
    said = log or service.folder / "hosted.log"
    with ExitStack() as at_end:
        if not service.has_post:
            service.environ |= mailed(at_end.enter_context(keeping(service.folder)))
        words = ["--verbose"] if log else []
        shape = Shape(lambda *more: service.words(*more), service.environment(), service.base_url, said)
        at_end.enter_context(shape.living(tuple((*part, *words) for part in PARTS)))
        yield link(service.settings, service.environ, service.zone, feed)


def hosted(database: str) -> dict[str, str]:
    """The settings that make a service a hosted one, with keys of its own."""
    seal, sign = (urlsafe_b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    given = {"SERVICE__HOSTED": "true", "DATABASE__URL": database, "KEYS__SEAL": seal, "KEYS__SIGN": sign}
    return {f"TRACKER_{name}": value for name, value in given.items()}


def mailed(post: Post) -> dict[str, str]:
    """The settings by which letters go to a mail server."""
    given = {"HOST": "127.0.0.1", "PORT": str(post.port), "FROM": "Tracker <tracker@example.com>"}
    given |= {"CA_FILE": str(post.ca_file), "USER": "efua", "PASSWORD": post.password}
    return {f"TRACKER_MAIL__{name}": value for name, value in given.items()}


@dataclass
class Kept(Post):
    """A mail server that puts each letter down where `tracker run` would have put it."""

    folder: Path = Path()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Takes a letter, and writes it down."""
        answer = await super().handle_DATA(server, session, envelope)
        new = self.folder / "data" / "letters" / "new"
        new.mkdir(parents=True, exist_ok=True)
        (new / f"{len(self.letters)}.letter").write_bytes(envelope.content)
        return answer


@contextmanager
def keeping(folder: Path) -> Iterator[Kept]:
    """Such a server with STARTTLS, its authority's certificate in the folder."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    post = Kept(ca_file=folder / "authority.pem", folder=folder)
    authority.cert_pem.write_to_path(str(post.ca_file))
    with listening(post, "starttls", context) as post.port:
        yield post


def link(settings: Path, environ: dict[str, str], zone: str, feed: str) -> str:
    """What `tracker run` does before it serves: enrol its owner, follow and read a first calendar; and a link."""
    tracker = build(load(settings, environ))
    try:
        user = _owner(tracker, zone)
        _first_calendar(tracker, user, feed)
        token = signin.invite(tracker.database, user, lives=LINK_LIVES, now=tracker.clock())
        return f"{tracker.base_url}/signin/{token}"
    finally:
        tracker.database.close()


def _owner(tracker: Tracker, zone: str) -> User:
    with tracker.database.read() as db:
        users = accounts.users(db)
    if users:
        return min(users, key=lambda user: user.scored_from)
    return enrol(tracker.database, OWNER, zone=zone, now=tracker.clock())


def _first_calendar(tracker: Tracker, user: User, feed: str) -> None:
    with tracker.database.read() as db:
        followed = calendars.calendars(db, user.id)
    if feed:
        _read(tracker, user, _given(tracker, user, feed))
    elif not followed:
        _read(tracker, *follow_example(tracker.database, tracker.seal, user, via="command", now=tracker.clock()))


def _given(tracker: Tracker, user: User, feed: str) -> Calendar:
    if Path(feed).is_file():
        body, name = Path(feed).read_bytes(), Path(feed).name
        return following.upload(tracker.database, tracker.seal, user, body, name=name, now=tracker.clock())
    return following.follow_once(tracker.database, tracker.seal, user, feed, now=tracker.clock())


def _read(tracker: Tracker, user: User, calendar: Calendar) -> None:
    sync.sync(tracker.database, tracker.doors, user, calendar.id, now=tracker.clock())

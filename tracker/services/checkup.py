"""Each part of the service looked at, each fault with its remedy: what `tracker doctor` tells."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy.exc import SQLAlchemyError

from tracker.calendars.cage import CageTrouble, caged
from tracker.domain.account import User
from tracker.mail.letter import trial_letter
from tracker.mail.outbox import MaildirOutbox, OutboxTrouble
from tracker.services.digests import Post
from tracker.services.replay import Audit, audit
from tracker.services.work import BEAT
from tracker.store import accounts, calendars, letters, tenants, trial
from tracker.store.ailing import BUSY, DAMAGED, FAILING, FULL, READ_ONLY, SHUT, Ailment, ailment
from tracker.store.database import Database, new_id
from tracker.store.held import NOT_AGAIN
from tracker.store.letters import HELD_BACK, Letter, State

SILENT = timedelta(minutes=15)
RUNNING = "running"  # the file in the data folder that `tracker run` holds as long as it lives
TAMPERED = (
    "Something else than tracker wrote to the database. Export it as it is (tracker export), put the last "
    "backup back, and compare the two."
)
ZONES = (
    "Install the package tzdata beside tracker (pip install tzdata), or your system's; PYTHONTZPATH must not hide it."
)
NOT_THERE = "See that its file or server is there and can be written: [database] url in config.toml."
NO_ROOM = "Make room there: letters, calendars and promises are not kept once it is full."
PUT_BACK = "Stop tracker, and put the last back-up back: tracker restore; docs/backup.md says how."
MENDED = {
    FULL: NO_ROOM,
    FAILING: "See to the disk soon; the system's log says more. Make a back-up on another one: tracker backup FILE",
    READ_ONLY: (
        "Let tracker write again: its account must own its folder and files, their disk not be mounted read-only, "
        "and PostgreSQL not be told that nobody writes (default_transaction_read_only)."
    ),
    BUSY: "End that program; tracker goes on by itself then.",
    DAMAGED: PUT_BACK,
}
AMONG = (State.SENT, State.FAILED, State.GIVEN_UP)
STUCK = "See what its log says last. If this is so in five minutes still, stop it and start it again: tracker run"
LET_DOWN = "Sign in as a role that is no superuser: ALTER ROLE … NOSUPERUSER NOBYPASSRLS; docs/hosting.md says which."


class Finding(NamedTuple):
    """What was found of one part; a fault comes with its remedy."""

    part: str
    well: bool
    found: str
    remedy: str = ""


def checkup(data: Path, database: Database, post: Post, now: datetime) -> tuple[Finding, ...]:
    """Every part, in the order in which one depends on the other; a part that breaks never hides the others."""
    findings = (_folder(data), cage_finding(), outbox_finding(post))
    return (*findings, *as_far(_database(data, database, now), database, "Database"))


def as_far(findings: Iterator[Finding], database: Database, part: str, remedy: str = NOT_THERE) -> Iterator[Finding]:
    """Findings as far as they come. What ends them is one too, so that it never hides those of other parts."""
    try:
        yield from findings
    except SQLAlchemyError as error:
        yield unopened(error, database, part, remedy=remedy)
    except ZoneInfoNotFoundError as error:
        yield Finding("Zone data", False, f"a user's time zone is not there: {error.args[0]}", ZONES)
    except (ValueError, TypeError, LookupError) as error:  # JSON cut short, a word that no list of ours has
        found = f"something that is kept there cannot be read ({type(error).__name__})"
        yield Finding(part, False, found, TAMPERED)


def unopened(
    error: SQLAlchemyError,
    database: Database,
    part: str,
    what: str = "it cannot be opened",
    remedy: str = NOT_THERE,
) -> Finding:
    """Why the database does not do what it is asked."""
    found = ailment(error)
    if found is None or found is SHUT:
        return Finding(part, False, f"{what} ({type(error).__name__})", remedy)
    return ailing(found, part, what, trial.in_the_way(database) if found is BUSY else ())


def ailing(found: Ailment, part: str, what: str, by: tuple[int, ...] = ()) -> Finding:
    """What ails it, said to whoever looks after it; `by` are the processes that are in the way."""
    which = f" (process {', '.join(map(str, by))})" if by else ""
    return Finding(part, False, f"{what}: {found.why}{which}", MENDED.get(found, NOT_THERE))


def _folder(data: Path) -> Finding:
    mode = data.stat().st_mode & 0o777
    if mode & 0o007:
        return Finding("Data folder", False, "everybody on this machine can read it", f"chmod 700 '{data}'")
    return Finding("Data folder", True, "closed to others")


def cage_finding() -> Finding:
    """Whether calendars are read where they can do no harm."""
    try:
        caged(str.upper, "well")
    except CageTrouble as trouble:
        return Finding(
            "Cage", False, str(trouble), "Calendars are read in a process of their own: let tracker start one."
        )
    return Finding("Cage", True, "calendars are read in a process of their own, within bounds")


def outbox_finding(post: Post) -> Finding:
    """Whether letters can leave. A folder for them that is not there yet is made by the first of them."""
    try:
        if not isinstance(post.outbox, MaildirOutbox) or post.outbox.folder.exists():
            post.outbox.check()
    except OutboxTrouble as trouble:
        return Finding("Outbox", False, str(trouble), "See [mail] in config.toml; config.example.toml explains it.")
    if isinstance(post.outbox, MaildirOutbox):
        return Finding("Outbox", True, "letters stay on this machine; set [mail] in config.toml to have them sent")
    return Finding("Outbox", True, "the mail server takes letters by verified TLS")


def _database(data: Path, database: Database, now: datetime) -> Iterator[Finding]:
    if not database.current:
        yield _other_version(database)
        return
    yield Finding("Database", True, database.journal)
    yield from _wall(database)
    yield _worker(data, database, now)
    yield from _ledgers(database)
    with database.read() as db:
        users = accounts.users(db)
        for user in users:
            for calendar in calendars.calendars(db, user.id):
                if calendar.trouble:
                    yield Finding(f"Calendar {calendar.name}", False, "it is in trouble", calendar.trouble)
            yield from _letter(letters.letters(db, user.id))
    if not users:
        yield Finding("Users", False, "there is none", "tracker user add EMAIL")


def _other_version(database: Database) -> Finding:
    if database.revision() is None:
        return Finding("Database", False, "nothing of tracker's is in it yet", "Start it once: tracker run")
    if database.fits:
        remedy = "Install that one, or put back the copy that was made before it."
        return Finding("Database", False, "it was made by a newer tracker", remedy)
    found = "it is of an older tracker, or an upgrade has not ended"
    return Finding("Database", False, found, "Start tracker, which brings it up to date: tracker run")


def _letter(newest_first: tuple[Letter, ...]) -> Iterator[Finding]:
    """What became of the newest is how it stands; what we held back ourselves is no trouble."""
    ended = (one for one in newest_first if one.state in AMONG and one.trouble not in (HELD_BACK, NOT_AGAIN))
    newest = next(ended, None)
    if newest and newest.state != State.SENT:
        yield Finding(f"Letter of {newest.period}", False, newest.state, newest.trouble)


def _wall(database: Database) -> Iterator[Finding]:
    """Whether PostgreSQL itself keeps users apart, where there are several."""
    with database.read() as db:
        several, walled = len(accounts.users(db)) > 1, tenants.walled(db)
    if walled:
        yield Finding("Wall", True, "the database itself shows each user their own rows alone")
    elif several and database.kind == "postgresql":
        yield Finding("Wall", False, "its role may see every user's rows, whatever the policies say", LET_DOWN)


def _ledgers(database: Database) -> Iterator[Finding]:
    """Each user's ledger replayed (law 6, reliability D7): its chain, and what is kept beside it."""
    with database.read() as db:
        audits = [(user, audit(db, user.id)) for user in accounts.users(db)]
    for user, found in audits:
        if not found.whole:
            yield Finding(f"Ledger of {user.email}", False, _amiss(found), TAMPERED)
    if audits and all(found.whole for _, found in audits):
        total = sum(found.entries for _, found in audits)
        yield Finding("Ledger", True, f"its chain of {total} is whole, and what is kept is what its entries say")


def _amiss(found: Audit) -> str:
    if found.broken is not None:
        return f"entry {found.broken + 1} of {found.entries} is not as it was written, or one before it is gone"
    if found.gap is not None:
        return f"entry {found.gap + 1} of {found.entries} does not go on from what was there before it"
    return f"{len(found.differ)} kept otherwise than the entries say, among them the {found.differ[0][0].value}"


def _worker(data: Path, database: Database, now: datetime) -> Finding:
    with database.read() as db:
        beat = letters.last_beat(db, BEAT)
    silent = beat is None or now - beat > SILENT
    if beat and silent and (run := trial.holders(data / RUNNING)):
        found = f"process {run[0]} runs, but has done nothing since {beat:%d %B %Y, %H:%M} UTC"
        return Finding("Service", False, found, STUCK)
    if silent:
        return Finding("Service", False, "it is not running: no calendar is read, no letter is sent", "tracker run")
    return Finding("Service", True, "it is running")


def send_test_letter(post: Post, user: User, now: datetime) -> Finding:
    """Send a short letter to a user at once, past the queue, to see that it arrives."""
    message = _test_letter(post, user, now)
    try:
        post.outbox.send(message.as_bytes(), to=user.email, sender=post.address, before_data=lambda: None)
    except OutboxTrouble as trouble:
        return Finding(
            "Test letter", False, str(trouble), "See [mail] in config.toml; config.example.toml explains it."
        )
    if isinstance(post.outbox, MaildirOutbox):
        return Finding("Test letter", True, "it lies with the others on this machine; no mail server is set")
    return Finding("Test letter", True, "it is on its way: look into your mail")


def _test_letter(post: Post, user: User, now: datetime) -> EmailMessage:
    return trial_letter(
        user,
        base_url=post.base_url,
        sender=post.sender,
        message_id=post.message_id("test", new_id()),
        made_at=now,
    )

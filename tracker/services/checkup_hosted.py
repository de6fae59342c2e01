"""What a hosted service stands on, each fault with its remedy; of its users it tells numbers only."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from tracker.services.checkup import SILENT, Finding, as_far, cage_finding, outbox_finding
from tracker.services.digests import Post
from tracker.services.work import BEAT
from tracker.store import figures, letters, posture
from tracker.store.database import Database
from tracker.store.letters import State

FAR_OFF = timedelta(seconds=30)
DAY = timedelta(days=1)
LONG = timedelta(hours=1)  # that something due has waited: the alerts say so too
NAMED = {"sync": "a calendar to be read", "digest": "a letter to be written", "letter": "a letter to be sent"}
NO_SERVER = "See that its server is there and takes us in: [database] url in config.toml."
ORDINARY = (
    "Make a role of its own for tracker, an ordinary one that owns the database, and name it in [database] url; "
    "docs/hosting.md says how."
)


def hosted_checkup(
    database: Database, post: Post, *, proxies: int, base_url: str, now: datetime
) -> tuple[Finding, ...]:
    """Every part, in the order in which one depends on the other; a part that breaks never hides the others."""
    findings = (cage_finding(), outbox_finding(post), _proxies(proxies, base_url))
    return (*findings, *as_far(_database(database, now), database, "Database", NO_SERVER))


def _proxies(proxies: int, base_url: str) -> Finding:
    if base_url.startswith("https://") and not proxies:
        remedy = "Say how many proxies of your own stand in front: proxies in [service], mostly 1."
        return Finding("Proxies", False, "everybody would be counted as one, by the address of the proxy", remedy)
    return Finding("Proxies", True, f"{proxies} of our own are believed")


def _database(database: Database, now: datetime) -> Iterator[Finding]:
    if not database.fits:
        yield Finding("Database", False, "it is older than this tracker", "tracker db upgrade")
        return
    yield Finding("Database", True, database.journal)
    with database.write() as db:
        yield _writes(posture.takes_writes(db), posture.follows(db))
        yield from (_role(posture.role(db)), _walls(posture.unguarded(db)))
        yield clock_finding(posture.time_there(db), now)
    with database.read() as db:
        yield _worker(letters.last_beat(db, BEAT), now)
        yield from (_queue(waiting, now) for waiting in figures.waiting(db, now) if waiting.kind in NAMED)
        yield _letters(figures.letters_since(db, now - DAY))
        yield _calendars(**{key: figures.stock(db, now)[key] for key in ("calendars", "troubled")})


def _writes(takes: bool, follows: bool) -> Finding:
    if not takes and not follows:
        remedy = (
            "Take it back where it was said: ALTER SYSTEM, DATABASE or ROLE … RESET default_transaction_read_only"
        )
        return Finding("Writes", False, "this server was told to take none (default_transaction_read_only)", remedy)
    if not takes:
        remedy = "Name all servers in [database] url, and target_session_attrs=read-write; docs/hosting.md shows it."
        return Finding("Writes", False, "this server follows another, and takes none", remedy)
    return Finding("Writes", True, "this server takes them")


def _role(role: posture.Role) -> Finding:
    if role.unbound:
        return Finding("Role", False, f"{role.name} may see everything, so that the second wall is down", ORDINARY)
    return Finding("Role", True, f"{role.name} is an ordinary one")


def _walls(unguarded: tuple[str, ...]) -> Finding:
    if unguarded:
        remedy = "Somebody took the policies away: ALTER TABLE … ENABLE and FORCE ROW LEVEL SECURITY, or restore."
        return Finding("Walls", False, f"rows of {', '.join(unguarded)} are shown to whoever asks", remedy)
    return Finding("Walls", True, "each user's rows are shown to them alone, by the database itself")


def clock_finding(there: datetime, now: datetime) -> Finding:
    """Whether this machine and the database agree about the time."""
    if abs(there - now) > FAR_OFF:
        off = round(abs(there - now).total_seconds())
        return Finding(
            "Clock", False, f"it is {off} seconds off the database's", "Run an NTP service on each machine."
        )
    return Finding("Clock", True, "it goes with the database's")


def _worker(beat: datetime | None, now: datetime) -> Finding:
    if beat is None or now - beat > SILENT:
        return Finding("Worker", False, "none runs: no calendar is read, no letter is sent", "tracker worker")
    return Finding("Worker", True, "one looked for work just now")


def _queue(waiting: figures.Waiting, now: datetime) -> Finding:
    named, part = NAMED[waiting.kind], f"Queue of {waiting.kind}"
    if waiting.since and now - waiting.since > LONG:
        hours = round((now - waiting.since) / timedelta(hours=1), 1)
        remedy = "See what the workers' log says; if they are merely busy, start one more."
        return Finding(part, False, f"{named} has waited for {hours} hours, {waiting.length} in all", remedy)
    return Finding(part, True, f"{waiting.length} wait, none for long")


def _letters(since: Mapping[State, int]) -> Finding:
    lost, every = since[State.FAILED] + since[State.GIVEN_UP], sum(since.values())
    said = f"{lost} of {every} of the last day were not taken"
    if lost * 5 > every:
        remedy = (
            "So many at once are seldom their readers' fault: see the workers' log, and ask the mail server's keeper."
        )
        return Finding("Letters", False, said, remedy)
    return Finding("Letters", True, said)


def _calendars(calendars: int, troubled: int) -> Finding:
    if troubled * 5 > calendars:
        remedy = "So many at once are seldom their users' fault: see whether this machine reaches the network."
        return Finding("Calendars", False, f"{troubled} of {calendars} are in trouble", remedy)
    return Finding("Calendars", True, f"{troubled} of {calendars} are in trouble")

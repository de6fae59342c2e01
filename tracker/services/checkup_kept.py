"""How what is kept stands, each fault with its remedy: a restore, a move, clocks, zone data, back-ups."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from tracker.domain.saying import words_from
from tracker.services import zones
from tracker.services.backup_rounds import Plan, made
from tracker.services.checkup import Finding, as_far
from tracker.services.checkup_hosted import clock_finding
from tracker.services.checkup_storage import LOW, disks, pages, writing
from tracker.services.moving import Unmoved, demand_home
from tracker.services.work import BEAT, IDLE
from tracker.store import accounts, figures, held, letters, posture, rounds, trial
from tracker.store.database import Database
from tracker.store.rounds import Round

LATE = timedelta(days=1)  # after its hour, a back-up is overdue
AHEAD = timedelta(minutes=5)  # so far may clocks differ
BOTH = timedelta(minutes=3)  # within so long two that run have both looked
CONFIRM = "See that the service of before rests, and that all is as it should be; then: tracker restore --confirm"
ON_TIME = "Let this machine keep time by itself: timedatectl set-ntp true. What is due waits until then."
RESTART = "Start tracker once more: within a minute dues that lie ahead are reckoned anew, each with its entry."
OTHER_FOLDER = "See that tracker may write to it, or name another folder in [backup] of config.toml."


def kept_checkup(
    data: Path | None, database: Database, plan: Plan | None, now: datetime, low: int = LOW, *, opens: bool = True
) -> tuple[Finding, ...]:
    """Every part, in the order in which one depends on the other. `data`: the folder on this machine, if there is
    one; `plan`: how back-ups are made by themselves, if they are. Where it is known already that the database does
    not open, nothing is asked of it once more, for that may take a while.
    """
    found = (*disks(data, database, plan, low), *pages(database))
    if not opens:
        return found
    return (*found, *as_far(_stands(data, database, plan, now), database, "Storage"))


def _stands(data: Path | None, database: Database, plan: Plan | None, now: datetime) -> Iterator[Finding]:
    if database.current if data else database.fits:
        yield from _database(data, database, now)
        yield from _back_ups(database, plan, now)


def _database(data: Path | None, database: Database, now: datetime) -> Iterator[Finding]:
    yield from _place(database)
    yield writing(database, now)
    with database.read() as db:
        mark, idle, newest = held.held(db), letters.last_beat(db, IDLE), figures.newest(db)
        leads = letters.last_beat(db, BEAT)
    if mark:
        found = (
            f"it is held since {mark.since:%d %B %Y, %H:%M} UTC: a back-up of {mark.of:%d %B %Y, %H:%M} UTC was put"
        )
        yield Finding(
            "Restore", False, f"{found} back. No letter or notice goes out, and no calendar is read", CONFIRM
        )
    yield _clock(newest, now)
    yield from _clock_there(data, database, now)
    yield from _zones(data, database, now)
    if (data or database.path) and idle and leads and abs(now - idle) < BOTH and abs(now - leads) < BOTH:
        remedy = "End one of them. Nothing is read or sent twice meanwhile: the other waits."
        yield Finding("Services", False, "two run on this database", remedy)


def _place(database: Database) -> Iterator[Finding]:
    try:
        demand_home(database)
    except Unmoved as trouble:
        found, _, remedy = str(trouble).partition(". ")
        yield Finding("Place", False, found[:1].lower() + found[1:], remedy)


def _clock(newest: datetime | None, now: datetime) -> Finding:
    if newest and newest - now > AHEAD:
        found = f"it is behind: something was written at {newest:%d %B %Y, %H:%M} UTC, which it has not reached"
        return Finding("Time", False, found, ON_TIME)
    return Finding("Time", True, "nothing that was written lies in the future")


def _clock_there(data: Path | None, database: Database, now: datetime) -> Iterator[Finding]:
    """The clock of a PostgreSQL; of a hosted service it is told among what that stands on."""
    if data and database.kind == "postgresql":
        with database.read() as db:
            yield clock_finding(posture.time_there(db), now)


def _zones(data: Path | None, database: Database, now: datetime) -> Iterator[Finding]:
    with database.read() as db:
        other = figures.has_beaten(db, f"{zones.BEAT} ") and not zones.current(db)
        late = _behind(db, now) if data else 0  # of many users it would take too long
    if late:
        yield Finding("Zone data", False, f"dues that lie ahead are elsewhere by it than they were: {late}", RESTART)
    elif other:
        yield Finding("Zone data", False, "it is other than that by which dues were last reckoned", RESTART)


def _behind(db: Connection, now: datetime) -> int:
    return sum(len(zones.behind(db, user.id, now)) for user in accounts.users(db))


def _back_ups(database: Database, plan: Plan | None, now: datetime) -> Iterator[Finding]:
    if plan is None:
        return
    with database.read() as db:
        last = rounds.last(db)
    yield from _folder(plan)
    yield _round(last, plan, now)


def _folder(plan: Plan) -> Iterator[Finding]:
    if plan.folder.exists() and trial.folder_ailment(plan.folder):
        yield Finding("Back-up folder", False, f"{plan.folder} cannot be written", OTHER_FOLDER)


def _round(last: Round | None, plan: Plan, now: datetime) -> Finding:
    part = "Back-ups"
    if last is None or last.made_at is None:
        newest, due = "there is none yet", last.next_at if last else now
    else:
        newest, due = _of(last.made_at), last.made_at + plan.every
    if last and last.trouble:
        return Finding(part, False, f"{newest}; one failed since", str(words_from(last.trouble)))
    if now - due > LATE:
        found = f"{newest}, and the next was due on {due:%d %B %Y, %H:%M} UTC"
        return Finding(part, False, found, "Let tracker run, or make one: tracker backup FILE")
    return _kept(last.made_at, last.file, plan) if last and last.made_at else Finding(part, True, newest)


def _kept(made_at: datetime, file: str, plan: Plan) -> Finding:
    """Whether the last one lies where it was put."""
    if not any(one.name == file for one in _files(plan)):
        found = f"{_of(made_at)}, and is gone from {plan.folder}"
        return Finding("Back-ups", False, found, "Make one: tracker backup FILE")
    return Finding("Back-ups", True, f"{_of(made_at)}; it was opened and read back")


def _of(made_at: datetime) -> str:
    return f"the last one is of {made_at:%d %B %Y, %H:%M} UTC"


def _files(plan: Plan) -> list[Path]:
    try:
        return made(plan.folder)
    except OSError:
        return []

"""Back-ups made by themselves: one a day, checked by opening it, and the oldest removed only then.

    due -> claimed -> room looked for -> made beside the others, read back -> kept in mind -> older ones removed

Who runs tracker for themselves has them without a word, in `backups` in the data folder: they cost a copy of one
file a day, and whoever deletes too much, or whose file is damaged, has yesterday's. They lie on the same disk, so a
folder on another one is better, and that is theirs to name. A hosted service has none unless it names a folder: it
has a database's own back-ups, and several machines. Nothing is made while all is held after a restore, since that
would push out the back-ups which are needed then.
"""

import logging
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from tracker.domain.saying import Worded, Words, literally
from tracker.services.backups import BackedUp, Unkept, back_up
from tracker.store import rounds
from tracker.store.backup import BackupBroken
from tracker.store.database import Database
from tracker.store.rounds import Round
from tracker.store.sealed_file import SealedFileTrouble
from tracker.tongue import N_

log = logging.getLogger(__name__)

FIRST = timedelta(hours=1)  # after the first start, when there is something to keep
AGAIN = timedelta(hours=1)  # after one that failed
LEFT = timedelta(days=1)  # after so long a part belongs to nobody who still writes it
SPARE = 64 * 2**20
NAMED = re.compile(r"tracker-\d{8}T\d{6}Z\.sqlite3(\.age)?", re.ASCII)
BEGUN = N_("It was begun and did not end: tracker was stopped, or the machine. It is tried again within the hour.")
NO_ROOM = N_("There is no room for it on the disk of %(folder)s. Make room, or name another folder in [backup].")
UNWRITTEN = N_("Its folder %(folder)s cannot be written (%(why)s). Let tracker write there, or name another one.")
NOT_WHOLE = N_("It was made, but a ledger in it is not whole, so that no older one was removed: tracker doctor")


class Plan(NamedTuple):
    """Where back-ups go, how often, how many stay, for whom they are sealed (`age1…`; None: for nobody), and how many
    bytes one leaves free on its disk, so that the service itself goes on.
    """

    folder: Path
    every: timedelta
    keep: int
    recipient: str | None = None
    spare: int = SPARE


class Maker(Protocol):
    """What makes one back-up: `backups.back_up`."""

    def __call__(self, database: Database, to: Path, now: datetime, recipient: str | None) -> BackedUp: ...


def make_due(database: Database, plan: Plan, clock: Callable[[], datetime], maker: Maker = back_up) -> bool:
    """Make a back-up if one is due; whether one was made. Why one was not is kept, and told by doctor and pages."""
    now = clock()
    claimed = _claimed(database, plan, now)
    if claimed is None:
        return False
    after = _made(database, plan, claimed, now, maker)
    with database.write() as db:
        rounds.plan(db, after, claimed)
    return after.made_at == now


def _claimed(database: Database, plan: Plan, now: datetime) -> Round | None:
    """How it stands while one is made; None when none is due, or another makes it. A clock that went back lets
    nobody wait for years.
    """
    with database.write() as db:
        before = rounds.last(db)
        if before is None:
            rounds.plan(db, Round(now + min(FIRST, plan.every)), None)
            return None
        if now < before.next_at <= now + max(plan.every, AGAIN):
            return None
        claimed = before._replace(next_at=now + AGAIN, trouble=BEGUN)
        return claimed if rounds.plan(db, claimed, before) else None


def _made(database: Database, plan: Plan, claimed: Round, now: datetime, maker: Maker) -> Round:
    name = f"tracker-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3{'.age' if plan.recipient else ''}"
    try:
        _make_room(database, plan, now)
        done = maker(database, plan.folder / name, now, plan.recipient)
    except OSError as error:
        return _failed(claimed, Words(UNWRITTEN, folder=str(plan.folder), why=error.strerror or type(error).__name__))
    except Worded as trouble:
        return _failed(claimed, trouble.words)
    except (Unkept, BackupBroken, SealedFileTrouble) as trouble:
        return _failed(claimed, literally(str(trouble)))
    log.info("back-up made bytes=%d users=%d entries=%d", done.bytes, done.users, done.entries)
    if not done.amiss:
        _remove_older(plan)
    return Round(now + plan.every, now, name, done.bytes, NOT_WHOLE if done.amiss else "")


def _failed(claimed: Round, trouble: Words) -> Round:
    log.warning("back-up failed: %s", trouble)
    return claimed._replace(trouble=trouble.kept)


class NoRoom(Worded):
    """The disk would be full with it."""


def _make_room(database: Database, plan: Plan, now: datetime) -> None:
    """See that there is room for a copy, and for it sealed; what a killed one left goes first."""
    folder = plan.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in folder.glob("*.part"):
        ours = NAMED.match(part.name) or part.name.startswith("copy.")
        if ours and part.is_dir() and now.timestamp() - part.stat().st_mtime > LEFT.total_seconds():
            shutil.rmtree(part, ignore_errors=True)
    size = database.path.stat().st_size if database.path else 0
    if shutil.disk_usage(folder).free < 2 * size + plan.spare:
        raise NoRoom(NO_ROOM, folder=str(folder))


def _remove_older(plan: Plan) -> None:
    """All but the newest go: files that are named as ours are, and nothing else."""
    for old in made(plan.folder)[plan.keep :]:
        old.unlink(missing_ok=True)
        log.info("back-up removed file=%s", old.name)


def made(folder: Path) -> list[Path]:
    """The back-ups that were made by themselves, newest first; raises OSError where nobody may look."""
    ours = (one for one in folder.iterdir() if NAMED.fullmatch(one.name) and one.is_file() and not one.is_symlink())
    return sorted(ours, key=lambda one: one.name, reverse=True)

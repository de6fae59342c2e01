"""kill -9 just before and just after each commit of a verb, one after the other until none is left; then again.

A `Dying` database stands in for the real one, in a process of its own: it ends that process by a signal at the commit
of a number. What then stands, once the verb was done again, is compared with what an undisturbed run leaves.
"""

import io
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.row import Row
from tests.faults.test_kill import LEASE, config, followed, fresh, tracker_in
from tests.making import NOW, user
from tests.services.moved import nobody
from tracker.domain.verdict import judge
from tracker.services import digests, exporting, ledger, moving, restoring, sync
from tracker.services.moving import Place, Unmoved
from tracker.services.replay import audit
from tracker.store import accounts, calendars, events, letters
from tracker.store import ledger as store
from tracker.store.database import Database
from tracker.wiring import Tracker

ONE = user()
EVENTS = 20
HELD = timedelta(seconds=LEASE)


class Dying(Database):
    """A database whose process is killed at the commit of this number, before or after it. All that there are in a
    process count together.
    """

    at, after = 0, False

    def _keep(self, db):
        Dying.at -= 1
        if self.at == 0 and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        super()._keep(db)
        if self.at == 0:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Verb:
    """What is prepared in a folder; what is done, as often as need be; and what stands then, each thing once."""

    name: str
    prepared: Callable[[Path], Tracker]
    done: Callable[[Tracker, Database], object]


def _followed(folder: Path) -> Tracker:
    return followed(folder, EVENTS)[1]


def _synced(tracker: Tracker, database: Database) -> None:
    with database.read() as db:
        (calendar,) = calendars.calendars(db, ONE.id)
    doors = tracker.doors._replace(lease=HELD)
    sync.sync(database, doors, ONE, calendar.id, now=tracker.clock())


def _promised(folder: Path) -> Tracker:
    tracker = _peopled(folder, ONE)
    ledger.add(
        tracker.database, ONE, id="p", body="send it", promisee="Ama", due=NOW, dated=False, via="page", now=NOW
    )
    return tracker


def _tapped(_tracker: Tracker, database: Database) -> None:
    ledger.deliver(database, ONE, "p", via="page", now=NOW)


def _reader(folder: Path) -> Tracker:
    return _peopled(folder, replace(ONE, next_digest_at=datetime.now(UTC)))


def _peopled(folder: Path, *users) -> Tracker:
    tracker = tracker_in(config(folder))
    with tracker.database.write() as db:
        for one in users:
            accounts.add_user(db, one)
    return tracker


def _written(tracker: Tracker, database: Database) -> None:
    digests.send_due(database, tracker.post._replace(lease=HELD), tracker.clock)


def _copied(folder: Path) -> Tracker:
    source = _promised(fresh(folder, "source"))
    with source.database.read() as db:
        (folder / "copy.jsonl").write_bytes(b"".join(exporting.copy(db, ONE)))
    source.database.close()
    return tracker_in(config(folder))


def _restored(tracker: Tracker, database: Database) -> None:
    with database.read() as db:
        if accounts.user(db, ONE.id):
            return  # whoever was to be restored is here: a second time is refused
    copy = (tracker.database.path.parent.parent / "copy.jsonl").read_text()
    restoring.restore(database, tracker.seal, io.StringIO(copy), now=NOW)


def _elsewhere(folder: Path) -> Tracker:
    _promised(fresh(folder, "source")).database.close()
    return tracker_in(config(folder))


def _moved(tracker: Tracker, database: Database) -> None:
    source = type(database)(f"sqlite:///{tracker.database.path.parent.parent / 'source/data/tracker.sqlite3'}")
    with closing(source):
        assert not (_at_home(source) and _at_home(database) and _full(database)), "both would send each letter"
        if not (_at_home(database) and _full(database)):  # all is there: a second time is refused
            moving.move(Place(source, "source"), Place(database, "target"), nobody, NOW)
        assert _at_home(database)
        assert not _at_home(source)


def _at_home(database: Database) -> bool:
    try:
        moving.demand_home(database)
    except Unmoved:
        return False
    return True


def _full(database: Database) -> bool:
    return any(moving.counts(database).values())


VERBS = (
    Verb("sync of a calendar", _followed, _synced),
    Verb("tap on delivered", _promised, _tapped),
    Verb("digest composed and sent", _reader, _written),
    Verb("restore of a user", _copied, _restored),
    Verb("move to another database", _elsewhere, _moved),
)


def killed(folder, _cluster, _times) -> Row:
    """All verbs, at each commit that they make."""
    times = acts = lost = doubled = wrong = 0
    longest, points = 0.0, []
    for verb in VERBS:
        whole, commits = _undisturbed(verb, fresh(folder, verb.name))
        points.append(f"{verb.name}: {commits}")
        for number, after in ((one, after) for one in range(1, commits + 1) for after in (False, True)):
            came, took = _at(verb, fresh(folder, f"{verb.name} {number} {after}"), number, after)
            times, acts, longest = times + 1, acts + whole.total(), max(longest, took)
            lost += (whole - came).total()
            doubled += (came - whole).total()
            wrong += sum(name.startswith("verdict") for name in (came - whole) + (whole - came))
    return Row("kill -9 at each commit", times, acts, lost, doubled, 0, wrong, round(longest, 1), "; ".join(points))


def _undisturbed(verb: Verb, folder: Path) -> tuple[Counter[str], int]:
    """What stands after it, and how many commits it made."""
    tracker = verb.prepared(folder)
    Dying.at = 0  # which the first commit leaves behind: nobody dies
    with closing(Dying(f"sqlite:///{tracker.database.path}")) as database:
        verb.done(tracker, database)
    return _stands(tracker), -Dying.at


def _at(verb: Verb, folder: Path, number: int, after: bool) -> tuple[Counter[str], float]:
    tracker = verb.prepared(folder)
    address = f"sqlite:///{tracker.database.path}"
    tracker.database.close()
    assert _died(verb, tracker, address, number, after), f"{verb.name} ended before its commit {number}"
    time.sleep(LEASE)
    began = time.monotonic()
    verb.done(tracker, tracker.database)
    return _stands(tracker), time.monotonic() - began


def _died(verb: Verb, tracker: Tracker, address: str, number: int, after: bool) -> bool:
    child = os.fork()
    if child == 0:
        try:
            Dying.at, Dying.after = number, after
            verb.done(tracker, Dying(address))
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _stands(tracker: Tracker) -> Counter[str]:
    """Each thing that a verb leaves, counted: events, promises, entries, letters and what came of them."""
    found: Counter[str] = Counter()
    with tracker.database.read() as db:
        one = accounts.user(db, ONE.id)
        for calendar in calendars.calendars(db, ONE.id):
            found.update(f"event {event.summary}" for event in events.known(db, ONE.id, calendar.id).values())
        for promise in store.promises(db, ONE.id):
            outcome = judge(promise, ONE.leniency, NOW).outcome
            found.update((f"promise {promise.body}", f"verdict {promise.body} {outcome}"))
        found.update(f"entry {entry.act}" for entry in store.entries(db, ONE.id))
        found.update(f"letter {letter.period} {letter.state}" for letter in letters.letters(db, ONE.id))
        assert one is None or audit(db, ONE.id).whole
    arrived = tracker.database.path.parent / "letters" / "new"
    found["letters arrived"] = len(list(arrived.iterdir())) if arrived.exists() else 0
    tracker.database.close()
    return found

"""The service's own figures, for those who watch it: what waits and since when, what was sent, what went wrong.

They are read from the database, so that every process tells the same, and kept for some seconds, so that it costs the
same however often they are asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from tracker import __version__
from tracker.services.work import BEAT
from tracker.store import figures, held, letters, rounds, tallies
from tracker.store.database import Database

KEPT = timedelta(seconds=10)
KEPT_LONG = timedelta(minutes=5)  # for what costs more the more there is, and changes slowly
OUTCOMES = ("kept", "late", "broken")
SENDING = ("sent", "failed", "given up")
TELLING = ("told", "failed", "given up")

Labels = Mapping[str, str]


class Figure(NamedTuple):
    """One metric as Prometheus knows it: its name, what it is, and each value with its labels. The value is of base
    units (seconds), and a counter only grows.
    """

    name: str
    kind: Literal["gauge", "counter"]
    help: str
    values: tuple[tuple[Labels, float], ...]


@dataclass
class Watch:
    """Reads the figures, at most every ten seconds, whoever asks."""

    database: Database
    clock: Callable[[], datetime]
    _kept: tuple[Figure, ...] = ()
    _at: datetime | None = None
    _stock: Mapping[str, int] = field(default_factory=dict)
    _stock_at: datetime | None = None
    _door: Lock = field(default_factory=Lock)

    def __call__(self) -> tuple[Figure, ...]:
        """The figures, none older than ten seconds, or five minutes for how many there are of things."""
        with self._door:
            now = self.clock()
            if self._at is None or not timedelta() <= now - self._at < KEPT:
                with self.database.read() as db:
                    self._kept, self._at = self._read(db, now), now
            return self._kept

    def _read(self, db: Connection, now: datetime) -> tuple[Figure, ...]:
        if self._stock_at is None or not timedelta() <= now - self._stock_at < KEPT_LONG:
            self._stock, self._stock_at = figures.stock(db, now), now
        return (*_standing(self._stock), *_queues(db, now), *_counted(tallies.totals(db)), *_beat(db), *_kept(db))


def add_up(database: Database) -> None:
    """Add up what was counted, so that to read it costs nothing; each minute's work."""
    rows = tallies.AT_ONCE
    while rows >= tallies.AT_ONCE:
        with database.write() as db:
            rows = tallies.fold(db)


def _standing(stock: Mapping[str, int]) -> Iterator[Figure]:
    yield _gauge("tracker_build_info", "Always 1; the label says which version runs.", ({"version": __version__}, 1))
    yield _gauge("tracker_users", "Users.", ({}, stock["users"]))
    yield _gauge("tracker_sessions", "Sessions that have not ended.", ({}, stock["sessions"]))
    yield _gauge("tracker_calendars", "Calendars that are followed.", ({}, stock["calendars"]))
    yield _gauge("tracker_calendars_troubled", "Calendars that could not be read.", ({}, stock["troubled"]))


def _queues(db: Connection, now: datetime) -> Iterator[Figure]:
    found = figures.waiting(db, now)
    ages = [(one.kind, (now - one.since).total_seconds() if one.since else 0) for one in found]
    lengths = [({"kind": one.kind}, float(one.length)) for one in found]
    under_way = figures.letters_under_way(db)
    yield _gauge("tracker_queue_length", "What is due and not begun, by kind.", *lengths)
    yield _gauge(
        "tracker_queue_oldest_seconds",
        "For how long the first of what is due has waited; 0 when nothing waits.",
        *[({"kind": kind}, max(age, 0)) for kind, age in ages],
    )
    yield _gauge(
        "tracker_letters",
        "Letters not sent yet, by state.",
        *[({"state": state}, n) for state, n in under_way.items()],
    )


def _counted(totals: tallies.Totals) -> Iterator[Figure]:
    def of(what: str, label: str, *known: str) -> list[tuple[Labels, float]]:
        found = {name: total for (kind, name), total in totals.items() if kind == what}
        return [({label: name}, found.get(name, 0)) for name in (*known, *sorted(found.keys() - {*known}))]

    yield _counter(
        "tracker_letters_handled_total",
        "Attempts to send letters, by how they ended.",
        of("letters", "end", *SENDING),
    )
    yield _counter(
        "tracker_verdicts_total",
        "Promises by how they ended, counted when the letter of their week is written.",
        of("verdicts", "outcome", *OUTCOMES),
    )
    yield _counter(
        "tracker_calendar_troubles_total",
        "Readings of calendars that ended in trouble, by which.",
        of("troubles", "trouble"),
    )
    yield _counter(
        "tracker_notices_handled_total",
        "Attempts to tell webhooks, by how they ended.",
        of("notices", "end", *TELLING),
    )


def _beat(db: Connection) -> Iterator[Figure]:
    beat = letters.last_beat(db, BEAT)
    values: list[tuple[Labels, float]] = [({}, beat.timestamp())] if beat else []
    yield _gauge("tracker_last_beat_timestamp_seconds", "When a worker last looked for what is due.", *values)


def _kept(db: Connection) -> Iterator[Figure]:
    last = rounds.last(db)
    made: list[tuple[Labels, float]] = [({}, last.made_at.timestamp())] if last and last.made_at else []
    is_held = 1 if held.held(db) else 0
    yield _gauge("tracker_held", "Whether a restore waits to be confirmed; 1 while it does.", ({}, is_held))
    yield _gauge("tracker_last_backup_timestamp_seconds", "When a back-up was last made by itself.", *made)


def _gauge(name: str, help: str, *values: tuple[Labels, float]) -> Figure:
    return Figure(name, "gauge", help, values)


def _counter(name: str, help: str, values: list[tuple[Labels, float]]) -> Figure:
    return Figure(name, "counter", help, tuple(values))

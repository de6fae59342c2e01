"""The real service with one user who follows one feed of a real server, and all that it remembers laid open."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from tests.calendars.server import FeedServer
from tests.making import NOW, user
from tests.services.machine.answering import Answering
from tracker.config import Config
from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.event import CalendarEvent, EventKey, Pull
from tracker.domain.promise import Refused
from tracker.domain.reconcile import Ask, Question
from tracker.services import answers, following, ledger
from tracker.services.gather import gather
from tracker.services.sync import Synced, span, sync
from tracker.store import accounts, calendars, events, tables
from tracker.store import ledger as store
from tracker.wiring import build

SECRET = "f33d-of-efua"
DECIDED = ("promises", "entries", "dismissals", "decided")
OWN = ("calendars",)  # what a sync that brings nothing new may write

Rows = dict[str, frozenset[str]]  # of each table, as they stand


class Look(NamedTuple):
    """All that is remembered at one moment."""

    calendar: Calendar
    known: dict[EventKey, CalendarEvent]
    rows: Rows
    skipped: frozenset[str]
    origins: tuple[EventKey, ...]
    leased: bool


class World:
    """Efua and her calendar. `now` is set by hand."""

    def __init__(self, folder: Path, server: FeedServer, database_url: str, number: int) -> None:
        settings: dict[str, Any] = {"calendars": {"allow_private": True}, "database": {"url": database_url}}
        self.tracker = build(Config(data=folder, **settings))
        self.database = self.tracker.database
        self.answering = Answering(server, f"/{SECRET}/{number}.ics")
        self.now, self.user = NOW, user()
        with self.database.write() as db:
            accounts.add_user(db, self.user)
        followed = following.follow(
            self.database, self.tracker.seal, self.user, self.answering.url, name="Work", now=self.now
        )
        self.id = followed.id

    @property
    def span(self) -> Any:
        """What a calendar is asked for just now."""
        return span(self.now)

    def close(self) -> None:
        """Lets go of the database."""
        assert self.database.in_use == 0, "a transaction was left open"
        self.database.close()

    def ask(self, *, believe: bool) -> Synced:
        """One sync."""
        return sync(self.database, self.tracker.doors, self.user, self.id, believe=believe, now=self.now)

    def afresh(self, calendar: Calendar) -> Pull:
        """What the same feed tells to somebody who follows it only now."""
        newcomer = replace(calendar, cursor="", synced_at=None)
        return self.tracker.doors.sources[CalendarKind.ICS](newcomer, self.span)

    def look(self) -> Look:
        """All that is remembered now."""
        with self.database.read() as db:
            calendar = calendars.calendar(db, self.user.id, self.id)
            assert calendar is not None
            rows = {name: _rows(db, name) for name in tables.metadata.tables}
            told = calendars.skipped(db, self.user.id, self.id)
            leased = db.execute(select(tables.calendars.c.token)).scalar_one() is not None
            known = events.known(db, self.user.id, self.id)
            origins = tuple(one.origin.event for one in store.promises(db, self.user.id) if one.origin)
        return Look(calendar, known, rows, frozenset(one.uid for one in told if not one.kept), origins, leased)

    def move_home(self, zone: str) -> None:
        """The user lives in another zone from now on."""
        self.user = replace(self.user, zone=ZoneInfo(zone))
        with self.database.write() as db:
            accounts.save_user(db, self.user)

    # --- what the user decides --------------------------------------------------------------------------------------

    def questions(self) -> tuple[Question, ...]:
        """What the user is asked."""
        with self.database.read() as db:
            return gather(db, self.user, self.now).questions

    def settle(self, question: Question, *, kindly: bool) -> None:
        """An answer to a question: yes if `kindly`, else no."""
        with suppress(Refused):  # a due that is left open must be said
            self._settle(question, kindly, {"via": "page", "now": self.now})

    def _settle(self, question: Question, kindly: bool, how: dict[str, Any]) -> None:
        promise, sign = question.promise, question.sign
        if promise is None and kindly:
            answers.accept(self.database, self.user, sign, due=self.now, **how)
        elif promise is None:
            answers.dismiss(self.database, self.user, sign, **how)
        elif question.ask is Ask.GONE:
            self._of_gone(promise.id, kindly, how)
        elif question.ask is Ask.MOVED:
            answers.moved(self.database, self.user, promise.id, told=kindly, **how)
        elif question.candidate:
            reply = answers.Reply(question.candidate.delivery_sign, kindly)
            answers.delivered_then(self.database, self.user, promise.id, reply, **how)

    def _of_gone(self, promise: str, kindly: bool, how: dict[str, Any]) -> None:
        (answers.still_owed if kindly else ledger.release)(self.database, self.user, promise, **how)

    def open_promises(self) -> list[str]:
        """Those that are still to be delivered."""
        with self.database.read() as db:
            return [promise.id for promise in store.promises(db, self.user.id) if promise.open]

    def deliver(self, promise: str, at: datetime) -> None:
        """One promise delivered."""
        ledger.deliver(self.database, self.user, promise, at=at, via="page", now=self.now)


def _rows(db: Connection, table: str) -> frozenset[str]:
    return frozenset(map(repr, db.exec_driver_sql(f"SELECT * FROM {table}").fetchall()))

"""The year lived in the real service: its feed read by HTTP and in the cage, each act done by its own verb."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.calendars.server import FeedServer
from tests.fakes import FakeClock, FakeOutbox
from tests.services.year.facts import Clock, Fact, Tale
from tests.services.year.told import OUTAGE, Event, feed, mail
from tracker.config import Config
from tracker.domain.people import Direction, GiveKind
from tracker.domain.promise import ME
from tracker.domain.reconcile import Ask
from tracker.services import answers, digests, following, giving, ledger, people, planning, users
from tracker.services.digests import Digest
from tracker.services.gather import gather
from tracker.services.sync import sync
from tracker.store import accounts, events
from tracker.wiring import build

PATH = "/invented-year.ics"


class Life:
    """Efua, her calendar, and whatever she does. Every act takes the instant at which it is done."""

    def __init__(self, database_url: str, folder: Path, server: FeedServer, clock: Clock, told: list[Event]) -> None:
        settings: dict[str, Any] = {"calendars": {"allow_private": True}, "database": {"url": database_url}}
        self.tracker = build(Config(data=folder, **settings))
        self.database, self.server, self.clock, self.told = self.tracker.database, server, clock, told
        start = clock.at(0)
        self.user = users.enrol(self.database, "efua@example.com", zone=clock.zone.key, name="Efua", now=start)
        self.outbox = FakeOutbox(database=self.database)
        url = server.put(PATH)
        self.calendar = following.follow(self.database, self.tracker.seal, self.user, url, name="Work", now=start)
        self.ids: dict[str, str] = {}
        self.persons: dict[str, str] = {}

    def name_all(self, names: tuple[str, ...], now: datetime) -> None:
        """Everybody who matters, named on the first day."""
        for name in names:
            how: dict[str, Any] = {"addresses": frozenset({mail(name)}), "via": "page", "now": now}
            self.persons[name] = people.name_person(self.database, self.user, name=name, **how).id

    def read(self, now: datetime) -> bool:
        """The calendar read; whether it could be."""
        down = self.clock.day_of(now) // 7 in OUTAGE
        self.server.put(PATH, feed(self.told, self.clock, now), status=503 if down else 200)
        done = sync(self.database, self.tracker.doors, self.user, self.calendar.id, now=now)
        assert bool(done.calendar.trouble) is down, done.calendar.trouble
        assert done.skipped == 0
        return not down

    def do(self, tale: Tale, fact: Fact) -> None:
        """One fact of a promise, by the verb that does it."""
        _DO[fact.act](self, tale, fact)

    def give(self, note: str, who: str, direction: str, at: datetime, now: datetime) -> str:
        """Something passed on; its id."""
        what: dict[str, Any] = {"kind": GiveKind.MEAL, "direction": Direction(direction), "at": at, "note": note}
        how: dict[str, Any] = {"via": "page", "now": now}
        return giving.give(self.database, self.user, person=self.persons[who], **what, **how).id

    def take_back(self, give_id: str, now: datetime) -> None:
        """A give that was none."""
        giving.take_back(self.database, self.user, give_id, via="page", now=now)

    def plan(self, who: str, on: date, now: datetime) -> None:
        """This week's person, value and date."""
        planning.plan(self.database, self.user, planning.Answer(who, "an evening", on), via="page", now=now)

    def skip(self, now: datetime) -> None:
        """This week let go by."""
        planning.skip(self.database, self.user, via="page", now=now)

    def begin_anew(self, on: date, now: datetime) -> None:
        """Scored from a day on."""
        self.user = users.begin_anew(self.database, self.user, on, via="page", now=now)

    def go_away(self, first: date, last: date, now: datetime) -> None:
        """Away from the first day to the last."""
        self.user = users.go_away(self.database, self.user, first, last, via="page", now=now)

    def letter(self, now: datetime) -> tuple[Digest, str]:
        """The week as it is composed, and the text of the letter that went out; empty when none did."""
        with self.database.read() as db:
            user = accounts.user(db, self.user.id)
        assert user
        before = len(self.outbox.sent)
        digest = digests.preview(self.database, user, now)
        post = self.tracker.post._replace(outbox=self.outbox)
        sent = digests.send_due(self.database, post, FakeClock(now))
        assert sent == len(self.outbox.sent) - before <= 1
        part = self.outbox.sent[-1].message.get_body(("plain",)) if sent else None
        return digest, part.get_content() if part else ""

    def close(self) -> None:
        """Lets go of the database."""
        self.database.close()

    # --- promises ---------------------------------------------------------------------------------------------------

    def how(self, fact: Fact) -> dict[str, Any]:
        return {"via": "page", "now": fact.at}

    def made(self, tale: Tale, fact: Fact) -> None:
        if tale.event:
            self.ids[tale.name] = self._accepted(tale, fact)
            return
        what = {"body": tale.name, "promisee": tale.to, "due": tale.due, "dated": tale.dated}
        one = ledger.add(self.database, self.user, promiser=tale.promiser or ME, **what, **self.how(fact))
        self.ids[tale.name] = one.id

    def _accepted(self, tale: Tale, fact: Fact) -> str:
        uid = tale.name.replace(" ", "-")
        with self.database.read() as db:
            (found,) = (one for one in events.candidates(db, self.user.id) if one.event.uid == uid)
        one = answers.accept(self.database, self.user, found.sign, body=tale.name, promisee=tale.to, **self.how(fact))
        return one.id

    def delivered(self, tale: Tale, fact: Fact) -> None:
        at = fact.told.get("then")
        ledger.deliver(self.database, self.user, self.ids[tale.name], at=at, **self.how(fact))

    def moved(self, tale: Tale, fact: Fact) -> None:
        ledger.renegotiate(self.database, self.user, self.ids[tale.name], **fact.told, **self.how(fact))

    def undone(self, tale: Tale, fact: Fact) -> None:
        ledger.undo(self.database, self.user, self.ids[tale.name], **self.how(fact))

    def released(self, tale: Tale, fact: Fact) -> None:
        if tale.event:
            self._is_asked(tale, Ask.GONE, fact)
        ledger.release(self.database, self.user, self.ids[tale.name], **self.how(fact))

    def reneged(self, tale: Tale, fact: Fact) -> None:
        ledger.renege(self.database, self.user, self.ids[tale.name], **self.how(fact))

    def struck(self, tale: Tale, fact: Fact) -> None:
        ledger.strike(self.database, self.user, self.ids[tale.name], **self.how(fact))

    def event_moved(self, tale: Tale, fact: Fact) -> None:
        self._is_asked(tale, Ask.MOVED, fact)
        answers.moved(self.database, self.user, self.ids[tale.name], told=fact.told["told"], **self.how(fact))

    def still_owed(self, tale: Tale, fact: Fact) -> None:
        self._is_asked(tale, Ask.GONE, fact)
        answers.still_owed(self.database, self.user, self.ids[tale.name], **self.how(fact))

    def _is_asked(self, tale: Tale, ask: Ask, fact: Fact) -> None:
        """A calendar changes no promise: it asks, and this is the answer."""
        with self.database.read() as db:
            asked = gather(db, self.user, fact.at).questions
        mine = [one.ask for one in asked if one.promise and one.promise.id == self.ids[tale.name]]
        assert mine == [ask], (tale.name, mine)


_DO: dict[str, Callable[[Life, Tale, Fact], None]] = {
    "made": Life.made,
    "delivered": Life.delivered,
    "moved": Life.moved,
    "undone": Life.undone,
    "released": Life.released,
    "reneged": Life.reneged,
    "struck": Life.struck,
    "event moved": Life.event_moved,
    "still owed": Life.still_owed,
}

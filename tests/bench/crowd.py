"""A crowd: many invented users with a year behind each, put into a database in seconds, valid as services make it.

What they decided has its entries, each sealed to the one before, so that ledgers replay; what calendars told has its
versions, read for promises and meetings; addresses are sealed. Only whose hand wrote it is left out.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from tests.bench.lives import FIRST, LAST
from tests.making import DAY, HOUR, calendar, candidate, event, person, promise, user
from tracker.domain.account import User
from tracker.domain.decided import Decided, thing_of, to_record
from tracker.domain.entry import Act, Entry, Thing, sealed
from tracker.domain.people import Circle, Direction, Give, GiveKind, MeetingKind
from tracker.domain.promise import Promise, Term
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reconcile import Changes
from tracker.services.signin import SESSION_LIVES
from tracker.store import accounts, calendars, events
from tracker.store.database import Database
from tracker.store.tables import decided, entries, promises, sessions

ZONES = ("Africa/Accra", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "America/Sao_Paulo")
AT_ONCE = 25  # users in one transaction
READ_BY = 4  # a version of the detector; the next reading reads anew


class Life(NamedTuple):
    """What lies behind each of them: promises, of which some are open; persons, gives, meetings."""

    promises: int = 200
    open: int = 100
    persons: int = 20
    gives: int = 20
    meetings: int = 60


class Member(NamedTuple):
    """One of the crowd, and the session by which a browser is theirs."""

    id: str
    session: str


def named(at: int) -> Member:
    """Whoever is the crowd's member of that number."""
    return Member(f"user{at}", sha256(b"session %d" % at).hexdigest())


def settle(
    database: Database,
    users: int,
    life: Life,
    now: datetime,
    secret: Callable[[str], str] = str,
    first: int = 0,
) -> list[Member]:
    """So many users with that life, signed in, from a number on. `secret` is what is sealed for one's calendar."""
    members = [named(at) for at in range(first, first + users)]
    for few in range(0, users, AT_ONCE):
        with database.write() as db:
            for place, member in enumerate(members[few : few + AT_ONCE], start=first + few):
                _settle(db, place, member, life, now, secret)
    return members


def settle_fast(
    address: str, users: int, life: Life, now: datetime, secret: Callable[[str], str] = str
) -> list[Member]:
    """The same by two processes."""
    half = users // 2
    with ProcessPoolExecutor(2) as pool:
        parts = [(address, half, life, now, secret, 0), (address, users - half, life, now, secret, half)]
        return [member for few in pool.map(_part, parts) for member in few]


def _part(given: tuple[str, int, Life, datetime, Callable[[str], str], int]) -> list[Member]:
    address, users, life, now, secret, first = given
    database = Database(address)
    members = settle(database, users, life, now, secret, first)
    database.close()
    return members


def _settle(db: Connection, at: int, member: Member, life: Life, now: datetime, secret: Callable[[str], str]) -> None:
    who, chance = _user(at, member.id, now), random.Random(at)
    accounts.add_user(db, who)
    calendars.add_calendar(db, calendar(user=who.id, synced_at=now, next_sync_at=now + DAY), secret(who.id))
    name = sha256(member.session.encode()).hexdigest()
    texts = {column.name: "" for column in sessions.columns if not column.nullable}
    row = {"user_id": who.id, "token_hash": name, "made_at": now, "seen_at": now, "ends_at": now + SESSION_LIVES}
    db.execute(insert(sessions).values(texts | row))
    _decide(db, who.id, _decided(who.id, life, now, chance))
    _meet(db, who.id, life, now, chance)


def _user(at: int, name: str, now: datetime) -> User:
    email = f"{name}@example.com"
    zone, since = ZoneInfo(ZONES[at % len(ZONES)]), now - 370 * DAY
    return user(id=name, email=email, zone=zone, scored_from=since, addresses=frozenset({email}))


def _decided(name: str, life: Life, now: datetime, chance: random.Random) -> Iterator[tuple[Decided, ...]]:
    """Each thing as it was at first and then as it is."""
    for at in range(life.persons):
        full, circle = f"{FIRST[at % 10]} {LAST[at // 10 % 10]}", chance.choice(list(Circle))
        address = frozenset({f"p{at}@example.com"})
        yield (person(full, id=f"{name}-person{at}", addresses=address, circle=circle, value="introductions"),)
    for at in range(life.promises):
        yield tuple(_promise(name, at, life, now, chance))
    for at in range(life.gives):
        whose, kind = f"{name}-person{chance.randrange(life.persons)}", chance.choice(list(GiveKind))
        yield (Give(f"{name}-g{at}", whose, kind, chance.choice(list(Direction)), now - (at + 2) * 4 * DAY),)


def _promise(name: str, at: int, life: Life, now: datetime, chance: random.Random) -> Iterator[Promise]:
    """The first are open, most of them not due yet; the others over, most kept and some late, over a year."""
    body, to = (
        f"send part {at} of report {chance.randrange(10_000)}",
        f"p{chance.randrange(life.persons)}@example.com",
    )
    open_, spread = at < life.open, 350 / max(1, life.promises - life.open)
    due = now + timedelta(days=at % 20 - 2, hours=3) if open_ else now - timedelta(days=4 + (at - life.open) * spread)
    made_at = min(due - 7 * DAY, now - 8 * DAY)
    term = (Term(due, made_at, False),)
    made = promise(body, id=f"{name}-p{at}", promisee=to, terms=term, made_at=made_at)
    yield made
    if not open_:
        yield made.deliver(due + timedelta(hours=chance.choice((-30, -5, -1, 0, 30))))


def _decide(db: Connection, name: str, things: Iterable[tuple[Decided, ...]]) -> None:
    """What was decided, as rows, with its entries."""
    rows: dict[Any, list[dict[str, Any]]] = {promises: [], decided: [], entries: []}
    for steps in things:
        thing, record = thing_of(steps[-1]), to_record(steps[-1])
        row = {"user_id": name, "id": steps[-1].id, "record": record}
        if thing is Thing.PROMISE:
            rows[promises].append(row | {"made_at": steps[-1].made_at, "sign": None})
        else:
            rows[decided].append(row | {"thing": thing.value})
        rows[entries] += _entries(name, thing, steps)
    _seal(rows[entries])
    for table, many in rows.items():
        if many:
            db.execute(insert(table), many)


def _entries(name: str, thing: Thing, steps: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    before: dict[str, Any] = {}
    opening = {Thing.PERSON: Act.NAMED, Thing.GIVE: Act.RECORDED}.get(thing, Act.ADDED)
    for step in steps:
        after = to_record(step)
        at = getattr(step, "delivered_at", None) or getattr(step, "made_at", None) or _EARLY
        entry = Entry(step.id, at, name, "page", Act.DELIVERED if before else opening, before, after, thing)
        yield {"user_id": name, **entry._asdict()}
        before = after


_EARLY = datetime.fromisoformat("2025-01-01T00:00:00+00:00")


def _seal(rows: list[dict[str, Any]]) -> None:
    rows.sort(key=lambda row: row["at"])  # stable: what was opened at one instant stays in its order
    before = ""
    for row in rows:
        told = {name: row[name] for name in Entry._fields}
        row["hash"] = before = sealed(before, Entry(**told))


def _meet(db: Connection, name: str, life: Life, now: datetime, chance: random.Random) -> None:
    """Meetings of the last half year, a few ahead, and a few words that are asked about."""
    asked = [
        candidate(f"Send figures {at}", uid=f"asked{at}", start=now + at * DAY, due=now + (at + 1) * DAY)
        for at in range(min(3, life.meetings))
    ]
    found = [*asked, *(_meeting(at, life, now, chance) for at in range(life.meetings - len(asked)))]
    told = tuple(event(each.title, uid=each.event.uid, at=each.start) for each in found)
    events.record(db, name, "work", Changes(new=told), now - DAY)
    events.save_found(db, name, [(each.event, [each]) for each in found], READ_BY)


def _meets_at(at: int, now: datetime) -> datetime:
    return now + (at + 1) * DAY if at < 5 else now - at * 70 * HOUR


def _meeting(at: int, life: Life, now: datetime, chance: random.Random) -> Candidate:
    start = _meets_at(at, now)
    whom = f"p{chance.randrange(life.persons)}@example.com"
    met = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "who": (whom,), "called": (whom,)}
    return candidate("Lunch", uid=f"met{at}", start=start, confidence=0.95, **met)


def feed(life: Life, now: datetime, events: int = 300, changed: int = 0) -> bytes:
    """What the calendar of each of them tells: the meetings that are known, and others of the last year, of which one
    in ten is a promise. `changed` is another number for a feed in which one event is called otherwise.
    """
    known = [(f"asked{at}", f"Send figures {at}", now + at * DAY) for at in range(min(3, life.meetings))]
    known += [(f"met{at}", "Lunch", _meets_at(at, now)) for at in range(life.meetings - len(known))]
    more = range(events - len(known))
    told = [*known, *((f"more{at}", _said(at, changed), now - at * DAY + HOUR) for at in more)]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *map(_vevent, told), "END:VCALENDAR", ""]).encode()


def _said(at: int, changed: int) -> str:
    if at == 0:
        return f"Call with Kofi, take {changed}"
    return f"Send part {at} to Ama by Friday" if at % 10 == 0 else f"Call with Kofi {at}"


def _vevent(told: tuple[str, str, datetime]) -> str:
    uid, title, start = told
    lines = [f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"DTSTART:{start:%Y%m%dT%H%M%SZ}", "DURATION:PT1H"]
    return "\r\n".join(["BEGIN:VEVENT", *lines, f"SUMMARY:{title}", "DESCRIPTION:By the window.", "END:VEVENT"])

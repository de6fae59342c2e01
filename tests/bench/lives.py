"""Invented lives of one user, with much behind them or little, for what is measured on pages."""

import random
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from tests.keeping import keep
from tests.making import DAY, HOUR, NOW, calendar, candidate, event, person, promise, user
from tracker.domain.account import User
from tracker.domain.people import Circle, Direction, Give, GiveKind, MeetingKind
from tracker.domain.promise import Promise, Term
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reconcile import Changes
from tracker.store import accounts, calendars, events
from tracker.store.database import Database

OPEN, ASKED = 20, 5
FIRST = ("Ama", "Kofi", "Nils", "Ines", "Tomas", "Yaa", "Bodil", "Radek", "Csilla", "Anselm")
LAST = ("Owusu", "Boateng", "Lindqvast", "Petrosk", "Imbrey", "Tarrow", "Wexmoor", "Sablik", "Dunmar", "Okoro")


class Life(NamedTuple):
    """How much lies behind somebody: promises, of which some are open; persons, gives, and meetings that were."""

    promises: int
    persons: int
    gives: int
    meetings: int
    open: int = OPEN


LITTLE = Life(promises=OPEN + 30, persons=12, gives=10, meetings=20)
MUCH = Life(promises=10_000, persons=1_000, gives=2_000, meetings=5_000)
OWING = Life(promises=500, persons=40, gives=50, meetings=100, open=500)


def lived(database: Database, life: Life) -> tuple[User, dict[str, str]]:
    """A user with that life, and the name of one thing of each kind, by what routes call it."""
    who, chance = user(), random.Random(7)
    with database.write() as db:
        accounts.add_user(db, who)
        calendars.add_calendar(db, calendar(), "sealed")
        persons = [_person(at) for at in range(life.persons)]
        keep(db, who.id, *persons)
        keep(db, who.id, *(_promise(at, life, chance) for at in range(life.promises)))
        keep(db, who.id, *(_give(at, life, chance) for at in range(life.gives)))
        _meet(db, who, life, chance)
    return who, {"promise_id": "p0", "person_id": "person0", "calendar_id": "work"}


def _person(at: int) -> Any:
    name = f"{FIRST[at % 10]} {LAST[at // 10 % 10]}{'' if at < 100 else f' {at // 100}'}"
    said = {"influence": "opens a door", "value": "introductions", "goal": "a talk" if at < OPEN else ""}
    return person(name, id=f"person{at}", addresses=frozenset({f"p{at}@example.com"}), circle=Circle.FRIENDS, **said)


def _promise(at: int, life: Life, chance: random.Random) -> Promise:
    """The first are open, the others over: most kept, some late."""
    to = f"p{chance.randrange(life.persons)}@example.com"
    if at < life.open:
        return promise(f"send part {at}", id=f"p{at}", promisee=to, due=NOW + timedelta(days=at % 10 - 2, hours=3))
    due = NOW - timedelta(days=4 + at / 20)
    made_at = due - 7 * DAY
    delivered_at = due + timedelta(hours=chance.choice((-30, -5, -1, 0, 30)))
    return promise(
        f"send part {at}",
        id=f"p{at}",
        promisee=to,
        terms=(Term(due, made_at, False),),
        made_at=made_at,
        delivered_at=delivered_at,
    )


def _give(at: int, life: Life, chance: random.Random) -> Give:
    whose = f"person{chance.randrange(life.persons)}"
    return Give(
        f"g{at}", whose, chance.choice(list(GiveKind)), chance.choice(list(Direction)), NOW - (at + 2) * DAY / 4
    )


def _meet(db: Connection, who: User, life: Life, chance: random.Random) -> None:
    """Meetings of the past, five ahead, and the words that are asked about."""
    asked = [candidate(f"Send figures {at}", uid=f"asked{at}", start=NOW + at * DAY) for at in range(ASKED)]
    found = [*asked, *(_meeting(at, life, chance) for at in range(life.meetings))]
    told = tuple(event(each.title, uid=each.event.uid, at=each.start) for each in found)
    events.record(db, who.id, "work", Changes(new=told), NOW - DAY)
    for each in found:
        events.save_candidates(db, who.id, each.event, [each], 4)


def _meeting(at: int, life: Life, chance: random.Random) -> Candidate:
    start = NOW + (at + 1) * DAY if at < ASKED else NOW - at * HOUR * 3
    with_whom = f"p{chance.randrange(life.persons)}@example.com"
    as_met = {
        "kind": Kind.MEETING,
        "meeting": MeetingKind.MEAL,
        "due": None,
        "who": (with_whom,),
        "called": (with_whom,),
    }
    return candidate("Lunch", uid=f"met{at}", start=start, confidence=0.95, **as_met)

"""What is remembered of a user's affairs is, after each change of them, what would be read and worked out anew."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.histories import Real, play
from tests.keeping import change, keep
from tests.making import DAY, HOUR, NOW, calendar, candidate, event, person, promise, user
from tracker.domain.acquaintance import look_alikes, met
from tracker.domain.away import due_away
from tracker.domain.digest import compose
from tracker.domain.event import EventKey
from tracker.domain.giving import balances, competence, years
from tracker.domain.hint import hint
from tracker.domain.known import Known, Promises, delivered_since, line_of, lines, scored
from tracker.domain.lateness import lateness
from tracker.domain.people import Direction as Way
from tracker.domain.people import Give, GiveKind, MeetingKind, Persons
from tracker.domain.promise import find
from tracker.domain.reading.candidate import Kind
from tracker.domain.reconcile import Changes
from tracker.domain.shared import perhaps_with
from tracker.domain.trend import by_person, causes, excluded, twelve, worked
from tracker.domain.trust import credit_for, kept_since, rate, trust_index, weigh
from tracker.domain.warmth import warmths
from tracker.domain.year import year
from tracker.services import remembering
from tracker.services.gather import gather
from tracker.store import accounts, calendars, events, ledger
from tracker.store.remembered import forget

WHOM = ("Kofi", "kofi@example.com", "Yaa", "Ama", "Nils Lindqvast", "somebody")
CHANGES = 40


def everything(known: Known, now: datetime) -> dict[str, Any]:
    """All that pages and letters work out of what is known."""
    judged, who = lines(known, now), known.user
    counted, persons = scored(judged, who), known.named
    return {
        "known": known._replace(promises=tuple(known.promises)),
        "lines": tuple(judged),
        "digest": compose(known, now),
        "rate": rate(counted),
        "trust": trust_index(counted, now),
        "run": kept_since(counted),
        "weeks": twelve(judged, who, now, begins=6),
        "persons": by_person(judged, who, persons, now),
        "excluded": excluded(judged, who),
        "causes": causes(judged, who),
        "worked": worked(judged, who, now),
        "lateness": lateness(judged, who),
        "year": year(known, now),
        "warmths": warmths(persons, known.meetings, now, who.cadences),
        "met": met(persons, known.meetings, who, now, known.dismissed),
        "alike": look_alikes(persons, known.dismissed),
        "gives": (balances(known.gives), competence(known.gives, who.zone), years(known.gives, who.zone)),
        "lately": delivered_since(judged, now - 7 * DAY),
        "away": due_away(judged, who, now),
        "with": [{one.id for one in perhaps_with(person, known.promises, persons)} for person in persons],
        "each": [(find(known.promises, one.id), line_of(one.id, known, now)) for one in known.promises],
        "hints": [
            hint(known.promises, who, persons, body=body, promisee=whom, due=now + 3 * DAY, now=now)
            for whom in WHOM
            for body in ("send it", "call them")
        ],
    }


def plainly(known: Known) -> Known:
    """The same without anything that could remember."""
    parts = {"promises": tuple(known.promises), "meetings": tuple(known.meetings), "gives": tuple(known.gives)}
    return known._replace(**parts, persons=Persons((*known.named, *known.named.merged)))


class Looking(Real):
    """A ledger each act of which is kept by itself, and after which all is compared; told and answered in between."""

    def __init__(self, database, who, seed):
        self.database, self.who, self.rng = database, who, Random(seed)
        self.told, self.acts = dict[str, datetime](), 0

    def record(self, act, before, after, now):
        with self.database.write() as self.db:
            super().record(act, before, after, now)
        self.look(now)

    def take_back(self, one, now):
        with self.database.write() as self.db:
            left = super().take_back(one, now)
        self.look(now)
        return left

    def look(self, now):
        self.acts += 1
        if self.acts % 2 == 0 or not self.told:
            self.hear(now)
        with self.database.read() as db:
            who = accounts.user(db, self.who.id)
            held = gather(db, who, now)
            forget(db, who.id)
            anew = gather(db, who, now)
        for at in (now, now + timedelta(minutes=self.rng.randrange(3000))):
            said = everything(held, at)
            assert said == everything(anew, at)
            assert said == everything(plainly(anew), at)
            assert said["trust"] == weigh(filter(None, map(credit_for, scored(tuple(lines(held, at)), who))), at)

    def hear(self, now):
        """One thing is told, read anew, told no more, or answered, and nothing beside it."""
        act = self.rng.choice((self.tell, self.tell, self.find, self.unsay, self.answer))
        with self.database.write() as db:
            act(db, now)

    def tell(self, db, now):
        """A calendar tells of an event, in which nothing was looked for yet."""
        uid, start = f"told{len(self.told)}", now + self.rng.randrange(-30, 9) * DAY
        events.record(db, self.who.id, "work", Changes(new=(event(uid=uid, at=start),)), now)
        self.told[uid] = start
        if self.rng.random() < 0.7:
            self.find(db, now)

    def find(self, db, now):
        """Something is found in an event: a promise or a meeting."""
        chance, (uid, start) = self.rng, self.rng.choice([*self.told.items()])
        whom = (chance.choice(WHOM),)
        as_met = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "who": whom, "called": whom}
        but = as_met if chance.random() < 0.6 else {"due": start}
        sure = chance.choice((0.95, 0.6))
        found = candidate(f"Send figures {chance.randrange(4)}", uid=uid, start=start, confidence=sure, **but)
        events.save_candidates(db, self.who.id, found.event, [found], 4)

    def unsay(self, db, now):
        """An event is gone."""
        uid = self.rng.choice([*self.told])
        if len(self.told) > 1 and events.known(db, self.who.id, "work", [uid]):
            events.record(db, self.who.id, "work", Changes(gone=(EventKey("work", uid),)), now)

    def answer(self, db, now):
        """What was found is answered."""
        who, found = accounts.user(db, self.who.id), events.candidates(db, self.who.id)
        for one in found[:: max(1, len(found) // 2)]:
            if self.rng.random() < 0.5:
                ledger.dismiss(db, who.id, one.sign, body=one.body, at=now, via="page")
            else:
                answer = self.rng.choice((remembering.Answer.CONFIRMED, remembering.Answer.DISMISSED))
                remembering.remember(db, who, answer, one, via="page", now=now)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_each_change_all_is_as_if_worked_out_anew(database, efua, seed):
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        keep(db, efua.id, *lived())
    into = Looking(database, efua, seed)
    with database.write() as db:
        into.tell(db, NOW)
    play(into, seed, CHANGES, efua)
    assert into.acts > CHANGES / 2


def lived():
    """Some persons, and what was promised and given in the last months."""
    chance = Random(5)
    yield person("Kofi Boateng", addresses=frozenset({"kofi@example.com"}), value="a book")
    yield person("Yaa Owusu", tags=frozenset({"kin"}))
    yield person("Nils Lindqvast")
    for at in range(30):
        due = NOW - chance.randrange(200) * DAY + chance.randrange(24) * HOUR
        one = promise(
            chance.choice(("send it", "Call them")), id=f"before{at}", due=due, promisee=chance.choice(WHOM)
        )
        yield one.deliver(due + chance.randrange(-40, 90) * HOUR) if chance.random() < 0.8 else one
    for at in range(12):
        way, kind = chance.choice(list(Way)), chance.choice(list(GiveKind))
        yield Give(f"give{at}", chance.choice(("kofi", "yaa")), kind, way, NOW - chance.randrange(90) * DAY)


def test_what_is_held_of_a_history_that_was_undone_is_not_believed(database, efua):
    """Two lines of one ledger, of which one was never kept: both go on from the same entry."""
    with database.write() as db:
        keep(db, efua.id, promise("first", id="first"))

    class Stumbled(Exception):
        pass

    def stumble():
        with database.write() as db:
            keep(db, efua.id, promise("never", id="never"))
            assert len(ledger.promises(db, efua.id)) == 2
            raise Stumbled

    with database.read() as db:
        assert len(ledger.promises(db, efua.id)) == 1
    with pytest.raises(Stumbled):
        stumble()
    with database.write() as db:
        keep(db, efua.id, promise("second", id="second"), promise("third", id="third"))
        assert {one.id for one in ledger.promises(db, efua.id)} == {"first", "second", "third"}


def test_a_change_reads_what_changed_and_nothing_else(database, efua):
    ones = [promise(id=f"p{at}", made_at=NOW - 40 * at * DAY, due=NOW + DAY) for at in range(6)]
    with database.write() as db:
        keep(db, efua.id, *ones, person())
    with database.read() as db:
        before, persons = ledger.promises(db, efua.id), gather(db, user(), NOW).persons
    with database.write() as db:
        change(db, efua.id, ones[2], ones[2].deliver(NOW))
    with database.read() as db:
        after = ledger.promises(db, efua.id)
        assert gather(db, user(), NOW).persons is persons
    assert find(after, "p2") == ones[2].deliver(NOW)
    changed = [one is not other for one, other in zip(before.parts, after.parts, strict=True)]
    assert sum(changed) == 1
    assert isinstance(after, Promises)


def test_who_is_merged_takes_their_gives_along(database, efua):
    kofi, other = person("Kofi"), person("Kofi Boateng", id="other")
    with database.write() as db:
        keep(db, efua.id, kofi, other, Give("g", "kofi", GiveKind.MEAL, Way.GIVEN, NOW))
    with database.read() as db:
        assert [give.person for give in gather(db, efua, NOW).gives] == ["kofi"]
    with database.write() as db:
        change(db, efua.id, kofi, replace(kofi, merged_into="other"))
    with database.read() as db:
        assert [give.person for give in gather(db, efua, NOW).gives] == ["other"]

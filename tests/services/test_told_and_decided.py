"""Whatever a calendar tells anew, what was decided stands: no event edited, moved or gone changes a verdict (R18)."""

from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest

from tests.fakes import FakeSource
from tests.making import DAY, HOUR, NOW, calendar, candidate, event
from tracker.domain.account import CalendarKind
from tracker.domain.known import lines
from tracker.domain.promise import Refused
from tracker.domain.verdict import Outcome
from tracker.services import answers, ledger
from tracker.services.gather import gather
from tracker.services.sync import Doors, sync
from tracker.store import calendars
from tracker.store import ledger as store

WORDS = ("send proposal", "send the map", "call the printer", "review draft")
ROUNDS = 30


def reads(event_, _user, _decided):
    """Each event is a promise due at its start, marked by its user when its title says so."""
    found = candidate(event_.summary, uid=event_.key.uid, due=event_.start, start=event_.start)
    return (replace(found, marked=event_.summary.endswith("!p")),)


def told_anew(events, rng, now, number):
    """The same calendar with one event more, and any of them edited, moved, struck out or gone."""
    title = rng.choice(WORDS) + rng.choice(("", " !p"))
    fresh = event(title, uid=f"e{number}", at=now + rng.randrange(-48, 200) * HOUR)
    return tuple(change for each in (*events, fresh) if (change := rng.choice(CHANGES)(each, rng)) is not None)


def _moved(each, rng):
    by = rng.randrange(-200, 200) * HOUR
    return replace(each, start=each.start + by, end=each.end + by)


CHANGES = (
    lambda each, rng: each,
    lambda each, rng: each,
    lambda each, rng: each,
    _moved,
    lambda each, rng: replace(each, summary=rng.choice(WORDS)),
    lambda each, rng: replace(each, description="Delivered."),
    lambda each, rng: replace(each, cancelled=not each.cancelled),
    lambda each, rng: None,
)


def verdicts(database, user, now):
    """Each promise with its verdict."""
    with database.read() as db:
        return {line.promise.id: (line.promise, line.verdict) for line in lines(gather(db, user, now), now)}


def log(database, user):
    with database.read() as db:
        return store.entries(db, user.id)


def answer(database, user, rng, now):
    """Some of what is asked is settled, and some of what is owed ends."""
    how = {"via": "page", "now": now}
    with database.read() as db:
        known = gather(db, user, now)
    for question in known.questions[:3]:
        if question.promise is None and rng.random() < 0.7:
            answers.accept(database, user, question.sign, **how)
    for promise in known.promises:
        if promise.open and rng.random() < 0.1:
            with suppress(Refused):
                rng.choice((ledger.deliver, ledger.release, ledger.renege))(database, user, promise.id, **how)


@pytest.mark.parametrize("seed", range(6))
def test_no_change_of_a_calendar_changes_what_was_decided(database, efua, seed):
    with database.write() as db:
        calendars.add_calendar(db, calendar(next_sync_at=NOW), "sealed")
    rng, now, source, seen = Random(seed), NOW, FakeSource(), set()
    doors = Doors({CalendarKind.ICS: source}, reads)
    for number in range(ROUNDS):
        now += rng.randrange(1, 23) * HOUR
        sync(database, doors, efua, "work", believe=True, now=now)  # fresh, so that we may speak of now
        answer(database, efua, rng, now)
        before, said = verdicts(database, efua, now), log(database, efua)
        source.events = told_anew(source.events, rng, now, number)
        sync(database, doors, efua, "work", believe=True, now=now)
        after = verdicts(database, efua, now)
        assert {name: after[name] for name in before} == before
        opened = log(database, efua)[len(said) :]
        assert log(database, efua)[: len(said)] == said
        assert {entry.via for entry in opened} <= {"marker"}, "only what its user typed opens anything"
        seen |= {verdict.outcome for _, verdict in after.values()}
    assert len(seen) > 3, "such a history has promises of many outcomes"


def test_a_calendar_that_is_let_go_of_takes_no_verdict_along(database, efua):
    with database.write() as db:
        calendars.add_calendar(db, calendar(next_sync_at=NOW), "sealed")
    source = FakeSource((event("send proposal !p", at=NOW + HOUR),))
    sync(database, Doors({CalendarKind.ICS: source}, reads), efua, "work", now=NOW)
    before = verdicts(database, efua, NOW + 20 * HOUR)
    assert [verdict.outcome for _, verdict in before.values()] == [Outcome.OVERDUE]
    with database.write() as db:
        calendars.remove_calendar(db, efua.id, "work")
    assert verdicts(database, efua, NOW + 20 * HOUR) == before
    assert verdicts(database, efua, NOW + 60 * DAY).popitem()[1][1].outcome is Outcome.BROKEN

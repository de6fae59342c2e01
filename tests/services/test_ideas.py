"""Ideas for coming meetings, prepared once and then only read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from tests import keeping
from tests.fakes import FakeClock
from tests.making import DAY, HOUR, NOW, candidate, person
from tests.services.deciding import tell
from tracker.domain.ideas import Source, brought
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import Kind
from tracker.services import ideas, users
from tracker.services.gather import gather
from tracker.services.ideas import Preparing
from tracker.store import accounts
from tracker.store import ideas as store
from tracker.store.tables import decided as table

AMA = person(addresses=frozenset({"ama@example.com"}), value="data on soil", interests="wells")


def lunch(at=NOW + 2 * DAY, uid="lunch"):
    told = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "uid": uid, "start": at}
    return candidate("Lunch", who=("ama@example.com",), called=("Ama",), **told)


@pytest.fixture
def meets(database, efua):
    """Efua, who has named Ama and meets her in two days."""
    with database.write() as db:
        keeping.keep(db, efua.id, AMA)
    tell(database, efua, lunch())
    return efua


def read(database, user, now=NOW):
    """What a page would show."""
    with database.read() as db:
        known = gather(db, user, now)
    return [idea.line for one in brought(known.stock, known.meetings, known.ideas, now) for idea in one.ideas]


def rows(database, user):
    with database.read() as db:
        return store.shown(db, user.id, NOW.date() - timedelta(days=999))


def test_ideas_are_shown_once_they_are_prepared_and_twice_is_once(database, meets):
    assert read(database, meets) == []
    for _ in range(2):
        ideas.prepare(database, meets, NOW)
        assert read(database, meets) == ["data on soil", "wells"]
    assert [(idea.source, idea.shown_on) for idea in rows(database, meets)] == [
        (Source.VALUE, (NOW + 2 * DAY).date()),
        (Source.INTEREST, (NOW + 2 * DAY).date()),
    ]


def test_the_next_lunch_is_given_no_line_that_rests(database, meets):
    ideas.prepare(database, meets, NOW)
    soon = NOW + 30 * DAY
    tell(database, meets, lunch(at=soon + DAY, uid="next"))
    ideas.prepare(database, meets, soon)
    assert read(database, meets, soon) == []
    late = NOW + 60 * DAY
    tell(database, meets, lunch(at=late + DAY, uid="late"))
    ideas.prepare(database, meets, late)
    assert read(database, meets, late) == ["data on soil", "wells"]


def test_what_was_shown_a_year_ago_is_forgotten(database, meets):
    ideas.prepare(database, meets, NOW)
    later = NOW + 400 * DAY
    tell(database, meets, lunch(at=later + DAY, uid="later"))
    ideas.prepare(database, meets, later)
    assert {idea.shown_on for idea in rows(database, meets)} == {(later + DAY).date()}


def test_an_offer_of_ones_own_is_an_idea(database, meets):
    users.decide(database, meets, {"offers": ("read a draft",)}, via="page", now=NOW)
    with database.read() as db:
        known = gather(db, accounts.user(db, meets.id), NOW)
    assert known.stock.lines(AMA)[Source.OFFER] == ("read a draft",)


def test_the_chore_looks_again_once_something_was_decided(database, meets):
    chore = Preparing(database, FakeClock())
    chore()
    assert len(rows(database, meets)) == 2
    with database.write() as db:
        keeping.change(db, meets.id, AMA, replace(AMA, interests="wells\ngoats"))
    chore()
    assert [idea.line for idea in rows(database, meets)] == ["data on soil", "goats", "wells"]


def test_the_chore_looks_again_once_something_was_told(database, meets):
    chore = Preparing(database, FakeClock())
    chore()
    with database.write() as db:
        keeping.change(db, meets.id, AMA, replace(AMA, value="data on soil\nseeds", interests="wells\ngoats\nrain"))
    chore()
    tell(database, meets, lunch(at=NOW + 3 * DAY, uid="another"))
    chore()
    assert {idea.event.uid for idea in rows(database, meets)} == {"lunch", "another"}


def test_the_chore_looks_again_on_another_day_and_not_before(database, meets):
    with database.write() as db:
        keeping.change(db, meets.id, AMA, replace(AMA, interests="wells\ngoats\nrain"))
    tell(database, meets, lunch(at=NOW + 7 * DAY + HOUR, uid="later"))
    clock = FakeClock()
    chore = Preparing(database, clock)
    chore()
    clock.pass_by(2 * HOUR)
    chore()
    assert {idea.event.uid for idea in rows(database, meets)} == {"lunch"}
    clock.pass_by(DAY)
    chore()
    assert {idea.event.uid for idea in rows(database, meets)} == {"lunch", "later"}


def test_one_users_trouble_never_stops_the_others(database, kofi, meets, caplog):
    with database.write() as db:
        db.execute(insert(table).values(user_id=kofi.id, thing="person", id="x", record={"nothing": "of a person"}))
    Preparing(database, FakeClock())()
    assert len(rows(database, meets)) == 2
    assert f"ideas failed user={kofi.id}" in caplog.text

"""What was suggested to bring, remembered for each user."""

from datetime import date, timedelta

import pytest

from tests import keeping
from tests.making import person, user
from tracker.domain.event import EventKey
from tracker.domain.ideas import Idea, Source
from tracker.store import accounts, ideas

ON = date(2026, 1, 7)
LUNCH = EventKey("work", "lunch", "20260107")
IDEA = Idea("ama", "data on soil", ON, LUNCH, Source.VALUE)


@pytest.fixture
def db(database):
    with database.write() as db:
        for name in ("efua", "kofi"):
            accounts.add_user(db, user(id=name, email=f"{name}@example.com", addresses=frozenset()))
        yield db


def shown(db, since=date.min, whose="efua"):
    return ideas.shown(db, whose, since)


def test_an_idea_is_kept_whole_and_twice_is_once(db):
    other = IDEA._replace(line="wells", source=Source.INTEREST)
    for _ in range(2):
        ideas.remember(db, "efua", [IDEA, other])
    assert shown(db) == (IDEA, other)
    assert isinstance(shown(db)[0].event, EventKey)
    assert shown(db, whose="kofi") == ()


def test_an_idea_whose_meeting_moves_moves_with_it(db):
    ideas.remember(db, "efua", [IDEA])
    moved = IDEA._replace(shown_on=ON + timedelta(days=3))
    ideas.remember(db, "efua", [moved])
    assert shown(db) == (moved,)


def test_the_same_line_for_another_meeting_is_remembered_beside(db):
    again = IDEA._replace(event=LUNCH._replace(recurrence_id="20260401"), shown_on=date(2026, 4, 1))
    ideas.remember(db, "efua", [IDEA])
    ideas.remember(db, "efua", [again])
    assert shown(db) == (IDEA, again)


def test_what_is_old_is_neither_read_nor_kept_for_ever(db):
    ideas.remember(db, "efua", [IDEA])
    ideas.remember(db, "kofi", [IDEA])
    assert shown(db, since=ON) == (IDEA,)
    assert shown(db, since=ON + timedelta(days=1)) == ()
    ideas.forget(db, "efua", ON)
    assert shown(db) == (IDEA,)
    ideas.forget(db, "efua", ON + timedelta(days=1))
    assert (shown(db), shown(db, whose="kofi")) == ((), (IDEA,))


def test_the_mark_moves_with_the_ledger_of_its_user_alone(db):
    before = ideas.mark(db, "efua"), ideas.mark(db, "kofi")
    keeping.keep(db, "efua", person())
    assert ideas.mark(db, "efua") != before[0]
    assert ideas.mark(db, "kofi") == before[1] == ideas.Mark(None, None)

"""Persons and gives in the ledger: brought there by an upgrade, and sealed like all that was decided."""

from dataclasses import replace
from datetime import date

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.keeping import change, keep
from tests.making import NOW, person, promise
from tests.store.test_database import config
from tracker.domain.entry import Act, Thing, first_broken
from tracker.domain.people import Direction, Give, GiveKind
from tracker.store import ledger, people

AMA = person(addresses=frozenset({"ama@example.com"}), influence="opens doors", review_on=date(2026, 12, 31))
BOOK = Give("g1", "ama", GiveKind.ARTICLE, Direction.GIVEN, NOW, "the one on bees")


@pytest.fixture
def upgraded(database, efua):
    """A database whose persons and gives lay in tables of their own before its last upgrade."""
    with database.write() as db:
        keep(db, "efua", promise(), AMA, BOOK)
        command.downgrade(config(db), "0005")
        assert db.execute(text("SELECT name FROM persons")).scalars().all() == ["Ama Mensah"]
        assert db.execute(text("SELECT note FROM gives")).scalars().all() == ["the one on bees"]
        assert db.execute(text("SELECT count(*) FROM entries")).scalar_one() == 1
    database.upgrade()
    return database


def test_an_upgrade_brings_each_person_and_give_along(upgraded):
    with upgraded.read() as db:
        assert people.persons(db, "efua") == (AMA,)
        assert people.gives(db, "efua") == (BOOK,)


def test_an_upgrade_opens_each_with_an_entry_and_seals_the_log(upgraded, efua):
    with upgraded.read() as db:
        chain = ledger.chain(db, "efua")
    assert [(entry.thing, entry.act) for entry, _ in chain] == [
        (Thing.PROMISE, Act.ADDED),
        (Thing.PERSON, Act.NAMED),
        (Thing.GIVE, Act.RECORDED),
    ]
    assert {entry.at for entry, _ in chain[1:]} == {efua.scored_from}
    assert first_broken(chain) is None


def test_an_upgrade_leaves_the_log_guarded(upgraded):
    with upgraded.write() as db, pytest.raises(DBAPIError, match="append-only"):
        db.execute(text("UPDATE entries SET via = 'nobody'"))


def test_each_entry_is_sealed_to_the_one_before(database, efua, kofi):
    with database.write() as db:
        keep(db, "efua", promise(), AMA)
        keep(db, "kofi", promise())
        change(db, "efua", AMA, replace(AMA, goal="a talk"))
    with database.read() as db:
        for who in ("efua", "kofi"):
            assert first_broken(ledger.chain(db, who)) is None
        chain = ledger.chain(db, "efua")
    assert len({seal for _, seal in chain}) == 3
    assert first_broken([chain[0], chain[2]]) == 1, "one is missing"
    later = (chain[1][0]._replace(via="letter"), chain[1][1])
    assert first_broken([chain[0], later, chain[2]]) == 1, "one was changed"

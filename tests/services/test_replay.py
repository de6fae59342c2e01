"""The ledger replayed on both engines: what is kept is what its entries say, after whatever history."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text, update

from tests.fakes import FakeOutbox
from tests.histories import Real, play
from tests.keeping import keep
from tests.making import DAY, FRIDAY, NOW, person, promise, user
from tracker.domain.decided import thing_of, to_record
from tracker.domain.entry import Thing
from tracker.domain.people import GiveKind
from tracker.domain.promise import Cause
from tracker.domain.word import Saying
from tracker.mail.links import Link, Links
from tracker.services import ledger, merging, partnering, people, planning, repairing, users, word
from tracker.services.digests import Post
from tracker.services.replay import audit
from tracker.store import accounts, tables
from tracker.store import ledger as store
from tracker.store.seal import Seal

HISTORIES = 100


@pytest.fixture
def post():
    """Letters that go nowhere."""
    links = Links(["a key that only tests know, long enough"], "http://127.0.0.1:8000")
    return Post(FakeOutbox(), links, "http://127.0.0.1:8000", "Tracker <tracker@example.com>", Seal([Seal.new_key()]))


def test_what_is_kept_is_what_its_entries_say_over_random_histories(database):
    for seed in range(HISTORIES):
        who = user(id=f"u{seed}", email=f"{seed}@example.com")
        with database.write() as db:
            accounts.add_user(db, who)
            stands = play(Real(db, who), seed, length=60, who=who)
        with database.read() as db:
            found = audit(db, who.id)
            kept = store.records(db, who.id)
            assert accounts.user(db, who.id).account == stands.pop(who.id)
        assert found.whole, f"seed {seed}: {found}"
        assert found.entries > 30
        assert kept == {(thing_of(one), one.id): to_record(one) for one in stands.values()}


def test_what_people_do_by_each_verb_is_replayed(database, efua):
    how = {"via": "page", "now": NOW}
    one = ledger.add(database, efua, body="send proposal", promisee="Ama", due=FRIDAY, dated=False, **how)
    ledger.renegotiate(database, efua, one.id, due=FRIDAY + DAY, dated=True, told=True, **how)
    ledger.deliver(database, efua, one.id, at=NOW - DAY, **how)
    ledger.undo(database, efua, one.id, acts=2, **how)
    ama = people.name_person(database, efua, name="Ama Mensah", **how)
    people.edit_person(database, efua, replace(ama, goal="a talk"), **how)
    people.remove_person(database, efua, ama.id, **how)
    anew = users.begin_anew(database, efua, date(2026, 1, 5), **how)
    users.go_away(database, anew, date(2026, 1, 6), date(2026, 1, 9), **how)
    with database.read() as db:
        found = audit(db, efua.id)
    assert (found.whole, found.entries) == (True, 10)


def test_what_was_repaired_heard_merged_planned_and_shared_is_replayed(database, efua, post):
    how, late = {"via": "page", "now": NOW}, {"via": "page", "now": FRIDAY + DAY}
    one = ledger.add(database, efua, body="send proposal", promisee="Ama", due=FRIDAY, dated=False, **how)
    word.ask(database, efua, one.id, **how)
    word.say(database, efua, Link("l", efua.id, one.id, NOW), Saying.NOT_YET, FRIDAY)
    repairing.explain(database, efua, one.id, cause=Cause.FORGOT, **late)
    repairing.repair(database, efua, one.id, body="send it", due=FRIDAY + 7 * DAY, dated=False, **late)
    word.say(database, efua, Link("l", efua.id, one.id, NOW), Saying.HAVE, FRIDAY + DAY)
    ama, again = (people.name_person(database, efua, name=name, **how) for name in ("Ama Mensah", "Ama M."))
    merging.merge(database, efua, again.id, ama.id, **how)
    merging.part(database, efua, again.id, **how)
    said = planning.Answer("Kofi", "a book", date(2026, 1, 9), promised=True)
    plan = planning.plan(database, efua, said, **how).plan
    planning.give(database, efua, plan.week, GiveKind.ARTICLE, **how)
    nils = partnering.invite(database, post, efua, address="nils@example.com", **how)
    partnering.end(database, efua, nils.id, **how)
    with database.read() as db:
        found = audit(db, efua.id)
        things = {entry.thing for entry in store.entries(db, efua.id)}
    assert found.whole, found
    assert things == {Thing.PROMISE, Thing.PERSON, Thing.PLAN, Thing.GIVE, Thing.PARTNER}


def test_an_account_of_which_no_entry_speaks_is_no_fault(database, efua):
    with database.read() as db:
        assert audit(db, efua.id) == (0, None, None, ())


@pytest.fixture
def decided(database, efua):
    """Efua's promise to Ama, whom she has named, on the page of an account that began anew."""
    with database.write() as db:
        keep(db, "efua", promise(), person())
    users.begin_anew(database, efua, date(2026, 1, 5), via="page", now=NOW)
    return database


PAST_US = {
    (Thing.PROMISE, "p1"): update(tables.promises).values(record=to_record(promise("send nothing"))),
    (Thing.PERSON, "ama"): update(tables.decided).values(record=to_record(person(goal="another"))),
    (Thing.ACCOUNT, "efua"): update(tables.users).values(scored_from=NOW + DAY),
}


@pytest.mark.parametrize("name", PAST_US)
def test_what_was_written_past_the_ledger_is_seen(decided, name):
    with decided.write() as db:
        assert audit(db, "efua").whole
        db.execute(PAST_US[name])
        assert audit(db, "efua").differ == (name,)


def test_what_was_removed_past_the_ledger_is_seen(decided):
    with decided.write() as db:
        db.execute(text("DELETE FROM decided"))
        db.execute(text("DELETE FROM promises"))
        assert audit(db, "efua").differ == ((Thing.PERSON, "ama"), (Thing.PROMISE, "p1"))


def test_an_entry_that_was_slipped_in_is_seen(decided):
    columns = "user_id, thing, subject, at, by, via, act, before, after, hash"
    with decided.write() as db:
        db.execute(text(f"INSERT INTO entries ({columns}) SELECT {columns} FROM entries WHERE thing = 'promise'"))
        found = audit(db, "efua")
    assert (found.whole, found.broken, found.gap) == (False, 3, 3)

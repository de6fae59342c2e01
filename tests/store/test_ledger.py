"""Promises with the log of every act, and what was dismissed."""

from dataclasses import replace

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, candidate, made_from, promise, user
from tracker.domain.account import account_record
from tracker.domain.entry import Act, Entry, Thing
from tracker.domain.promise import Cause, from_record, to_record
from tracker.store import accounts, ledger
from tracker.store.ledger import Dismissal, Overtaken


def entry(act, before, after, at=NOW):
    subject = after or before
    return Entry(
        subject.id, at, "efua", "page", act, to_record(before) if before else {}, to_record(after) if after else {}
    )


def opened(db, made, user_id="efua"):
    ledger.keep(db, user_id, made, entry(Act.ACCEPTED, None, made))
    return made


def test_a_promise_comes_back_as_it_was_kept(database, efua):
    full = replace(
        made_from(candidate()),
        delivered_at=FRIDAY,
        cause=Cause.CHOSE_NOT_TO,
        repairs="p0",
        note="A note\x00 with a NUL",
    )
    with database.write() as db:
        opened(db, full)
        assert ledger.promise(db, "efua", "p1") == full
        assert ledger.promises(db, "efua") == (full,)


def test_promises_come_in_the_order_in_which_they_were_made(database, efua):
    ids = {"b": NOW, "a": NOW + DAY, "c": NOW - DAY}
    with database.write() as db:
        for name, at in ids.items():
            opened(db, replace(promise(id=name), made_at=at))
        assert [one.id for one in ledger.promises(db, "efua")] == ["c", "b", "a"]


def test_each_act_leaves_its_entry_and_the_entries_add_up_to_the_promise(database, efua):
    first = promise()
    moved = first.renegotiate(FRIDAY + DAY, agreed_at=NOW)
    done = moved.deliver(FRIDAY + HOUR)
    log = (
        entry(Act.ADDED, None, first),
        entry(Act.RENEGOTIATED, first, moved, NOW + HOUR),
        entry(Act.DELIVERED, moved, done, FRIDAY + HOUR),
    )
    with database.write() as db:
        for made, act in zip((first, moved, done), log, strict=True):
            ledger.keep(db, "efua", made, act)
        assert ledger.entries(db, "efua", "p1") == log
        assert from_record(ledger.entries(db, "efua")[-1].after) == ledger.promise(db, "efua", "p1")


def test_the_log_of_one_promise_is_apart_from_that_of_another(database, efua):
    with database.write() as db:
        opened(db, promise(id="p1"))
        opened(db, promise(id="p2"))
        assert [one.subject for one in ledger.entries(db, "efua")] == ["p1", "p2"]
        assert [one.subject for one in ledger.entries(db, "efua", "p2")] == ["p2"]


def test_an_act_on_what_is_no_longer_so_is_refused(database, efua):
    first = promise()
    moved, done = first.renegotiate(FRIDAY + DAY, agreed_at=NOW), first.deliver(NOW)
    with database.write() as db:
        opened(db, first)
        ledger.keep(db, "efua", done, entry(Act.DELIVERED, first, done))
        with pytest.raises(Overtaken):
            ledger.keep(db, "efua", moved, entry(Act.RENEGOTIATED, first, moved))
        assert ledger.promise(db, "efua", "p1") == done
        assert len(ledger.entries(db, "efua")) == 2


@pytest.mark.postgresql
def test_of_two_who_act_at_once_one_is_told(postgresql):  # SQLite lets the second read when the first is through
    first = promise()
    done, released = first.deliver(NOW), first.release(NOW)
    with postgresql.write() as db:
        accounts.add_user(db, user())
        opened(db, first)
    with postgresql.write() as late:
        assert ledger.promise(late, "efua", "p1") == first
        with postgresql.write() as early:
            ledger.keep(early, "efua", done, entry(Act.DELIVERED, first, done))
        with pytest.raises(Overtaken):
            ledger.keep(late, "efua", released, entry(Act.RELEASED, first, released))


def test_two_who_accept_the_same_words_make_one_promise(database, efua):
    found = candidate()
    with database.write() as db:
        first = opened(db, made_from(found, id="p1"))
        with pytest.raises(Overtaken):
            opened(db, made_from(found, id="p2"))
        assert ledger.promises(db, "efua") == (first,)
        assert len(ledger.entries(db, "efua")) == 1


def test_what_is_typed_by_hand_may_be_typed_twice(database, efua):
    with database.write() as db:
        opened(db, promise(id="p1"))
        opened(db, promise(id="p2"))
        assert len(ledger.promises(db, "efua")) == 2


def test_an_opening_taken_back_leaves_its_log_and_room_to_accept_again(database, efua):
    found = candidate()
    first, again = made_from(found, id="p1"), made_from(found, id="p2")
    with database.write() as db:
        opened(db, first)
        ledger.unkeep(db, "efua", entry(Act.UNDONE, first, None))
        assert ledger.promise(db, "efua", "p1") is None
        assert [one.act for one in ledger.entries(db, "efua", "p1")] == [Act.ACCEPTED, Act.UNDONE]
        assert ledger.entries(db, "efua", "p1")[-1].after == {}
        with pytest.raises(Overtaken):
            ledger.unkeep(db, "efua", entry(Act.UNDONE, first, None))
        opened(db, again)
        assert ledger.promises(db, "efua") == (again,)


def test_efuas_promises_are_nothing_to_kofi(database, efua, kofi):
    hers = promise()
    done = hers.deliver(NOW)
    with database.write() as db:
        opened(db, hers)
        assert ledger.promise(db, "kofi", "p1") is None
        assert ledger.promises(db, "kofi") == ()
        assert ledger.entries(db, "kofi") == ()
        assert ledger.entries(db, "kofi", "p1") == ()
        with pytest.raises(Overtaken):
            ledger.keep(db, "kofi", done, entry(Act.DELIVERED, hers, done))
        with pytest.raises(Overtaken):
            ledger.unkeep(db, "kofi", entry(Act.UNDONE, hers, None))
        his = opened(db, promise("call Ines"), "kofi")
        assert (ledger.promise(db, "efua", "p1"), ledger.promise(db, "kofi", "p1")) == (hers, his)


def test_an_account_that_somebody_else_changed_since_is_not_written_over(database, efua):
    seen, hers, mine = (efua.account._replace(offers=offers) for offers in ((), ("tea",), ("soup",)))

    def said(after):
        return Entry(
            "efua", NOW, "efua", "page", Act.EDITED, account_record(seen), account_record(after), Thing.ACCOUNT
        )

    with database.write() as db:
        ledger.keep(db, "efua", hers, said(hers))
        with pytest.raises(Overtaken):
            ledger.keep(db, "efua", mine, said(mine))
        assert accounts.user(db, "efua").offers == ("tea",)
        assert len(ledger.entries(db, "efua")) == 1


def test_what_is_dismissed_stays_dismissed_until_taken_back(database, efua, kofi):
    with database.write() as db:
        ledger.dismiss(db, "efua", "sign", body="send proposal", at=NOW, via="page")
        ledger.dismiss(db, "efua", "sign", body="send proposal", at=NOW + HOUR, via="letter")
        assert ledger.dismissed(db, "efua") == {"sign"}
        assert ledger.dismissals(db, "efua") == (Dismissal("sign", "send proposal", NOW, "page"),)
        ledger.undismiss(db, "kofi", "sign")
        assert ledger.dismissed(db, "efua") == {"sign"}
        assert ledger.dismissed(db, "kofi") == frozenset()
        ledger.undismiss(db, "efua", "sign")
        assert ledger.dismissed(db, "efua") == frozenset()


def test_dismissals_come_oldest_first(database, efua):
    with database.write() as db:
        ledger.dismiss(db, "efua", "a", body="second", at=NOW + HOUR, via="page")
        ledger.dismiss(db, "efua", "b", body="first", at=NOW, via="page")
        assert [one.body for one in ledger.dismissals(db, "efua")] == ["first", "second"]

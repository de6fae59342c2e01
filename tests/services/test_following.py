"""Calendars followed by address or by file: sealed, once, within bounds, and let go of with or without promises."""

import pytest
from sqlalchemy.exc import NoResultFound

from tests.making import DAY, FRIDAY, NOW, candidate, event, user
from tracker.calendars.source import CalendarTrouble, FeedTrouble
from tracker.domain.account import CalendarKind
from tracker.domain.entry import Act
from tracker.domain.promise import Refused
from tracker.domain.reconcile import Changes
from tracker.services import answers, following, ledger
from tracker.services.ledger import NotFound
from tracker.store import accounts, calendars, events
from tracker.store import ledger as store
from tracker.store.seal import Seal, SealTrouble

ADDRESS = "https://calendar.example/private-marked-secret/basic.ics"
SEAL = Seal([Seal.new_key()])


def follow(database, whose, address=ADDRESS, **but):
    return following.follow(database, SEAL, whose, address, **({"now": NOW} | but))


def followed(database, whose):
    with database.read() as db:
        return calendars.calendars(db, whose.id)


def promised(database, whose, calendar, body="send proposal"):
    """A promise accepted from an event of this calendar."""
    found = candidate(body, event=event().key._replace(calendar=calendar.id))
    with database.write() as db:
        told = event(body, key=found.event)
        events.record(db, whose.id, calendar.id, Changes(new=(told,)), NOW)
        events.save_candidates(db, whose.id, found.event, (found,), 1)
    return answers.accept(database, whose, found.sign, via="page", now=NOW)


def stored(database, whose, promise_id):
    with database.read() as db:
        return store.promise(db, whose.id, promise_id)


def test_an_address_is_followed_from_now_on(database, efua):
    made = follow(database, efua, "webcal://Calendar.Example/private-marked-secret/basic.ics", name=" Work ")
    assert (made.kind, made.name, made.next_sync_at, made.synced_at) == (CalendarKind.ICS, "Work", NOW, None)
    assert followed(database, efua) == (made,)
    assert following.address_of(database, SEAL, made) == ADDRESS


def test_a_calendar_without_a_name_is_called_by_its_masked_address(database, efua):
    made = follow(database, efua)
    assert made.name == made.shown == "calendar.example….ics"


@pytest.mark.parametrize("address", ["", "calendar.ics", "ftp://calendar.example/a.ics", "https://a b/", "file:///x"])
def test_what_cannot_be_a_feeds_address_is_not_followed(database, efua, address):
    with pytest.raises(FeedTrouble):
        follow(database, efua, address)
    assert followed(database, efua) == ()


def test_the_same_address_again_is_the_calendar_that_is_there(database, efua, kofi):
    first = following.follow_once(database, SEAL, efua, ADDRESS, now=NOW)
    again = following.follow_once(database, SEAL, efua, ADDRESS.replace("https", "webcal"), now=NOW + DAY)
    assert first == again
    assert following.follow_once(database, SEAL, kofi, ADDRESS, now=NOW) != first
    assert following.follow_once(database, SEAL, efua, ADDRESS + "?2", now=NOW) != first


def test_an_address_is_opened_for_its_own_user_alone(database, efua, kofi):
    made = follow(database, efua)
    with database.read() as db:
        sealed = calendars.sealed_of(db, efua.id, made.id)
        with pytest.raises(NoResultFound):
            calendars.sealed_of(db, kofi.id, made.id)
    with pytest.raises(SealTrouble):
        SEAL.open(sealed, owner=kofi.id)


def test_a_calendar_whose_key_is_lost_is_in_trouble_that_says_so(database, efua):
    made, other = follow(database, efua), Seal([Seal.new_key()])
    with pytest.raises(
        CalendarTrouble, match=r"This secret was sealed with a key that is not here. Put the key back"
    ):
        following.address_of(database, other, made)
    assert following.follow_once(database, other, efua, ADDRESS, now=NOW) != made


def test_no_address_stands_in_the_database_in_clear(sqlite):
    with sqlite.write() as db:
        accounts.add_user(db, user())
    follow(sqlite, user())
    following.upload(sqlite, SEAL, user(), b"BEGIN:VCALENDAR marked words", name="a file", now=NOW)
    sqlite.close()
    kept = b"".join(path.read_bytes() for path in sqlite.path.parent.glob(f"{sqlite.path.name}*"))
    assert b"a file" in kept
    assert b"marked" not in kept


def test_a_file_uploaded_again_replaces_what_it_told(database, efua):
    first = following.upload(database, SEAL, efua, b"one", name="work.ics", now=NOW)
    again = following.upload(database, SEAL, efua, b"two", name=" work.ics ", now=NOW + DAY)
    assert first.id == again.id
    assert len(followed(database, efua)) == 1
    assert following.body_of(database, SEAL, first) == b"two"


def test_a_file_of_another_name_is_another_calendar(database, efua):
    for name in ("work.ics", "home.ics"):
        following.upload(database, SEAL, efua, b"\x00\xff not text", name=name, now=NOW)
    assert [one.name for one in followed(database, efua)] == ["home.ics", "work.ics"]
    assert {following.body_of(database, SEAL, one) for one in followed(database, efua)} == {b"\x00\xff not text"}


def test_twenty_calendars_are_enough(database, efua, kofi):
    for number in range(following.MOST):
        follow(database, efua, f"{ADDRESS}?{number}")
    for one_more in (
        lambda: follow(database, efua),
        lambda: following.upload(database, SEAL, efua, b"", name="work.ics", now=NOW),
    ):
        with pytest.raises(Refused, match=r"more than 20 calendars. Remove one that you no longer need"):
            one_more()
    assert len(followed(database, efua)) == 20
    assert follow(database, kofi)


def test_a_calendar_let_go_of_forgets_what_it_told(database, efua):
    made = follow(database, efua)
    promised(database, efua, made)
    following.remove(database, efua, made.id, keep_promises=True, via="page", now=NOW)
    assert followed(database, efua) == ()
    with database.read() as db:
        assert events.standing(db, efua.id) == frozenset()
        assert events.candidates(db, efua.id) == ()


def test_its_promises_stand_if_their_user_says_so(database, efua):
    made = follow(database, efua)
    promise = promised(database, efua, made)
    following.remove(database, efua, made.id, keep_promises=True, via="page", now=NOW)
    kept = stored(database, efua, promise.id)
    assert kept.open
    assert not kept.origin.followed
    with database.read() as db:
        assert store.entries(db, efua.id, promise.id)[-1].act is Act.SETTLED


def test_else_they_are_struck_out_and_their_entries_stay(database, efua):
    made = follow(database, efua)
    promise = promised(database, efua, made)
    by_hand = ledger.add(
        database, efua, body="call the bank", promisee="", due=FRIDAY, dated=False, via="page", now=NOW
    )
    following.remove(database, efua, made.id, keep_promises=False, via="page", now=NOW)
    assert stored(database, efua, promise.id).void
    assert stored(database, efua, by_hand.id) == by_hand
    with database.read() as db:
        assert [entry.act for entry in store.entries(db, efua.id, promise.id)] == [Act.ACCEPTED, Act.VOIDED]


def test_what_was_delivered_is_struck_with_the_rest_and_can_be_undone(database, efua):
    made = follow(database, efua)
    promise = promised(database, efua, made)
    delivered = ledger.deliver(database, efua, promise.id, via="page", now=NOW)
    following.remove(database, efua, made.id, keep_promises=False, via="page", now=NOW)
    assert ledger.undo(database, efua, promise.id, via="page", now=NOW) == delivered


def test_nobody_lets_go_of_anothers_calendar(database, efua, kofi):
    made = follow(database, efua)
    with pytest.raises(NotFound):
        following.remove(database, kofi, made.id, keep_promises=False, via="page", now=NOW)
    assert followed(database, efua) == (made,)

"""Connections with their tokens, consents that are answered once, and tokens that wait to be given back."""

from dataclasses import replace
from datetime import timedelta

from tests.making import DAY, HOUR, NOW, calendar
from tracker.domain.account import CalendarKind, Connection
from tracker.store import accounts, calendars
from tracker.store import connections as store
from tracker.store.connections import Consent, Revocation

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LEAVE = Connection(
    id="c1", user="efua", account="efua@example.com", scopes=frozenset({"list", "read"}), consented_at=NOW
)


def kept(database, one=LEAVE, sealed="sealed"):
    with database.write() as db:
        return store.keep_connection(db, one.user, one, sealed)


def look(database, ask, *args):
    with database.read() as db:
        return ask(db, "efua", *args)


def claimed(database, token, now=NOW):
    with database.write() as db:
        return store.claim_renewal(db, "efua", "c1", token=token, now=now, until=now + 30 * SECOND)


def test_a_connection_comes_back_as_it_was_kept(database, efua, kofi):
    assert kept(database) == "c1"
    assert look(database, store.connection, "c1") == LEAVE
    assert look(database, store.connections) == (LEAVE,)
    assert look(database, store.sealed_tokens, "c1") == "sealed"


def test_another_users_connection_is_as_missing_as_none(database, efua, kofi):
    kept(database)
    with database.write() as db:
        assert store.connection(db, "kofi", "c1") is None
        assert store.hold_connection(db, "kofi", "c1") is None
        assert store.sealed_tokens(db, "kofi", "c1") == ""
        assert not store.claim_renewal(db, "kofi", "c1", token="t", now=NOW, until=NOW + DAY)
        assert not store.save_tokens(db, "kofi", "c1", "other", was="sealed")
        assert not store.mark_lost(db, "kofi", "c1", NOW, was="sealed")
        store.remove_connection(db, "kofi", "c1")
    assert look(database, store.connection, "c1") == LEAVE


def test_the_same_account_once_more_goes_on_with_the_same_connection(database, efua):
    kept(database)
    assert claimed(database, "worker")
    with database.write() as db:
        assert store.mark_lost(db, "efua", "c1", NOW + DAY, was="sealed")
    again = replace(LEAVE, id="c2", consented_at=NOW + 2 * DAY, scopes=frozenset({"read"}))
    assert kept(database, again, "newer") == "c1"
    assert look(database, store.connections) == (replace(again, id="c1"),)
    assert look(database, store.sealed_tokens, "c1") == "newer"
    assert claimed(database, "next"), "a renewal that was under way holds nobody up"


def test_two_users_may_connect_the_same_account(database, efua, kofi):
    kept(database)
    kept(database, replace(LEAVE, id="c2", user="kofi"))
    with database.read() as db:
        assert [one.id for one in store.connections(db, "kofi")] == ["c2"]


def test_of_two_who_would_renew_one_is_told_true_until_the_lease_ends(database, efua):
    kept(database)
    assert claimed(database, "one")
    assert not claimed(database, "two", NOW + 29 * SECOND)
    assert claimed(database, "two", NOW + 30 * SECOND)


def test_only_who_holds_the_renewal_lets_go_of_it(database, efua):
    kept(database)
    assert claimed(database, "one")
    with database.write() as db:
        store.release_renewal(db, "efua", "c1", token="two")
    assert not claimed(database, "three")
    with database.write() as db:
        store.release_renewal(db, "efua", "c1", token="one")
    assert claimed(database, "three")


def test_new_tokens_take_the_place_of_those_they_came_from_and_of_no_others(database, efua):
    kept(database)
    assert claimed(database, "one")
    with database.write() as db:
        assert store.save_tokens(db, "efua", "c1", "second", was="sealed")
        assert not store.save_tokens(db, "efua", "c1", "late", was="sealed")
        assert store.sealed_tokens(db, "efua", "c1") == "second"
    assert claimed(database, "two"), "with new tokens the renewal is in nobody's hand"


def test_leave_is_lost_once_and_only_with_the_tokens_that_were_refused(database, efua):
    kept(database)
    with database.write() as db:
        assert not store.mark_lost(db, "efua", "c1", NOW, was="other tokens")
        assert store.mark_lost(db, "efua", "c1", NOW, was="sealed")
        assert not store.mark_lost(db, "efua", "c1", NOW + HOUR, was="sealed")
    assert look(database, store.connection, "c1").lost_at == NOW
    assert not claimed(database, "one"), "nobody renews what is lost"


def test_pausing_and_going_on_touch_the_calendars_of_one_connection_only(database, efua):
    ours = calendar(id="g", kind=CalendarKind.GOOGLE, connection="c1", cursor="here", next_sync_at=NOW)
    other = calendar(id="f", next_sync_at=NOW)
    with database.write() as db:
        for one in (ours, other):
            calendars.add_calendar(db, one, "sealed")
        store.pause_calendars(db, "efua", "c1", "Connect it again.")
        assert calendars.calendar(db, "efua", "g") == replace(ours, next_sync_at=None, trouble="Connect it again.")
        assert calendars.calendar(db, "efua", "f") == other
        store.resume_calendars(db, "efua", "c1", NOW + HOUR)
        assert calendars.calendar(db, "efua", "g") == replace(ours, next_sync_at=NOW + HOUR)
        assert calendars.calendar(db, "efua", "f") == other


def consent(**but):
    values = {"state_hash": "state", "user": "efua", "purpose": "connect", "browser_hash": "browser"}
    values |= {"connection": "", "sealed": "sealed", "expires_at": NOW + 10 * MINUTE}
    return Consent(**(values | but))


def test_a_consent_is_answered_once(database, efua):
    with database.write() as db:
        store.add_consent(db, consent())
        assert store.take_consent(db, "another state") is None
        assert store.take_consent(db, "state") == consent()
        assert store.take_consent(db, "state") is None


def test_who_signs_in_by_a_consent_need_not_be_known_yet(database):
    nobody = consent(user="", purpose="signin")
    with database.write() as db:
        store.add_consent(db, nobody)
        assert store.take_consent(db, "state") == nobody


def test_consents_that_ended_are_forgotten(database, efua):
    with database.write() as db:
        store.add_consent(db, consent(state_hash="old", expires_at=NOW))
        store.add_consent(db, consent(state_hash="new", expires_at=NOW + SECOND))
        assert store.forget_consents(db, NOW) == 1
        assert store.take_consent(db, "old") is None
        assert store.take_consent(db, "new")


def test_a_token_to_be_given_back_waits_until_it_was_taken(database, efua, kofi):
    one = Revocation(id="r", user="efua", sealed="sealed", made_at=NOW, next_try_at=NOW + MINUTE)
    with database.write() as db:
        store.add_revocation(db, "efua", one)
        assert store.revocations_due(db, NOW) == ()
        assert store.revocations_due(db, NOW + MINUTE) == (one,)
        assert not store.put_off_revocation(db, "kofi", one, NOW + HOUR)
        assert store.put_off_revocation(db, "efua", one, NOW + HOUR)
        assert not store.put_off_revocation(db, "efua", one, NOW + HOUR), "of two who try, one is told True"
        assert store.revocations_due(db, NOW + MINUTE) == ()
        assert store.revocations_of(db, "efua") == (replace(one, attempts=1, next_try_at=NOW + HOUR),)
        assert store.revocations_of(db, "kofi") == ()
        store.remove_revocation(db, "kofi", "r")
        assert store.revocations_of(db, "efua")
        store.remove_revocation(db, "efua", "r")
        assert store.revocations_of(db, "efua") == ()


def test_all_of_it_goes_with_its_user_but_what_google_is_still_to_be_told(database, efua):
    kept(database)
    owed = Revocation(id="r", user="efua", sealed="s", made_at=NOW, next_try_at=NOW)
    with database.write() as db:
        store.add_consent(db, consent())
        store.add_revocation(db, "efua", owed)
        accounts.remove_user(db, "efua")
        assert store.connections(db, "efua") == ()
        assert store.revocations_due(db, NOW + DAY) == (owed,)
        assert store.take_consent(db, "state") is None

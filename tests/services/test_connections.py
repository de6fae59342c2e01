"""Connections lived with: tokens renewed by one, leave lost once, calendars chosen, and all of it given back."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import DAY, HOUR, NOW, candidate, event
from tests.services.connecting import AMA, EFUA, FAMILY, connecting
from tracker.calendars.trouble import GoogleBusy, GoogleTrouble, NeedsReconnect
from tracker.domain.account import CalendarKind
from tracker.domain.entry import Act
from tracker.domain.promise import Refused
from tracker.domain.reconcile import Changes
from tracker.services import answers, connections, digests, following
from tracker.services.ledger import NotFound
from tracker.store import accounts, events
from tracker.store import connections as store
from tracker.store import ledger as ledger_store
from tracker.store.seal import Seal

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def world(database):
    with connecting(database) as world:
        yield world


@pytest.fixture
def calendar(world):
    """Efua's own, followed."""
    (calendar,) = world.choose(world.connect(), EFUA)
    return calendar


# --- access tokens --------------------------------------------------------------------------------------------------


def test_a_token_that_lives_is_used_without_a_word_to_google(world, calendar):
    first = world.access(calendar)
    world.clock.pass_by(58 * MINUTE)
    assert world.access(calendar) == first
    assert world.renewals() == 0


def test_a_token_is_renewed_a_minute_before_it_ends(world, calendar):
    first = world.access(calendar)
    world.clock.pass_by(59 * MINUTE)
    assert world.access(calendar) != first
    assert world.renewals() == 1


def test_a_token_that_was_refused_is_renewed_once_for_all_who_were_refused(world, calendar):
    first = world.access(calendar)
    second = world.access(calendar, refused=first)
    assert second != first
    assert world.access(calendar, refused=first) == second
    assert world.renewals() == 1


def test_a_token_that_google_gives_for_too_short_a_time_is_used_all_the_same(world, calendar):
    world.google.token_lives = 30
    assert world.access(calendar, refused=world.access(calendar))
    assert world.renewals() == 1


def test_both_tokens_of_an_answer_are_kept(world, calendar):
    world.google.rotates = True
    for _ in range(3):
        assert world.access(calendar, refused=world.access(calendar))
    assert world.renewals() == 3


def test_workers_who_ask_at_once_make_one_call(world, calendar):
    refused = world.access(calendar)
    world.google.before = lambda path: time.sleep(0.5) if path == "/token" else None

    def ask(_):
        return world.access(calendar, refused=refused)

    with ThreadPoolExecutor(6) as workers:
        told = set(workers.map(ask, range(6)))
    assert len(told) == 1
    assert told != {refused}
    assert world.renewals() == 1


def claim(world, calendar, until):
    """Another worker has the renewal in hand."""
    with world.database.write() as db:
        now = world.clock()
        assert store.claim_renewal(db, "efua", calendar.connection, token="other", now=now, until=now + until)


def test_who_died_while_renewing_holds_the_next_up_until_the_lease_ends(world, calendar):
    refused = world.access(calendar)
    claim(world, calendar, until=5 * SECOND)
    waited = []

    def wait(seconds):
        waited.append(seconds)
        world.clock.pass_by(timedelta(seconds=seconds))

    assert world.access(calendar, refused=refused, wait=wait) != refused
    assert 4.9 < sum(waited) < 5.5
    assert max(waited) < 1


def test_nobody_waits_for_ever(world, calendar):
    refused = world.access(calendar)
    claim(world, calendar, until=DAY)
    waited = []
    with pytest.raises(GoogleBusy):
        world.access(calendar, refused=refused, wait=waited.append)
    assert 30 <= sum(waited) < 31
    assert world.renewals() == 0


def test_google_out_of_order_costs_no_leave_and_the_next_one_need_not_wait(world, calendar):
    refused = world.access(calendar)
    world.google.fault("/token", 400, "never heard of", times=2)
    for _ in range(2):
        with pytest.raises(GoogleBusy):
            world.access(calendar, refused=refused, wait=pytest.fail)
    assert world.connections()[0].lost_at is None
    assert world.letters() == ()
    assert world.access(calendar, refused=refused, wait=pytest.fail)


def test_a_client_that_is_set_wrong_costs_no_leave(world, calendar):
    refused = world.access(calendar)
    world.client = world.client._replace(secret="wrong")
    with pytest.raises(GoogleTrouble, match="client_secret"):
        world.access(calendar, refused=refused)
    assert world.connections()[0].lost_at is None


def test_tokens_that_its_user_got_meanwhile_are_newer_than_those_renewed(world, calendar):
    """While Google is asked, the account is connected again: what was renewed is not written over what was given."""
    refused, given = world.access(calendar), []

    def connected_again(path):
        if path == "/token" and not given:
            given.append(None)
            given.append(world.connect())

    world.google.before = connected_again
    newer = world.access(calendar, refused=refused)
    world.google.before = lambda path: None
    assert newer == world.access(calendar)
    assert world.connections() == (given[1],)


def test_leave_is_not_lost_by_a_renewal_of_tokens_that_were_replaced_meanwhile(world, calendar):
    refused, given = world.access(calendar), []

    def connected_again(path):
        if path == "/token" and not given:
            given.append(None)
            world.google.take_back(world.google.account(EFUA))
            given.append(world.connect())

    world.google.before = connected_again
    assert world.access(calendar, refused=refused)
    assert world.connections() == (given[1],)
    assert world.letters() == ()


def test_a_calendar_whose_connection_went_is_told_so(world, calendar):
    world.disconnect(world.connections()[0])
    with pytest.raises(NeedsReconnect, match="no longer connected"):
        world.access(calendar)


def test_tokens_sealed_with_a_key_that_is_not_here_are_told_with_the_remedy(world, calendar):
    world.seal = Seal([Seal.new_key()])
    with pytest.raises(
        GoogleTrouble,
        match=r"The leave for this Google account was sealed with a key that is not here. Put the key back",
    ):
        world.access(calendar)
    with pytest.raises(
        GoogleTrouble, match=r"Which calendar this is was sealed with a key that is not here. Put the key back"
    ):
        connections.id_of(world.database, world.seal, calendar)


# --- leave that is lost ---------------------------------------------------------------------------------------------


def lose(world, calendar, after=30 * DAY):
    """Google takes the leave back, and we come to know; what its user is told."""
    world.clock.pass_by(after)
    world.google.take_back(world.google.account(EFUA))
    with pytest.raises(NeedsReconnect) as trouble:
        world.access(calendar)
    return str(trouble.value)


def test_leave_that_is_lost_is_asked_about_once_and_told_once(world, calendar):
    told = lose(world, calendar)
    for _ in range(20):
        world.clock.pass_by(HOUR)
        with pytest.raises(NeedsReconnect, match="Connect it again"):
            world.access(calendar)
    assert "Connect it again" in told
    assert world.renewals() == 1
    assert [letter.kind for letter in world.letters()] == ["reconnect"]


def test_all_its_calendars_pause_with_the_remedy_and_no_other_does(world, calendar):
    world.choose(world.connections()[0], FAMILY)
    (other,) = world.choose(world.connect(AMA), AMA)
    feed = following.follow(
        world.database, world.seal, world.user, "https://calendar.example/a.ics", now=world.clock()
    )
    told = lose(world, calendar)
    stand = {one.id: (one.next_sync_at, one.trouble) for one in world.followed()}
    assert stand.pop(other.id) == (other.next_sync_at, "")
    assert stand.pop(feed.id) == (feed.next_sync_at, "")
    assert list(stand.values()) == [(None, told)] * 2


def test_the_letter_names_account_calendars_and_what_to_do(world, calendar):
    lose(world, calendar)
    digests.send_waiting(world.database, world.post, world.clock)
    (kept,) = world.outbox.sent
    assert kept.to == EFUA
    assert kept.message["Subject"] == "Connect Google Calendar again"
    for part in ("plain", "html"):
        body = kept.message.get_body((part,)).get_content()
        assert EFUA in body
        assert "http://127.0.0.1:8000/google" in body
        assert "nothing new has been read of" in " ".join(body.split())
        assert "Testing" not in body


def test_about_a_week_after_consent_the_testing_trap_is_explained(world, calendar):
    assert "“In production”" in lose(world, calendar, after=7 * DAY)
    assert "“In production”" in world.followed()[0].trouble
    digests.send_waiting(world.database, world.post, world.clock)
    body = world.outbox.sent[0].message.get_body(("plain",)).get_content()
    assert "“In production”" in " ".join(body.split())


@pytest.mark.parametrize("after", [3 * DAY, 10 * DAY])
def test_at_any_other_time_it_is_not(world, calendar, after):
    assert "Testing" not in lose(world, calendar, after=after)


def test_each_consent_that_is_lost_has_its_own_letter(world, calendar):
    lose(world, calendar)
    world.connect()
    lose(world, calendar)
    assert len(world.letters()) == 2


def test_who_wants_no_letters_gets_none(world, calendar):
    with world.database.write() as db:
        accounts.save_user(db, replace(world.known(), digest_on=False))
    lose(world, calendar)
    assert world.letters() == ()
    assert world.followed()[0].trouble


# --- choosing -------------------------------------------------------------------------------------------------------


def listed(world, connection):
    doors = (world.database, world.seal, world.client, world.post, world.clock)
    return connections.listed(*doors, world.user, connection.id)


def test_the_calendars_of_an_account_are_told_with_those_followed(world):
    connection = world.connect()
    world.choose(connection, FAMILY)
    assert [(one.id, followed) for one, followed in listed(world, connection)] == [(EFUA, False), (FAMILY, True)]


def test_a_chosen_calendar_is_followed_under_its_name_and_due_at_once(world):
    connection = world.connect()
    chosen = {EFUA: "  My own\n", FAMILY: ""}
    now = world.clock()
    added, unticked = connections.choose(world.database, world.seal, world.user, connection.id, chosen, now=now)
    assert unticked == ()
    assert {one.name for one in added} == {"My own", EFUA}
    for one in added:
        assert (one.kind, one.shown, one.connection) == (CalendarKind.GOOGLE, EFUA, connection.id)
        assert one.next_sync_at == now
    assert {connections.id_of(world.database, world.seal, one) for one in world.followed()} == {EFUA, FAMILY}


def test_choosing_twice_is_once_and_what_was_unticked_is_only_told(world):
    connection = world.connect()
    family, own = world.choose(connection, FAMILY, EFUA)
    added, unticked = connections.choose(
        world.database, world.seal, world.user, connection.id, {EFUA: EFUA}, now=world.clock()
    )
    assert (added, unticked) == ((), (family,))
    assert set(world.followed()) == {family, own}


def test_a_calendar_that_two_accounts_share_may_be_followed_by_each(world):
    world.choose(world.connect(), FAMILY)
    assert world.choose(world.connect(AMA), FAMILY)


def test_too_many_calendars_are_refused_all_together(world):
    connection = world.connect()
    world.choose(connection, EFUA)
    with pytest.raises(Refused, match=r"more than 20 calendars. Remove some that you no longer need"):
        world.choose(connection, *(f"{number}@example.com" for number in range(20)))
    assert len(world.followed()) == 1


def test_another_users_connection_is_as_missing_as_none(world, kofi):
    connection = world.connect()
    with pytest.raises(NotFound, match="There is no such connection"):
        connections.choose(world.database, world.seal, kofi, connection.id, {EFUA: ""}, now=world.clock())
    with pytest.raises(NotFound):
        connections.listed(world.database, world.seal, world.client, world.post, world.clock, kofi, connection.id)
    world.user = kofi
    with pytest.raises(NotFound):
        world.disconnect(connection)


# --- giving back ----------------------------------------------------------------------------------------------------


def refresh_token(world):
    return world.google.grants[0].refresh


def promised(world, calendar):
    """A promise accepted from an event of this calendar."""
    found = candidate(event=event().key._replace(calendar=calendar.id))
    with world.database.write() as db:
        events.record(db, "efua", calendar.id, Changes(new=(event("Send proposal", key=found.event),)), NOW)
        events.save_candidates(db, "efua", found.event, (found,), 1)
    return answers.accept(world.database, world.user, found.sign, via="page", now=NOW)


def test_disconnecting_forgets_all_and_gives_the_leave_back_at_once(world, calendar):
    token = refresh_token(world)
    assert world.disconnect(world.connections()[0]) is True
    assert world.google.revoked == [token]
    assert world.connections() == world.followed() == ()
    assert world.waiting() == 0


@pytest.mark.parametrize(("keep", "act"), [(True, Act.SETTLED), (False, Act.VOIDED)])
def test_promises_stand_or_are_struck_as_their_user_says(world, calendar, keep, act):
    promise = promised(world, calendar)
    world.disconnect(world.connections()[0], keep_promises=keep)
    with world.database.read() as db:
        assert ledger_store.entries(db, "efua", promise.id)[-1].act is act
        assert events.known(db, "efua", calendar.id) == {}


def test_other_connections_and_calendars_stay(world, calendar):
    other = world.connect(AMA)
    (theirs,) = world.choose(other, AMA)
    (mine, *_) = (one for one in world.connections() if one.account == EFUA)
    world.disconnect(mine)
    assert world.connections() == (other,)
    assert world.followed() == (theirs,)
    assert world.access(theirs)


def test_what_google_could_not_be_told_waits_under_seal_and_is_told_later(world, calendar):
    token = refresh_token(world)
    world.google.fault("/revoke", 503, times=3)
    assert world.disconnect(world.connections()[0]) is False
    assert world.connections() == world.followed() == ()
    with world.database.read() as db:
        (waiting,) = store.revocations_of(db, "efua")
    assert token not in waiting.sealed
    told = []
    for wait in (59 * SECOND, 1 * SECOND, 5 * MINUTE, 30 * MINUTE):
        world.clock.pass_by(wait)
        told.append(connections.revoke_due(world.database, world.seal, world.client, world.clock()))
    assert told == [0, 0, 0, 1]
    assert world.asked("/revoke") == 4
    assert world.google.revoked == [token]
    assert world.waiting() == 0


def test_after_a_week_it_is_given_up(world, calendar):
    world.google.fault("/revoke", 503, times=10**6)
    world.disconnect(world.connections()[0])
    tries = 0
    while world.waiting():
        world.clock.pass_by(MINUTE * 10)
        connections.revoke_due(world.database, world.seal, world.client, world.clock())
        tries += 1
    assert 7 * 24 * 6 <= tries < 7 * 24 * 6 + 40
    assert 28 < world.asked("/revoke") < 40


def test_to_connect_again_is_stronger_than_a_token_that_waits_to_be_given_back(world, calendar):
    """Google ends all leave of an account with any one of its tokens."""
    world.google.fault("/revoke", 503)
    world.disconnect(world.connections()[0])
    world.connect()
    world.clock.pass_by(DAY)
    assert connections.revoke_due(world.database, world.seal, world.client, world.clock()) == 0
    assert world.google.revoked == []
    assert world.waiting() == 0


def test_leave_that_was_lost_can_be_disconnected(world, calendar):
    lose(world, calendar)
    assert world.disconnect(world.connections()[0])
    assert world.connections() == ()


def test_without_its_key_a_connection_can_still_be_forgotten(world, calendar):
    world.seal = Seal([Seal.new_key()])
    assert world.disconnect(world.connections()[0]) is None
    assert world.connections() == world.followed() == ()


def test_a_token_whose_key_is_gone_is_tried_until_it_is_given_up(world, calendar):
    world.google.fault("/revoke", 503)
    world.disconnect(world.connections()[0])
    world.seal = Seal([Seal.new_key()])
    for _ in range(2):
        world.clock.pass_by(8 * DAY)
        assert connections.revoke_due(world.database, world.seal, world.client, world.clock()) == 0
    assert world.waiting() == 0


def test_disconnecting_while_a_renewal_is_under_way_leaves_nothing_behind(world, calendar):
    refused, gone = world.access(calendar), []

    def disconnected(path):
        if path == "/token" and not gone:
            gone.append(path)
            world.disconnect(world.connections()[0])

    world.google.before = disconnected
    with pytest.raises(NeedsReconnect):
        world.access(calendar, refused=refused)
    assert world.connections() == ()

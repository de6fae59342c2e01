"""Consent at Google: answered once, by who asked, and every way in which it is not given, with its remedy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.google import discovery
from tests.services.connecting import AMA, EFUA, KOFI, SESSION, connecting
from tracker.calendars.google import oauth
from tracker.calendars.trouble import GoogleTrouble, NeedsReconnect
from tracker.services import consents
from tracker.services.consents import Purpose
from tracker.services.ledger import NotFound
from tracker.store import accounts, calendars

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(database):
    with connecting(database) as world:
        yield world


def signing_in(world, account=EFUA):
    """The answer to somebody who signs in by an account."""
    return world.agreed(world.begin(purpose=Purpose.SIGNIN, user=None), account)


# --- leave to read --------------------------------------------------------------------------------------------------


def test_consent_makes_a_connection_of_the_account_that_gave_it(world):
    connection, new = world.finish(world.agreed(world.begin()))
    assert new
    assert (connection.user, connection.account, connection.scopes) == ("efua", EFUA, oauth.READ)
    assert connection.consented_at == world.clock()
    assert world.connections() == (connection,)


def test_events_of_the_account_are_its_users_own_from_then_on(world):
    world.connect(AMA)
    assert world.known().addresses == {EFUA, AMA}


def test_each_account_has_a_connection_of_its_own(world):
    assert [world.connect(account).account for account in (EFUA, AMA)] == [EFUA, AMA]
    assert [one.account for one in world.connections()] == [AMA, EFUA]


def test_the_same_account_once_more_goes_on_with_its_connection(world):
    first = world.connect()
    (calendar,) = world.choose(first, EFUA)
    with world.database.write() as db:
        calendars.save_calendar(db, replace(calendar, cursor="as far as here"))
    world.google.take_back(world.google.account(EFUA))
    world.clock.pass_by(timedelta(days=30))
    with pytest.raises(NeedsReconnect):
        world.access(calendar)
    assert world.followed()[0].next_sync_at is None
    again, new = world.finish(world.agreed(world.begin(connection_id=first.id)))
    assert (again.id, new) == (first.id, False)
    assert (again.consented_at, again.lost_at) == (world.clock(), None)
    assert world.connections() == (again,)
    assert world.followed() == (replace(calendar, cursor="as far as here", next_sync_at=world.clock()),)
    assert world.access(calendar)


def test_reconnecting_says_to_google_which_account_is_meant(world):
    connection = world.connect()
    assert f"login_hint={EFUA.replace('@', '%40')}" in world.begin(connection_id=connection.id)
    assert "login_hint" not in world.begin()


def test_nobody_reconnects_what_is_not_theirs(world, kofi):
    connection = world.connect()
    with pytest.raises(NotFound):
        world.begin(user=kofi, connection_id=connection.id)


def test_a_connection_that_went_while_consent_was_under_way_is_made_anew(world):
    first = world.connect()
    answer = world.agreed(world.begin(connection_id=first.id))
    world.disconnect(first)
    again, new = world.finish(answer)
    assert new
    assert again.id != first.id


# --- what is refused, with the remedy -------------------------------------------------------------------------------


def refused(world, kind, answer, **but):
    """The refusal; nothing was kept of the answer."""
    before = world.connections(), world.known()
    with pytest.raises(kind) as refusal:
        world.finish(answer, **but)
    assert (world.connections(), world.known()) == before
    assert refusal.value.title
    assert len(str(refusal.value)) > 40
    assert "example.com" not in str(refusal.value), "a refusal may be written into a log"
    return refusal.value


def test_who_says_no_is_told_that_nothing_changed(world):
    refused(world, consents.ConsentDenied, world.agreed(world.begin(), deny=True))


@pytest.mark.parametrize("scope", sorted(oauth.READ))
def test_a_permission_left_out_is_named_as_google_names_it_and_the_rest_is_given_back(world, scope):
    answer = world.agreed(world.begin(), scopes=oauth.READ - {scope})
    why = refused(world, consents.ScopeUnticked, answer)
    assert consents.PERMISSIONS[scope] in str(why)
    assert str(why).endswith("Tracker reads; it can change nothing.")
    assert not any(grant.live for grant in world.google.grants)
    assert world.waiting() == 0


def test_permissions_are_called_as_google_calls_them():
    told = discovery.document()["auth"]["oauth2"]["scopes"]
    assert {scope: told[scope]["description"] for scope in oauth.READ} == consents.PERMISSIONS


def test_another_account_than_the_one_meant_is_told_with_both_names_and_given_back(world):
    connection = world.connect()
    why = refused(world, consents.WrongAccount, world.agreed(world.begin(connection_id=connection.id), AMA))
    assert (why.account, why.expected) == (AMA, EFUA)
    assert [grant.live for grant in world.google.grants] == [True, False]


def test_leave_that_is_in_use_is_not_given_back_by_mistake(world):
    meant = world.connect()
    world.connect(AMA)
    refused(world, consents.WrongAccount, world.agreed(world.begin(connection_id=meant.id), AMA))
    assert all(grant.live for grant in world.google.grants)


def test_leave_that_cannot_be_renewed_is_given_back(world):
    address = world.begin().replace("access_type=offline", "access_type=online")
    refused(world, consents.NotLasting, world.agreed(address))
    assert not any(grant.live for grant in world.google.grants)


def test_a_google_that_cannot_be_asked_keeps_nothing_and_gives_back_what_it_can_later(world):
    answer = world.agreed(world.begin())
    world.google.fault("calendarList", 403, "quotaExceeded")
    world.google.fault("/revoke", 503)
    with pytest.raises(GoogleTrouble):
        world.finish(answer)
    assert world.connections() == ()
    assert world.waiting() == 1


def test_what_waits_to_be_given_back_never_ends_the_consent_that_came_after(world):
    """Google ends all leave of an account with any one of its tokens, and of which account these are is unknown."""
    world.google.fault("/revoke", 503)
    refused(world, consents.ScopeUnticked, world.agreed(world.begin(), scopes={oauth.EVENTS}))
    assert world.waiting() == 1
    world.connect()
    assert world.waiting() == 0


def test_a_code_that_was_made_for_another_asking_is_told_to_be_of_no_more_use(world):
    one, other = (world.agreed(world.begin()) for _ in range(2))
    why = refused(world, consents.CodeRefused, one | {"code": other["code"]})
    assert why.title == "Google no longer takes this answer"
    assert str(why) == "Each answer works once and for a few minutes. Begin again."


def test_leave_that_google_takes_back_at_once_is_told_with_the_way_to_begin_again(world):
    answer = world.agreed(world.begin())
    world.google.fault("calendarList", 401, "authError", times=9)
    with pytest.raises(GoogleTrouble, match=r"did not take the leave that it gave a moment ago. Begin again"):
        world.finish(answer)
    assert world.connections() == ()


def test_an_account_without_a_calendar_of_its_own_is_not_connected(world):
    answer = world.agreed(world.begin(), KOFI)
    with pytest.raises(
        GoogleTrouble, match=r"told of no calendar of this account's own. Begin again in a few minutes"
    ):
        world.finish(answer)
    assert world.connections() == ()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("server_error", "Google is out of order just now. Begin again in a few minutes."),
        ("admin_policy_enforced", "Your organisation does not let tracker in. Ask its administrator, or use a feed."),
        (
            "never heard of",
            "Begin again. If the same happens once more, whoever runs tracker can look: tracker doctor.",
        ),
    ],
)
def test_other_errors_of_google_are_told_in_our_own_words(world, error, says):
    answer = world.agreed(world.begin()) | {"error": error, "code": ""}
    why = refused(world, consents.Refusal, answer)
    assert error not in str(why)
    assert str(why) == says


def test_an_answer_that_comes_late_is_told_so_and_much_later_is_forgotten(world):
    late, later = (world.agreed(world.begin()) for _ in range(2))
    world.clock.pass_by(10 * MINUTE)
    refused(world, consents.StateExpired, late)
    world.clock.pass_by(61 * MINUTE)
    world.begin()
    refused(world, consents.StateUnknown, later)


def test_a_state_is_used_up_by_a_no_as_well(world):
    answer = world.agreed(world.begin())
    refused(world, consents.ConsentDenied, answer | {"error": "access_denied"})
    refused(world, consents.StateUnknown, answer)


def test_consent_of_a_user_who_is_gone_by_then_is_kept_for_nobody(world):
    answer = world.agreed(world.begin())
    with world.database.write() as db:
        accounts.remove_user(db, "efua")
    with pytest.raises(consents.StateUnknown):
        world.finish(answer)


# --- who signs in ---------------------------------------------------------------------------------------------------


def test_who_signs_in_is_the_user_of_an_address_that_google_holds(world):
    world.google.account(EFUA).hd = "example.com"
    assert world.sign_in(signing_in(world)) == world.user


def test_signing_in_keeps_nothing_and_asks_for_no_calendar(world):
    world.google.account(EFUA).hd = "example.com"
    world.sign_in(signing_in(world))
    assert world.connections() == ()
    assert not any("calendar" in scope for grant in world.google.grants for scope in grant.scopes)
    assert not any(grant.refresh for grant in world.google.grants)


def test_an_address_that_google_does_not_hold_signs_nobody_in(world):
    with pytest.raises(consents.NotVerified, match="Sign in by a link"):
        world.sign_in(signing_in(world))


def test_an_address_that_nobody_here_has_signs_nobody_in(world):
    world.google.account(KOFI, hd="example.com")
    with pytest.raises(consents.NoSuchUser):
        world.sign_in(signing_in(world, KOFI))


@pytest.mark.parametrize("claims", [{"nonce": "another"}, {"aud": "another"}, {"exp": 1_600_000_000}])
def test_an_identity_that_was_made_for_another_signs_nobody_in(world, claims):
    world.google.account(EFUA).hd = "example.com"
    world.google.claims = claims
    with pytest.raises(consents.NotVerified):
        world.sign_in(signing_in(world))


def test_an_answer_to_signing_in_connects_nothing_and_the_other_way_round(world):
    with pytest.raises(consents.StateUnknown):
        world.finish(signing_in(world))
    with pytest.raises(consents.StateUnknown):
        world.sign_in(world.agreed(world.begin()))


def test_verifier_and_nonce_lie_under_seal(world):
    world.begin()
    with world.database.write() as db:
        rows = db.exec_driver_sql("SELECT * FROM consents").mappings().one()
    assert SESSION not in str(dict(rows))
    assert rows["sealed"].startswith("gAAAA")

"""Signing in: a link that works once and for a while, the session it opens, and nothing of either kept in clear."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from tests.making import DAY, NOW
from tracker.services import signin
from tracker.store import tables

SECOND = timedelta(seconds=1)


def signed_in(database, user, now=NOW):
    return signin.redeem(database, signin.invite(database, user, now=now), now).token


def test_an_invitation_signs_its_user_in(database, efua, kofi):
    session = signed_in(database, efua)
    assert signin.user_of(database, session, NOW) == efua


def test_an_invitation_works_once(database, efua):
    token = signin.invite(database, efua, now=NOW)
    assert signin.redeem(database, token, NOW)
    assert signin.redeem(database, token, NOW) is None


def test_looking_at_an_invitation_does_not_use_it_up(database, efua):
    token = signin.invite(database, efua, now=NOW)
    assert [signin.invited(database, token, NOW) for _ in range(50)] == [efua] * 50
    assert signin.redeem(database, token, NOW)
    assert signin.invited(database, token, NOW) is None


def test_an_invitation_runs_out_after_ten_minutes(database, efua):
    token = signin.invite(database, efua, now=NOW)
    assert signin.redeem(database, token, NOW + signin.LINK_LIVES) is None
    assert signin.redeem(database, token, NOW + signin.LINK_LIVES - SECOND)
    assert timedelta(minutes=10) == signin.LINK_LIVES


def test_an_invitation_lives_as_long_as_it_was_told_to(database, efua):
    token = signin.invite(database, efua, lives=2 * DAY, now=NOW)
    assert signin.invited(database, token, NOW + 2 * DAY - SECOND) == efua
    assert signin.invited(database, token, NOW + 2 * DAY) is None


def test_two_invitations_sign_in_each_by_itself(database, efua):
    first, second = (signin.invite(database, efua, now=NOW) for _ in range(2))
    sessions = {signin.redeem(database, token, NOW).token for token in (first, second)}
    assert len(sessions) == 2
    assert None not in sessions


def test_what_was_made_up_signs_nobody_in(database, efua):
    assert signin.invited(database, "made up", NOW) is None
    assert signin.redeem(database, "made up", NOW) is None
    assert signin.user_of(database, "made up", NOW) is None


def test_an_invitation_is_no_session_and_a_session_no_invitation(database, efua):
    token = signin.invite(database, efua, now=NOW)
    assert signin.user_of(database, token, NOW) is None
    session = signin.redeem(database, token, NOW).token
    assert signin.redeem(database, session, NOW) is None


def test_a_session_that_rests_for_two_weeks_ends(database, efua):
    session = signed_in(database, efua)
    assert signin.user_of(database, session, NOW + 14 * DAY) is None


def test_a_session_in_use_goes_on_until_its_last_day(database, efua):
    session = signed_in(database, efua)
    for day in range(0, signin.SESSION_LIVES.days, 13):
        assert signin.user_of(database, session, NOW + day * DAY) == efua
    assert signin.user_of(database, session, NOW + signin.SESSION_LIVES - SECOND) == efua
    assert signin.user_of(database, session, NOW + signin.SESSION_LIVES) is None


def test_who_signs_out_is_out_and_twice_is_once(database, efua):
    session, other = signed_in(database, efua), signed_in(database, efua)
    for _ in range(2):
        signin.sign_out(database, session, NOW)
    assert signin.user_of(database, session, NOW) is None
    assert signin.user_of(database, other, NOW) == efua


def test_only_hashes_of_tokens_are_kept(database, efua):
    token = signin.invite(database, efua, now=NOW)
    session = signin.redeem(database, token, NOW).token
    with database.read() as db:
        kept = [*db.execute(select(tables.signins.c.token_hash)), *db.execute(select(tables.sessions.c.token_hash))]
    assert [hash_ for (hash_,) in kept] == [sha256(secret.encode()).hexdigest() for secret in (token, session)]

"""Leave from Google: asked for narrowly, had once, renewed by what was granted, given back; and who somebody is."""

import base64
import hashlib
import logging
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.google.answers import json_answer, page
from tests.google.standin import Google, serving
from tests.google.wire import listening
from tracker.calendars.google import oauth
from tracker.calendars.google.client import Client
from tracker.calendars.trouble import GoogleBusy, GoogleTrouble, NeedsReconnect

BACK = "http://127.0.0.1:8000/google/back"
EFUA = "efua@example.com"


@pytest.fixture
def google():
    with serving(Google()) as google:
        google.client("tracker", "hush", [BACK])
        google.account(EFUA)
        yield google


@pytest.fixture
def client(google):
    return Client("tracker", "hush", BACK, at=google.url)


def query(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def consented(google, asked, ticked=None):
    """The code that consent brings."""
    return query(google.consented(asked.address, google.account(EFUA), ticked))["code"]


def tokens_for(google, client, ticked=None):
    asked = oauth.ask(client, oauth.READ)
    return oauth.redeem(client, oauth.READ, consented(google, asked, ticked), asked.verifier)


# --- asking ---------------------------------------------------------------------------------------------------------


def test_what_is_asked_is_exactly_two_scopes_to_read_with_leave_that_lasts():
    asked = query(oauth.ask(Client("tracker", "hush", BACK), oauth.READ, hint=EFUA).address)
    assert set(asked.pop("scope").split()) == {
        "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
        "https://www.googleapis.com/auth/calendar.events.readonly",
    }
    del asked["state"], asked["code_challenge"]
    assert asked == {
        "client_id": "tracker",
        "redirect_uri": BACK,
        "response_type": "code",
        "access_type": "offline",
        "prompt": "consent",
        "login_hint": EFUA,
        "code_challenge_method": "S256",
    }


def test_who_signs_in_is_asked_for_an_address_and_nothing_that_lasts():
    asked = oauth.ask(Client("tracker", "hush", BACK), oauth.IDENTITY)
    told = query(asked.address)
    assert told["scope"] == "openid email"
    assert (told["access_type"], told["prompt"]) == ("online", "select_account")
    assert told["nonce"] == asked.nonce
    assert "login_hint" not in told


def test_no_secret_of_an_asking_is_told_twice_or_told_at_all():
    client = Client("tracker", "hush", BACK)
    one, two = (oauth.ask(client, oauth.READ) for _ in range(2))
    assert one.state != two.state
    assert one.verifier != two.verifier
    assert one.verifier not in one.address
    challenge = base64.urlsafe_b64encode(hashlib.sha256(one.verifier.encode()).digest()).rstrip(b"=").decode()
    assert query(one.address)["code_challenge"] == challenge
    assert len(one.verifier) >= 43, "RFC 7636, 4.1"


def test_google_itself_is_asked_at_its_own_addresses():
    asked = oauth.ask(Client("tracker", "hush", BACK), oauth.READ)
    assert asked.address.startswith("https://accounts.google.com/o/oauth2/v2/auth?")


# --- a code ---------------------------------------------------------------------------------------------------------


def test_a_code_becomes_both_tokens(google, client):
    tokens = tokens_for(google, client)
    assert tokens.access
    assert tokens.refresh
    assert tokens.scopes == oauth.READ
    assert timedelta(minutes=59) < tokens.expires_at - datetime.now(UTC) <= timedelta(hours=1)


def test_a_permission_that_was_not_ticked_is_missing_from_what_was_granted(google, client):
    tokens = tokens_for(google, client, ticked={oauth.EVENTS})
    assert tokens.scopes == {oauth.EVENTS}
    assert tokens.refresh


def test_a_code_works_once(google, client):
    asked = oauth.ask(client, oauth.READ)
    code = consented(google, asked)
    oauth.redeem(client, oauth.READ, code, asked.verifier)
    with pytest.raises(NeedsReconnect):
        oauth.redeem(client, oauth.READ, code, asked.verifier)


def test_a_code_needs_the_verifier_of_its_own_asking(google, client):
    mine, another = oauth.ask(client, oauth.READ), oauth.ask(client, oauth.READ)
    with pytest.raises(NeedsReconnect):
        oauth.redeem(client, oauth.READ, consented(google, another), mine.verifier)


# --- renewing and giving back ---------------------------------------------------------------------------------------


def test_renewing_brings_another_access_token_and_keeps_the_refresh_token(google, client):
    tokens = tokens_for(google, client)
    newer = oauth.renew(client, tokens.refresh, tokens.scopes)
    assert newer.access != tokens.access
    assert (newer.refresh, newer.scopes) == (tokens.refresh, tokens.scopes)
    assert timedelta(minutes=59) < newer.expires_at - datetime.now(UTC) <= timedelta(hours=1)


def test_a_refresh_token_that_changes_is_told(google, client):
    tokens = tokens_for(google, client)
    google.rotates = True
    newer = oauth.renew(client, tokens.refresh, tokens.scopes)
    assert newer.refresh not in ("", tokens.refresh)
    assert oauth.renew(client, newer.refresh, newer.scopes).access


def test_what_was_granted_in_part_is_renewed_in_part(google, client):
    tokens = tokens_for(google, client, ticked={oauth.EVENTS})
    assert oauth.renew(client, tokens.refresh, tokens.scopes).scopes == {oauth.EVENTS}
    with pytest.raises(NeedsReconnect):
        oauth.renew(client, tokens.refresh, oauth.READ)


def test_leave_that_was_taken_back_must_be_given_again(google, client):
    tokens = tokens_for(google, client)
    google.take_back(google.account(EFUA))
    with pytest.raises(NeedsReconnect) as trouble:
        oauth.renew(client, tokens.refresh, tokens.scopes)
    assert trouble.value.pauses


def test_an_organisation_that_ends_sessions_is_leave_to_be_given_again():
    answer = {"error": "invalid_grant", "error_subtype": "invalid_rapt", "error_description": "reauth related error"}
    with elsewhere(json_answer(answer, 400)) as client, pytest.raises(NeedsReconnect):
        oauth.renew(client, "refresh", oauth.READ)


def test_given_back_means_that_neither_token_opens_anything(google, client):
    tokens = tokens_for(google, client)
    oauth.revoke(client, tokens.refresh)
    assert google.revoked == [tokens.refresh]
    with pytest.raises(NeedsReconnect):
        oauth.renew(client, tokens.refresh, tokens.scopes)


def test_giving_back_twice_is_once(google, client):
    tokens = tokens_for(google, client)
    for _ in range(2):
        oauth.revoke(client, tokens.refresh)
    assert google.revoked == [tokens.refresh]


# --- trouble --------------------------------------------------------------------------------------------------------


def asks(client):
    """Every way in which Google is asked."""
    return {
        "redeem": lambda: oauth.redeem(client, oauth.READ, "code", "v" * 43),
        "renew": lambda: oauth.renew(client, "refresh", oauth.READ),
        "revoke": lambda: oauth.revoke(client, "refresh"),
        "identity": lambda: oauth.identity(client, "a.b.c", "nonce"),
    }


@contextmanager
def elsewhere(answer):
    """A server that gives the same answer to all that is asked."""
    with listening(lambda _: answer) as url:
        yield Client("tracker", "hush", BACK, at=url)


@pytest.mark.parametrize("way", ["redeem", "renew", "revoke", "identity"])
@pytest.mark.parametrize(
    "answer",
    [page("<h1>zebrafish</h1>", 503), json_answer({"error": "zebrafish"}, 500), None],
    ids=["a page", "an error", "nothing"],
)
def test_google_out_of_order_may_pass_by_itself_and_its_words_are_not_ours(way, answer):
    with elsewhere(answer) as client, pytest.raises(GoogleBusy) as trouble:
        asks(client)[way]()
    assert not trouble.value.pauses
    assert str(trouble.value).endswith("or not as it should. This may pass by itself: it will be tried again.")
    assert trouble.value.__cause__ is None


@pytest.mark.parametrize("way", ["redeem", "renew"])
def test_a_client_that_google_does_not_know_is_told_with_its_remedy(google, client, way):
    with pytest.raises(
        GoogleTrouble,
        match=r"does not know the client that is set here. Compare client_id and client_secret, under \[google\]",
    ) as trouble:
        asks(client._replace(secret="wrong"))[way]()
    assert not trouble.value.pauses


def test_leave_of_another_client_is_told_with_its_remedy(google, client):
    google.fault("/token", 400, "unauthorized_client")
    with pytest.raises(
        GoogleTrouble, match=r"to another client than the one that is set here. Put the former client_id"
    ) as trouble:
        oauth.renew(client, "refresh", oauth.READ)
    assert not trouble.value.pauses


def test_no_token_is_written_into_a_log_however_much_is_logged(google, client, caplog):
    with caplog.at_level(logging.DEBUG):
        tokens = tokens_for(google, client)
        newer = oauth.renew(client, tokens.refresh, tokens.scopes)
        oauth.revoke(client, newer.refresh)
    for secret in (tokens.access, tokens.refresh, newer.access, "hush"):
        assert secret not in caplog.text


# --- who somebody is ------------------------------------------------------------------------------------------------


def signed_in(google, client, **account):
    """The id token of somebody who signs in, and the nonce it should bear."""
    google.accounts.clear()
    who = google.account("efua@gmail.com", **account)
    asked = oauth.ask(client, oauth.IDENTITY)
    code = query(google.consented(asked.address, who))["code"]
    return oauth.redeem(client, oauth.IDENTITY, code, asked.verifier).id_token, asked.nonce


def test_who_signs_in_is_told_by_google(google, client):
    who = oauth.identity(client, *signed_in(google, client, hd="example.com"))
    assert (who.email, who.verified, who.domain) == ("efua@gmail.com", True, "example.com")
    assert who.subject


def test_the_nonce_must_be_that_of_the_asking(google, client):
    token, _ = signed_in(google, client)
    for nonce in ("another", ""):
        with pytest.raises(oauth.NotIdentified, match=r"was not made for this sign-in. Sign in again"):
            oauth.identity(client, token, nonce)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another client"},
        {"iss": "https://accounts.example.com"},
        {"exp": 1_600_000_000},
        {"iat": 4_000_000_000},
        {"nonce": None},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_an_identity_made_for_somebody_else_or_another_time_is_refused(google, client, claims):
    google.claims = claims
    with pytest.raises(oauth.NotIdentified):
        oauth.identity(client, *signed_in(google, client))


def test_an_identity_that_was_changed_on_its_way_is_refused(google, client):
    token, nonce = signed_in(google, client)
    head, body, signature = token.split(".")
    changed = base64.urlsafe_b64encode(base64.urlsafe_b64decode(body + "==").replace(b"efua", b"kofi"))
    for forged in (f"{head}.{changed.decode().rstrip('=')}.{signature}", f"{head}.{body}.", "nothing", ""):
        with pytest.raises(oauth.NotIdentified, match=r"who you are is not in order. Sign in again"):
            oauth.identity(client, forged, nonce)


@pytest.mark.parametrize(
    ("email", "verified", "domain", "vouched"),
    [
        ("efua@gmail.com", True, "", True),
        ("Efua@GMAIL.com", True, "", True),
        ("efua@gmail.com", False, "", False),
        ("efua@example.com", True, "example.com", True),
        ("efua@example.com", False, "example.com", False),
        ("efua@example.com", True, "", False),
        ("efua@notgmail.com", True, "", False),
    ],
)
def test_google_vouches_only_for_mailboxes_that_it_holds(email, verified, domain, vouched):
    assert oauth.Identity("1", email, verified, domain).vouched is vouched

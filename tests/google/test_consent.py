"""Consent and tokens of the stand-in, gone through by google-auth and google-auth-oauthlib."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from google.auth.exceptions import RefreshError
from google.oauth2 import id_token
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2.rfc6749.errors import InvalidClientError, InvalidGrantError

from tests.google import clients, visitor
from tests.google.clients import AUTH, BACK, CLIENT, READ, SECRET, WHO, asking, credentials, flow
from tests.google.standin import Google, serving
from tests.google.visitor import changed


@pytest.fixture
def google() -> Iterator[Google]:
    """A stand-in with Efua and Kofi, whose clock can be set forward through `late`."""
    with serving(clients.registered()) as google:
        google.account("efua@example.com")
        google.account("kofi@example.com")
        yield google


def later(google: Google, by: timedelta) -> None:
    google.now = lambda: datetime.now(UTC) + by


def asked(made: Flow, **more: str) -> str:
    address, _ = made.authorization_url(access_type="offline", prompt="consent", **more)
    return str(address)


def told(back: str) -> dict[str, str]:
    """What an address that was sent back to says."""
    assert back.split("?")[0] == BACK
    return dict(parse_qsl(urlsplit(back).query))


def code(google: Google, made: Flow, **more: str) -> str:
    """Efua's code, for all that was asked."""
    return told(google.consented(asked(made, **more), google.account("efua@example.com")))["code"]


# Consent.


def test_a_consent_gives_leave_to_read_and_to_renew(google: Google) -> None:
    with flow(google) as made:
        tokens = made.fetch_token(code=code(google, made))
    assert set(tokens["scope"]) == set(READ)
    assert tokens["refresh_token"]
    assert tokens["token_type"] == "Bearer"
    assert "id_token" not in tokens


def test_state_and_issuer_come_back_as_they_went(google: Google) -> None:
    with flow(google) as made:
        address = asked(made, state="a state & more")
    said = told(google.consented(address, google.account("efua@example.com")))
    assert (said["state"], said["iss"]) == ("a state & more", google.url)


@pytest.mark.parametrize(("iss", "comes"), [(None, None), ("https://other.example.com", "https://other.example.com")])
def test_another_or_no_issuer_may_answer(google: Google, iss: str | None, comes: str | None) -> None:
    google.iss = iss
    with flow(google) as made:
        assert told(google.consented(asked(made), google.account("efua@example.com"))).get("iss") == comes


@pytest.mark.parametrize(
    "other", [f"{BACK}/", BACK.replace("5000", "5001"), BACK.replace("127.0.0.1", "localhost"), f"{BACK}?x=1", ""]
)
def test_an_address_that_is_not_registered_to_the_letter_is_never_sent_back_to(google: Google, other: str) -> None:
    with flow(google) as made:
        address = changed(asked(made), redirect_uri=other)
    status, page, location = visitor.asked("GET", address)
    assert (status, location) == (400, "")
    assert "Error 400: redirect_uri_mismatch" in page


@pytest.mark.parametrize(
    ("wrong", "status", "named"),
    [
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"response_type": "token"}, 400, "invalid_request"),
        ({"scope": f"{AUTH}calendar.nothing"}, 400, "invalid_scope"),
        ({"scope": ""}, 400, "invalid_scope"),
        ({"code_challenge_method": "plain"}, 400, "invalid_request"),
    ],
)
def test_an_asking_that_is_not_in_order_ends_on_an_error_page(
    google: Google, wrong: dict[str, str], status: int, named: str
) -> None:
    with flow(google) as made:
        address = changed(asked(made), **wrong)
    got, page, _ = visitor.asked("GET", address)
    assert got == status
    assert f"Error {status}: {named}" in page


def test_what_is_not_ticked_is_not_granted(google: Google) -> None:
    with flow(google) as made:
        back = google.consented(asked(made), google.account("efua@example.com"), scopes=READ[:1])
        with pytest.raises(Warning, match="Scope has changed") as raised:
            made.fetch_token(code=told(back)["code"])
    assert told(back)["scope"] == READ[0]
    assert raised.value.new_scope == [READ[0]]


@pytest.mark.parametrize("how", [{"deny": True}, {"scopes": ()}])
def test_a_consent_denied_or_without_a_tick_is_told_as_denied(google: Google, how: dict) -> None:
    with flow(google) as made:
        said = told(google.consented(asked(made, state="s"), google.account("efua@example.com"), **how))
    assert said == {"error": "access_denied", "state": "s", "iss": google.url}


def test_the_page_says_that_it_is_a_stand_in_and_lets_one_choose(google: Google) -> None:
    with flow(google) as made:
        _, page, _ = visitor.asked("GET", asked(made, login_hint="kofi@example.com"))
    assert "A stand-in for Google, for tests" in page
    assert 'value="kofi@example.com" checked' in page
    assert 'value="efua@example.com">' in page
    assert page.count('type="checkbox"') == 2
    assert page.count("checked") == 1


def test_the_page_may_come_with_all_ticked(google: Google) -> None:
    google.ticked = True
    with flow(google) as made:
        _, page, _ = visitor.asked("GET", asked(made))
    assert page.count("checked") == 3


# Codes.


def test_a_code_works_once(google: Google) -> None:
    with flow(google) as made:
        given = code(google, made)
        made.fetch_token(code=given)
        with pytest.raises(InvalidGrantError):
            made.fetch_token(code=given)


def test_a_code_ends_after_ten_minutes(google: Google) -> None:
    with flow(google) as made:
        given = code(google, made)
        later(google, timedelta(minutes=11))
        with pytest.raises(InvalidGrantError):
            made.fetch_token(code=given)


@pytest.mark.parametrize("verifier", [None, "another-verifier-another-verifier-another-verifier"])
def test_a_code_wants_the_verifier_of_its_challenge(google: Google, verifier: str | None) -> None:
    with flow(google) as made:
        given = code(google, made)
        made.code_verifier = verifier
        with pytest.raises(InvalidGrantError):
            made.fetch_token(code=given)


def test_a_code_wants_the_address_that_it_was_sent_to(google: Google) -> None:
    google.client(CLIENT, SECRET, [BACK, "http://127.0.0.1:5000/other"])
    with flow(google) as made:
        given = code(google, made)
        made.redirect_uri = "http://127.0.0.1:5000/other"
        with pytest.raises(Exception, match="redirect_uri_mismatch"):
            made.fetch_token(code=given)


@pytest.mark.parametrize("in_body", [True, False])
def test_the_secret_is_checked_in_the_body_and_in_the_header(google: Google, in_body: bool) -> None:
    with flow(google) as made:
        given = code(google, made)
        with pytest.raises(InvalidClientError):
            made.fetch_token(code=given, client_secret="wrong", include_client_id=in_body)
        assert made.fetch_token(code=given, include_client_id=in_body)["access_token"]


def test_leave_to_renew_comes_with_the_first_consent_or_one_asked_for_anew(google: Google) -> None:
    got = []
    for wanted in ("", "consent", ""):
        with flow(google) as made:
            address = changed(asked(made), prompt=wanted)
            back = google.consented(address, google.account("efua@example.com"))
            got.append("refresh_token" in made.fetch_token(code=told(back)["code"]))
    assert got == [True, True, False]


# Renewal, and its end.


def test_a_renewal_gives_another_access_token(google: Google) -> None:
    leave = credentials(google, google.account("efua@example.com"))
    first = leave.token
    with asking() as request:
        leave.refresh(request)
    assert leave.token != first
    assert google.asked[-1].form["grant_type"] == "refresh_token"


def test_a_renewal_may_ask_for_less_never_for_more(google: Google) -> None:
    efua = google.account("efua@example.com")
    less, more = credentials(google, efua, READ, READ[:1]), credentials(google, efua, READ[:1], READ)
    with asking() as request:
        less.refresh(request)
        with pytest.raises(RefreshError, match="invalid_scope") as raised:
            more.refresh(request)
    assert not raised.value.retryable


def test_leave_taken_back_is_an_invalid_grant(google: Google) -> None:
    efua, kofi = google.account("efua@example.com"), google.account("kofi@example.com")
    lost, kept = credentials(google, efua), credentials(google, kofi)
    google.take_back(efua)
    with asking() as request:
        kept.refresh(request)
        with pytest.raises(RefreshError, match="invalid_grant") as raised:
            lost.refresh(request)
    assert not raised.value.retryable


def test_either_token_revokes_the_whole_leave_and_only_once(google: Google) -> None:
    for name in ("access_token", "refresh_token"):
        tokens = google.grant(google.account("efua@example.com"), CLIENT, READ)
        form = urlencode({"token": tokens[name]})
        assert visitor.asked("POST", f"{google.url}/revoke", form)[0] == 200
        assert visitor.asked("POST", f"{google.url}/revoke", form)[0] == 400
        assert google.revoked[-1] == tokens[name]
        assert not google.grants[-1].live


def test_where_it_rotates_the_old_refresh_token_ends(google: Google) -> None:
    google.rotates = True
    leave = credentials(google, google.account("efua@example.com"))
    first = leave.refresh_token
    with asking() as request:
        leave.refresh(request)
        leave.refresh(request)
        assert leave.refresh_token != first
        leave._refresh_token = first
        with pytest.raises(RefreshError, match="invalid_grant"):
            leave.refresh(request)


def test_the_token_endpoint_can_be_busy_or_hang_up(google: Google) -> None:
    leave = credentials(google, google.account("efua@example.com"))
    google.fault("/token", 503, times=10)
    with asking() as request, pytest.raises(RefreshError) as raised:
        leave.refresh(request)
    assert raised.value.retryable
    google.faults.clear()
    google.fault("/certs", 0)
    with pytest.raises(ConnectionError):
        visitor.asked("GET", f"{google.url}/oauth2/v1/certs")
    assert google.asked[-1].status == 0


# Who somebody is.


def signed_in(google: Google, scopes: tuple[str, ...] = ("openid", "email"), **more: str) -> str:
    with flow(google, WHO) as made:
        address = changed(asked(made, **more), scope=" ".join(scopes))
        back = told(google.consented(address, google.account("esi@example.org", hd="example.org")))
        return str(made.fetch_token(code=back["code"])["id_token"])


def verified(google: Google, token: str) -> dict:
    with asking() as request:
        return dict(id_token.verify_token(token, request, CLIENT, f"{google.url}/oauth2/v1/certs"))


def test_an_id_token_is_verified_by_googles_own_library(google: Google) -> None:
    said = verified(google, signed_in(google, nonce="a-nonce"))
    assert (said["iss"], said["aud"], said["nonce"]) == (google.url, CLIENT, "a-nonce")
    assert (said["email"], said["email_verified"], said["hd"]) == ("esi@example.org", True, "example.org")
    assert said["sub"] == google.account("esi@example.org").subject


def test_an_id_token_that_was_altered_is_refused(google: Google) -> None:
    head, _, seal = signed_in(google).split(".")
    _, other, _ = signed_in(google, nonce="another").split(".")
    with pytest.raises(ValueError, match="signature"):
        verified(google, f"{head}.{other}.{seal}")


def test_claims_can_be_put_in_place_of_the_true_ones(google: Google) -> None:
    google.claims = {"aud": "somebody-else"}
    with pytest.raises(ValueError, match="audience"):
        verified(google, signed_in(google))

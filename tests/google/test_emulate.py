"""Our own doors to Google against an emulator that others wrote, as far as it plays Google.

It knows no sync tokens, no series and no scopes, drops a slash at the end of an address before it compares it, and
tells the keys of its id tokens in a form that google-auth reads only with a further library: all that is left to our
own stand-in.
"""

import socket
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.google import visitor
from tests.google.consent import Reader
from tests.google.emulate import emulating, node_or_skip
from tracker.calendars.google import oauth
from tracker.calendars.google.calls import Access, Token, answered, service
from tracker.calendars.google.client import Client
from tracker.calendars.google.lists import Listed, calendars_of
from tracker.calendars.google.oauth import Asked, Tokens
from tracker.calendars.google.pull import google_source
from tracker.calendars.trouble import GoogleTrouble, NeedsReconnect
from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.event import Resource, Span

pytestmark = pytest.mark.emulator

BACK = "http://127.0.0.1:5000/google/back"
HOURS = {"start_date_time": "2026-03-10T10:00:00Z", "end_date_time": "2026-03-10T11:00:00Z"}
SEED = {
    "users": [{"email": "efua@example.com", "name": "Efua"}],
    "oauth_clients": [{"client_id": "ours", "client_secret": "a-secret-of-tests", "redirect_uris": [BACK]}],
    "calendars": [
        {"id": "primary", "user_email": "efua@example.com", "primary": True, "summary": "Efua", "time_zone": "UTC"},
        {"id": "team@example.com", "user_email": "efua@example.com", "summary": "Team", "time_zone": "Africa/Accra"},
    ],
    "calendar_events": [
        {"id": f"event{n}", "user_email": "efua@example.com", "calendar_id": "primary", "summary": f"Event {n}"}
        | HOURS
        for n in range(5)
    ],
}


class Emulated(Client):
    """Our client at the emulator, which has Google's paths of one host for what Google has on several."""

    @property
    def token_uri(self) -> str:
        return f"{self.at}/oauth2/token"

    @property
    def revoke_uri(self) -> str:
        return f"{self.at}/oauth2/revoke"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Our client, known to an emulator that runs for this module."""
    node = node_or_skip()
    with emulating(node, tmp_path_factory.mktemp("emulator"), SEED) as address:
        yield Emulated("ours", "a-secret-of-tests", BACK, address)


def consented(asked: Asked) -> dict[str, str]:
    """What comes back when Efua chooses her account on the emulator's page."""
    status, page, _ = visitor.asked("GET", asked.address)
    assert status == 200
    form = Reader(page)
    status, _, back = visitor.asked("POST", urljoin(asked.address, form.action), urlencode(form.fields))
    assert (status, back.split("?")[0]) == (302, BACK)
    return dict(parse_qsl(urlsplit(back).query))


def connected(client: Client) -> Tokens:
    asked = oauth.ask(client, oauth.READ)
    return oauth.redeem(client, oauth.READ, consented(asked)["code"], asked.verifier)


def test_it_listens_at_one_address_alone(client: Client) -> None:
    with socket.socket() as elsewhere:  # the emulator itself would listen at all of them
        assert elsewhere.connect_ex(("127.0.0.2", urlsplit(client.at).port)) != 0


def test_consent_gives_leave_to_read_and_to_renew(client: Client) -> None:
    asked = oauth.ask(client, oauth.READ)
    back = consented(asked)
    assert back["state"] == asked.state
    tokens = oauth.redeem(client, oauth.READ, back["code"], asked.verifier)
    renewed = oauth.renew(client, tokens.refresh, tokens.scopes)
    assert tokens.scopes == renewed.scopes == oauth.READ
    assert renewed.access != tokens.access
    assert renewed.refresh == tokens.refresh


def test_a_code_works_once_and_only_with_its_verifier(client: Client) -> None:
    asked = oauth.ask(client, oauth.READ)
    code = consented(asked)["code"]
    with pytest.raises(NeedsReconnect):
        oauth.redeem(client, oauth.READ, code, oauth.ask(client, oauth.READ).verifier)
    code = consented(asked)["code"]
    oauth.redeem(client, oauth.READ, code, asked.verifier)
    with pytest.raises(NeedsReconnect):
        oauth.redeem(client, oauth.READ, code, asked.verifier)


def test_an_address_that_is_not_registered_is_never_sent_back_to(client: Client) -> None:
    other = client._replace(redirect=BACK.replace("127.0.0.1", "tracker.example.com"))
    status, page, location = visitor.asked("GET", oauth.ask(other, oauth.READ).address)
    assert (status, location) == (400, "")
    assert "redirect" in page.lower()


def test_a_wrong_secret_is_told_as_such(client: Client) -> None:
    tokens = connected(client)
    with pytest.raises(GoogleTrouble, match="client_secret"):
        oauth.renew(client._replace(secret="wrong"), tokens.refresh, tokens.scopes)


def test_leave_that_was_given_back_has_ended(client: Client) -> None:
    tokens = connected(client)
    oauth.revoke(client, tokens.refresh)
    oauth.revoke(client, tokens.refresh)
    with pytest.raises(NeedsReconnect):
        oauth.renew(client, tokens.refresh, tokens.scopes)


def access(client: Client) -> Access:
    """Leave to ask, by an access token that was just renewed."""
    tokens = connected(client)
    renewed = oauth.renew(client, tokens.refresh, tokens.scopes)
    return lambda refused: Token(renewed.access, renewed.expires_at)


def never(seconds: float) -> None:
    raise AssertionError("nothing here is worth a second try")


def test_calendars_are_listed_with_the_primary_one_first(client: Client) -> None:
    efua = Listed("primary", "Efua", primary=True, zone="UTC", titles=True, own=True)
    team = Listed("team@example.com", "Team", primary=False, zone="Africa/Accra", titles=True, own=True)
    assert calendars_of(client, access(client), never) == (efua, team)


def test_events_come_page_by_page(client: Client) -> None:
    got: list[dict[str, Any]] = []
    with service(client, access(client)) as api:
        request = api.events().list(calendarId="primary", maxResults=2)
        while request is not None:
            got.append(answered(request, never))
            request = api.events().list_next(request, got[-1])
    assert [len(page["items"]) for page in got] == [2, 2, 1]
    starts = {item["start"]["dateTime"] for page in got for item in page["items"]}
    assert {datetime.fromisoformat(start) for start in starts} == {datetime(2026, 3, 10, 10, tzinfo=UTC)}


class NothingHeld:
    """Of a calendar that was never asked before."""

    def named(self, names: Collection[str], uids: Collection[str]) -> tuple[Resource, ...]:
        return ()

    def reaching(self, span: Span) -> tuple[Resource, ...]:
        return ()

    def everything(self) -> tuple[Resource, ...]:
        return ()


def test_a_first_pull_brings_all_there_is(client: Client) -> None:
    source = google_source(
        client,
        access_of=lambda calendar: access(client),
        id_of=lambda calendar: "primary",
        zone_of=lambda calendar: ZoneInfo("Africa/Accra"),
        held_of=lambda calendar: NothingHeld(),
        wait=never,
    )
    calendar = Calendar(id="work", user="efua", kind=CalendarKind.GOOGLE, name="Work")
    span = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    pull = source(calendar, span)
    assert pull.whole == span
    assert {event.summary for event in pull.events} == {f"Event {n}" for n in range(5)}
    assert len(pull.resources) == 5

"""The real service lives with Google while its log, pages, letters, database, export and back-up are gathered: no
token, code or secret of that is found in any of them (reliability C21, C48).
"""

import json
import re
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.browser.hand import Hand
from tests.google.standin import Google, serving
from tests.running import Service, a_service, receiving
from tests.test_private import TOMORROW, until
from tracker.store.backup import back_up

SECRET = "marked-client-secret-8c1f"  # of our client at Google
ACCOUNT = "marked.owner@example.com"
SHARED = "marked-calendar-5d07@group.calendar.example.com"
WORDS = ("marked-summary", "marked-description", "Marked Guest", "marked.guest@example.com")


class Left(NamedTuple):
    """What the service left behind, by where it lies; and the secrets that it held meanwhile, by what they are."""

    places: dict[str, bytes]
    secrets: dict[str, str]

    def with_secrets(self) -> dict[str, list[str]]:
        """The secrets that can be read in each place, as they are or as they stand in addresses and in JSON."""
        found = {}
        for place, held in self.places.items():
            told = [name for name, secret in self.secrets.items() if any(form in held for form in forms(secret))]
            found[place] = told
        return found


class Browsing(Hand):
    """A hand that keeps every page it was shown, refusals too."""

    def __init__(self, link: str) -> None:
        self.shown: list[str] = []
        super().__init__(link)

    def _ask(self, *asked, **more):
        try:
            said = super()._ask(*asked, **more)
        except AssertionError as refused:
            said = str(refused).partition(": ")[2]
        self.shown.append(said if said.lstrip().startswith("<") else "")
        return said


def forms(secret: str) -> set[bytes]:
    """How a secret may be written."""
    return {secret.encode(), quote(secret, safe="").encode(), json.dumps(secret)[1:-1].encode()}


def event(summary: str, **but: object) -> dict[str, object]:
    """An event of tomorrow."""
    start = {"dateTime": f"{TOMORROW:%Y-%m-%dT%H:%M:%SZ}", "timeZone": "UTC"}
    return {"summary": summary, "start": start, "end": start, "description": "marked-description", **but}


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """A whole life with Google: connected, read, troubled, lost, connected again, disconnected."""
    folder = tmp_path_factory.mktemp("canary")
    service, log, google = a_service(folder), folder / "service.log", Google(ticked=True)
    account = google.account(ACCOUNT)
    own = account.calendar(primary=True, summary="marked-calendar-name")
    account.calendar(id=SHARED, summary="Shared")
    guest = {"email": WORDS[3], "displayName": WORDS[2], "responseStatus": "accepted"}
    own.put(event("!p Send marked-summary to Ama", attendees=[guest]))
    google.client("ours", SECRET, [f"{service.base_url}/google/back"])
    with receiving(folder, password="marked-password-41c9") as post, serving(google):
        service.configure(post, google=google.url, secret=SECRET)
        service.command("user", "add", ACCOUNT, "--zone", "UTC")
        with service.running(log=log):
            hand, command = Browsing(service.link), Commands(service)
            copies = live(command, hand, google, account, own, folder)
            until(lambda: any(b"reconnect" in letter for letter in post.letters))
        for words in (["sync"], ["doctor"], ["export"], ["digest", "--dry-run"]):
            command(*words)
        letters = b"".join(re.sub(rb"=\r?\n", b"", letter) for letter in post.letters)
    places = {"log": log.read_bytes(), "pages": "".join(hand.shown).encode(), "letters": letters, **copies}
    places["commands"] = command.said.encode()
    places["database"] = (folder / "data" / "tracker.sqlite3").read_bytes()
    return Left(places, secrets_of(google))


class Commands:
    """The commands beside a service, and all that they said."""

    def __init__(self, service: Service) -> None:
        self._service, self.said = service, ""

    def __call__(self, *words: str) -> str:
        done = self._service.command(*words)
        self.said += done.stdout + done.stderr
        return done.stdout


def live(command, hand, google, account, own, folder):
    """All that may happen between a person, us and Google; what lay there at its height."""
    connection = connect(hand, google, account)
    trouble(command, google, own)
    google.expire_access()
    command("sync")
    copies = {"export": command("export").encode()}
    back_up(folder / "data" / "tracker.sqlite3", folder / "copy.sqlite3")
    copies["back-up"] = (folder / "copy.sqlite3").read_bytes()
    google.take_back(account)
    google.expire_access()
    command("sync")
    command("digest")
    look(hand)
    assert connect(hand, google, account) == connection
    command("sync")
    hand.post(f"/google/{connection}/disconnect", token_from=f"/google/{connection}/disconnect", promises="keep")
    look(hand)
    return copies


def connect(hand, google, account):
    """By consent, answered twice; then each calendar is chosen. The connection's name."""
    refused = google.consented(leave(hand), account, deny=True)
    hand.get(path_of(refused))
    back = path_of(google.consented(leave(hand), account))
    choose = hand.get(back)
    hand.get(back)  # a code and a state that were used
    hand.get(path_of(google.consented(leave(hand), account, scopes=[])))
    google.fault("/token", 400, "invalid_grant")
    hand.get(path_of(google.consented(leave(hand), account)))
    found = re.search(r"/google/([^/]+)/calendars", choose)
    assert found, choose
    (own, *_) = re.findall(r'name="calendar" value="([^"]+)"', hand.get(choose))
    hand.post(choose, token_from=choose, calendar=own)
    return found[1]


def leave(hand):
    """Off to Google: the address there."""
    address = hand.post("/google/connect", token_from="/google")
    assert "/o/oauth2/v2/auth" in address, address
    return address


def trouble(command, google, own):
    """Each way in which Google can refuse, and a change in between."""
    for status, reason in ((500, "backendError"), (403, "forbidden")):
        google.fault("/events", status, reason, times=9)
        command("sync")
        google.faults.clear()
    google.fault("/token", 503, "", times=9)
    google.expire_access()
    command("sync")
    google.faults.clear()
    own.put(event("Bring marked-summary", recurrence=["RRULE:FREQ=NONSENSE"]))
    google.expire_sync_tokens(own)
    command("sync")


def look(hand):
    for page in ("/", "/calendars", "/google", "/promises", "/questions", "/letter", "/settings"):
        hand.get(page)


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def secrets_of(google):
    """Each token, code, state, nonce and proof that went to and fro, and our client's own secret."""
    found = {"client secret": SECRET}
    found |= {f"access token {number}": token for number, token in enumerate(google.issued)}
    found |= {f"refresh token {number}": grant.refresh for number, grant in enumerate(google.grants) if grant.refresh}
    for number, exchange in enumerate(google.asked):
        for kind in ("code", "code_verifier", "state"):
            for told in (exchange.form, exchange.query, *back_of(exchange)):
                if told.get(kind):
                    found[f"{kind} of exchange {number}"] = told[kind]
    return found


def back_of(exchange):
    """What stood in an address that an exchange led to, where it names one."""
    led = parse_qs(urlsplit(exchange.query.get("continue", "")).query)
    return [{name: values[0] for name, values in led.items()}] if led else []


def test_the_canaries_were_there_to_be_heard(left):
    kinds = {re.sub(r" (of exchange )?\d+$", "", name) for name in left.secrets}
    assert kinds == {"client secret", "access token", "refresh token", "code", "code_verifier", "state"}
    assert sum(name.startswith("access token") for name in left.secrets) >= 4
    assert b"marked-summary" in left.places["back-up"]
    assert b"marked-summary" in left.places["export"]
    for line in ("leave lost connection=", "sync troubled calendar="):
        assert line in left.places["commands"].decode()
    assert "disconnected connection=" in left.places["log"].decode()
    assert left.places["pages"].count(b"<h1>") > 20


def test_no_token_code_or_secret_is_found_anywhere(left):
    assert left.with_secrets() == {place: [] for place in left.places}


def test_a_canary_in_clear_would_be_found(left):
    spoiled = left._replace(places={"log": left.secrets["refresh token 0"].encode()})
    assert spoiled.with_secrets()["log"] == ["refresh token 0"]


def test_no_words_of_events_no_address_and_no_calendar_are_in_the_log(left):
    said = left.places["log"].decode()
    assert [word for word in (*WORDS, ACCOUNT, SHARED, "marked-calendar-name") if word in said] == []


def test_googles_name_of_a_calendar_is_sealed_at_rest(left):
    for place in ("database", "back-up", "export"):
        assert SHARED.encode() not in left.places[place]

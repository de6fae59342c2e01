"""A stand-in for Google: a real HTTP server on this machine that plays consent, tokens and the Calendar API.

It plays what Google's documents say and what was measured; what it does not play it refuses with 501.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.google import consent, discovery, keys, visitor
from tests.google.answers import Answer, Denied, Refused, json_answer, page
from tests.google.api import Api
from tests.google.channels import Channel, Switchboard
from tests.google.listing import Desk
from tests.google.model import Account, Calendar
from tests.google.settings import Settings
from tests.google.tokens import Client, Form, Grant, Office
from tests.google.wire import Request, listening

API = "/calendar/v3/"


class Exchange(NamedTuple):
    """A request and how it was answered; status 0: hung up. Of what was given twice the first is kept."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    form: Form


@dataclass
class Fault:
    """An answer in place of the true one, `times` times, for paths that have this part; status 0: hang up."""

    part: str
    status: int
    reason: str
    times: int
    retry_after: int | None

    def answer(self, path: str) -> Answer | None:
        """In the shape of the API's errors, or of the token endpoint's."""
        wait = {} if self.retry_after is None else {"Retry_After": str(self.retry_after)}
        if not self.status:
            return None
        if path.startswith(API):
            return Refused(self.status, self.reason).answer(**wait)
        return Denied(self.reason or "internal_failure", status=self.status).answer(**wait)


@dataclass
class Google(Settings):
    """All that the stand-in knows; `serving` puts it on the wire.

    `asked` holds every exchange; `misshapen` what was asked or answered in another shape than the discovery document
    says, and what is not played: a test that does so on purpose empties it.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    asked: list[Exchange] = field(default_factory=list)
    misshapen: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._office, self._desk, self._switchboard = Office(self), Desk(self), Switchboard(self)
        self._api = Api(self._office, self._desk, self._switchboard, self.misshapen)

    # What there is.

    def account(self, email: str, *, verified: bool = True, hd: str = "") -> Account:
        """Somebody who has an account, or gets one now."""
        if email not in self.accounts:
            subject = f"1{len(self.accounts):020}"
            self.accounts[email] = Account(email, lambda: self.now(), subject, verified, hd)
        return self.accounts[email]

    def client(self, id: str, secret: str, redirects: Iterable[str]) -> Client:
        """An application registered in the console, with the exact addresses it may be sent back to."""
        self._office.clients[id] = Client(id, secret, frozenset(redirects))
        return self._office.clients[id]

    @property
    def grants(self) -> list[Grant]:
        """Every leave that was ever given."""
        return self._office.grants

    @property
    def revoked(self) -> list[str]:
        """The tokens that were handed in to be revoked."""
        return self._office.revoked

    @property
    def issued(self) -> list[str]:
        """Every access token that was ever given."""
        return self._office.issued

    @property
    def channels(self) -> dict[str, Channel]:
        """The push channels that were not stopped, by id."""
        return self._switchboard.channels

    @property
    def posted(self) -> list[tuple[str, str, int]]:
        """Each message told: channel, state, and the status of its answer."""
        return self._switchboard.posted

    # What happens there.

    def grant(self, account: Account, client_id: str, scopes: Iterable[str]) -> dict[str, Any]:
        """The answer of the token endpoint to somebody who has consented, without their having to."""
        return self._office.grant(account, client_id, frozenset(scopes))

    def consented(
        self, address: str, account: Account, scopes: Iterable[str] | None = None, deny: bool = False
    ) -> str:
        """The address to which the consent page at `address` sends back, when this account ticks these scopes."""
        return visitor.consented(address, account.email, scopes, deny)

    def take_back(self, account: Account) -> None:
        """The account takes back every leave it gave: the next renewal is answered by invalid_grant."""
        self._office.take_back(account)

    def expire_access(self) -> None:
        """Every access token that is out has expired."""
        self._office.expire_access()

    def expire_sync_tokens(self, calendar: Calendar) -> None:
        """Every sync token of a calendar that is out is answered by 410."""
        self._desk.expire(calendar.events)

    def notify(self, calendar: Calendar) -> None:
        """Tells all who watch a calendar that it has changed."""
        self._switchboard.notify(calendar)

    def fault(
        self, path_part: str, status: int, reason: str = "", times: int = 1, retry_after: int | None = None
    ) -> Fault:
        """From now on, that many requests whose path has this part are answered so; status 0: hang up."""
        self.faults.append(Fault(path_part, status, reason, times, retry_after))
        return self.faults[-1]

    # What it answers.

    def answer(self, request: Request) -> Answer | None:
        """Answers one request, and keeps what was asked."""
        self.before(request.path)
        fault = self._fault(unquote(request.path))
        said = fault.answer(request.path) if fault else self._answered(request)
        query, form = _first(request.query), _first(request.form)
        self.asked.append(Exchange(request.method, request.path, query, said.status if said else 0, form))
        return said

    def _fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.part in path and fault.times:
                fault.times -= 1
                return fault
        return None

    def _answered(self, request: Request) -> Answer:
        """A fault of the stand-in itself must not pass for a far end that is out of order."""
        try:
            return self._answer(request)
        except Exception as broken:
            self.misshapen.append(f"the stand-in broke on {request.path}: {broken!r}")
            return page("<h1>The stand-in broke</h1>", 500)

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith(API):
            return self._called(request)
        pages: dict[tuple[str, str], Callable[[Request], Answer]] = {
            ("GET", "/o/oauth2/v2/auth"): self._consent,
            ("POST", "/o/oauth2/v2/auth/answer"): self._consented,
            ("POST", "/token"): self._token,
            ("POST", "/revoke"): self._revoke,
            ("GET", "/oauth2/v1/certs"): lambda _: json_answer(keys.certificates()),
        }
        played = pages.get((request.method, request.path))
        return played(request) if played else page("<h1>Not found</h1>", 404)

    def _called(self, request: Request) -> Answer:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        path = request.path.removeprefix(API)
        try:
            body = json.loads(request.body) if request.body else None
            return self._api.answer(request.method, path, request.query, body, bearer)
        except json.JSONDecodeError:
            return Refused(400, "parseError", "the body is no JSON").answer()
        except Refused as refused:
            return refused.answer()

    def _consent(self, request: Request) -> Answer:
        asked = _first(request.query)
        client = self._office.clients.get(asked.get("client_id", ""))
        accounts = list(self.accounts.values())
        return consent.refusal(client, asked, discovery.scopes()) or consent.form(asked, accounts, self.ticked)

    def _consented(self, request: Request) -> Answer:
        asked = _first(request.form)
        client = self._office.clients.get(asked.get("client_id", ""))
        if refusal := consent.refusal(client, asked, discovery.scopes()):
            return refusal
        issuer = self.url if self.iss == "" else self.iss
        scopes = consent.allowed(asked, request.form.get("tick", []))
        if asked.get("answer") != "allow" or not scopes:
            return consent.back(asked, issuer, error="access_denied")
        code = self._office.consent(self.accounts[asked["account"]], asked["client_id"], scopes, asked)
        return consent.back(asked, issuer, code=code, scope=" ".join(sorted(scopes)))

    def _token(self, request: Request) -> Answer:
        try:
            return json_answer(self._office.token(_first(request.form), _basic(request)))
        except Denied as denied:
            return denied.answer()

    def _revoke(self, request: Request) -> Answer:
        try:
            self._office.revoke(_first(request.form | request.query).get("token", ""))
        except Denied as denied:
            return denied.answer()
        return json_answer({})


@contextmanager
def serving(google: Google) -> Iterator[Google]:
    """The stand-in on the wire, until the block ends. A shape that is not Google's fails the block that was well."""
    with listening(google.answer) as google.url:
        yield google
    if google.misshapen:
        raise AssertionError(f"not in Google's shapes: {google.misshapen}")


def _first(values: dict[str, list[str]]) -> Form:
    return {name: many[0] for name, many in values.items()}


def _basic(request: Request) -> tuple[str, str] | None:
    """Client and secret from the header, each quoted (RFC 6749, 2.3.1)."""
    kind, _, coded = request.headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return None
    id, _, secret = base64.b64decode(coded).decode().partition(":")
    return unquote(id), unquote(secret)

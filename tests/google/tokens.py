"""Codes, access tokens and refresh tokens: who may do what, for how long (RFC 6749, RFC 7636, "Using OAuth 2.0 for
Web Server Applications")."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tests.google import keys
from tests.google.answers import Denied
from tests.google.model import Account
from tests.google.settings import Settings

CODE_LIVES = timedelta(minutes=10)
ALIASES = {f"https://www.googleapis.com/auth/userinfo.{name}": name for name in ("email", "profile")}
FULL = {alias: name for name, alias in ALIASES.items()}

Form = dict[str, str]


class Client(NamedTuple):
    """An application that was registered in the console."""

    id: str
    secret: str
    redirects: frozenset[str]


@dataclass
class Grant:
    """What an account let a client do. It is `live` until it is taken back."""

    account: Account
    client: str
    scopes: frozenset[str]
    refresh: str = ""
    nonce: str = ""
    live: bool = True


class Code(NamedTuple):
    """A code on its way to be redeemed, once."""

    grant: Grant
    redirect: str
    challenge: str
    expires_at: datetime


class Access(NamedTuple):
    """An access token's meaning."""

    grant: Grant
    scopes: frozenset[str]
    expires_at: datetime


@dataclass
class Office:
    """Where codes and tokens are given out, renewed and taken back."""

    settings: Settings
    clients: dict[str, Client] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)  # every access token that was ever given
    _codes: dict[str, Code] = field(default_factory=dict)
    _access: dict[str, Access] = field(default_factory=dict)
    _refresh: dict[str, Grant] = field(default_factory=dict)

    def consent(self, account: Account, client: str, scopes: frozenset[str], asked: Form) -> str:
        """A code for what was agreed to. Leave to renew comes with `access_type=offline`, and again only if the
        consent was asked for anew."""
        grant = Grant(account, client, scopes, nonce=asked.get("nonce", ""))
        known = any(
            one.live and one.refresh and one.account is account and one.client == client for one in self.grants
        )
        if asked.get("access_type") == "offline" and ("consent" in asked.get("prompt", "").split() or not known):
            self._leave_to_renew(grant)
        self.grants.append(grant)
        code = "4/" + secrets.token_urlsafe(24)
        ends = self.settings.now() + CODE_LIVES
        self._codes[code] = Code(grant, asked["redirect_uri"], asked.get("code_challenge", ""), ends)
        return code

    def grant(self, account: Account, client: str, scopes: frozenset[str]) -> dict[str, Any]:
        """What a redeemed code would be answered, without a code."""
        grant = Grant(account, client, scopes)
        self._leave_to_renew(grant)
        self.grants.append(grant)
        return self._tokens(grant, scopes) | {"refresh_token": grant.refresh} | self._identity(grant)

    def token(self, form: Form, basic: tuple[str, str] | None) -> dict[str, Any]:
        """The token endpoint. Raises Denied."""
        client = self._known(*(basic or (form.get("client_id", ""), form.get("client_secret", ""))))
        if form.get("grant_type") == "authorization_code":
            return self._redeem(client, form)
        if form.get("grant_type") == "refresh_token":
            return self._renew(client, form)
        raise Denied("unsupported_grant_type")

    def access(self, token: str) -> Access | None:
        """What an access token stands for; None if it is unknown, expired or taken back."""
        found = self._access.get(token)
        return found if found and found.grant.live and found.expires_at > self.settings.now() else None

    def revoke(self, token: str) -> None:
        """Ends the whole grant that a token of either kind belongs to. Raises Denied."""
        held = self._access.get(token)
        grant = self._refresh.get(token) or (held.grant if held else None)
        if grant is None or not grant.live:
            raise Denied("invalid_token", "the token is expired or revoked")
        grant.live = False
        self.revoked.append(token)

    def take_back(self, account: Account) -> None:
        """The account ends every grant it ever gave: from now on a renewal is answered by invalid_grant."""
        for grant in self.grants:
            if grant.account is account:
                grant.live = False

    def expire_access(self) -> None:
        """Ends every access token that is out."""
        self._access.clear()

    def _known(self, id: str, secret: str) -> Client:
        client = self.clients.get(id)
        if client is None or not secrets.compare_digest(client.secret.encode(), secret.encode()):
            raise Denied("invalid_client", "unknown client, or wrong secret", 401)
        return client

    def _redeem(self, client: Client, form: Form) -> dict[str, Any]:
        code = self._codes.pop(form.get("code", ""), None)
        if (
            code is None
            or code.grant.client != client.id
            or code.expires_at <= self.settings.now()
            or not code.grant.live
        ):
            raise Denied("invalid_grant", "unknown, used or expired code")
        if form.get("redirect_uri") != code.redirect:
            raise Denied("redirect_uri_mismatch")
        if code.challenge != (_s256(form["code_verifier"]) if "code_verifier" in form else ""):
            raise Denied("invalid_grant", "the code verifier is missing or wrong")
        grant = code.grant
        renewing = {"refresh_token": grant.refresh} if grant.refresh else {}
        return self._tokens(grant, grant.scopes) | renewing | self._identity(grant)

    def _renew(self, client: Client, form: Form) -> dict[str, Any]:
        grant = self._refresh.get(form.get("refresh_token", ""))
        if grant is None or grant.client != client.id or not grant.live:
            raise Denied("invalid_grant", "the token is expired or revoked")
        scopes = expanded(form["scope"]) if form.get("scope") else grant.scopes
        if not scopes <= grant.scopes:
            raise Denied("invalid_scope", "more was asked for than was granted")
        if not self.settings.rotates:
            return self._tokens(grant, scopes)
        del self._refresh[grant.refresh]
        self._leave_to_renew(grant)
        return self._tokens(grant, scopes) | {"refresh_token": grant.refresh}

    def _leave_to_renew(self, grant: Grant) -> None:
        grant.refresh = "1//" + secrets.token_urlsafe(24)
        self._refresh[grant.refresh] = grant

    def _tokens(self, grant: Grant, scopes: frozenset[str]) -> dict[str, Any]:
        token = "ya29." + secrets.token_urlsafe(24)
        self.issued.append(token)
        self._access[token] = Access(
            grant, scopes, self.settings.now() + timedelta(seconds=self.settings.token_lives)
        )
        said = {"access_token": token, "expires_in": self.settings.token_lives, "scope": " ".join(sorted(scopes))}
        return said | {"token_type": "Bearer"}

    def _identity(self, grant: Grant) -> dict[str, str]:
        """An id token (OpenID Connect Core, 2), if who they are was asked for."""
        if "openid" not in grant.scopes:
            return {}
        who, at = grant.account, int(self.settings.now().timestamp())
        claims: dict[str, Any] = {
            "iss": self.settings.url,
            "aud": grant.client,
            "azp": grant.client,
            "sub": who.subject,
        }
        claims |= {"iat": at, "exp": at + 3600} | ({"nonce": grant.nonce} if grant.nonce else {})
        if FULL["email"] in grant.scopes:
            claims |= {"email": who.email, "email_verified": who.verified} | ({"hd": who.hd} if who.hd else {})
        return {"id_token": keys.signed(claims | self.settings.claims)}


def expanded(scope: str) -> frozenset[str]:
    """Scopes by the names under which Google grants them: who asks for `email` gets `…/userinfo.email`."""
    return frozenset(FULL.get(name, name) for name in scope.split())


def _s256(verifier: str) -> str:
    """RFC 7636, 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

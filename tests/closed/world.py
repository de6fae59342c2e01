"""Two tenants of one service, each with one of everything that a page can name, and with words of their own in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask

from tests.fakes import FakeClock, FakeSource
from tests.google.standin import Google, serving
from tests.making import DAY, FRIDAY, NOW, calendar, candidate, event, user
from tests.web.browsing import HOME, Browser, nothing_found, tracker_with
from tracker.calendars.google.client import Client, redirect_address
from tracker.domain.account import CalendarKind, Role, User
from tracker.domain.notice import Kind
from tracker.domain.people import Direction, GiveKind
from tracker.domain.reading.candidate import Kind as Found
from tracker.domain.reconcile import Changes
from tracker.domain.token import Scope
from tracker.mail.links import Purpose
from tracker.services import (
    consents,
    digests,
    following,
    giving,
    ledger,
    letterfeed,
    outfeed,
    partnering,
    people,
    signin,
    tokens,
    webhooks,
    word,
)
from tracker.services.consents import Purpose as Asked
from tracker.services.sync import Doors
from tracker.store import accounts, calendars, events, invitations, letters, notices
from tracker.store.database import Database
from tracker.store.invitations import Invitation
from tracker.web.app import create_app
from tracker.wiring import Tracker

LINKS: dict[str, Purpose] = {  # by where the rule begins
    "/l/": "deliver",
    "/unsubscribe/": "unsubscribe",
    "/reminders/": "remind",
    "/w/": "word",
    "/join/": "join",
    "/leave/": "leave",
    "/feed/": "feed",
    "/letters/feed/": "letters",
}
INVITED = "/invited/"


@dataclass
class Tenant:
    """A user at their browser, with the names of their things by what routes call them."""

    user: User
    browser: Browser
    things: dict[str, str]
    secret: str  # of a token that may do everything
    links: dict[str, str] = field(default_factory=dict)

    @cached_property
    def cookies(self) -> list[tuple[str, str]]:
        """Those of their session, and of its forms."""
        assert self.browser.token, "the session of pages begins with the first form"
        jar = {name: self.browser.client.get_cookie(name) for name in ("tracker-session", "tracker-page")}
        return [(name, cookie.value) for name, cookie in jar.items() if cookie]

    def anew(self) -> Browser:
        """Their browser as it was when they had just come, whatever was said to it since."""
        for name, value in self.cookies:
            self.browser.client.set_cookie(name, value)
        return self.browser

    @cached_property
    def ids(self) -> frozenset[str]:
        """What nobody else may ever be told: random names of things, which others' are never called."""
        return frozenset(value for value in self.things.values() if len(value) >= 16)

    def address(self, rule: str) -> str:
        """A route's rule with the names of their own things."""
        return filled(rule, self.things, self.links)


def filled(rule: str, things: Mapping[str, str], links: Mapping[str, str]) -> str:
    """A rule with values for its names; a token is that of the link."""
    known = dict(things)
    for start, token in links.items():
        if rule.startswith(start):
            known["token"] = token
    for name, value in known.items():
        rule = rule.replace(f"<{name}>", value).replace(f"<path:{name}>", value)
    assert "<" not in rule, f"tests/closed/world.py knows no thing for {rule}: give both tenants one"
    return rule


class World:
    """Efua, who owns the service unless she is a member too, and Kofi, a member, before one application."""

    def __init__(self, database: Database, google: Google, *, owner: Role = Role.OWNER, **but: Any) -> None:
        client = Client("ours", "hush", redirect_address(HOME), at=google.url)
        doors = Doors(dict.fromkeys(CalendarKind, FakeSource()), nothing_found)
        self.clock: FakeClock = but.pop("clock", None) or FakeClock()
        self.tracker: Tracker = tracker_with(database, google=client, doors=doors, clock=self.clock, **but)
        self.app: Flask = create_app(self.tracker)
        self.google = google
        self.efua = self.tenant("efua", "bees", owner)
        self.kofi = self.tenant("kofi", "kites", Role.MEMBER)

    @property
    def nobody(self) -> Browser:
        """Someone without a session."""
        return Browser(self.app)

    def tenant(self, name: str, about: str, role: Role) -> Tenant:
        """A new user, whose things all speak of one subject."""
        email = f"{name}@example.com"
        who = replace(
            user(id=f"{name}-of-the-{about}-x", email=email, addresses=frozenset({email})), role=role, reminders=True
        )
        with self.tracker.database.write() as db:
            accounts.add_user(db, who)
        secret, things = furnish(self.tracker, self.google, who, about)
        found = Tenant(who, Browser(self.app, who), things, secret)
        things |= {"session_id": session_of(self.tracker, who), "member_id": who.id}
        with self.tracker.database.read() as db:
            who = accounts.user(db, who.id) or who
        found.links = links_of(self.tracker, who, things) | {INVITED: invitation_of(self.tracker, who, about)}
        me = found.browser.client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
        assert me.status_code == 200, "that a token is used is noted once an hour: it is now"
        return found


def furnish(tracker: Tracker, google: Google, who: User, about: str) -> tuple[str, dict[str, str]]:
    """One of each thing; the secret of a token, and their names."""
    at: dict[str, Any] = {"via": "page", "now": NOW}
    due = {"promisee": "Ama", "due": FRIDAY, "dated": False, **at}
    promise = ledger.add(tracker.database, who, body=f"write about {about}", **due)
    asked = word.ask(tracker.database, who, promise.id, **at)
    person = people.name_person(tracker.database, who, name=f"Ama {about.title()}", **at)
    kind = {"kind": GiveKind.ARTICLE, "direction": Direction.GIVEN, "at": NOW}
    give = giving.give(tracker.database, who, person=person.id, note=f"on {about}", **kind, **at)
    fed = following.upload(tracker.database, tracker.seal, who, b"BEGIN:VCALENDAR", name=f"All {about}", now=NOW)
    partner = partnering.invite(tracker.database, tracker.post, who, address=f"nils@{about}.example", **at)
    allowed = {"name": f"counts {about}", "scopes": list(Scope), "lives": timedelta(days=300)}
    token = tokens.make(tracker.database, who, **allowed, now=NOW)
    outfeed.begin(tracker.database, who)
    letterfeed.begin(tracker.database, who)
    return token.secret, {
        "promise_id": asked.id,
        "person_id": person.id,
        "give_id": give.id,
        "calendar_id": fed.id,
        "partner_id": partner.id,
        "token_id": token.token.id,
        "connection_id": connected(tracker, google, who),
        "letter_id": letter_of(tracker, who),
        "sign": told(tracker, who, about),
        "week": "2026-W02",
        "invitation_id": f"invited-for-the-{about}",
        "name": "not-found",
        "filename": "tracker.css",
        "token": signin.invite(tracker.database, who, lives=300 * DAY, now=NOW),
        **webhook_of(tracker, who, about),
    }


def connected(tracker: Tracker, google: Google, who: User) -> str:
    """The id of a new connection to Google."""
    account = google.account(who.email)
    account.calendar(primary=True, summary=who.id)
    doors = (tracker.database, tracker.seal, tracker.google)
    there = consents.begin(*doors, who, purpose=Asked.CONNECT, browser="theirs", now=NOW)
    said = dict(parse_qsl(urlsplit(google.consented(there, account)).query))
    answer = {"state": said["state"], "code": said["code"], "error": "", "issuer": said["iss"]}
    return consents.finish(*doors, purpose=Asked.CONNECT, browser="theirs", **answer, now=NOW).connection.id


def letter_of(tracker: Tracker, who: User) -> str:
    """The id of a letter that is on its way."""
    message = digests.written(tracker.post, digests.preview(tracker.database, who, NOW), NOW)
    with tracker.database.write() as db:
        digests.keep_letter(db, tracker.post, who, message, kind="digest", period="2026-W02", now=NOW)
        return next(one.id for one in letters.letters(db, who.id) if one.kind == "digest")


def told(tracker: Tracker, who: User, about: str) -> str:
    """The sign of a candidate that a calendar told."""
    found = candidate(f"send the {about}", uid=f"{about}@example.com", kind=Found.PROMISE)
    with tracker.database.write() as db:
        calendars.add_calendar(db, calendar(id=f"work-{about}", user=who.id), "sealed")
        key = found.event._replace(calendar=f"work-{about}")
        events.record(db, who.id, key.calendar, Changes(new=(event(found.title, key=key),)), NOW)
        one = replace(found, event=key)
        events.save_candidates(db, who.id, key, [one], 1)
    return one.sign


def webhook_of(tracker: Tracker, who: User, about: str) -> dict[str, str]:
    """A webhook with something that it is to be told."""
    said = {"address": f"https://{about}.example/hook", "kinds": [Kind.MADE], "allow_private": False, "via": "page"}
    one = webhooks.begin(tracker.database, tracker.seal, who, **said, now=NOW).webhook
    with tracker.database.write() as db:
        notice = notices.add_notice(db, who.id, one.id, kind=Kind.MADE, subject="p1", body="{}", at=NOW)
    return {"webhook_id": one.id, "notice_id": notice}


def session_of(tracker: Tracker, who: User) -> str:
    """The name of a session elsewhere."""
    elsewhere = signin.enter(tracker.database, who, NOW)
    this, _ = signin.sessions_of(tracker.database, who, elsewhere, NOW)
    assert this
    return this.id


def invitation_of(tracker: Tracker, who: User, about: str) -> str:
    """The token of an invitation."""
    one = Invitation(f"invited-for-the-{about}", who.id, f"tomas@{about}.example", "en", NOW, NOW + DAY)
    token = signin.new_token()
    with tracker.database.write() as db:
        invitations.add(db, who.id, one, signin.hashed(token))
    return token


def links_of(tracker: Tracker, who: User, things: Mapping[str, str]) -> dict[str, str]:
    """The token of each kind of signed link, by the beginning of its rule."""
    subjects = {
        "deliver": things["promise_id"],
        "word": things["promise_id"],
        "join": things["partner_id"],
        "leave": things["partner_id"],
        "feed": who.feed_key,
        "letters": who.letters_key,
    }
    long_ago = outfeed.BEGINNING

    def token(purpose: Purpose) -> str:
        made_at = long_ago if purpose in ("feed", "letters") else NOW
        address = tracker.links.make(purpose, user=who.id, subject=subjects.get(purpose, ""), at=made_at)
        return address.rsplit("/", 1)[1]

    return {start: token(purpose) for start, purpose in LINKS.items()}


@contextmanager
def world(database: Database, **but: Any) -> Iterator[World]:
    """Both of them over a database, with a stand-in for Google."""
    google = Google()
    google.client("ours", "hush", [redirect_address(HOME)])
    with serving(google):
        yield World(database, google, **but)

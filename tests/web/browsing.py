"""Somebody at a browser: follows links, sends forms with their token, and can say what a page shows."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fakes import FakeClock, FakeOutbox, FakeSource
from tracker.config import Config
from tracker.domain.account import CalendarKind, User
from tracker.domain.event import CalendarEvent
from tracker.domain.reading.candidate import Candidate, Decided
from tracker.mail.links import Links
from tracker.services import signin
from tracker.services.digests import Post
from tracker.services.sync import Doors
from tracker.services.work import Work
from tracker.store.database import Database
from tracker.store.seal import Seal
from tracker.wiring import Tracker

KEY = "k" * 40
HOME = "http://127.0.0.1:8000"

EFUA = "efua@gmail.com"  # at Google, as are these calendars of hers
GARDEN = "garden@group.calendar.google.com"
NILS = "nils@example.com"
HOLIDAYS = "en.gh#holiday@group.v.calendar.google.com"


def nothing_found(_event: CalendarEvent, _user: User, _decided: Decided) -> tuple[Candidate, ...]:
    """A detector that finds nothing."""
    return ()


def tracker_with(database: Database, *, base_url: str = HOME, **but: Any) -> Tracker:
    """A tracker over a real database, whose doors to the world stay in the test."""
    links, source, seal = Links([KEY], base_url), but.pop("source", FakeSource()), Seal([Seal.new_key()])
    values = {
        "config": Config(service={"base_url": base_url}),
        "database": database,
        "seal": seal,
        "links": links,
        "doors": Doors({CalendarKind.ICS: source, CalendarKind.FILE: source}, nothing_found),
        "post": Post(FakeOutbox(), links, base_url, "Tracker <tracker@example.com>", seal),
        "clock": FakeClock(),
        "secret_keys": (KEY,),
    }
    values |= but
    return Tracker(**({"hurry": at_once(values)} | values))


class AtOnce:
    """An engine for work that has it done before it answers."""

    def __init__(self) -> None:
        self._tasks: dict[str, Callable[..., object]] = {}

    def register(self, name: str, task: Callable[..., object], *, apart: bool = False) -> None:
        self._tasks[name] = task

    def defer(self, task: str, key: str, *, urgent: bool = False, **args: str) -> None:
        self._tasks[task](**args)

    def every(self, interval: timedelta, task: str) -> None:
        pass

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def waiting(self) -> int:
        return 0

    stopping = False


def at_once(values: dict[str, Any]) -> Callable[[str], None]:
    """A worker who reads what is due before the page that asks for it is answered."""
    work = Work(values["database"], values["doors"], values["post"], values["clock"])
    work.on(AtOnce(), timedelta(minutes=1))
    return work.hurry


class Browser:
    """One browser with its own cookies, signed in as `user` unless that is None."""

    def __init__(self, app: Flask, user: User | None = None) -> None:
        self.client: FlaskClient = app.test_client()
        self.tracker: Tracker = app.extensions["tracker"]
        self._token = ""
        if user:
            token = signin.invite(self.tracker.database, user, now=self.tracker.clock())
            assert self.post(f"/signin/{token}").status_code == 303
            self._token = ""  # a new session has a new one

    def get(self, address: str, method: str = "GET", **but: Any) -> TestResponse:
        return self.client.open(address, method=method, buffered=True, **but)

    def post(self, address: str, /, **fields: Any) -> TestResponse:
        """Send a form, with the token that a page of this session holds."""
        return self.client.post(address, data={"csrf_token": self.token, **fields})

    @property
    def token(self) -> str:
        if not self._token:
            for page in ("/promises/new", "/signin"):
                found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
                if found:
                    self._token = found[1]
                    break
        return self._token

    def sees(self, address: str) -> str:
        """The words of a page, without its tags."""
        return words(self.get(address))


def words(response: TestResponse) -> str:
    """The words of a page, without its tags, head and icons."""
    body = response.text.split("<body>", 1)[-1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def leads(answer):
    """Where a page sends the browser on to by itself."""
    return answer.headers["Refresh"].removeprefix("0; url=")

"""Chromium, and one service for all tests that only look, with a user for each state of the pages.

A plugin of `tests/conftest.py`: the tests of several folders look at the same house.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import at_google, weighty
from tests.browser.hand import Hand
from tests.browser.states import STATES, Ground
from tests.google.standin import Google
from tests.google.standin import serving as playing
from tests.running import Feeds, Service, a_service, serving

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ALL_STATES = STATES | weighty.STATES


def program_or_skip() -> str:
    """Debian's Chromium; without it a test is skipped on a bare machine, and fails in CI."""
    found = shutil.which("chromium")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    return str(found)


def sandbox() -> list[str]:
    """As root, Chromium has no sandbox to give."""
    return ["--no-sandbox"] if os.getuid() == 0 else []


@contextmanager
def browsing(program: str, *more: str) -> Iterator[Browser]:
    """Chromium for as long as the block lasts."""
    arguments = [*ARGUMENTS, *more, *sandbox()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: its event loop must not stay in the way of other tests of the same worker."""
    with browsing(program_or_skip()) as browser:
        yield browser


class Hands(dict[str, Hand]):
    """Each one's hand by their name, which is that of a state: it is brought about when it is first asked for."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground

    def __missing__(self, who: str) -> Hand:
        service, address = self.ground.service, self.address(who)
        if who == "busy":  # the first user, on whose calendar the service was started
            link = service.link
        else:
            assert service.command("user", "add", address, "--name", "Efua").returncode == 0
            link = service.command("user", "link", "--user", address).stdout.strip()
        self[who] = hand = Hand(link)
        ALL_STATES[who](self.ground, hand, address)
        return hand

    @staticmethod
    def address(who: str) -> str:
        return "me@localhost" if who == "busy" else f"{who}@example.com"


class House(NamedTuple):
    """A running service with a few people in it: each one's hand, and the state that makes a browser theirs."""

    service: Service
    hands: Hands

    def state(self, who: str) -> dict[str, Any]:
        """A browser's storage, signed in as one of them; `nobody` is signed out."""
        return self.hands[who].state(self.service.base_url) if who != "nobody" else {"cookies": []}


@contextmanager
def living(folder: Path) -> Iterator[House]:
    """The house with nobody in it yet, its data in that folder."""
    service = a_service(folder)
    with serving(Feeds()) as feeds, playing(at_google.registered(Google(), service)) as google:
        service.configure(google=google.url)
        with service.running():
            yield House(service, Hands(Ground(service, feeds, google)))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The service that tests only look at."""
    with living(tmp_path_factory.mktemp("house")) as house:
        yield house

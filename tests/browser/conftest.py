"""Chromium, and one service for all tests that only look, with a user for each state of the pages."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import at_google, states
from tests.browser.hand import Hand
from tests.google.standin import Google
from tests.google.standin import serving as playing
from tests.running import Feeds, Service, a_service, serving

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def _program() -> str:
    """Debian's Chromium; without it a test is skipped on a bare machine, and fails in CI."""
    found = shutil.which("chromium")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    return str(found)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: its event loop must not stay in the way of other tests of the same worker."""
    program = _program()
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@dataclass
class House:
    """A running service with a few people in it: each one's hand, and the state that makes a browser theirs."""

    service: Service
    hands: dict[str, Hand]

    def state(self, who: str) -> dict[str, Any]:
        """A browser's storage, signed in as one of them; `nobody` is signed out."""
        return self.hands[who].state(self.service.base_url) if who != "nobody" else {"cookies": []}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The service that tests only look at."""
    service = a_service(tmp_path_factory.mktemp("house"))
    with serving(Feeds()) as feeds, playing(at_google.registered(Google(), service)) as google:
        service.configure(google=google.url)
        yield from _lived_in(service, feeds, google)


def _lived_in(service: Service, feeds: Feeds, google: Google) -> Iterator[House]:
    with service.running():
        hands = {"busy": Hand(service.link)}
        for who in ("empty", "troubled", "connected", "lost", "reviewing"):
            address = f"{who}@example.com"
            assert service.command("user", "add", address, "--name", "Efua").returncode == 0
            hands[who] = Hand(service.command("user", "link", "--user", address).stdout.strip())
        states.busy(hands["busy"])
        states.troubled(service, hands["troubled"], feeds, "troubled@example.com")
        states.connected(service, hands["connected"], google)
        states.lost(service, hands["lost"], google, "lost@example.com")
        states.reviewing(hands["reviewing"], feeds)
        assert service.command("digest", "--user", "me@localhost").returncode == 0
        yield House(service, hands)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: only TRACKER_PICTURES=1 (`make pictures`) writes those that are committed."""
    return PICTURES if os.environ.get("TRACKER_PICTURES") == "1" else tmp_path

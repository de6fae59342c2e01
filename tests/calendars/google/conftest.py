"""Efua, who has a calendar at the stand-in, and somebody who follows it."""

from collections.abc import Iterator

import pytest

from tests.calendars.google.following import Follower, Leave
from tests.google.clients import registered
from tests.google.model import Calendar
from tests.google.standin import Google, serving


@pytest.fixture
def google() -> Iterator[Google]:
    """A stand-in at which Efua has a calendar."""
    with serving(registered()) as google:
        google.account("efua@example.com").calendar(primary=True, summary="Efua", timeZone="Europe/Berlin")
        yield google


@pytest.fixture
def calendar(google: Google) -> Calendar:
    """Efua's own calendar, in Berlin."""
    return google.account("efua@example.com").calendars["efua@example.com"]


@pytest.fixture
def leave(google: Google) -> Leave:
    """Efua's leave to read."""
    return Leave(google, google.account("efua@example.com"))


@pytest.fixture
def follower(google: Google, calendar: Calendar, leave: Leave) -> Follower:
    """Somebody in Accra who follows Efua's calendar and has not asked yet."""
    return Follower(google, leave, calendar)

"""A stand-in with one account and one calendar, and Google's own client that may read it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.google import clients
from tests.google.clients import calendar_api, credentials
from tests.google.model import Calendar
from tests.google.standin import Google, serving


@pytest.fixture
def google() -> Iterator[Google]:
    """A stand-in at which Efua has a calendar."""
    with serving(clients.registered()) as google:
        google.account("efua@example.com").calendar(primary=True, summary="Efua")
        yield google


@pytest.fixture
def calendar(google: Google) -> Calendar:
    """Efua's own calendar."""
    return google.account("efua@example.com").calendars["efua@example.com"]


@pytest.fixture
def api(google: Google) -> Iterator[Any]:
    """Google's own client, with Efua's leave to read."""
    with calendar_api(google, credentials(google, google.account("efua@example.com"))) as service:
        yield service

"""What is at Google in these tests: invented accounts, each with a few calendars, and how one is connected."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.hand import Hand
from tests.google.model import Account
from tests.google.standin import Google
from tests.running import Service
from tracker.calendars.google.client import redirect_address

GARDEN = "garden@group.calendar.google.com"


def registered(google: Google, service: Service) -> Google:
    """The stand-in, at which this service is a client."""
    google.client("ours", "hush", [redirect_address(service.base_url)])
    return google


def account(google: Google, address: str, name: str) -> Account:
    """Somebody with a calendar of their own, a shared one, one that shows no titles, and the holidays."""
    theirs = google.account(address)
    theirs.calendar(summary=name, primary=True)
    theirs.calendar(id=GARDEN, summary="Garden group")
    theirs.calendar(id="field@group.calendar.google.com", summary="Field work", accessRole="reader")
    theirs.calendar(id="nils@example.com", summary="Nils Berg", accessRole="freeBusyReader")
    theirs.calendar(id="en.gh#holiday@group.v.calendar.google.com", summary="Holidays in Ghana", accessRole="reader")
    return theirs


def event(summary: str, days: float, **more: Any) -> dict[str, Any]:
    """An hour, so many days from now, as it is put into a calendar there."""
    start = (datetime.now(UTC) + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    times = {"start": {"dateTime": f"{start:%FT%TZ}"}, "end": {"dateTime": f"{start + timedelta(hours=1):%FT%TZ}"}}
    return {"summary": summary} | times | more


def connected(hand: Hand, google: Google, theirs: Account, base_url: str) -> str:
    """Somebody's account connected, as they would by themselves: the page on which to choose among its calendars."""
    there = hand.post("/google/connect", token_from="/google")
    return hand.get(google.consented(there, theirs).removeprefix(base_url))

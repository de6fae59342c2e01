"""One of every letter that the service sends, and of the weekly one each kind of week, by name."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from tests.mail.test_partner import PROMISES, invitation, partner, summary
from tests.mail.test_reconnect_letter import letter as reconnect
from tests.mail.test_reminder import DRAFT, HALL, reminded
from tests.mail.test_reminder import letter as reminder
from tests.mail.weeks import BASE, MONDAY, WEEKS, letter, user
from tracker.mail.letter import signin_letter, stopped_letter, trial_letter
from tracker.mail.welcome import farewell_letter, welcome_letter

SENDER = "Tracker <tracker@example.com>"


def parts(message: EmailMessage) -> tuple[str, str]:
    """A letter's text and its HTML."""
    found = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, html = (part.get_content() for part in found if part)
    return text, html


TOLD: dict[str, Any] = {
    "base_url": BASE,
    "sender": SENDER,
    "message_id": "<1@example.com>",
    "made_at": MONDAY,
}
NEW: dict[str, Any] = {"link": f"{BASE}/invited/abc", "until": MONDAY + timedelta(days=7), "locale": "en"}
GONE: dict[str, Any] = {"webhook": "one", "address": "https://hooks.example.com/…", "why": "It answered 410."}


def _signin() -> EmailMessage:
    return signin_letter(to="efua@example.com", link=f"{BASE}/signin/abc", **TOLD)


LETTERS: dict[str, Callable[[], EmailMessage]] = {
    **{f"week, {name}": lambda week=week: letter(week()) for name, week in WEEKS.items()},
    "signin": _signin,
    "test": lambda: trial_letter(user(), **TOLD),
    "welcome": lambda: welcome_letter(user(), to="kofi@example.com", **NEW, **TOLD),
    "farewell": lambda: farewell_letter(user(), by_owner=False, **TOLD),
    "webhook": lambda: stopped_letter(user(), **GONE, **TOLD),
    "reconnect": lambda: reconnect("Work", "Home"),
    "reminder": lambda: reminder(reminded(HALL, DRAFT)),
    "invitation": lambda: invitation(partner(shows_bodies=True), name="Efua Mensah"),
    "summary": lambda: summary(partner(shows_bodies=True), promises=PROMISES),
}

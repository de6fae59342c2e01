"""One of every letter that the service sends, and of the weekly one each kind of week, by name."""

from collections.abc import Callable
from email.message import EmailMessage

from tests.mail.test_partner import PROMISES, invitation, partner, summary
from tests.mail.test_reconnect_letter import letter as reconnect
from tests.mail.test_reminder import DRAFT, HALL, reminded
from tests.mail.test_reminder import letter as reminder
from tests.mail.weeks import BASE, MONDAY, WEEKS, letter, user
from tracker.mail.letter import signin_letter, trial_letter

SENDER = "Tracker <tracker@example.com>"


def parts(message: EmailMessage) -> tuple[str, str]:
    """A letter's text and its HTML."""
    found = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, html = (part.get_content() for part in found if part)
    return text, html


def _signin() -> EmailMessage:
    told = {"sender": SENDER, "message_id": "<1@example.com>", "made_at": MONDAY}
    return signin_letter(to="efua@example.com", link=f"{BASE}/signin/abc", base_url=BASE, **told)


def _test() -> EmailMessage:
    told = {"sender": SENDER, "message_id": "<1@example.com>", "made_at": MONDAY}
    return trial_letter(user(), base_url=BASE, **told)


LETTERS: dict[str, Callable[[], EmailMessage]] = {
    **{f"week, {name}": lambda week=week: letter(week()) for name, week in WEEKS.items()},
    "signin": _signin,
    "test": _test,
    "reconnect": lambda: reconnect("Work", "Home"),
    "reminder": lambda: reminder(reminded(HALL, DRAFT)),
    "invitation": lambda: invitation(partner(shows_bodies=True), name="Efua Mensah"),
    "summary": lambda: summary(partner(shows_bodies=True), promises=PROMISES),
}

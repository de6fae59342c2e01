"""The letter that says once that leave from Google has ended: both parts, and what a hostile name cannot do to it."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from tests.mail.reading import HOSTILE, Elements, parts
from tests.mail.weeks import user
from tracker.mail.letter import reconnect_letter

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def letter(*calendars: str, account: str = "efua@example.com", testing: str = "") -> EmailMessage:
    return reconnect_letter(
        user(),
        account=account,
        calendars=calendars,
        since=MONDAY,
        testing=testing,
        base_url="https://tracker.example.com/",
        sender="tracker@example.com",
        message_id="<reconnect.1@tracker.example.com>",
        made_at=MONDAY,
    )


def test_both_parts_name_account_calendars_since_when_and_where_to_go() -> None:
    for part in parts(letter("Work", "Home")):
        said = " ".join(part.split())
        assert "the calendars of efua@example.com" in said
        assert "Since Mon 5 Jan, 09:00, nothing new has been read of: Work and Home." in said
        assert "https://tracker.example.com/google" in said


def test_what_is_not_there_is_not_spoken_of() -> None:
    for part in parts(letter()):
        assert "Since" not in part
    plain, _ = parts(letter("Work"))
    assert "\n\n\n" not in plain


def test_the_reason_is_told_in_both_parts() -> None:
    for part in parts(letter("Work", testing="It ended after a week.")):
        assert "It ended after a week." in part


def test_lines_are_as_long_as_a_terminal_likes_them() -> None:
    plain, _ = parts(letter("Work", testing="word " * 60))
    assert max(map(len, plain.splitlines())) <= 72


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_leaves_one_subject_one_recipient_and_the_same_page(text: str) -> None:
    hostile, harmless = letter(text, account=text), letter("x", account="x")
    assert hostile["Subject"] == harmless["Subject"]
    assert hostile.get_all("To") == harmless.get_all("To")
    assert hostile["Bcc"] is None
    assert Elements(parts(hostile)[1]).found == Elements(parts(harmless)[1]).found

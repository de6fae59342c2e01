"""Every message that says that something went wrong names what to do, and has a test that provokes it."""

import pytest

from tests.messages.__main__ import PAGE, page
from tests.messages.choosing import provoked
from tests.messages.found import Message, messages
from tests.messages.proof import every_test, holds
from tests.messages.remedy import AROUND, remedy

UNSAID = 40  # messages that name no remedy of their own


def test_the_page_lists_the_messages_as_they_are_now() -> None:
    assert PAGE.read_text() == page(), "make messages"


def test_each_message_has_a_test_that_is_there_and_holds_its_words() -> None:
    chosen = provoked()
    assert {one.text for one in messages()} == chosen.keys(), "make messages"
    for one in messages():
        if test := chosen[one.text]:
            assert test in every_test(), one.text
            assert holds(test, one), (test, one.text)


def test_no_message_is_there_that_no_test_provokes() -> None:
    assert [message for message, test in provoked().items() if not test] == []


def test_each_message_says_what_to_do_or_stands_beside_what_does() -> None:
    silent = [one.text for one in messages() if not remedy(one.text) and one.speaker not in AROUND]
    assert len(silent) <= UNSAID, silent


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("That day cannot be read. Type it as 2026-01-06.", "Type it as 2026-01-06."),
        ("A key: close it with: chmod 600", "close it with: chmod 600"),
        ("There is no such give.", ""),
    ],
)
def test_a_remedy_begins_where_somebody_is_told_to_do_something(text: str, do: str) -> None:
    assert remedy(text) == do


def test_words_of_another_message_prove_nothing() -> None:
    other = Message("Nobody says this anywhere, and nobody will.", "pages", (("web/errors.py", 1, 1),))
    assert not holds(next(iter(every_test())), other)

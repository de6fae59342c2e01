"""The catalogues hold all that is said, whole, and put each value where it belongs."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Message

from tests.tongue.messages import kept, languages, missing, said

SAID = said()


def values(text: str) -> Counter[str]:
    return Counter(re.findall(r"%\((\w+)\)[sd]", text))


def each(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, list | tuple) else (words,)


def amiss(message: Message) -> bool:
    """Whether a translation lacks a value of its message, or has one that nobody gives. A plural may leave out its
    number where the word says it.
    """
    asked = set().union(*map(values, each(message.id)))
    return any(set(values(text)) - asked or asked - {"num"} - set(values(text)) for text in each(message.string))


@pytest.mark.parametrize("language", languages())
def test_all_that_is_said_is_translated(language: str) -> None:
    catalog = kept(language)
    catalog.update(SAID, no_fuzzy_matching=True)
    assert [message.id for message in missing(catalog)] == []


@pytest.mark.parametrize("language", languages())
def test_nothing_is_kept_that_nobody_says(language: str) -> None:
    ours = {(message.id, message.context) for message in SAID}
    assert [message.id for message in kept(language) if (message.id, message.context) not in ours] == []


@pytest.mark.parametrize("language", languages())
def test_each_value_stands_in_the_translation_too(language: str) -> None:
    assert [message.id for message in kept(language) if message.id and amiss(message)] == []


@pytest.mark.parametrize("language", languages())
def test_each_translation_can_be_formatted(language: str) -> None:
    for message in kept(language):
        for text in each(message.string) if message.id else ():
            assert text % dict.fromkeys(values(text), "x")


def test_french_stands_as_french_is_set() -> None:
    """No-break spaces before high marks and within guillemets; no straight apostrophe between letters."""
    for message in kept("fr"):
        for text in each(message.string) if message.id else ():
            assert not re.search(r"[^\s\u00a0\u202f(][!?;»]|«[^\s\u00a0\u202f]| [!?;:»]|« |\w'\w", text), text

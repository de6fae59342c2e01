"""Words made plain, each with where it stands in the text."""

import pytest

from tracker.domain.reading.plain import Spelling, lower, plain

ENGLISH = Spelling({"gonna": ("going", "to")}, {"ll": "will", "d": "would"}, frozenset({"uh"}))


def test_each_word_stands_where_it_was_written_and_both_ends_at_the_outer_words() -> None:
    words = plain("  Uh, I'll gonna go.", ENGLISH)
    assert words.words == ("^", ",", "i", "will", "going", "to", "go", ".", "$")
    spans = ((4, 4), (4, 5), (6, 10), (6, 10), (11, 16), (11, 16), (17, 19), (19, 20), (20, 20))
    assert words.spans == spans
    assert words.quote(2, 7) == "I'll gonna go"
    assert words.quote(0, 9) == ", I'll gonna go."


def test_one_word_alone_has_its_ends_around_it() -> None:
    assert plain(" go").spans == ((1, 1), (1, 3), (3, 3))


def test_a_text_without_words_stands_at_its_beginning() -> None:
    assert plain("  ").words == ("^", "$")
    assert plain("  ").spans == ((0, 0), (0, 0))


@pytest.mark.parametrize(("text", "small"), [("ABC", "abc"), ("İZMİR Ab", "İzmİr ab"), ("ŞÉ", "şé"), ("", "")])
def test_lower_case_is_as_long_as_what_was_written(text: str, small: str) -> None:
    assert lower(text) == small


def test_only_a_short_ending_is_spelled_out() -> None:
    assert plain("o'clock she'd y'all'd ll d", ENGLISH).words[1:-1] == (
        "o'clock",
        "she",
        "would",
        "y'all",
        "would",
        "ll",
        "d",
    )

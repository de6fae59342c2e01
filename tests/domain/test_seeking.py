"""Words sought in what people wrote."""

import pytest

from tracker.domain.seeking import MOST_WORDS, bare, bears, sought


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("CAFÉ", "cafe"),
        ("Éfua’s", "efua's"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Straße", "strasse"),
        ("ﬁle", "file"),
    ],
)
def test_a_letter_is_found_by_what_people_type_for_it(written, typed):
    assert bare(written) == typed


def test_a_search_is_its_words_each_once_in_the_order_typed():
    assert sought("  Report café REPORT ") == ("report", "cafe")


def test_of_a_very_long_search_only_the_first_words_narrow():
    assert sought(" ".join(f"w{number}" for number in range(20))) == tuple(f"w{n}" for n in range(MOST_WORDS))


def test_each_word_stands_in_one_text_or_another():
    assert bears(sought("ama report"), "Send the report", "Ama Owusu")
    assert not bears(sought("ama invoice"), "Send the report", "Ama Owusu")


def test_a_word_does_not_begin_in_one_text_and_end_in_the_next():
    assert not bears(("reportama",), "report", "ama")


def test_of_no_words_nothing_is_found():
    assert not bears(sought("  "), "Send the report")

"""A sentence for people keeps its message and its values: through a database, a cage and an error."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.promise import Refused
from tracker.domain.saying import Words, joined, literally, words_from

MANY = Words("This calendar has more than %(lines)s lines, %(who)s: 5%% of all.", lines=40_000, who="Ama 100%")


def same(one, other):
    return (str(one), one.text, dict(one.values)) == (str(other), other.text, dict(other.values))


def test_words_read_as_the_english_sentence():
    assert MANY == "This calendar has more than 40,000 lines, Ama 100%: 5% of all."


def test_words_are_kept_with_their_values_and_come_back():
    assert same(words_from(MANY.kept), MANY)
    assert same(words_from(joined((MANY, "And more.")).kept), joined((MANY, "And more.")))


def test_words_without_values_are_kept_as_they_read():
    assert Words("Half of it, 50%%, is gone.").kept == "Half of it, 50%, is gone."
    assert words_from("Half of it, 50%, is gone.").text == "Half of it, 50%%, is gone."


@pytest.mark.parametrize("row", ["", "It broke off at 50%(!).", "%s and %(who)s"])
def test_what_was_kept_before_is_read_as_it_stands(row):
    assert words_from(row) == row


@given(st.text())
def test_any_sentence_can_be_words(sentence):
    assert literally(sentence) == sentence
    assert sentence.startswith('{"text": ') or words_from(literally(sentence).kept) == sentence


def test_words_pass_through_a_cage():
    assert same(pickle.loads(pickle.dumps(MANY)), MANY)


def test_sentences_stand_one_after_the_other_and_one_alone_stays_itself():
    assert joined(("One.", "Two at 5%.")) == "One. Two at 5%."
    assert joined((MANY,)) is MANY


def test_an_error_reads_in_english_and_carries_its_words():
    refused = Refused("“%(email)s” is no mail address.", email="50%")
    assert str(refused) == "“50%” is no mail address."
    assert (refused.words.text, refused.words.values) == ("“%(email)s” is no mail address.", {"email": "50%"})


def test_words_are_kept_as_they_are_written_in_any_script():
    assert "Éfua" in Words("Dear %(who)s.", who="Éfua").kept


def test_words_within_words_are_kept_with_their_own_values():
    inner = Words("%(n)s lines", n=2)
    record = Words("Of %(what)s.", what=inner).record
    assert record == {"text": "Of %(what)s.", "values": {"what": {"text": "%(n)s lines", "values": {"n": 2}}}}

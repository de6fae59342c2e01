"""Words weighed: what is counted is quoted as it stands, and sums to what the layer says."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.domain.reading.evidence import Evidence
from tracker.domain.reading.plain import AS_WRITTEN, LONGEST, Layer, Spelling, plain
from tracker.domain.reading.weighing import weighed

ENGLISH = Spelling({"gonna": ("going", "to")}, {"ll": "will"}, frozenset({"uh"}))
RUNS = ("i", "will", "i will", "^ i", "send", "will send it", "you $", "the", "0000", "^ $", "going to", ".")
LAYER = Layer(-1.0, dict.fromkeys(RUNS, 1.5) | {"the": -0.25})
TEXTS = st.lists(st.sampled_from(("I'll", "will", "send", "it", "the", "you", "1999", "uh", "gonna", "—", "Ş"))).map(
    " ".join
)


def summed(text: str) -> float:
    """What the layer says of the text, run by run."""
    words = plain(text, ENGLISH).words
    runs = [
        " ".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2, 3) if at + size <= len(words)
    ]
    return sum(LAYER.words.get(run, 0.0) for run in runs)


@given(TEXTS, st.integers(1, 5))
def test_what_is_told_sums_to_what_the_layer_says(text: str, most: int) -> None:
    told = list(weighed(plain(text, ENGLISH), LAYER, most))
    assert sum(each.weight for each in told) == pytest.approx(summed(text))
    assert len(told) <= most + 1


@given(st.text() | TEXTS)
@example("İİİ I will send it")
@example("I\u2019LL SEND IT TO YOU")
@example("\x00 \ud800 will")
def test_each_quote_stands_in_the_text(text: str) -> None:
    words = plain(text, ENGLISH)
    assert all(each.quote in text for each in weighed(words, LAYER))
    assert len(words.words) == len(words.spans)


def test_short_forms_are_spelled_out_and_quoted_as_written() -> None:
    words = plain("Uh, I'll send it", ENGLISH)
    assert words.words == ("^", ",", "i", "will", "send", "it", "$")
    assert Evidence("words", "I'll send it", 4.5) in list(weighed(words, Layer(0.0, {"will send it": 4.5})))


def test_an_ending_with_spaces_around_is_an_ending_too() -> None:
    assert plain("she ' ll come", ENGLISH).words[1:-1] == ("she", "will", "come")


def test_a_word_said_twice_at_once_is_said_once() -> None:
    assert plain("I I will will send", ENGLISH).words[1:-1] == ("i", "will", "send")


def test_digits_are_known_by_their_number() -> None:
    assert plain("12:30 on 4th, 1,250.5").words[1:-1] == ("00:00", "on", "0th", ",", "0,000.0")


def test_without_a_spelling_words_stay_as_they_are_written() -> None:
    assert plain("J'enverrai ça, d'accord ?", AS_WRITTEN).words[1:-1] == ("j'enverrai", "ça", ",", "d'accord", "?")


def test_a_run_within_a_known_one_is_told_with_it() -> None:
    layer = Layer(0.0, {"send": 1.0, "send it": 0.5, "it": 0.25})
    assert list(weighed(plain("send it"), layer)) == [Evidence("words", "send it", 1.75)]


def test_a_word_within_a_known_run_is_quoted_alone_where_the_run_is_unknown() -> None:
    layer = Layer(0.0, {"send": 1.0, "it now please": 2.0})
    assert list(weighed(plain("send it later"), layer)) == [Evidence("words", "send", 1.0)]


def test_the_three_heaviest_runs_are_quoted_and_all_others_in_one_sum() -> None:
    four = Layer(0.0, {"a": 0.25, "b": -3.0, "c": 1.0, "d": 2.0})
    named = [Evidence("words", "b", -3.0), Evidence("words", "d", 2.0), Evidence("words", "c", 1.0)]
    assert list(weighed(plain("a b c d"), four)) == [*named, Evidence("other words", "", 0.25)]
    assert list(weighed(plain("b c d"), four)) == named
    assert list(weighed(plain("a b c d"), four, part=0.5))[-1] == Evidence("other words", "", 0.125)


def test_half_of_a_weight_may_be_asked_for() -> None:
    assert list(weighed(plain("send"), Layer(0.0, {"send": 1.0}), part=0.5)) == [Evidence("words", "send", 0.5)]


@pytest.mark.parametrize(
    "text", ["", " ", "…" * 9, "—", "'" * 400, "i' " * 400, "0," * 400, "a_" * 400, "x" * 100_000]
)
def test_a_hostile_text_is_read_in_bounds(text: str) -> None:
    words = plain(text, ENGLISH)
    assert words.spans[-1][1] <= LONGEST
    list(weighed(words, LAYER))


def test_no_words_weigh_nothing() -> None:
    assert list(weighed(plain(""), Layer(3.0, {"send": 1.0}))) == []

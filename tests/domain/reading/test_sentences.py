"""Sentences read: who takes something on, how sure that is, and that the evidence says why."""

import json
import time
from math import log, sqrt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.domain.reading.clauses import traits
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.languages.en.language import ENGLISH
from tracker.domain.reading.plain import Layer, plain
from tracker.domain.reading.sentences import PROSE, WRITTEN, matches, sentence, thinned

OWN = (Path(__file__).parents[2] / "detection" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()

COMMITS = """
I'll mail you the floor plan tonight.
Let me ask the porter and get back to you.
We will refund the tickets next week.
uh I'll I'll rerun that on the big machine
and then I'll hand the rest over to Efua.
If you leave the key out, I will water the plants.
I'd be happy to drive Kofi to the airport.
Leave it with me.
Will do!
I'm going to call the bakery this afternoon.
"""
OTHERS = """
I mailed you the floor plan last night.
He'll mail you the floor plan.
Please mail me the floor plan.
I'll be on leave until Monday.
Nils said he would bring the chairs.
Could you water the plants?
The bakery closes at six.
I don't know how that works.
so that'll be about ten percent.
We hope you enjoyed the concert.
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(COMMITS))
def test_a_promise_is_one(text: str) -> None:
    assert sentence(text).label == "commit"


@pytest.mark.parametrize("text", lines(OTHERS))
def test_what_others_do_and_what_is_past_is_none(text: str) -> None:
    assert sentence(text).label == "none"


@given(st.text() | st.sampled_from(lines(COMMITS + OTHERS)), st.floats(0.001, 0.999))
@example("let " * 100, 0.5)
@example("\x00\ud800 I'll send it", 0.5)
def test_the_score_is_what_the_evidence_sums_to(text: str, share: float) -> None:
    found = sentence(text, share)
    assert found.score == sure(found.evidence)
    assert (found.label == "commit") == (found.score > 0.5)


@given(st.text() | st.sampled_from(lines(COMMITS + OTHERS)))
def test_each_quote_stands_in_the_sentence(text: str) -> None:
    line = " ".join(text.split())
    assert all(each.quote in line for each in sentence(text).evidence)


@pytest.mark.parametrize("text", [*lines(COMMITS + OTHERS), *(json.loads(line)["text"] for line in OWN)])
def test_no_row_that_matches_lacks_a_cue(text: str) -> None:
    words = plain(text, ENGLISH.sentences.spelling)
    tried = [rule.name for rule, _ in matches(text, words, ENGLISH.sentences.rows)]
    assert tried == [rule.name for rule in ENGLISH.sentences.rows if rule.pattern.search(text.lower())]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("I'll send the map.", True),
        ("You will have the map by noon!", True),
        ("So I'll send the map.", False),
        ("I'll um send the map.", False),
        ("and then i'll send the map.", False),
        ("I'll send the map", False),
    ],
)
def test_writing_is_told_from_speech(text: str, *, written: bool) -> None:
    assert bool(ENGLISH.sentences.styles[WRITTEN].search(text)) is written


def test_a_row_weighs_in_writing_what_training_made_of_it_there() -> None:
    rules = {"I will": 1.0, "written": -0.25, "written+I will": 0.5}
    tongue = ENGLISH._replace(sentences=ENGLISH.sentences._replace(layer=Layer(-1.0, {}, rules)))
    carefully, aloud = (
        {each.rule: each.weight for each in sentence(text, tongue=tongue).evidence}
        for text in ("I will send the map.", "and I will send the map.")
    )
    assert (carefully["base"], carefully["I will"]) == (-1.25, 1.5)
    assert (aloud["base"], aloud["I will"]) == (-1.0, 1.0)


def test_what_training_knows_nothing_of_weighs_what_its_row_says() -> None:
    tongue = ENGLISH._replace(sentences=ENGLISH.sentences._replace(layer=Layer(-1.0, {})))
    rows = {each.name: each.weight for each in ENGLISH.sentences.rows}
    base, *told = sentence("I will send the map.", tongue=tongue).evidence
    assert base == Evidence("base", "", -1.0)
    assert told
    assert all(each.weight == rows[each.rule] for each in told)


def test_in_a_long_text_each_word_and_trait_weighs_less() -> None:
    text = plain("I will send the map and the list and all of the letters.", ENGLISH.sentences.spelling)
    assert ENGLISH.sentences.grammar
    found = list(traits(text, ENGLISH.sentences.grammar))
    layer = Layer(0.0, {"send": 2.0}, traits={trait: 1.0 for trait, _, _ in found}, full=4)
    part = sqrt(4 / len(text.words))
    assert thinned(text, layer) == part < 1
    tongue = ENGLISH._replace(sentences=ENGLISH.sentences._replace(layer=layer))
    told = sentence(text.text, tongue=tongue).evidence
    assert [each.weight for each in told if each.rule == "words"] == [2.0 * part]
    assert sum(each.weight for each in told if each.rule == "clause") == pytest.approx(part * len(found))


def test_in_a_short_text_or_without_a_bound_everything_keeps_its_weight() -> None:
    short = plain("I will")
    assert [thinned(short, Layer(0.0, {}, full=full)) for full in (0, 4, 9)] == [1.0, 1.0, 1.0]


def test_where_promises_are_rare_more_must_speak_for_one() -> None:
    text = "I'll mail you the floor plan tonight."
    rare = sentence(text, PROSE)
    assert rare.score < sentence(text).score
    assert rare.evidence[-1] == Evidence("prior", "", pytest.approx(log(PROSE / (1 - PROSE))))


def test_a_promise_is_quoted_as_it_was_made() -> None:
    told = {each.rule: each.quote for each in sentence("Thanks! I'll send the map.").evidence}
    assert told["clause"] == "I'll send"


def test_a_language_without_a_layer_is_read_by_its_rows() -> None:
    bare = ENGLISH._replace(sentences=ENGLISH.sentences._replace(layer=None))
    found = sentence("I'll mail you the floor plan tonight.", tongue=bare)
    assert found.label == "commit"
    assert not {"clause", "words"} & {each.rule for each in found.evidence}


@pytest.mark.parametrize(
    "text", ["", " ", "I will " * 9000, "if " * 9000, "i'" * 9000, "," * 99_999, "let me " * 9000, "A" + "a-" * 9000]
)
def test_a_hostile_sentence_is_read_at_once(text: str) -> None:
    began = time.process_time()
    sentence(text)
    assert time.process_time() - began < 0.1

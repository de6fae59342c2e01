"""How near, how warm, how often and how much, in words; in each language that is spoken."""

from datetime import timedelta

import pytest

from tests.making import NOW, person
from tracker import tongue
from tracker.domain.acquaintance import Pair
from tracker.domain.people import Cadence, Circle, Reach
from tracker.domain.warmth import Shade, warmth
from tracker.web import person_words

AMA = person()
WEEKLY = Cadence(timedelta(weeks=1), timedelta(weeks=3))


def test_how_often_to_meet_is_told_with_the_longest():
    assert person_words.often(WEEKLY) == "every 1 week, 3 weeks at most"


@pytest.mark.parametrize(
    ("one", "cadences", "said"),
    [
        (AMA, (), "the close circle"),
        (person(tags=frozenset({"board"})), (("board", WEEKLY),), "the tag “board”"),
        (person(cadence=WEEKLY), (), "set for them"),
    ],
)
def test_what_says_how_often_is_named(one, cadences, said):
    assert person_words.says_who(warmth(one, (one,), (), NOW, cadences)) == said


def test_why_two_may_be_one_is_told():
    assert person_words.why_alike(Pair(AMA, AMA, "s")) == "They go by the same name."
    pair = Pair(AMA, AMA, "s", "ama@example.com", "Ama Mensah")
    assert person_words.why_alike(pair) == "ama@example.com reads like the name Ama Mensah."


@pytest.mark.parametrize("locale", [one.code for one in tongue.LOCALES])
def test_each_word_is_said_in_each_language_and_none_means_two_things(locale):
    with tongue.speaking(locale):
        for say, words in (
            (person_words.circle_of, Circle),
            (person_words.circle_named, Circle),
            (person_words.shade_of, Shade),
            (person_words.reach_of, Reach),
            (person_words.reach_said, Reach),
        ):
            assert len({say(word) for word in words}) == len(words)

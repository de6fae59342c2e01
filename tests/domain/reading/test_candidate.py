"""What was found: how sure is sure enough, and to whom it would be promised."""

import re

import pytest

from tests.making import candidate, person
from tracker.domain.reading.candidate import ASK, LIST, Band, band
from tracker.domain.reading.words import said


@pytest.mark.parametrize(
    ("confidence", "held"),
    [(LIST, Band.LIST), (LIST - 0.0001, Band.ASK), (ASK, Band.ASK), (ASK - 0.0001, Band.IGNORE), (1.0, Band.LIST)],
)
def test_what_is_just_sure_enough_is_sure_enough(confidence: float, held: Band) -> None:
    assert band(confidence) is held


def test_a_promise_goes_to_the_person_meant_else_to_whom_its_event_calls_so_else_to_nobody() -> None:
    ama = person("Ama Mensah")
    found = candidate(who=("ama mensah",), called=("Ama M.",))
    assert found.promisee([ama]) == "Ama Mensah"
    assert found.promisee([]) == "Ama M."
    assert candidate(who=(), called=()).promisee([ama]) == ""


def test_words_are_quoted_as_they_stand_also_behind_a_letter_that_is_two_when_small() -> None:
    lunch = re.compile("lunch")
    assert said(lunch, "Big LUNCH") == "LUNCH"
    assert said(lunch, "İlk İş: LUNCH") == "lunch"
    assert said(lunch, "") == ""

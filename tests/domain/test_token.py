"""Tokens: how their secrets are written, and how long they last."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, NOW
from tracker.domain.token import LETTERS, RANDOM, Scope, Token, well_written, written

TOKEN = Token(
    id="t",
    user="efua",
    name="a script",
    scopes=frozenset({Scope.PEOPLE_READ}),
    tail="abcd",
    made_at=NOW,
    ends_at=NOW + DAY,
)


@given(st.text(LETTERS, min_size=RANDOM, max_size=RANDOM))
def test_each_secret_is_known_as_one_of_ours(letters):
    assert well_written(written(letters))


@given(st.text(LETTERS, min_size=RANDOM, max_size=RANDOM), st.integers(4, 49), st.sampled_from(LETTERS))
def test_a_secret_with_a_letter_changed_is_none(letters, at, letter):
    secret = written(letters)
    changed = secret[:at] + letter + secret[at + 1 :]
    assert well_written(changed) == (changed == secret)


@pytest.mark.parametrize("said", ["", "trk_", "trk_" + "0" * 45, "ghp_" + "0" * 46, "trk_" + "é" * 46])
def test_other_words_are_none(said):
    assert not well_written(said)


def test_a_token_lasts_until_its_end_and_not_at_it():
    assert TOKEN.lasts(NOW)
    assert not TOKEN.lasts(NOW + DAY)


def test_to_write_is_not_to_read():
    writes = replace(TOKEN, scopes=frozenset({Scope.PEOPLE_WRITE}))
    assert writes.may(Scope.PEOPLE_WRITE)
    assert not writes.may(Scope.PEOPLE_READ)
    assert writes.may(None)

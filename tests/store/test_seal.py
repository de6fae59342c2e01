"""Secrets at rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.store.seal import BadKey, CannotOpen, Seal

OLD, NEW = Seal.new_key(), Seal.new_key()


@settings(max_examples=50)
@given(st.text(), st.text())
def test_what_is_sealed_opens_for_its_owner(secret, owner):
    sealed = Seal([OLD]).seal(secret, owner=owner)
    assert Seal([OLD]).open(sealed, owner=owner) == secret


def test_what_is_sealed_does_not_show():
    sealed = Seal([OLD]).seal("https://calendar.example/private", owner="efua")
    assert "private" not in sealed


def test_it_opens_for_nobody_else():
    sealed = Seal([OLD]).seal("secret", owner="efua")
    with pytest.raises(CannotOpen, match="for another owner"):
        Seal([OLD]).open(sealed, owner="kofi")


def test_an_old_key_still_opens_and_the_newest_seals():
    both = Seal([NEW, OLD])
    assert both.open(Seal([OLD]).seal("secret", owner="efua"), owner="efua") == "secret"
    assert Seal([NEW]).open(both.seal("secret", owner="efua"), owner="efua") == "secret"


def test_a_renewed_secret_needs_the_old_key_no_more():
    renewed = Seal([NEW, OLD]).renew(Seal([OLD]).seal("secret", owner="efua"))
    assert Seal([NEW]).open(renewed, owner="efua") == "secret"
    with pytest.raises(CannotOpen):
        Seal([OLD]).open(renewed, owner="efua")


@pytest.mark.parametrize("sealed", ["", "not sealed", Seal([NEW]).seal("secret", owner="efua")])
def test_what_cannot_be_opened_says_what_to_do(sealed):
    with pytest.raises(
        CannotOpen, match=r"key that is not here. Put the key back first .* or enter the calendar's add"
    ):
        Seal([OLD]).open(sealed, owner="efua")


@pytest.mark.parametrize("keys", [[], [""], ["short"], [OLD, "ü" * 44]])
def test_a_key_that_is_none_is_refused(keys):
    with pytest.raises(BadKey, match="must be one that tracker made"):
        Seal(keys)

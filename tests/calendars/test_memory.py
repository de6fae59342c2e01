"""What is kept of a feed between two readings: packed and unpacked, and where two rows of keys differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.calendars.memory import keys, packed, unlike, unpacked
from tracker.calendars.pieces import KEY

FRAME = b"f" * KEY


def row(letters: str) -> bytes:
    return b"".join(letter.encode() * KEY for letter in letters)


def test_a_memory_comes_back_as_it_was_packed():
    memory = unpacked(packed(FRAME, row("ab"), [b"one@example.com", b""]))
    assert memory
    assert (memory.frame, keys(memory.row), memory.uids) == (
        FRAME,
        [b"a" * KEY, b"b" * KEY],
        [b"one@example.com", b""],
    )


@pytest.mark.parametrize("kept", [b"", b"nonsense", packed(FRAME, row("ab"), [b"1", b"2"])[:-40], b"x" * 99])
def test_what_was_not_packed_here_is_no_memory(kept: bytes):
    assert unpacked(kept) is None


@given(some.text("ab", max_size=12), some.text("ab", max_size=12))
def test_rows_are_alike_at_both_ends_and_nowhere_twice(one: str, other: str):
    begin, end = unlike(row(one), row(other))
    assert one[:begin] == other[:begin]
    assert one[len(one) - end :] == other[len(other) - end :]
    assert begin + end <= min(len(one), len(other))
    left, right = one[begin : len(one) - end], other[begin : len(other) - end]
    assert not (left and right) or (left[0] != right[0] and left[-1] != right[-1])


def test_one_change_among_many_is_found_between_two_long_ends():
    before = bytearray(KEY * 5_000)
    after = bytearray(before)
    after[KEY * 3_000] = 1
    assert unlike(bytes(before), bytes(after)) == (3_000, 1_999)

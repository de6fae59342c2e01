"""A feed cut between its events: the same events as without a cut, and keys that leave out lying stamps alone."""

from collections.abc import Iterable
from io import BytesIO

import pytest

from tracker.calendars.lines import components, fragment
from tracker.calendars.pieces import Pieces, Uncut, key, lines_before


def events(*bodies: str, end: str = "\r\n") -> bytes:
    """A calendar of events, each of these lines."""
    blocks = (f"BEGIN:VEVENT\n{body}\nEND:VEVENT" for body in bodies)
    lines = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *blocks, "END:VCALENDAR", ""))
    return lines.replace("\n", end).encode()


def cut(body: bytes) -> list[bytes]:
    return [piece for batch in Pieces(BytesIO(body)).batches() for piece in batch]


def summaries(parts: Iterable[object]) -> list[list[bytes]]:
    return [part.lines for part in parts]  # type: ignore[attr-defined]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_pieces_hold_what_stands_between_begin_and_end(end: str):
    assert [piece.split() for piece in cut(events("UID:1", "UID:2\nSUMMARY:Two", "UID:3", end=end))] == [
        [b"UID:1"],
        [b"UID:2", b"SUMMARY:Two"],
        [b"UID:3"],
    ]


@pytest.mark.parametrize("size", [1, 7, 60, 500])
def test_where_a_feed_is_read_in_two_makes_no_difference(size: int):
    bodies = [f"UID:{number}\nSUMMARY:{'long ' * size}" for number in range(9)]
    assert len(cut(events(*bodies * 60))) == 540


def test_pieces_read_as_the_whole_does():
    odd = (
        "UID:1\nDESCRIPTION:one\n BEGIN:VEVENT\\nEND:VEVENT",
        "UID:2\nBEGIN:VALARM\nUID:alarm\nEND:VALARM\nSUMMARY:after",
        "UID:3\nBEGIN:VALARM\nSUMMARY:never closed",
        "UID:4\nEND:VEVENT\nBEGIN:VTODO\nUID:5\nEND:VTODO\nBEGIN:VEVENT\nUID:6",
        "UID:7\nEND:VEVENT",
        "UID:8",
    )
    body = events(*odd)
    parts = [part for piece in cut(body) for part in fragment(piece, 0) or ()]
    assert summaries(parts) == summaries(components(body)[0].parts)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        events("UID:1"),  # one alone has no seam
        events("UID:1", "UID:2")[:-40],
        events("UID:1", "UID:2", end="\r"),
        events("UID:1", "UID:2").decode().encode("utf-16"),
    ],
)
def test_what_does_not_come_apart_is_said_to(body: bytes):
    with pytest.raises(Uncut):
        Pieces(BytesIO(body))


@pytest.mark.parametrize(
    "piece",
    [
        b"\nUID:1\nEND:VCALENDAR\nBEGIN:VCALENDAR",
        b"\nUID:1\nEND:VEVENT\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\nBEGIN:VEVENT",
        b"\nUID:1\nend:vcal\n endar",
        b"\n OUS\nUID:1",
    ],
)
def test_a_piece_that_reaches_beyond_events_means_nothing_by_itself(piece: bytes):
    assert fragment(piece, 0) is None


def test_a_new_stamp_is_no_new_meaning():
    one = b"\nDTSTAMP:20260101T090000Z\nUID:1\nSUMMARY:Lunch"
    assert key(one) == key(one.replace(b"20260101T090000Z", b"20260202T101010Z"))


@pytest.mark.parametrize(
    "other",
    [
        b"\nDTSTAMP:20260101T090000Z\nUID:1\nSUMMARY:Supper",
        b"\nDTSTAMP:20260101T090000Z0\nUID:1\nSUMMARY:Lunch",
        b"\nDTSTAMP:\rSUMMARY:Supper1\nUID:1\nSUMMARY:Lunch",
        b"\nUID:1\nSUMMARY:Lunch",
    ],
)
def test_any_other_byte_is(other: bytes):
    assert key(other) != key(b"\nDTSTAMP:20260101T090000Z\nUID:1\nSUMMARY:Lunch")


def test_the_frame_is_known_by_its_head_and_tail_alone():
    one, two = (Pieces(BytesIO(events(f"UID:{name}", "UID:z"))) for name in "ab")
    renamed = Pieces(BytesIO(events("UID:a", "UID:z").replace(b"2.0", b"3.0")))
    assert one.frame == two.frame != renamed.frame


def test_lines_are_counted_to_any_place_in_one_going_through():
    assert lines_before(BytesIO(b"a\nb\nc\nd"), [6, 2, 2, 0]) == {0: 0, 2: 1, 6: 3}

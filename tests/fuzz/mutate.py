"""Feeds spoiled at random: the same dice, the same feed."""

import re
from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz.nasty import BYTES, LINES, PARTS, VALUES

LONGEST = 200_000  # bytes of a spoiled feed

_NUMBER = re.compile(rb"\d+")
_RULE = re.compile(rb"(?im)^RRULE[^:\r\n]*:[^\r\n]*")
_NUMBERS = (
    b"0",
    b"1",
    b"-1",
    b"60",
    b"366",
    b"9999",
    b"99999999999",
    b"00",
    b"1e9",
    "٣".encode(),
    b"20260310",
    b"2026",
)

Change = Callable[[bytes, Random], bytes]


def mutated(body: bytes, others: Sequence[bytes], dice: Random) -> bytes:
    """A feed after one change to eight, sometimes crossed with another one."""
    if dice.random() < 0.15:
        body = _crossed(body, dice.choice(others), dice)
    for _ in range(min(int(dice.expovariate(0.5)) + 1, 8)):
        body = dice.choice(CHANGES)(body, dice)[:LONGEST]
    return body


def _crossed(body: bytes, other: bytes, dice: Random) -> bytes:
    """The beginning of one and the end of another, or some lines of the other within."""
    ours, theirs = body.split(b"\n"), other.split(b"\n")
    at, from_ = dice.randrange(len(ours)), dice.randrange(len(theirs))
    if dice.random() < 0.3:
        return b"\n".join(ours[:at] + theirs[from_:])
    return b"\n".join(ours[:at] + theirs[from_ : from_ + dice.randrange(1, 40)] + ours[at:])


def _span(body: bytes, dice: Random, longest: int) -> tuple[int, int]:
    start = dice.randrange(len(body) + 1)
    return start, min(start + dice.randrange(1, longest), len(body))


def _drop(body: bytes, dice: Random) -> bytes:
    start, end = _span(body, dice, dice.choice((2, 20, 400)))
    return body[:start] + body[end:]


def _insert(body: bytes, dice: Random) -> bytes:
    at, _ = _span(body, dice, 2)
    return body[:at] + dice.choice(BYTES) + body[at:]


def _replace(body: bytes, dice: Random) -> bytes:
    start, end = _span(body, dice, 8)
    return body[:start] + dice.choice(BYTES) + body[end:]


def _double(body: bytes, dice: Random) -> bytes:
    start, end = _span(body, dice, dice.choice((10, 300, 3_000)))
    return body[:end] + body[start:end] * dice.choice((1, 1, 2, 20)) + body[end:]


def _flip(body: bytes, dice: Random) -> bytes:
    start, end = _span(body, dice, 2)
    return body[:start] + bytes(byte ^ (1 << dice.randrange(8)) for byte in body[start:end]) + body[end:]


def _cut(body: bytes, dice: Random) -> bytes:
    return body[: dice.randrange(len(body) + 1)] if dice.random() < 0.3 else body


def _at_lines(change: Callable[[list[bytes], int, Random], None]) -> Change:
    def changed(body: bytes, dice: Random) -> bytes:
        lines = body.split(b"\n")
        change(lines, dice.randrange(len(lines)), dice)
        return b"\n".join(lines)

    return changed


def _drop_lines(lines: list[bytes], at: int, dice: Random) -> None:
    del lines[at : at + dice.choice((1, 1, 1, 5))]


def _swap_lines(lines: list[bytes], at: int, dice: Random) -> None:
    other = min(at + dice.randrange(1, 6), len(lines) - 1) if dice.random() < 0.6 else dice.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _repeat_lines(lines: list[bytes], at: int, dice: Random) -> None:
    end = at + dice.choice((1, 1, 3, 12))
    lines[end:end] = lines[at:end] * dice.choice((1, 1, 3, 60))


def _insert_line(lines: list[bytes], at: int, dice: Random) -> None:
    lines.insert(at, dice.choice(LINES) + dice.choice((b"\r", b"\r", b"")))


def _fold_line(lines: list[bytes], at: int, dice: Random) -> None:
    cut = dice.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:cut] + b"\r", dice.choice((b" ", b"\t", b"")) + lines[at][cut:]]


def _case_line(lines: list[bytes], at: int, dice: Random) -> None:
    lines[at] = dice.choice((bytes.lower, bytes.upper, bytes.swapcase))(lines[at])


def _end_line(lines: list[bytes], at: int, dice: Random) -> None:
    lines[at] = lines[at].rstrip(b"\r") + dice.choice((b"", b"\r", b"\r\r", b" \r", b"\t", b"\r\n\r", b"\0\r"))


def _value(lines: list[bytes], at: int, dice: Random) -> None:
    head, colon, _ = lines[at].partition(b":")
    if colon:
        lines[at] = head + colon + dice.choice(VALUES) + b"\r"


def _trade_values(lines: list[bytes], at: int, dice: Random) -> None:
    other = dice.randrange(len(lines))
    (mine, _, my_value), (yours, _, your_value) = lines[at].partition(b":"), lines[other].partition(b":")
    lines[at], lines[other] = mine + b":" + your_value, yours + b":" + my_value


def _number(body: bytes, dice: Random) -> bytes:
    """A number made another one, of the same length or not."""
    start = dice.randrange(len(body) + 1)
    found = _NUMBER.search(body, start) or _NUMBER.search(body)
    if not found:
        return body
    number = dice.choice((*_NUMBERS, bytes(dice.choices(b"0123456789", k=len(found[0])))))
    return body[: found.start()] + number + body[found.end() :]


def _rule(body: bytes, dice: Random) -> bytes:
    """A part put into a rule; where there is none, a rule into an event."""
    found = list(_RULE.finditer(body))
    if not found:
        return body.replace(b"\nEND:VEVENT", b"\nRRULE:FREQ=DAILY;" + dice.choice(PARTS) + b"\nEND:VEVENT", 1)
    one = dice.choice(found)
    parts = one[0].split(b";")
    parts.insert(dice.randrange(1, len(parts) + 1), dice.choice(PARTS))
    return body[: one.start()] + b";".join(parts) + body[one.end() :]


_OF_LINES = (
    *(_drop_lines, _swap_lines, _repeat_lines, _insert_line, _insert_line, _fold_line),
    *(_case_line, _end_line, _value, _value, _trade_values),
)
CHANGES: tuple[Change, ...] = (
    *(_drop, _insert, _replace, _double, _flip, _cut, _number, _number, _rule, _rule),
    *map(_at_lines, _OF_LINES),
)

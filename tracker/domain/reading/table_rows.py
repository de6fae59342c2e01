"""A row of a table in notes: which cell names somebody, and which says what they are to do."""

import re
from datetime import UTC, datetime

from tracker.domain.reading import due as dues
from tracker.domain.reading.language import Lines

_RULE = re.compile(r"[\s:=+-]*")
_NUMBERED = re.compile(r"#?[A-Za-z]{0,4}[-#]?\d+")
_STATE = re.compile(r"(?:#?[A-Z]{0,3}-?\d{1,4}|[-–—xX✓✔?]|\w+|in progress|not started|on hold|to do)", re.I)
ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # for whether words are a due at all


def cells(text: str) -> list[str]:
    """The cells of a row between its bars, without those that are empty or draw a line."""
    return [each.strip() for each in text.split("|") if not _RULE.fullmatch(each)]


def row(parts: list[str], tables: Lines) -> tuple[str, str, str] | None:
    """Owner, what and due words of a row: its one cell of names, its longest of two words or more, and a due."""
    owners = [each for each in parts if _may_be_name(each, tables)]
    when = next((each for each in parts if not _STATE.fullmatch(each) and dues.read(each, ANY_DAY)), "")
    when = when or next((each for each in parts if each.isalpha() and dues.read(each, ANY_DAY)), "")
    told = [each for each in parts if each not in (*owners, when) and not _STATE.fullmatch(each)]
    if not owners or not told:
        return None
    return owners[0], max(told, key=len), when


def _may_be_name(cell: str, tables: Lines) -> bool:
    return bool(tables.owner.fullmatch(cell)) and not _NUMBERED.fullmatch(cell) and owns(cell, tables)


def owns(words: str, tables: Lines) -> bool:
    """Whether words can be somebody: none of them begins like a sentence or like a deed."""
    return all(_owns(each.strip(), tables) for each in tables.joint.split(words))


def _owns(words: str, tables: Lines) -> bool:
    first = words.partition(" ")[0].strip(".,:;").casefold()
    if first in tables.first_person:
        return True
    return bool(first) and first not in tables.not_owners and not tables.verb.match(f"{words} the")

"""Cues: beginnings of words, and marks, by which a title tells cheaply which rows of a table could speak of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from tracker.domain.reading.language import Rule

LONGEST = 3  # letters of a word that make a cue, so that all its endings share one
T = TypeVar("T")
FIRST = "^"  # before the cue of a word that may be a title's first
_TOKEN = re.compile(r"\d|[^\W\d_]+|[^\w\s]")
_NO_WORDS = re.compile(r"\\[A-Za-z]|\(\?(?:P<\w+>|[ai]*:|<?[=!])|\[[^\]]*\]|\{[^}]*\}")
_RUN = re.compile(r"([^\W\d_]+)(\??)|([^\x00-\u02ff])")

_ANY_CASE = re.compile(r"\(\?i:")
_CAPITAL = re.compile(r"(?<!\\)[A-ZÀ-Þ]")
_BRACKETS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[^()]")  # what is no bracket of a group


class _Places(NamedTuple):
    """A table, where its rows without cues stand, and where those that need one."""

    table: Sequence[Any]
    always: tuple[int, ...]
    by_cue: Mapping[str, tuple[int, ...]]


_KNOWN: dict[int, _Places] = {}  # tables are few, and live as long as we do


def cues(text: str) -> frozenset[str]:
    """Those of a text: of each word its first letters in lower case, each other mark itself, and 0 for digits."""
    found = ["0" if each.isdigit() else each[:LONGEST] for each in _TOKEN.findall(text.lower())]
    plain = ":" not in text and text.partition(" ")[0].isalpha()  # else a code may stand first
    return frozenset((*found, *(FIRST + each for each in (found[:1] if plain else found))))


def needed(pattern: str) -> frozenset[str]:
    """Those of which a text must have one, for a pattern of which each alternative has a word written out.

    A letter that may be missing must not be among a word's first three: "email|e-mail", not "e-?mail".
    """
    found = set()
    for run, optional, mark in _RUN.findall(_NO_WORDS.sub(" ", pattern)):
        found.add(mark or run.lower()[:LONGEST])
        if optional:
            found.add(run.lower()[:-1][:LONGEST])
    return frozenset(found - {""})


def in_small(pattern: str) -> str | None:
    """The same pattern for texts in lower case, if all of it takes any case; else None."""
    whole = pattern[4:-1] if _ANY_CASE.match(pattern) and pattern.endswith(")") else ""
    if not whole or _CAPITAL.search(whole):
        return None
    return whole if _closes_last(whole) else None


def _closes_last(inner: str) -> bool:
    """Whether no bracket closes in a pattern that was not opened in it."""
    depth = 0
    for bracket in _BRACKETS.sub("", inner):
        depth += (bracket == "(") - (bracket == ")")
        if depth < 0:
            return False
    return True


def called(table: Sequence[T], told: frozenset[str]) -> Iterator[T]:
    """The rows of a table for which a text has a cue, in their order. A row is a rule, or begins with one."""
    places = _KNOWN.get(id(table))
    if places is None or places.table is not table:
        places = _KNOWN[id(table)] = _places(table)
    found = {*places.always}
    for cue in told:
        found.update(places.by_cue.get(cue, ()))
    return (table[place] for place in sorted(found))


def _places(table: Sequence[Any]) -> _Places:
    rules = [row if isinstance(row, Rule) else row[0] for row in table]
    found: dict[str, list[int]] = {}
    for place, rule in enumerate(rules):
        for cue in rule.cues:
            found.setdefault(cue, []).append(place)
    always = tuple(place for place, rule in enumerate(rules) if not rule.cues)
    return _Places(table, always, {cue: tuple(each) for cue, each in found.items()})

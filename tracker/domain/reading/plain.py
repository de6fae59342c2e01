"""A text as plain words, each with where it stands in the text; and how a language's words are made plain."""

import re
from collections.abc import Mapping
from typing import NamedTuple

LONGEST = 500  # letters of a text that are looked at
START, END = "^", "$"  # stand before the first and behind the last word, so that "^ let me" is a run of words
_PLAINER = str.maketrans("’‘´`123456789", "''''000000000")  # letter for letter, so that spans hold
_WORD = re.compile(
    r"[^\W\d_]+(?: ?' ?(?:ll|re|ve|m|d|s|t)\b|['_-][^\W\d_]+)*"  # "she ' ll" too, as transcripts have it
    r"|0(?:[0.,:/]*0)?(?:st|nd|rd|th|am|pm)?|[?!.,;:…]"
)


class Spelling(NamedTuple):
    """How a language's words are made plain: short forms spelled out ("gonna", and the ending of "she'll"), and
    sounds that say nothing left out. Without one, words stay as they are written.
    """

    short: Mapping[str, tuple[str, ...]] = {}
    endings: Mapping[str, str] = {}
    sounds: frozenset[str] = frozenset()


AS_WRITTEN = Spelling()


class Words(NamedTuple):
    """A text as plain words between START and END: lower case, short forms spelled out, each digit a 0, what is said
    twice at once said once. `spans` tell where each stands in the text.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def quote(self, first: int, end: int) -> str:
        """The words from first to before end, as they stand in the text."""
        return self.text[self.spans[first][0] : self.spans[end - 1][1]]


def plain(text: str, spelling: Spelling = AS_WRITTEN) -> Words:
    """A text's first letters as plain words."""
    text = text[:LONGEST]
    words: list[str] = [START]
    spans: list[tuple[int, int]] = [(0, 0)]
    for found in _WORD.finditer(lower(text).translate(_PLAINER)):
        word, span = found[0], found.span()
        if word in spelling.sounds or word == words[-1]:
            continue
        for each in spelling.short.get(word) or _spelled(word, spelling.endings):
            words.append(each)
            spans.append(span)
    left, right = (spans[1][0], spans[-1][1]) if spans[1:] else (0, 0)
    return Words(text, (*words, END), ((left, left), *spans[1:], (right, right)))


def lower(text: str) -> str:
    """In lower case, letter for letter, so that spans hold."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)  # "İ" becomes two letters


def _spelled(word: str, endings: Mapping[str, str]) -> tuple[str, ...]:
    """A word without its short ending, and what the ending is short for."""
    stem, _, ending = word.rpartition("'")
    full = endings.get(ending.strip())
    return (stem.strip(), full) if full and stem else (word,)


class Layer(NamedTuple):
    """What training made of many texts. `words` weighs runs of one to `longest` plain words ("i will send"), `traits`
    those of clauses ("i/will/act"); `rules` gives rules of the language another weight than stands in their row, now
    that words speak too. In a text of more words than `full` (0: never) words and traits weigh less each.
    """

    base: float
    words: Mapping[str, float]
    rules: Mapping[str, float] = {}
    longest: int = 3
    traits: Mapping[str, float] = {}
    full: int = 0

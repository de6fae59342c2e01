"""Words weighed by a trained layer: a text made plain, its runs of one to three words, and what each weighs."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracker.domain.finding import Evidence

LONGEST = 500  # letters of a text that are looked at
START, END = "^", "$"  # stand before the first and behind the last word, so that "^ let me" is a run of words
RULE, REST = "words", "other words"
_PLAINER = str.maketrans("’‘´`123456789", "''''000000000")  # letter for letter, so that spans hold
_WORD = re.compile(
    r"[^\W\d_]+(?: ?' ?(?:ll|re|ve|m|d|s|t)\b|['_-][^\W\d_]+)*"  # "she ' ll" too, as transcripts have it
    r"|0(?:[0.,:/]*0)?(?:st|nd|rd|th|am|pm)?|[?!.,;:…]"
)


class Layer(NamedTuple):
    """What training made of many texts. `words` weighs runs of one to `longest` plain words ("i will send"),
    `rules` gives rules of the language another weight than stands in their row, now that words speak too.
    """

    base: float
    words: Mapping[str, float]
    rules: Mapping[str, float] = {}
    longest: int = 3


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
    for found in _WORD.finditer(_lower(text)):
        word, span = found[0], found.span()
        if word in spelling.sounds or word == words[-1]:
            continue
        for each in spelling.short.get(word) or _spelled(word, spelling.endings):
            words.append(each)
            spans.append(span)
    left, right = (spans[1][0], spans[-1][1]) if spans[1:] else (0, 0)
    return Words(text, (*words, END), ((left, left), *spans[1:], (right, right)))


def _lower(text: str) -> str:
    """In lower case and with plain marks and digits, letter for letter."""
    small = text.lower()
    if len(small) != len(text):  # "İ" becomes two letters
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.translate(_PLAINER)


def _spelled(word: str, endings: Mapping[str, str]) -> tuple[str, ...]:
    """A word without its short ending, and what the ending is short for."""
    stem, mark, ending = word.rpartition("'")
    full = endings.get(ending.strip()) if mark else None
    return (stem.strip(), full) if full and stem else (word,)


def weighed(words: Words, layer: Layer, most: int = 3) -> Iterator[Evidence]:
    """What a text's words weigh: the heaviest runs quoted as they stand in the text, and all others in one sum.

    The weights sum to what the layer's words say of the text; its base is for the caller to add.
    """
    runs = sorted(_runs(words.words, layer), key=_heaviest)
    for first, end, weight in runs[:most]:
        yield Evidence(RULE, words.quote(first, end), weight)
    if len(runs) > most:
        yield Evidence(REST, "", sum(weight for _, _, weight in runs[most:]))


def _heaviest(run: tuple[int, int, float]) -> float:
    return -abs(run[2])


def _runs(words: tuple[str, ...], layer: Layer) -> Iterator[tuple[int, int, float]]:
    """Each known run that stands in no other, from where to where, with the weight of all known runs within it."""
    first = end = 0
    total = 0.0
    for start, stop, weight in _known(words, layer):
        if stop > end:
            if end:
                yield first, end, total
            first, end, total = start, stop, 0.0
        total += weight
    if end:
        yield first, end, total


def _known(marked: tuple[str, ...], layer: Layer) -> Iterator[tuple[int, int, float]]:
    """The runs that the layer knows, from left to right; of those that start together, the longest first."""
    get, longest = layer.words.get, layer.longest
    for start in range(len(marked)):
        run = marked[start]
        found = []
        for stop, word in enumerate(marked[start + 1 : start + longest], start + 1):
            if weight := get(run):
                found.append((start, stop, weight))
            run = f"{run} {word}"
        if weight := get(run):
            found.append((start, min(start + longest, len(marked)), weight))
        yield from reversed(found)

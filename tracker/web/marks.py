"""Words that were read, cut into pieces: those that a reason rests on, and the rest."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.domain.reading.candidate import Candidate
from tracker.web import reasons
from tracker.web.quotes import places

_WORD = re.compile(r"\w")


class Piece(NamedTuple):
    """Some letters of a text; `marked`: a reason rests on them."""

    text: str
    marked: bool


def marked(candidate: Candidate) -> tuple[Piece, ...]:
    """The words that were read, with those marked that its reasons and its due rest on."""
    text = candidate.read
    spans = sorted(span for quote in _quotes(candidate) for span in places(quote, text, candidate.body))
    return pieces(text, [*spans, *_gaps(text, spans)])


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """A text cut at the ends of spans, those that overlap taken as one; all pieces together are the text."""
    cut: list[Piece] = []
    at = 0
    for start, end in _joined(spans):
        cut += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    cut.append(Piece(text[at:], False))
    return tuple(piece for piece in cut if piece.text)


def _gaps(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Where between two spans no word stands: “AI: Kofi to” is marked as one."""
    return ((end, start) for (_, end), (start, _) in pairwise(spans) if not _WORD.search(text[end:start]))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    before: tuple[int, int] = (0, 0)
    for start, end in sorted(spans):
        if start <= before[1]:
            before = (before[0] if before[1] else start, max(end, before[1]))
        else:
            yield before
            before = (start, end)
    yield before


def _quotes(candidate: Candidate) -> Iterable[str]:
    yield from (each.quote for each in reasons.told(candidate) if reasons.quotes(each))
    if candidate.due:
        yield candidate.due.quote

"""Words that were read, cut into pieces: those that a reason rests on, and the rest."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.domain.candidate import Candidate
from tracker.web import reasons


class Piece(NamedTuple):
    """Some letters of a text; `marked`: a reason rests on them."""

    text: str
    marked: bool


def marked(candidate: Candidate) -> tuple[Piece, ...]:
    """The words that were read, with those marked that its reasons and its due rest on."""
    text = candidate.read
    return pieces(text, [reasons.place(quote, text, candidate.body) for quote in _quotes(candidate)])


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """A text cut at the ends of spans, those that overlap taken as one; all pieces together are the text."""
    cut: list[Piece] = []
    at = 0
    for start, end in _joined(spans):
        cut += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    cut.append(Piece(text[at:], False))
    return tuple(piece for piece in cut if piece.text)


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

"""Words weighed by a trained layer: which runs of a text's plain words it knows, and what each weighs."""

from collections.abc import Iterator

from tracker.domain.reading.evidence import Evidence
from tracker.domain.reading.plain import Layer, Words

RULE, REST = "words", "other words"


def weighed(words: Words, layer: Layer, most: int = 3, part: float = 1.0) -> Iterator[Evidence]:
    """What a text's words weigh: the heaviest runs quoted as they stand in the text, and all others in one sum.

    The weights sum to `part` of what the layer's words say of the text; its base is for the caller to add.
    """
    runs = sorted(_runs(words.words, layer), key=_heaviest)
    for first, end, weight in runs[:most]:
        yield Evidence(RULE, words.quote(first, end), weight * part)
    if len(runs) > most:
        yield Evidence(REST, "", sum(weight for _, _, weight in runs[most:]) * part)


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

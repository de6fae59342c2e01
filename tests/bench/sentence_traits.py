"""What training sees of a sentence: the very runs, traits and rows that the reader looks up, each with its share."""

from collections import defaultdict

from tracker.domain.clauses import traits
from tracker.domain.languages.en.grammar import GRAMMAR, SPELLING
from tracker.domain.languages.en.sentences import SENTENCES
from tracker.domain.plain import END, START, Layer, plain
from tracker.domain.sentences import LONGEST, thinned


def traits_of(text: str, full: int, longest: int) -> dict[str, float]:
    """By name: "w " runs of words, "t " traits of clauses, "r " rows of the table."""
    line = " ".join(text[:LONGEST].split())
    words = plain(line, SPELLING)
    part = thinned(words, Layer(0.0, {}, full=full))
    found: defaultdict[str, float] = defaultdict(float)
    for run in _runs(words.words, longest):
        found[f"w {run}"] += part
    for trait in traits(words, GRAMMAR):
        found[f"t {trait.name}"] += part
    for row in SENTENCES.rows:
        if row.pattern.search(line):
            found[f"r {row.name}"] = 1.0
    return dict(found)


def _runs(words: tuple[str, ...], longest: int) -> list[str]:
    ends = (START, END)
    return [
        " ".join(words[start : start + size])
        for start in range(len(words))
        for size in range(1, longest + 1)
        if start + size <= len(words) and not (size == 1 and words[start] in ends)
    ]

"""What training sees of a sentence: the very runs, traits and rows that the reader looks up, each with its share."""

from collections import defaultdict

from tracker.domain.reading.clauses import traits
from tracker.domain.reading.languages.en.grammar import GRAMMAR, SPELLING
from tracker.domain.reading.languages.en.sentences import SENTENCES
from tracker.domain.reading.plain import END, START, Layer, plain
from tracker.domain.reading.sentences import LONGEST, WRITTEN, matches, thinned, written


def traits_of(text: str, full: int, longest: int) -> dict[str, float]:
    """By name: "w " runs of words, "t " traits of clauses, "r " rows of the table and styles."""
    line = " ".join(text[:LONGEST].split())
    words = plain(line, SPELLING)
    part = thinned(words, Layer(0.0, {}, full=full))
    found: defaultdict[str, float] = defaultdict(float)
    for run in _runs(words.words, longest):
        found[f"w {run}"] += part
    for trait in traits(words, GRAMMAR):
        found[f"t {trait.name}"] += part
    styles = [name for name, pattern in SENTENCES.styles.items() if pattern.search(line)]
    rules = [rule.name for rule, _ in matches(line, words, SENTENCES.rows)]
    more = [written(name) for name in rules] if WRITTEN in styles else []
    found.update({f"r {name}": 1.0 for name in (*styles, *rules, *more)})
    return dict(found)


def _runs(words: tuple[str, ...], longest: int) -> list[str]:
    ends = (START, END)
    return [
        " ".join(words[start : start + size])
        for start in range(len(words))
        for size in range(1, longest + 1)
        if start + size <= len(words) and not (size == 1 and words[start] in ends)
    ]

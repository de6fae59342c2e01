"""A sentence read for whether it commits its writer to bring something about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from math import log, sqrt

from tracker.domain.reading.clauses import Trait, traits
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Language, Rule
from tracker.domain.reading.language import Sentences as Tables
from tracker.domain.reading.languages.choice import spoken
from tracker.domain.reading.plain import Layer, Words, lower, plain
from tracker.domain.reading.weighing import weighed

LONGEST = 500  # letters of a sentence that are looked at
WRITTEN = "written"  # of styles, the one in which rows have weights of their own
BALANCED = 0.5  # as many commitments as other sentences: what the layers were trained on
PROSE = 0.02  # of utterances in meetings 0.8 % (MRDA) to 2.1 % (AMI) commit their speaker: design, section 3.1


def sentence(text: str, share: float = BALANCED, tongue: Language | None = None) -> Finding:
    """Whether a sentence commits its writer to do something, where such a `share` of all sentences do."""
    line = " ".join(text[:LONGEST].split())
    tables = (tongue or spoken(line)).sentences
    styles = _styles(line, tables)
    evidence = (Evidence("base", "", _base(tables, styles)), *_said(line, tables, styles), *_prior(share))
    score = sure(evidence)
    return Finding("commit" if score > 0.5 else "none", score, evidence)


def written(rule: str) -> str:
    """The name of what a rule weighs more, or less, in a text that is written."""
    return f"{WRITTEN}+{rule}"


def _styles(line: str, tables: Tables) -> tuple[str, ...]:
    """What tells whether the text was written with care or taken down from speech."""
    return tuple(name for name, pattern in tables.styles.items() if pattern.search(line))


def _base(tables: Tables, styles: Iterable[str]) -> float:
    """Where the sum starts; speech and writing start from different places."""
    if not tables.layer:
        return tables.base
    return tables.layer.base + sum(tables.layer.rules.get(style, 0.0) for style in styles)


def _said(line: str, tables: Tables, styles: Collection[str]) -> Iterator[Evidence]:
    """What the rows say; then, with a layer, what clauses and words do."""
    own = tables.layer.rules if tables.layer else {}
    words = plain(line, tables.spelling)
    for rule, quote in matches(line, words, tables.rows):
        more = own.get(written(rule.name), 0.0) if WRITTEN in styles else 0.0
        yield Evidence(rule.name, quote, own.get(rule.name, rule.weight) + more)
    if tables.layer:
        yield from _trained(words, tables, tables.layer)


def matches(line: str, words: Words, rows: Iterable[Rule]) -> Iterator[tuple[Rule, str]]:
    """The rows that match in lower case, and what each matched; those for which no plain word is a cue are not tried.

    Patterns that need not ignore case are three times as fast.
    """
    small, said = lower(line), frozenset(words.words)
    for rule in rows:
        if (not rule.cues or not rule.cues.isdisjoint(said)) and (match := rule.pattern.search(small)):
            yield rule, line[match.start() : match.end()]


def _trained(words: Words, tables: Tables, layer: Layer) -> Iterator[Evidence]:
    part = thinned(words, layer)
    if tables.grammar:
        yield from _clauses(words, traits(words, tables.grammar), layer, part)
    yield from weighed(words, layer, part=part)


def _clauses(words: Words, found: Iterable[Trait], layer: Layer, part: float) -> Iterator[Evidence]:
    """One evidence for the opening, and for each clause, of which the layer knows a trait."""
    sums: defaultdict[tuple[int, int], float] = defaultdict(float)
    for trait, first, end in found:
        if weight := layer.traits.get(trait):
            sums[first, end] += weight * part
    for (first, end), weight in sums.items():
        yield Evidence("clause", words.quote(first, end), weight)


def thinned(words: Words, layer: Layer) -> float:
    """How much of its weight a trait keeps in a long text, so that one promise among many words is still heard."""
    return min(1.0, sqrt(layer.full / len(words.words))) if layer.full else 1.0


def _prior(share: float) -> Iterator[Evidence]:
    """What it weighs that commitments are rarer, or more frequent, here than where weights were trained."""
    if share != BALANCED:
        yield Evidence("prior", "", log(share / (1 - share)))

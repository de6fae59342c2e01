"""A sentence read for whether it commits its writer to bring something about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log, sqrt

from tracker.domain.clauses import Trait, traits
from tracker.domain.evidence import Evidence, sure
from tracker.domain.finding import Finding
from tracker.domain.language import Language
from tracker.domain.language import Sentences as Tables
from tracker.domain.languages.choice import spoken
from tracker.domain.plain import Layer, Words, plain
from tracker.domain.weighing import weighed

LONGEST = 500  # letters of a sentence that are looked at
BALANCED = 0.5  # as many commitments as other sentences: what the layers were trained on
PROSE = 0.02  # of utterances in meetings 0.8 % (MRDA) to 2.1 % (AMI) commit their speaker: design, section 3.1


def sentence(text: str, share: float = BALANCED, tongue: Language | None = None) -> Finding:
    """Whether a sentence commits its writer to do something, where such a `share` of all sentences do."""
    line = " ".join(text[:LONGEST].split())
    tables = (tongue or spoken(line)).sentences
    evidence = (Evidence("base", "", _base(tables)), *_said(line, tables), *_prior(share))
    score = sure(evidence)
    return Finding("commit" if score > 0.5 else "none", score, evidence)


def _base(tables: Tables) -> float:
    return tables.layer.base if tables.layer else tables.base


def _said(line: str, tables: Tables) -> Iterator[Evidence]:
    """What the rows say; then, with a layer, what clauses and words do."""
    own = tables.layer.rules if tables.layer else {}
    for name, weight, pattern, *_ in tables.rows:
        if match := pattern.search(line):
            yield Evidence(name, match[0], own.get(name, weight))
    if tables.layer:
        yield from _trained(plain(line, tables.spelling), tables, tables.layer)


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

"""A sentence read for whether it commits its writer to bring something about."""

from collections.abc import Iterable

from tracker.domain.evidence import Evidence, sure
from tracker.domain.finding import Finding
from tracker.domain.language import Language
from tracker.domain.languages.choice import spoken

LONGEST = 500  # letters of a sentence that are looked at


def sentence(text: str) -> Finding:
    """Whether a sentence commits its writer to do something."""
    words = " ".join(text[:LONGEST].split())
    tongue = spoken(words)
    evidence = (Evidence("base", "", tongue.sentences.base), *_commits(words, tongue))
    score = sure(evidence)
    return Finding("commit" if score > 0.5 else "none", score, evidence)


def _commits(text: str, tongue: Language) -> Iterable[Evidence]:
    for name, weight, pattern, *_ in tongue.sentences.rows:
        if match := pattern.search(text):
            yield Evidence(name, match[0], weight)

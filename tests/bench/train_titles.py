"""The layers of words for titles, trained on the titles that were written for this project, and on nothing else.

`python -m tests.bench.train_titles` writes languages/en/title_weights.py anew, the same to the byte each time.
A logistic regression by AdaGrad (Duchi et al. 2011), in plain Python: it starts from the rows of the language, and
learns what words add to them and by how much each row itself was wrong.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from tracker.domain.reading import due
from tracker.domain.reading.evidence import Evidence
from tracker.domain.reading.languages.en.given_names import GIVEN_NAMES
from tracker.domain.reading.languages.en.language import ENGLISH
from tracker.domain.reading.languages.en.titles import TABLES
from tracker.domain.reading.plain import END, START, Layer
from tracker.domain.reading.plain import plain as plainly
from tracker.domain.reading.titles import Read, rows

TITLES = Path(__file__).parents[1] / "detection" / "titles.jsonl"
WEIGHTS = Path(__file__).parents[2] / "tracker" / "domain" / "reading" / "languages" / "en" / "title_weights.py"
AT = datetime(2026, 1, 2, 9, tzinfo=UTC)  # due words need an instant; which, makes no difference here
LONGEST = 2  # words in a run
KINDS = 3  # kinds of calendars in which a run must stand
COMMON = 5  # kinds in which a word must stand that is never written small
TIMES, STEP, SEED = 30, 0.3, 3
PULL_WORD, PULL_ROW = 0.6, 0.1  # how strongly weights are drawn to nothing, and those of rows to what was set by hand
FOUND = 2.0  # how much more one of the class counts, being rarer
GRAIN = 0.05  # the weights of rows are multiples of it, and those of words of WORD_GRAIN
SMALLEST, WORD_GRAIN = 0.15, 0.1  # words that weigh less are left out: they say nothing that can be measured
FIXED = frozenset(("due", "marker", "to-do word", "intends", "someone's", "waiting on"))  # too rare, or sure
ROW = "row: "  # before the name of a row, among the features


class Title(NamedTuple):
    """A title with its label, the kind of calendar it stands in, and its half (tune or held)."""

    text: str
    label: str
    kind: str
    half: str


class Case(NamedTuple):
    """A title as training sees it: whether it is one of the class, where the rows put it, and what it has."""

    sought: bool
    start: float
    features: tuple[str, ...]


def titles(path: Path = TITLES) -> tuple[Title, ...]:
    """All titles of a file of them."""
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(Title(each["text"], each["label"], each["from"], each["half"]) for each in lines)


def trained(given: Sequence[Title], label: str) -> Layer:
    """The layer of one class."""
    known = _known(given)
    cases = [_case(title, label, known) for title in given]
    base, weights = _fitted(cases)
    own = {each.rule: each.weight for title in given for each in _fired(rows(title.text, ENGLISH), label)}
    row = {name: own[name] + weights.get(ROW + name, 0.0) for name in sorted(own) if name not in FIXED}
    words = {name: weight for name, weight in weights.items() if not name.startswith(ROW)}
    return Layer(
        _grained(TABLES.base + base), _kept(words), {name: _grained(each) for name, each in row.items()}, LONGEST
    )


def _case(title: Title, label: str, known: frozenset[str]) -> Case:
    read = rows(title.text, ENGLISH)
    fired = _fired(read, label)
    start = TABLES.base + sum(each.weight for each in fired)
    own = tuple(ROW + each.rule for each in fired if each.rule not in FIXED)
    return Case(title.label == label, start, own + tuple(sorted(known & _runs(read.words))))


def _fired(read: Read, label: str) -> tuple[Evidence, ...]:
    if label != "promise":
        return read.meeting
    found = due.find(read.words, AT, read.tongue.dues)
    quote = read.words[found.start :].split()[0].casefold() if found else ""
    return (
        *read.promise,
        *((Evidence("due", quote, TABLES.due_weights.get(quote, TABLES.due_weight)),) if found else ()),
    )


def _known(given: Iterable[Title]) -> frozenset[str]:
    """The runs that stand in enough kinds of calendars."""
    kinds, names = defaultdict(set), _names(given)
    for title in given:
        for run in _runs(rows(title.text, ENGLISH).words):
            kinds[run].add(title.kind)
    return frozenset(run for run, found in kinds.items() if len(found) >= KINDS and names.isdisjoint(run.split()))


def _names(given: Iterable[Title]) -> frozenset[str]:
    """Words that are never written small and stand in few kinds of calendars: names, as far as one can see."""
    small, kinds = set(), defaultdict(set)
    for title in given:
        read = plainly(title.text)
        for at, word in enumerate(read.words):
            kinds[word].add(title.kind)
            if read.quote(at, at + 1)[:1].islower():
                small.add(word)
    return frozenset(
        word for word, found in kinds.items() if word not in small and word.isalpha() and len(found) < COMMON
    )


def _runs(text: str) -> set[str]:
    """The runs of words in a text that say anything, and name nobody."""
    words = plainly(text, TABLES.spelling).words
    found = (words[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(words) - size + 1))
    return {" ".join(run) for run in found if run not in ((START,), (END,)) and GIVEN_NAMES.isdisjoint(run)}


def _fitted(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """What is to be added to the base, and the weight of each feature beyond what its row already has."""
    weights: defaultdict[str, float] = defaultdict(float)
    steps: defaultdict[str, float] = defaultdict(lambda: 1e-8)
    base, chance, order = 0.0, random.Random(SEED), list(cases)
    for _ in range(TIMES):
        chance.shuffle(order)
        for case in order:
            score = case.start + base + sum(weights[each] for each in case.features)
            off = (1 / (1 + exp(-score)) - case.sought) * (FOUND if case.sought else 1.0)
            for each in case.features:
                slope = off + (PULL_ROW if each.startswith(ROW) else PULL_WORD) * weights[each]
                steps[each] += slope * slope
                weights[each] -= STEP * slope / sqrt(steps[each])
            steps[""] += off * off
            base -= STEP * 0.3 * off / sqrt(steps[""])
    return base, weights


def _kept(weights: dict[str, float]) -> dict[str, float]:
    heavy = (run for run in sorted(weights) if abs(weights[run]) >= SMALLEST)
    return {run: grained for run in heavy if (grained := _grained(weights[run], WORD_GRAIN))}


def _grained(weight: float, grain: float = GRAIN) -> float:
    return round(round(weight / grain) * grain, 2)


def written(promise: Layer, meeting: Layer) -> str:
    """The module that holds both."""
    return "".join((_HEAD, *_layer("PROMISE", promise), "\n", *_layer("MEETING", meeting)))


_HEAD = '''"""What words of titles weigh, in English. Written by tests/bench/train_titles.py: never edit."""

# ruff: noqa: E501  (runs of one weight stand in one row; "^" and "$" are where a title begins and ends)
# fmt: off

from tracker.domain.reading.plain import Layer


def _words(rows: dict[float, str]) -> dict[str, float]:
    return {run: weight for weight, runs in rows.items() for run in runs.split("|")}


'''


def _layer(name: str, layer: Layer) -> Iterator[str]:
    by_weight = defaultdict(list)
    for run, weight in layer.words.items():
        by_weight[weight].append(run)
    yield f"{name} = Layer(\n    base={layer.base},\n    rules={json.dumps(layer.rules)},\n"
    yield f"    longest={layer.longest},\n    words=_words({{\n"
    for weight in sorted(by_weight):
        yield f"        {weight}: {json.dumps('|'.join(by_weight[weight]), ensure_ascii=False)},\n"
    yield "    }),\n)\n"


def main() -> None:
    """Trains both layers on all titles, and writes them down."""
    given = titles()
    WEIGHTS.write_text(written(trained(given, "promise"), trained(given, "relationship")), "utf-8")


if __name__ == "__main__":
    main()

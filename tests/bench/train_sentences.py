"""The layer of words and clauses for English sentences, trained on AMI, on our own lines, and on Enron's with care.

`python -m tests.bench.train_sentences --data FOLDER` writes languages/en/sentence_weights.py anew, the same to the
byte each time. FOLDER holds commitments_dev.jsonl; scikit-learn must be installed. MRDA is never trained on: its
annotations are for research. Of Enron's lines only traits count that AMI or our lines have too, so that no name or
number of theirs is learned.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.sentence_traits import traits_of
from tracker.domain.reading.languages.en.sentences import SENTENCES
from tracker.domain.reading.plain import Layer
from tracker.domain.reading.sentences import WRITTEN

SHA256 = "22ed483621bf838b11ba51aac78488dc4206dad7b6fa0e73cf34f3dcfccc7dac"
OWN = Path(__file__).parents[1] / "detection" / "sentences.jsonl"
WEIGHTS = Path(__file__).parents[2] / "tracker" / "domain" / "reading" / "languages" / "en" / "sentence_weights.py"
TIMES = {"Enron": 2.0}  # there are few of them, and they are what most resembles notes
C, C_HEARD = 0.5, 0.6  # of L2; between 0.35 and 0.7 cross-validation hardly changes
HEARD = 0.12  # what weighs less is left out, and the others learn anew: a smaller table, as right
RARE, USUAL = 0.3, 10  # a trait of n texts is scaled by (n / USUAL) ** -RARE: what is rare says more, as in tf-idf
SHARPER = 1.4  # L2 makes weights too shy: what all are multiplied by afterwards
SEEN = 2  # texts in which a trait must stand
SMALLEST, STEP = 0.05, 0.05  # weights below the one are left out, and others rounded to the other
SHIFT = 0.5  # the odds of 0.38: where F1 of speech is best, as half of what people mark there cannot be told
SHIFT_WRITTEN = -0.3  # which writing is spared: what is meant there is said, and precision asked for
FULL, LONGEST = 10, 2


class Line(NamedTuple):
    """A sentence with its label. `group` is what must not be torn: its meeting, its mail, our own lines."""

    text: str
    commits: bool
    source: str
    group: str


def own() -> tuple[Line, ...]:
    """The lines that were written for this project."""
    rows = (json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines())
    return tuple(Line(row["text"], row["label"] == "commit", "own", "own") for row in rows)


def developed(data: Path) -> tuple[Line, ...]:
    """The lines of the development split, which must be the one that figures were told of."""
    told = (data / "commitments_dev.jsonl").read_bytes()
    if (found := hashlib.sha256(told).hexdigest()) != SHA256:
        raise SystemExit(f"commitments_dev.jsonl is not the one known here (sha256 {found}).")
    lines: list[Line] = []
    for row in (json.loads(line) for line in told.splitlines()):
        source = row["source"].split()[0]
        group = row["doc"] if row["doc"] else _first_alike(row["text"], lines)
        lines.append(Line(row["text"], bool(row["label"]), source, group))
    return tuple(lines)


def _first_alike(text: str, lines: Iterable[Line]) -> str:
    """The group of the first mail that has most of its words in common with this one; else its own."""
    words = set(text.casefold().split())
    for line in lines:
        others = set(line.text.casefold().split())
        if line.source == "Enron" and len(words & others) >= 0.6 * len(words | others):
            return line.group
    return text


def trained(lines: Sequence[Line]) -> Layer:
    """The layer that these lines teach, of the traits that weigh enough where all speak. AMI and own lines say which
    traits there are.
    """
    counted = [traits_of(line.text, FULL, LONGEST) for line in lines]
    _, weights = _fitted(lines, counted, _names(lines, counted), C)
    heard = [name for name, weight in weights.items() if abs(weight) >= HEARD or name.startswith("r")]
    return _layer(*_fitted(lines, counted, heard, C_HEARD))


def _fitted(
    lines: Sequence[Line], counted: Sequence[dict[str, float]], names: Sequence[str], loose: float
) -> tuple[float, dict[str, float]]:
    """The base, and what each of these traits weighs; the less `loose`, the nearer to nothing."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    places = {name: place for place, name in enumerate(names)}
    cells = [
        (row, places[name], value)
        for row, traits in enumerate(counted)
        for name, value in traits.items()
        if name in places
    ]
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(lines), len(names)))
    rare = (matrix.getnnz(axis=0) / USUAL) ** -RARE
    model = LogisticRegression(C=loose, tol=1e-9, max_iter=5000)
    scaled = matrix.multiply(rare).tocsr()
    model.fit(scaled, [line.commits for line in lines], [TIMES.get(line.source, 1.0) for line in lines])
    weights = model.coef_[0] * rare * SHARPER
    return model.intercept_[0] * SHARPER, dict(zip(names, weights, strict=True))


def _names(lines: Sequence[Line], counted: Sequence[dict[str, float]]) -> list[str]:
    free = Counter(
        name for line, traits in zip(lines, counted, strict=True) if line.source != "Enron" for name in traits
    )
    return sorted(name for name, times in free.items() if times >= SEEN)


def _layer(base: float, weights: dict[str, float]) -> Layer:
    """Weights by their first letter: words, traits of clauses, rules."""
    parts: dict[str, dict[str, float]] = {"w": {}, "t": {}, "r": {}}
    for name, weight in weights.items():
        if abs(weight) >= SMALLEST:
            parts[name[0]][name[2:]] = round(STEP * round(float(weight) / STEP), 2)
    rules = {row.name: 0.0 for row in SENTENCES.rows} | parts["r"]
    rules[WRITTEN] = round(rules.get(WRITTEN, 0.0) + SHIFT_WRITTEN, 2)
    return Layer(round(float(base) + SHIFT, 2), parts["w"], rules, LONGEST, parts["t"], FULL)


def written(layer: Layer) -> str:
    """The module that holds it."""
    head = f"LAYER = Layer(\n    base={layer.base},\n    rules={json.dumps(layer.rules)},\n"
    rest = f"    longest={layer.longest},\n    full={layer.full},\n"
    return "".join((_HEAD, head, rest, *_rows("words", layer.words), *_rows("traits", layer.traits), ")\n"))


def _rows(name: str, weights: Mapping[str, float]) -> Iterator[str]:
    by_weight = defaultdict(list)
    for run in weights:
        by_weight[weights[run]].append(run)
    yield f"    {name}=_spread({{\n"
    for weight in sorted(by_weight):
        yield f"        {weight}: {json.dumps('|'.join(by_weight[weight]), ensure_ascii=False)},\n"
    yield "    }),\n"


_HEAD = '''\
"""What words and clauses of English sentences weigh, as tests/bench/train_sentences.py wrote it. Never edit.

Trained in part on the AMI Meeting Corpus 1.7 (University of Edinburgh and others, CC BY 4.0): docs/detection-data.md.
"""

# ruff: noqa: E501  (what weighs the same stands in one row; "^" and "$" are where a sentence begins and ends)
# fmt: off

from tracker.domain.reading.plain import Layer


def _spread(rows: dict[float, str]) -> dict[str, float]:
    return {run: weight for weight, runs in rows.items() for run in runs.split("|")}


'''


def main() -> None:
    """Trains on all that may be trained on, and writes the layer down."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--data", type=Path, required=True)
    lines = developed(wanted.parse_args().data)
    WEIGHTS.write_text(written(trained((*(each for each in lines if each.source != "ICSI"), *own()))), "utf-8")


if __name__ == "__main__":
    main()

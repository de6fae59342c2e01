"""How well sentences are read, by cross-validation: meetings and mails that say nearly the same are never torn.

What ships was never trained on MRDA, so its folds learn nothing from there; "with MRDA" shows what that costs. The
prior of the natural rate is put on afterwards, by counting each sentence for as many as it stands for in a meeting.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from math import exp, log
from pathlib import Path

from tests.bench.scores import Score, drawn
from tests.bench.scoring import Scored, auc, average_precision, calibration_error, hits
from tests.bench.train_sentences import Line, developed, own, trained
from tracker.domain.reading.languages.en.language import ENGLISH
from tracker.domain.reading.plain import Layer
from tracker.domain.reading.sentences import sentence

FOLDS = 10
SPEECH = ("AMI", "ICSI")
RATES = {"AMI": 0.0213, "ICSI": 0.0082}  # of all utterances of three words or more: design, section 3.1
PARTS = {"speech": SPEECH, "AMI": ("AMI",), "MRDA": ("ICSI",), "email": ("Enron",)}
BARS = {"speech": (0.86, None, 0.93), "email": (0.92, 0.90, 0.975)}  # F1, precision, AUC
CALIBRATED = 0.08


def scores(data: Path) -> Iterator[Score]:
    """What ships, part by part; `data` is the folder of the development split."""
    read = answers(developed(data), mrda=False)
    for part in PARTS:
        yield from _table(part, [row for line, row in read if line.source in PARTS[part]])
    for source, rate in RATES.items():
        yield from _natural(source, rate, [row for line, row in read if line.source == source])


def answers(
    lines: Sequence[Line], *, mrda: bool, lay: Callable[[Sequence[Line]], Layer] = trained
) -> list[tuple[Line, Scored]]:
    """Each line as a layer reads it that has not seen its group."""
    read = []
    for fold in range(FOLDS):
        learnt = [line for line in lines if _fold(line) != fold and (mrda or line.source != "ICSI")]
        tables = ENGLISH.sentences._replace(layer=lay((*learnt, *own())))
        tongue = ENGLISH._replace(sentences=tables)
        for line in (line for line in lines if _fold(line) == fold):
            found = sentence(line.text, tongue=tongue)
            read.append((line, Scored(line.commits, found.score, found.label == "commit", line.group)))
    return read


def _fold(line: Line) -> int:
    return int(sha256(line.group.encode()).hexdigest(), 16) % FOLDS


def _table(part: str, rows: Sequence[Scored]) -> Iterator[Score]:
    f1, precision, area = BARS.get(part, (None, None, None))
    part = f"sentences, {part}, cross-validated"
    yield drawn(part, "commit", "P", rows, lambda some: hits(some).precision, precision)
    yield drawn(part, "commit", "R", rows, lambda some: hits(some).recall)
    yield drawn(part, "commit", "F1", rows, lambda some: hits(some).f1, f1)
    yield drawn(part, "commit", "AUC", rows, auc, area)
    yield drawn(part, "commit", "ECE", rows, calibration_error, CALIBRATED if f1 else None, at_most=True)


def _natural(source: str, rate: float, rows: Sequence[Scored]) -> Iterator[Score]:
    """As if as few committed as do in meetings; those shown are the ones that the prior of that rate leaves."""
    few = [_weighed(row, rate, rows) for row in rows]
    part = f"sentences, {source} at {rate:.1%}, reweighted"
    yield drawn(part, "commit", "AP", few, average_precision)
    yield drawn(part, "commit", "P", few, lambda some: hits(some).precision)
    yield drawn(part, "commit", "R", few, lambda some: hits(some).recall)


def _weighed(row: Scored, rate: float, rows: Sequence[Scored]) -> Scored:
    sought = sum(each.sought for each in rows)
    weight = rate / sought if row.sought else (1 - rate) / (len(rows) - sought)
    odds = log(max(row.score, 1e-9) / max(1 - row.score, 1e-9)) + log(rate / (1 - rate))
    score = 1 / (1 + exp(-odds))
    return row._replace(weight=weight * len(rows), score=score, said=score > 0.5)

"""How well titles are read, and how far a confidence can be believed: three looks that grow stricter.

The development titles were in view when the rows were written, but trained no words. The cross-validation reads each
kind of calendar with words from all others. The half held back was in view of neither rows nor words. Bars are set
for the development titles, which people really wrote: a fifth of our own were written to be hard.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.scores import Score, usual
from tests.bench.scoring import Scored
from tests.bench.train_titles import AT, Title, titles, trained
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Titles
from tracker.domain.reading.languages.en.language import ENGLISH
from tracker.domain.reading.languages.en.titles import TABLES, TITLES
from tracker.domain.reading.titles import decided, rows, with_words

CLASSES = ("promise", "relationship")
NATURAL = {"promise": 0.20, "relationship": 0.22, "other": 0.58}  # shares in real calendars (docs/detection-data.md)
BARS = {"promise": (0.90, 0.95), "relationship": (0.86, 0.92)}  # F1 and precision asked for
FOLDS = 8


class Answer(NamedTuple):
    """A title beside what was said of it, and how sure that was of each class."""

    title: Title
    finding: Finding
    sure: tuple[float, float]


def scores(data: Path) -> Iterator[Score]:
    """All three; `data` is the folder of the development titles."""
    given = titles()
    tune, held = (tuple(each for each in given if each.half == half) for half in ("tune", "held"))
    yield from _table("titles, development", answers(developed(data), TITLES), natural=False)
    yield from _table("titles, other kinds of calendars", tuple(folded(given)))
    yield from _table("titles, the half held back", answers(held, learned(tune)))


def developed(data: Path) -> tuple[Title, ...]:
    """The development titles that are clear."""
    lines = (json.loads(line) for line in (data / "titles_dev.jsonl").read_text("utf-8").splitlines())
    return tuple(Title(each["text"], each["label"], each["source"], "dev") for each in lines if not each["ambiguous"])


def learned(given: Sequence[Title]) -> Titles:
    """The tables of English with words trained on some titles only."""
    return TITLES._replace(promise_layer=trained(given, "promise"), meeting_layer=trained(given, "relationship"))


def folded(given: Sequence[Title]) -> Iterator[Answer]:
    """Each kind of calendar read with words from the others."""
    kinds = sorted({each.kind for each in given})
    for fold in range(FOLDS):
        left = set(kinds[fold::FOLDS])
        tables = learned([each for each in given if each.kind not in left])
        yield from answers((each for each in given if each.kind in left), tables)


def answers(given: Iterable[Title], tables: Titles) -> tuple[Answer, ...]:
    """Titles as some tables read them."""
    return tuple(_answer(each, tables) for each in given)


def _answer(title: Title, tables: Titles) -> Answer:
    read = with_words(rows(title.text, ENGLISH._replace(titles=tables)), tables)
    finding = decided(read, AT)
    due: tuple[Evidence, ...] = tuple(each for each in finding.evidence if each.rule == "due")
    return Answer(title, finding, (sure((*read.promise, *due)), sure(read.meeting)))


def _table(part: str, given: Sequence[Answer], *, natural: bool = True) -> Iterator[Score]:
    weights = _weights(given) if natural else {}
    for place, label in enumerate(CLASSES):
        f1, precision = (None, None) if natural else BARS[label]
        found = [
            Scored(
                each.title.label == label,
                each.sure[place],
                each.finding.label == label,
                each.title.kind,
                weights.get(each.title.label, 1.0),
            )
            for each in given
        ]
        yield from usual(part, label, found, f1=f1, p=precision)


def _weights(given: Sequence[Answer]) -> dict[str, float]:
    """What brings each class to its natural share."""
    labels = [each.title.label for each in given]
    return {label: share * len(labels) / labels.count(label) for label, share in NATURAL.items()}


def of_rows(given: Sequence[Title]) -> tuple[Answer, ...]:
    """Titles as the rows alone read them, to see what training adds."""
    return answers(given, TABLES)

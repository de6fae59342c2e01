"""An owner who answers, simulated: what learning from answers changes in how their other titles are read.

    python -m tests.bench.owner --data FOLDER

The protocol of the study (detection 3.5): the titles of one owner in random order; in the first half what is found is
confirmed or dismissed, up to a hundred times, and of what was missed every fifth is taught; the second half is then
read, with what was learned and without. Once each title stands there once, so that only what resembles an answer can
gain; once as often as titles do in calendars. Of our own sets each order draws other kinds of calendars, read with
words that were trained on none of them.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from tests.bench import titles_cv
from tests.bench.scores import Score
from tests.bench.scores import shown as line
from tests.bench.scoring import Scored, hits
from tests.bench.train_titles import AT, Title, titles
from tests.making import candidate
from tracker.domain.event import EventKey
from tracker.domain.feedback import TAUGHT, Answer, Feedback, shown, title_key, untaught, weighed_by
from tracker.domain.learning import NOTHING, Learned, heeded, learned
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import ASK, FLOOR, Candidate, Kind
from tracker.domain.reading.evidence import Evidence
from tracker.domain.reading.language import Titles
from tracker.domain.reading.languages.en.titles import TITLES
from tracker.domain.reading.titles import decided, rows, with_words

ORDERS, ANSWERS, SHARE, DRAWN = 40, 100, 0.2, 440
OFTEN, MOST = 1.0, 60  # how often titles stand in calendars: Pareto's shape, by which 93 make up some 421 events
CLASSES = {Kind.PROMISE: "promise", Kind.MEETING: "relationship"}
LOSS, GAIN = -0.01, 0.005  # at most lost where no title comes again; at least gained where they do


class Told(NamedTuple):
    """A title with its label, its kind of calendar, and what the rules found for either class."""

    label: str
    source: str
    either: tuple[Candidate, ...]


class Order(NamedTuple):
    """One order of an owner's titles: how many answers; F1 of each class and accuracy, before them and after."""

    answers: int
    before: tuple[float, ...]
    after: tuple[float, ...]


def scores(data: Path) -> Iterator[Score]:
    """What learning changes on the development titles, and on the half held back."""
    for name, told, drawn in (("development", developed(data), False), ("held back", held(), True)):
        yield from _table(f"learning, {name}, each title once", orders(told, drawn=drawn), LOSS)
        yield from _table(f"learning, {name}, as calendars repeat", orders(told, drawn=drawn, repeated=True), GAIN)


def developed(data: Path) -> tuple[Told, ...]:
    """The development titles, read by what ships."""
    return _told(titles_cv.developed(data), TITLES)


def held() -> tuple[Told, ...]:
    """The half held back, with words trained on the other."""
    given = titles()
    tables = titles_cv.learned([each for each in given if each.half == "tune"])
    return _told([each for each in given if each.half == "held"], tables)


def tuned() -> tuple[Told, ...]:
    """The half for tuning, each kind of calendar with words trained on the others."""
    given = [each for each in titles() if each.half == "tune"]
    kinds = sorted({each.kind for each in given})
    told: list[Told] = []
    for fold in range(titles_cv.FOLDS):
        left = set(kinds[fold :: titles_cv.FOLDS])
        tables = titles_cv.learned([each for each in given if each.kind not in left])
        told += _told([each for each in given if each.kind in left], tables)
    return tuple(told)


def orders(told: Sequence[Told], times: int = ORDERS, *, drawn: bool = True, repeated: bool = False) -> list[Order]:
    """So many owners, each with their titles in an order of their own."""
    found = []
    for seed in range(times):
        rng = random.Random(seed)
        mine = _drawn(told, rng) if drawn else list(told)
        if repeated:
            mine = [each for each in mine for _ in range(min(MOST, int(rng.paretovariate(OFTEN))))]
        rng.shuffle(mine)
        found.append(_lived(mine, rng))
    return found


def _drawn(told: Sequence[Told], rng: random.Random) -> list[Told]:
    """The titles of some kinds of calendars, chosen at random."""
    kinds = sorted({each.source for each in told})
    rng.shuffle(kinds)
    mine: list[Told] = []
    for kind in kinds:
        if len(mine) < DRAWN:
            mine += [each for each in told if each.source == kind]
    return mine


def _lived(mine: Sequence[Told], rng: random.Random) -> Order:
    half = len(mine) // 2
    what = NOTHING
    for number, each in enumerate(mine[:half]):
        if what.answers >= ANSWERS:
            break
        for answer, one in _answered(each, what, rng):
            own = replace(one, event=one.event._replace(uid=f"{one.event.uid} {number}"))
            record = shown(untaught(own), reader=0, learned=what.answers)
            at = AT + timedelta(minutes=number)
            what = learned([Feedback(what.answers + 1, at, "bench", answer, record)], what)
    return Order(what.answers, _judged(mine[half:], NOTHING), _judged(mine[half:], what))


def _answered(told: Told, what: Learned, rng: random.Random) -> Iterator[tuple[Answer, Candidate]]:
    """What is found is confirmed or dismissed; of what was missed a share is taught."""
    found = _found(told, what)
    right = found is not None and CLASSES[found.kind] == told.label
    if found:
        yield Answer.CONFIRMED if right else Answer.DISMISSED, found
    if not right and told.label != "other" and rng.random() < SHARE:
        (missed,) = (each for each in told.either if CLASSES[each.kind] == told.label)
        yield Answer.TAUGHT, heeded((missed,), what)[0]


def _found(told: Told, what: Learned) -> Candidate | None:
    """What a title is found to be: the likelier class, if it is likely enough to be asked about and not silent."""
    taught = what.kinds(told.either[0].title)
    sure = [each for each in map(_taught, told.either) if each.kind in taught]
    likeliest = max(sure or told.either, key=lambda each: each.confidence)
    if likeliest.confidence < FLOOR:
        return None
    (seen,) = heeded((likeliest,), what)
    return seen if seen.confidence >= ASK and not what.silences(seen) else None


def _taught(one: Candidate) -> Candidate:
    return weighed_by(one, (*one.evidence, Evidence(TAUGHT, one.title, 9.0)))


def _judged(told: Sequence[Told], what: Learned) -> tuple[float, ...]:
    said = [((found := _found(each, what)) and CLASSES[found.kind]) or "other" for each in told]
    f1 = [
        hits([Scored(each.label == label, 0.0, by == label, "") for each, by in zip(told, said, strict=True)]).f1
        for label in CLASSES.values()
    ]
    return (*f1, mean(each.label == by for each, by in zip(told, said, strict=True)))


def _told(given: Sequence[Title], tables: Titles) -> tuple[Told, ...]:
    return tuple(Told(each.label, each.kind, tuple(_read(each, tables))) for each in given)


def _read(title: Title, tables: Titles) -> Iterator[Candidate]:
    """What some tables find for each class in a title."""
    read = with_words(rows(title.text), tables)
    finding = decided(read._replace(tongue=read.tongue._replace(titles=tables)), AT)
    due = (each for each in finding.evidence if each.rule == "due")
    yield _candidate(title, Kind.PROMISE, (*read.promise, *due))
    yield _candidate(title, Kind.MEETING, read.meeting)


def _candidate(title: Title, kind: Kind, evidence: tuple[Evidence, ...]) -> Candidate:
    main = max(evidence, key=lambda each: each.weight)
    meeting = MeetingKind.OTHER if kind is Kind.MEETING else None
    key = EventKey("calendar", f"{title.kind} {title_key(title.text)}")
    given = {"event": key, "kind": kind, "meeting": meeting, "who": (), "called": (), "rule": main.rule}
    return weighed_by(replace(candidate(title.text), **given), evidence)


def _table(part: str, found: Sequence[Order], bar: float) -> Iterator[Score]:
    """What each class gained."""
    for place, label in enumerate((*CLASSES.values(), "all")):
        measure = "F1" if place < len(CLASSES) else "accuracy"
        gains = [each.after[place] - each.before[place] for each in found]
        low, high = _interval(gains)
        before, after = mean(each.before[place] for each in found), mean(each.after[place] for each in found)
        answers = mean(each.answers for each in found)
        note = f"{before:.3f} to {after:.3f} after {answers:.0f} answers; worst order {min(gains):+.3f}"
        yield Score(part, label, f"{measure} gained", mean(gains), low, high, len(found), bar, note=note)


def _interval(gains: Sequence[float], times: int = 2000) -> tuple[float, float]:
    """Of the mean, by drawing orders again."""
    rng = random.Random(5)
    means = sorted(mean(rng.choices(gains, k=len(gains))) for _ in range(times))
    return means[int(times * 0.025)], means[int(times * 0.975)]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for score in scores(parser.parse_args().data):
        print(score.part.ljust(44), line(score))


if __name__ == "__main__":
    main()

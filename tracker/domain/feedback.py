"""What a user answered, with what was shown to them: a log that is only added to, and all that is learned from."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from tracker.domain.reading.candidate import Band, Candidate, Kind, folded
from tracker.domain.reading.evidence import Evidence, sure

WORDS_MOST = 24  # words of a text that are learned from
LEARNED = "learned "  # begins the name of all evidence that was learned, which is none for learning from
TAUGHT = "taught"  # the name of what the detector says of a title that its user taught
NO_TRAITS = frozenset(("base", "prior", "words", "other words", TAUGHT, "marker", "completed", "said done"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_DIGITS = re.compile(r"\d+")


class Answer(StrEnum):
    """What a user said of a candidate: it is one; it is none; it is one that was not found; an answer taken back."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    TAUGHT = "taught"
    RETRACTED = "retracted"


class Shown(NamedTuple):
    """A candidate as it was shown when its user answered.

    `key` is its title, or line, made plain, and `traits` are what can be learned of: rules that fired, words, who,
    which calendar. `base` is the log-odds before anything learned was added, `score` what that made of it, and `band`
    where it stood. `reader` is the detector's version, `learned` how many answers it had learned from. `place` is the
    position in the list, from 1; 0 where it was shown alone. `edited` names what its user changed of "what", "who"
    and "due". `whole`: a dismissal is of all that bears this title, not of one occurrence in a series.
    """

    kind: Kind
    sign: str
    series_sign: str
    key: str
    rule: str
    traits: tuple[str, ...]
    base: float
    score: float
    band: Band
    reader: int
    learned: int
    place: int = 0
    edited: tuple[str, ...] = ()
    whole: bool = True


class Feedback(NamedTuple):
    """One line of the log. `number` counts up, and orders it; `of` is the number that a retraction takes back."""

    number: int
    at: datetime
    via: str
    answer: Answer
    shown: Shown
    of: int | None = None  # None: no retraction


def shown(candidate: Candidate, *, reader: int, learned: int) -> Shown:
    """What is shown of a candidate, to which all that was learned has been added."""
    base = sum(each.weight for each in candidate.evidence if not _is_answer(each))
    score = sure(candidate.evidence)
    return Shown(
        candidate.kind,
        candidate.sign,
        candidate.series_sign,
        title_key(candidate.read),
        candidate.rule,
        traits(candidate),
        round(base, 4),
        round(score, 4),
        candidate.band,
        reader,
        learned,
    )


def untaught(candidate: Candidate) -> Candidate:
    """A candidate without what its user taught of its title."""
    kept = [each for each in candidate.evidence if each.rule != TAUGHT]
    return candidate if len(kept) == len(candidate.evidence) else weighed_by(candidate, tuple(kept))


def weighed_by(candidate: Candidate, evidence: tuple[Evidence, ...]) -> Candidate:
    """A candidate with other evidence, and as sure as that makes it."""
    return replace(candidate, evidence=evidence, confidence=round(sure(evidence), 4))


def _is_answer(evidence: Evidence) -> bool:
    """Whether it stands for an earlier answer, so that to learn from it would be to learn that answer twice."""
    return evidence.rule == TAUGHT or evidence.rule.startswith(LEARNED)


@lru_cache(maxsize=8192)
def title_key(text: str) -> str:
    """A title, or a line, as it is known again: in any case, each number a 0, single spaces."""
    return _DIGITS.sub("0", folded(text))


def traits(candidate: Candidate) -> tuple[str, ...]:
    """All that can be learned of a candidate, each once: "meeting:rule:meal", "meeting:words:lunch with"."""
    kind = candidate.kind.value
    found = [*_runs(kind, candidate.read), f"{kind}:calendar:{candidate.event.calendar}"]
    found += [f"{kind}:rule:{each.rule}" for each in candidate.evidence if _is_trait(each.rule)]
    found += [f"{kind}:person:{folded(each)}" for each in candidate.who]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _is_trait(rule: str) -> bool:
    return rule not in NO_TRAITS and not rule.startswith(LEARNED)


@lru_cache(maxsize=8192)
def _runs(kind: str, text: str) -> tuple[str, ...]:
    """The words of a text, and each two that stand together."""
    words = _WORD.findall(title_key(text))[:WORDS_MOST]
    runs = (*words, *(f"{first} {second}" for first, second in pairwise(words)))
    return tuple(f"{kind}:words:{run}" for run in runs)


def standing(log: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """The answers that count, in order: none that was taken back, and of several to one thing the last."""
    answers = tuple(sorted(log, key=lambda each: each.number))
    back = {each.of for each in answers}
    kept = [each for each in answers if each.answer is not Answer.RETRACTED and each.number not in back]
    last = {each.shown.sign: each.number for each in kept}
    return tuple(each for each in kept if last[each.shown.sign] == each.number)


def to_take_back(log: Iterable[Feedback], signs: Collection[str], answers: Collection[Answer]) -> Iterator[Feedback]:
    """The answers to things of these signs that are not taken back yet. A dismissed series goes by its own sign."""
    known = tuple(log)
    back = {each.of for each in known}
    for each in known:
        whole = each.answer is Answer.DISMISSED and each.shown.whole
        named = {each.shown.sign} | ({each.shown.series_sign} if whole else set())
        if each.answer in answers and each.number not in back and named & set(signs):
            yield each


Record = dict[str, Any]
_KINDS = (("kind", Kind), ("band", Band), ("traits", tuple), ("edited", tuple))


def to_record(shown: Shown) -> Record:
    """What was shown, as plain JSON values; `from_record` is its inverse."""
    return {**shown._asdict(), "traits": list(shown.traits), "edited": list(shown.edited)}


def from_record(record: Mapping[str, Any]) -> Shown:
    """What `to_record` wrote down."""
    values = dict(record)
    for name, kind in _KINDS:
        values[name] = kind(values[name])
    return Shown(**values)

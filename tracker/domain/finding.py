"""What reading a few words found, and the evidence for it: the shape that all readers of words share."""

from math import exp
from typing import NamedTuple

from tracker.domain.due import Due, Unclear
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME


class Evidence(NamedTuple):
    """One rule that fired: its name, the words it matched, and how much it weighs for (or, below zero, against)."""

    rule: str
    quote: str
    weight: float


class Finding(NamedTuple):
    """What some words are. `label` is promise, relationship or other (a title), action or none (a line of notes),
    commit or none (a sentence); `score` is how sure that is a promise, meeting, action or commitment, from 0 to 1.

    `what` is the body of a promise, `who` its promisee or a meeting's persons, `promiser` ME or another's name.
    """

    label: str
    score: float
    evidence: tuple[Evidence, ...] = ()
    what: str = ""
    who: tuple[str, ...] = ()
    promiser: str = ME
    due: Due | Unclear | None = None
    meeting: MeetingKind | None = None


def sure(evidence: tuple[Evidence, ...]) -> float:
    """How sure the evidence makes one: the logistic of its summed weights."""
    return 1 / (1 + exp(-sum(each.weight for each in evidence)))

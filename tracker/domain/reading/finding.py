"""What reading a few words found, and the evidence for it: the shape that all readers of words share."""

from typing import NamedTuple

from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence


class Finding(NamedTuple):
    """What some words are. `label` is promise, relationship or other (a title), action or none (a line of notes),
    commit or none (a sentence); `score` is how sure that is a promise, meeting, action or commitment, from 0 to 1.

    `line` is the line of notes that was read, without bullet and emphasis; empty for all else.
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
    line: str = ""

    @property
    def leaning(self) -> str:
        """What a title is or, where that is other, would sooner have been: promise or relationship."""
        return self.label if self.label != "other" else "relationship" if self.meeting else "promise"

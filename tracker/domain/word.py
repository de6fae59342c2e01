"""The promisee's word on one promise: what they may say of it, and how long they may change it (requirement 43)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.entry import Act, Entry
from tracker.domain.promise import Promise, from_record

PROMISEE = "promisee"  # by whom the entry of such a word is
CHANGED_FOR = timedelta(days=7)


class Saying(StrEnum):
    """What a promisee says."""

    HAVE = "have"
    NOT_YET = "not yet"
    LET_OFF = "let off"


ACTS = {Saying.HAVE: Act.RECEIVED, Saying.NOT_YET: Act.DOUBTED, Saying.LET_OFF: Act.RELEASED}
_WORDS = {act: word for word, act in ACTS.items()}


class Heard(NamedTuple):
    """A promise, the last word of its promisee if nobody did anything since, and what they may say now.

    `changes`: to say anything else takes that last word back first.
    """

    promise: Promise
    last: Saying | None
    may: tuple[Saying, ...]
    changes: bool


def asked(promise: Promise, at: datetime) -> bool:
    """Whether a link made at an instant, to the second, is the one by which its promisee is asked now."""
    return promise.asked_at is not None and not promise.void and int(promise.asked_at.timestamp()) == at.timestamp()


def heard(promise: Promise, standing: Sequence[Entry], now: datetime) -> Heard:
    """What may be said of a promise of which these acts still stand, oldest first.

    "Not yet" is news that the next word follows; any other word may be changed for seven days, then it stands.
    """
    act = standing[-1]
    last = _WORDS.get(act.act) if act.by == PROMISEE else None
    if last in (None, Saying.NOT_YET):
        may, changes = tuple(word for word in _possible(promise, now) if word is not last), False
    elif now - act.at > CHANGED_FOR:
        may, changes = (), False
    else:
        before = from_record(act.before)
        may, changes = tuple(word for word in _possible(before, now) if word is not last), True
    return Heard(promise, last, may, changes)


def _possible(promise: Promise, now: datetime) -> Iterator[Saying]:
    """What makes sense of a promise as it is: of one that fell away nothing, of one delivered no letting off."""
    if not (promise.open or promise.delivered_at) or promise.void:
        return
    if promise.received_at is None:
        yield Saying.HAVE
    if promise.received_at is None or now - promise.received_at <= CHANGED_FOR:
        yield Saying.NOT_YET
    if promise.open:
        yield Saying.LET_OFF


def spoken(promise: Promise, word: Saying, at: datetime) -> Promise:
    """A promise with its promisee's word. Raises Refused where that makes no sense."""
    change = {Saying.HAVE: promise.receive, Saying.NOT_YET: promise.doubt, Saying.LET_OFF: promise.release}[word]
    return change(at)

"""Values read once from the JSON text that they are kept as: who asks again pays for what has changed.

All are immutable, so one value may serve many; the text is the key, so a changed row is another value.
"""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Text, type_coerce

from tracker.domain import decided
from tracker.domain.entry import Thing
from tracker.domain.promise import Promise, from_record
from tracker.domain.reading.candidate import Candidate
from tracker.store.records import to_candidate

MOST = 20_000  # of a kind that are held, about 2 kB each


def text_of(column: Column[Any]) -> ColumnElement[str]:
    """A column of JSON as the text that it is kept as."""
    return type_coerce(column, Text())


@lru_cache(MOST)
def promise_of(text: str) -> Promise:
    """The promise in a text."""
    return from_record(json.loads(text))


@lru_cache(MOST)
def decided_of(thing: Thing, text: str) -> Any:
    """What else was decided, in a text."""
    return decided.from_record(thing, json.loads(text))


@lru_cache(MOST)
def candidates_of(text: str) -> tuple[Candidate, ...]:
    """What was found in one event."""
    return tuple(map(to_candidate, json.loads(text)))

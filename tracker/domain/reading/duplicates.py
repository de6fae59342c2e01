"""One promise told twice in one event: by its title and by its notes, or by two lines."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from tracker.domain.reading.candidate import Band, Candidate, Kind, folded
from tracker.domain.reading.due import best
from tracker.domain.reading.languages.choice import spoken

NEAR = timedelta(days=1)
_WORD = re.compile(r"[\w'’]+")


def merged(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates of one event, each matter once. The first stays, with what the other says beside; but what would
    be left out gives way.
    """
    kept: list[Candidate] = []
    for one in found:
        place = next((at for at, other in enumerate(kept) if _same(one, other)), None)
        if place is None:
            kept.append(one)
        else:
            kept[place] = _both(kept[place], one)
    return tuple(kept)


def _same(one: Candidate, other: Candidate) -> bool:
    if one.kind is other.kind and folded(one.body) == folded(other.body):  # they would go by one sign
        return True
    if one.kind is not Kind.PROMISE or other.kind is not Kind.PROMISE or one.promiser != other.promiser:
        return False
    alike = one.who == other.who or not one.who or not other.who
    return alike and _words(one.body) == _words(other.body) and _near(one, other)


def _near(one: Candidate, other: Candidate) -> bool:
    """Whether both may be due at one time; one that says no time may be due at any."""
    first, second = best(one.due), best(other.due)
    return not first or not second or abs(first.at - second.at) <= NEAR


def _words(body: str) -> list[str]:
    small = spoken(body).events.small
    return [word for word in _WORD.findall(body.casefold()) if word not in small]


def _both(first: Candidate, second: Candidate) -> Candidate:
    stays, goes = (second, first) if first.band is Band.IGNORE and second.band is not Band.IGNORE else (first, second)
    return replace(
        stays,
        who=stays.who or goes.who,
        called=stays.called or goes.called,
        delivered_at=stays.delivered_at or goes.delivered_at,
        marked=stays.marked or goes.marked,
    )

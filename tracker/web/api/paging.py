"""A page of a long list, and the cursor by which the next is asked for: where the last thing of the page stands.

So nothing is listed twice or left out when something is added meanwhile, and a page costs what it shows: of each part
of a list only the place is sought.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Annotated, NamedTuple, TypeVar

from pydantic import StringConstraints

Cursor = Annotated[str, StringConstraints(max_length=600, pattern=r"^\d{1,16}-([0-9a-f]{2})*$")]
BEGINNING, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
T = TypeVar("T")


class Place(NamedTuple):
    """Where a thing stands in its list: by an instant, and of those at one instant by id."""

    at: datetime
    id: str


FIRST, LAST = Place(datetime.min.replace(tzinfo=UTC), ""), Place(datetime.max.replace(tzinfo=UTC), "\U0010ffff")


class Stretch(NamedTuple):
    """Which of a list are asked for: after one place and before another, both left out; backwards from the end."""

    after: Place = FIRST
    before: Place = LAST
    backwards: bool = False

    def going_on(self, cursor: str | None) -> "Stretch":
        """What is left of it after a page that ended there."""
        if cursor is None:
            return self
        at = _read(cursor)
        return (
            self._replace(before=min(at, self.before)) if self.backwards else self._replace(after=max(at, self.after))
        )


def walked(parts: Iterable[Sequence[T]], place_of: Callable[[T], Place], within: Stretch) -> Iterator[T]:
    """What lies in a stretch of parts that are each in order, one by one."""
    some = [_part(part, place_of, within) for part in parts]
    return merge(*some, key=place_of, reverse=within.backwards)


def _part(part: Sequence[T], place_of: Callable[[T], Place], within: Stretch) -> Iterator[T]:
    begin = bisect_right(part, within.after, key=place_of)
    end = bisect_left(part, within.before, lo=begin, key=place_of)
    order = range(end - 1, begin - 1, -1) if within.backwards else range(begin, end)
    return (part[at] for at in order)


def cut(things: Iterator[T], limit: int, place_of: Callable[[T], Place]) -> tuple[list[T], str | None]:
    """As many as a page holds, and the cursor of the next; None where that was all."""
    some = list(islice(things, limit + 1))
    return some[:limit], _written(place_of(some[limit - 1])) if len(some) > limit else None


def _written(place: Place) -> str:
    """Microseconds since 1970, and the id in hex: whatever looks so can be read."""
    return f"{(place.at - BEGINNING) // MICROSECOND}-{place.id.encode().hex()}"


def _read(cursor: str) -> Place:
    at, _between, id = cursor.partition("-")
    return Place(BEGINNING + int(at) * MICROSECOND, bytes.fromhex(id).decode(errors="replace"))

"""Server-sent events (HTML Living Standard, 9.2): so many streams at a time, each ended by itself before long.

A browser comes back by itself when one ends; where there is no place left it is told so, and loads the page anew.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, NamedTuple

from flask import Response

MOST, MOST_OF_ONE = 4, 2  # streams: each holds a thread of those that serve pages, and a user may have two tabs
PAUSE = 0.5  # seconds between two looks
LOOKS = 60  # of one stream
SILENT = 10  # looks without news, after which something is said all the same, so that whoever has gone is noticed
RETRY = "retry: 1000\n\n"
STILL_HERE = ": still here\n\n"


class Told(NamedTuple):
    """What there is to tell, as JSON, and whether that is all."""

    news: Any
    over: bool


class Places:
    """Who has a stream open. For many threads at once."""

    def __init__(self, most: int = MOST, of_one: int = MOST_OF_ONE) -> None:
        self._most, self._of_one = most, of_one
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, whose: str) -> bool:
        """A place for one of somebody's streams; False if there is none."""
        with self._lock:
            if self._taken.total() >= self._most or self._taken[whose] >= self._of_one:
                return False
            self._taken[whose] += 1
            return True

    def give_back(self, whose: str) -> None:
        """The place is free again."""
        with self._lock:
            self._taken[whose] -= 1
            self._taken += Counter()  # forgets who has none


def stream(places: Places, whose: str, told: Iterator[str]) -> Response:
    """A stream of these events, or 503 where there is no place for it."""
    if not places.take(whose):
        return Response(status=503, headers={"Retry-After": "5"})
    response = Response(told, mimetype="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"  # else a proxy gathers them (nginx, proxy_buffering)
    response.call_on_close(lambda: places.give_back(whose))  # also where whoever asked never reads
    return response


def told(look: Callable[[], Told | None], pause: Callable[[float], bool | None]) -> Iterator[str]:
    """Each news as an event: `news`, and `over` where nothing comes after it. Of nothing to tell it ends at once, and
    when `pause` says that we are told to stop.
    """
    yield RETRY
    last, silent = None, 0
    for _ in range(LOOKS):
        now = look()
        if now is None:
            return
        if now.over:
            yield event("over", now.news)
            return
        silent = silent + 1 if now.news == last else 0
        if not silent:
            yield event("news", now.news)
        elif silent % SILENT == 0:
            yield STILL_HERE
        last = now.news
        if pause(PAUSE):
            return


def event(name: str, value: Any) -> str:
    """One event with a JSON value, which never holds a line's end."""
    return f"event: {name}\ndata: {json.dumps(value)}\n\n"

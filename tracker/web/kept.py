"""A long page kept as it was made, until what its user's promises are judged by is another or the minute is over.

What pages say of time they say to the minute, and dues lie on whole minutes: so within one nothing of it changes but
by what was decided or read. That is learned with who asks, before the page is made: what is kept may be newer than
its mark says, and never older. Each process keeps its own, packed, and lets go first of those that nobody asked for
longest.
"""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from secrets import token_urlsafe
from threading import Lock
from typing import NamedTuple

from flask import g, request, session
from flask_wtf.csrf import generate_csrf

from tracker.web import visit

MOST = 16_000_000  # bytes that one process keeps; a page of a hundred promises is packed into 6,000
TOKEN = token_urlsafe(60).encode()  # stands in what is kept where the token of whoever asks will stand; never sent


class _Kept(NamedTuple):
    mark: Hashable
    packed: bytes


_pages: OrderedDict[str, _Kept] = OrderedDict()
_door = Lock()


def page(make: Callable[[], str]) -> bytes:
    """The page at this address as `make` makes it for whoever asks, made once in the minute as long as all stands as
    it did. It may hang on their promises, the user and the address alone.
    """
    if session.get("_flashes"):  # said once
        return make().encode()
    name, token = f"{visit.user().id} {request.full_path}", generate_csrf()
    mark = visit.user(), _minute(visit.now()), request.script_root, g.standing
    held = _held(name, mark)
    if held is None:
        held = _made(make, token).encode()
        _hold(name, _Kept(mark, zlib.compress(held, 1)))
    return held.replace(TOKEN, token.encode())


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _made(make: Callable[[], str], token: str) -> str:
    g.csrf_token = TOKEN.decode()
    try:
        return make()
    finally:
        g.csrf_token = token


def _held(name: str, mark: Hashable) -> bytes | None:
    with _door:
        held = _pages.get(name)
        if held is None or held.mark != mark:
            return None
        _pages.move_to_end(name)
    return zlib.decompress(held.packed)


def _hold(name: str, kept: _Kept) -> None:
    with _door:
        _pages.pop(name, None)
        _pages[name] = kept
        weight = sum(len(one.packed) for one in _pages.values())
        while weight > MOST:
            weight -= len(_pages.popitem(last=False)[1].packed)

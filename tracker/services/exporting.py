"""Everything that is kept of one user, as one JSON document: a copy to keep, and to be restored from.

Secrets stay behind, though they are sealed, unless they are asked for; the document says what is not in it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.store import carrying

VERSION = 2


def copy(db: Connection, user: User, *, secrets: bool = False) -> Iterator[bytes]:
    """The whole of a user's affairs, in pieces of UTF-8: a row to a line, so that few are held at a time.

    With `secrets`, what is sealed goes along as it is, of use only to whoever has the same keys. The same affairs
    give the same bytes.
    """
    head = {"tracker": VERSION, "secrets": secrets, "left_out": left_out(secrets=secrets)}
    yield _line(head)[:-1] + b',\n"tables": {'
    counts: dict[str, int] = {}
    numbers: carrying.Numbers = {}
    for place, name in enumerate(carrying.CARRIED):
        yield b"%b\n%b: [" % (b"," if place else b"", _line(name))
        counts[name] = 0
        for row in carrying.rows(db, user.id, name, numbers, secrets=secrets):
            yield (b",\n" if counts[name] else b"\n") + _line(row)
            counts[name] += 1
        yield b"]"
    yield b'},\n"rows": %b}\n' % _line(counts)


def size(db: Connection, user: User) -> int:
    """How many rows a copy holds."""
    return sum(carrying.count(db, user.id, name) for name in carrying.CARRIED)


def left_out(*, secrets: bool) -> dict[str, str]:
    """What a copy does not hold, table by table or column by column, each with why."""
    if secrets:
        return dict(carrying.LEFT_OUT)
    blank = {f"{table}.{column}": _WHY for table, columns in carrying.SECRET.items() for column in columns}
    return carrying.LEFT_OUT | carrying.SECRET_TABLES | blank


_WHY = "a secret, or of no use without one: it goes along when secrets are asked for"


_HALVES = re.compile("[\ud800-\udfff]")


def _line(value: Any) -> bytes:
    """In one line; half a character, which a feed may hold, is escaped, since no encoding has it."""
    text = json.dumps(value, ensure_ascii=False)
    return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode()

"""What was read of a user's affairs is read again only when they have changed.

The hash of its last entry names all that was ever decided: two ledgers that end with the same are the same. In the
same way the marks of a user's calendars name what was told, and the last answer what was answered.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, select

from tracker.domain.entry import Thing
from tracker.store.tables import entries

MOST = 100_000  # values that are held of one database: of four who have much, or a thousand who have little; 150 MB
MOST_CHANGED = 200  # entries since the last reading from which all is read anew

# Asked at each page, so it is put together once.
LAST = (
    select(entries.c.number, entries.c.hash)
    .where(entries.c.user_id == bindparam("user"))
    .order_by(entries.c.number.desc())
    .limit(1)
)

T = TypeVar("T")


class Held(NamedTuple):
    """What was read, and up to where."""

    mark: Hashable
    value: Any

    @property
    def weight(self) -> int:
        """How many values it holds."""
        return 1 + (len(self.value) if hasattr(self.value, "__len__") else 0)


class End(NamedTuple):
    """The last entry of a ledger."""

    number: int
    hash: str


class Subject(NamedTuple):
    """What an entry speaks of."""

    thing: Thing
    id: str


_readings: WeakKeyDictionary[Engine, dict[tuple[str, str], Held]] = WeakKeyDictionary()
_ends: WeakKeyDictionary[object, dict[str, End | None]] = WeakKeyDictionary()  # of transactions


def ends_with(db: Connection, user_id: str) -> str:
    """The hash of the last entry of a user's ledger; empty when there is none."""
    end = _end(db, user_id)
    return end.hash if end else ""


def _end(db: Connection, user_id: str) -> End | None:
    """Asked once in a transaction that sees one moment: a page asks it of each kind of thing."""
    moment = db.get_transaction()
    if moment is None or db.get_execution_options().get("write"):
        return _last(db, user_id)
    seen = _ends.setdefault(moment, {})
    if user_id not in seen:
        seen[user_id] = _last(db, user_id)
    return seen[user_id]


def _last(db: Connection, user_id: str) -> End | None:
    row = db.execute(LAST, {"user": user_id}).one_or_none()
    return End(*row) if row else None


def once(
    db: Connection,
    user_id: str,
    things: Iterable[Thing],
    read: Callable[[], T],
    renew: Callable[[T, frozenset[str]], T] | None = None,
) -> T:
    """What `read` tells, as it was told when the ledger last said something of one of these things. It must hang on
    them alone, and its value may not be changed by anybody.

    `renew` tells the same out of what was told before and the ids of what changed since.
    """
    things = tuple(things)
    what, end = "+".join(things), _end(db, user_id)
    held = _held(db, user_id, what)
    if held and end and held.mark == end:
        return cast(T, held.value)
    changed = _changed(db, user_id, held.mark, end) if held and end else None
    if held is None or changed is None:
        return _hold(db, user_id, what, end, read())
    ids = frozenset(subject.id for subject in changed if subject.thing in things)
    value = held.value if not ids else renew(held.value, ids) if renew else read()
    return _hold(db, user_id, what, end, value)


def by_mark(db: Connection, user_id: str, what: str, mark: Hashable, read: Callable[[], T]) -> T:
    """What `read` tells, as it was told when the mark was the same."""
    held = _held(db, user_id, what)
    return cast(T, held.value) if held and held.mark == mark else _hold(db, user_id, what, mark, read())


def forget(db: Connection, user_id: str) -> None:
    """Lets go of all that is held of a user: what is asked next is read anew."""
    readings = _readings.setdefault(db.engine, {})
    for key in tuple(readings):
        if key[0] == user_id:
            readings.pop(key, None)


def _changed(db: Connection, user_id: str, since: Any, end: End) -> list[Subject] | None:
    """What the entries since then speak of; None where what was read then is no beginning of this ledger, as when it
    was never kept, or where they are too many.
    """
    if since is None:
        return None
    query = select(entries.c.number, entries.c.hash, entries.c.thing, entries.c.subject)
    query = query.where(entries.c.user_id == user_id, entries.c.number >= since.number).order_by(entries.c.number)
    rows = db.execute(query.limit(MOST_CHANGED)).all()
    if not rows or End(*rows[0][:2]) != since or End(*rows[-1][:2]) != end:
        return None
    return [Subject(Thing(thing), subject) for _, _, thing, subject in rows[1:]]


def _held(db: Connection, user_id: str, what: str) -> Held | None:
    """What is held of it, at the end again: so the first is the one that nobody asked for longest."""
    readings = _readings.setdefault(db.engine, {})
    held = readings.pop((user_id, what), None)
    if held:
        readings[user_id, what] = held
    return held


def _hold(db: Connection, user_id: str, what: str, mark: Hashable, value: T) -> T:
    readings = _readings.setdefault(db.engine, {})
    readings.pop((user_id, what), None)
    readings[user_id, what] = Held(mark, value)
    weight = sum(one.weight for one in tuple(readings.values()))
    for key, one in tuple(readings.items())[:-1]:
        if weight > MOST:
            weight -= one.weight
            readings.pop(key, None)
    return value

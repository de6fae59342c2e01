"""What happened, counted in the transaction in which it happens, so that no crash makes a count wrong.

Each count is a row of its own: many who count at a time never wait for each other. `fold` adds rows up, so that to
read the totals costs what happened since, whatever the history.
"""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select

from tracker.store.watch_tables import tallies as table

AT_ONCE = 20_000  # rows that are added up in one go

Totals = Mapping[tuple[str, str], int]


def count(db: Connection, what: str, label: str, by: int = 1) -> None:
    """So many more happened of this kind, with this label. Nothing is written for none."""
    if by:
        db.execute(insert(table).values(what=what, label=label, count=by))


def totals(db: Connection) -> Totals:
    """How many of each kind and label happened ever."""
    query = select(table.c.what, table.c.label, func.sum(table.c.count)).group_by(table.c.what, table.c.label)
    return {(what, label): int(total) for what, label, total in db.execute(query)}


def fold(db: Connection) -> int:
    """Adds up the oldest rows; how many they were. The totals stay as they are.

    The rows that are taken away are those that are added up, whoever counts meanwhile: one statement takes them.
    """
    oldest = select(table.c.number).order_by(table.c.number).limit(AT_ONCE)
    taken = delete(table).where(table.c.number.in_(oldest)).returning(table.c.what, table.c.label, table.c.count)
    sums: Counter[tuple[str, str]] = Counter()
    rows = db.execute(taken).all()
    for what, label, counted in rows:
        sums[what, label] += counted
    for (what, label), total in sums.items():
        count(db, what, label, total)
    return len(rows)

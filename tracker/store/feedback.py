"""What users answered when asked, line by line: append-only, by trigger. All that was learned is replayed from it."""

from collections.abc import Hashable, Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import RowMapping

from tracker.domain.feedback import Answer, Feedback, Shown, from_record, to_record
from tracker.domain.lasting import Part
from tracker.store.remembered import by_mark
from tracker.store.tables import feedback as table
from tracker.store.texts import text_of


def add(db: Connection, user_id: str, answer: Answer, shown: Shown, *, via: str, at: datetime) -> None:
    """One more answer, to what was shown."""
    row = {"user_id": user_id, "at": at, "via": via, "answer": answer, "sign": shown.sign}
    db.execute(insert(table).values(**row, record=to_record(shown)))


def take_back(db: Connection, user_id: str, answers: Iterable[Feedback], *, via: str, at: datetime) -> None:
    """Takes answers back, each by a line of its own; they stay where they are."""
    rows = [
        {
            "user_id": user_id,
            "at": at,
            "via": via,
            "answer": Answer.RETRACTED,
            "sign": answer.shown.sign,
            "takes_back": answer.number,
            "record": to_record(answer.shown),
        }
        for answer in answers
    ]
    if rows:
        db.execute(insert(table), rows)


def log(db: Connection, user_id: str) -> Part[Feedback]:
    """All that a user answered and took back, oldest first."""
    query = select(table).where(table.c.user_id == user_id).order_by(table.c.number)

    def read() -> Part[Feedback]:
        return Part(_feedback(row) for row in db.execute(query).mappings())

    return by_mark(db, user_id, "feedback", _last(db, user_id), read)


def _last(db: Connection, user_id: str) -> Hashable:
    """The last line of it, which names all of it. Its number alone would not, where one was undone with its
    transaction and given again.
    """
    columns = (table.c.number, table.c.at, table.c.answer, table.c.sign, table.c.takes_back, text_of(table.c.record))
    query = select(*columns).where(table.c.user_id == user_id).order_by(table.c.number.desc()).limit(1)
    row = db.execute(query).one_or_none()
    return tuple(row) if row else None


def _feedback(row: RowMapping) -> Feedback:
    shown = from_record(row["record"])
    return Feedback(row["number"], row["at"], row["via"], Answer(row["answer"]), shown, row["takes_back"])

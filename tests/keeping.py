"""Things kept in the ledger for a test, each with its opening entry."""

from sqlalchemy import Connection

from tests.making import NOW
from tracker.domain.decided import Decided, thing_of, to_record
from tracker.domain.entry import Act, Entry
from tracker.store import ledger


def keep(db: Connection, user_id: str, *things: Decided) -> None:
    """Opens each, on a Monday in January, on its user's page."""
    for one in things:
        entry = Entry(one.id, NOW, user_id, "page", Act.ADDED, {}, to_record(one), thing_of(one))
        ledger.keep(db, user_id, one, entry)


def change(db: Connection, user_id: str, before: Decided, after: Decided, act: Act = Act.EDITED) -> None:
    """One as it is now, with the entry that says so."""
    entry = Entry(after.id, NOW, user_id, "page", act, to_record(before), to_record(after), thing_of(after))
    ledger.keep(db, user_id, after, entry)


def remove(db: Connection, user_id: str, one: Decided) -> None:
    """No more, with the entry that says so."""
    ledger.unkeep(db, user_id, Entry(one.id, NOW, user_id, "page", Act.REMOVED, to_record(one), {}, thing_of(one)))

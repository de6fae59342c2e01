"""What was done with accounts is only ever added to, whoever writes the SQL, and forgotten when it is old."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.making import DAY, NOW
from tracker.domain.audit import ANYBODY, Deed
from tracker.store import audit


@pytest.fixture
def noted(database, efua):
    with database.write() as db:
        audit.note(db, "efua", Deed.SIGNED_IN, via="letter", about="session", now=NOW - DAY)
        audit.note(db, "", Deed.REFUSED, by=ANYBODY, via="letter", now=NOW)
    return database


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET user_id = 'kofi'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE user_id = 'efua'",
    ],
)
def test_no_deed_is_changed_or_deleted(noted, statement):
    with noted.write() as db, pytest.raises(DBAPIError, match="is append-only"):
        db.execute(text(statement))


def test_no_deed_is_replaced(noted):
    again = "INTO audit SELECT * FROM audit WHERE true"
    for statement in (
        [f"INSERT OR REPLACE {again}"]
        if noted.kind == "sqlite"
        else [f"INSERT {again} ON CONFLICT (number) DO UPDATE SET via = 'x'", "TRUNCATE audit"]
    ):
        with noted.write() as db, pytest.raises(DBAPIError, match="is append-only"):
            db.execute(text(statement))


def test_what_is_old_is_forgotten_and_nothing_else(noted):
    with noted.write() as db:
        assert audit.forget(db, NOW) == 1
        assert [one.deed for one in audit.newest(db, NOW - 9 * DAY, 10)] == [Deed.REFUSED]


def test_a_user_is_told_of_their_own_alone_newest_first(noted):
    with noted.write() as db:
        audit.note(db, "efua", Deed.MADE_OWNER, by="kofi", via="page", now=NOW)
        audit.note(db, "kofi", Deed.SIGNED_IN, via="google", now=NOW)
        assert [one.deed for one in audit.of_user(db, "efua", 10)] == [Deed.MADE_OWNER, Deed.SIGNED_IN]
        assert [one.by for one in audit.of_user(db, "efua", 10)] == ["kofi", "efua"]
        assert len(audit.of_user(db, "efua", 1)) == 1

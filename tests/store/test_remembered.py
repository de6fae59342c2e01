"""What was read of a ledger stays read until the ledger changes, and never longer."""

import pytest

from tests.keeping import change, keep
from tests.making import NOW, promise
from tracker.store import ledger
from tracker.store.remembered import ends_with


class Stumbled(Exception):
    """Something went wrong before the end."""


def test_what_has_not_changed_is_not_read_again(database, efua):
    with database.write() as db:
        keep(db, "efua", promise())
    with database.read() as db:
        first = ledger.promises(db, "efua")
    with database.read() as db:
        assert ledger.promises(db, "efua") is first


def test_each_entry_makes_it_be_read_again(database, efua):
    with database.write() as db:
        keep(db, "efua", promise())
    with database.read() as db:
        assert ledger.promises(db, "efua") == (promise(),)
    with database.write() as db:
        change(db, "efua", promise(), promise().deliver(NOW))
    with database.read() as db:
        assert ledger.promises(db, "efua") == (promise().deliver(NOW),)


def test_what_was_undone_with_its_transaction_was_never_read(database, efua):
    def stumble():
        with database.write() as db:
            keep(db, "efua", promise("never said"))
            assert [one.body for one in ledger.promises(db, "efua")] == ["never said"]
            raise Stumbled

    with pytest.raises(Stumbled):
        stumble()
    with database.write() as db:
        assert ledger.promises(db, "efua") == ()
        keep(db, "efua", promise("said"))
        assert [one.body for one in ledger.promises(db, "efua")] == ["said"]


def test_efuas_reading_is_not_kofis(database, efua, kofi):
    with database.write() as db:
        keep(db, "efua", promise())
        keep(db, "kofi", promise("another"))
    with database.read() as db:
        assert ledger.promises(db, "efua") != ledger.promises(db, "kofi")
        assert ends_with(db, "efua") != ends_with(db, "kofi")
        assert ends_with(db, "nobody") == ""

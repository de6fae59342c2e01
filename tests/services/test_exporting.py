"""A copy: everything that is kept of one user, as JSON, and nothing that opens a door."""

import json

import pytest

from tests.making import NOW, calendar
from tests.services.copying import ADDRESS, ODD, copied, live, rich_user
from tracker.services import signin
from tracker.services.exporting import VERSION
from tracker.store import accounts, calendars
from tracker.store.carrying import CARRIED, LEFT_OUT, NOBODYS, SECRET, SECRET_TABLES, STAYS
from tracker.store.tables import metadata


@pytest.fixture
def lived(database):
    live(database, rich_user())
    return database


def test_each_table_is_carried_or_named_with_why_it_is_not():
    """A new table of a user's makes this fail: name it in store/carrying.py."""
    named = [*CARRIED, *LEFT_OUT, *NOBODYS]
    assert sorted(named) == sorted(metadata.tables)
    assert all(LEFT_OUT.values())
    owned = {table.name for table in metadata.sorted_tables if "user_id" in table.c} | {"users"}
    assert owned == {*CARRIED, *LEFT_OUT}


def test_what_others_point_at_is_carried_first():
    for place, name in enumerate(CARRIED):
        at = {key.column.table.name for key in metadata.tables[name].foreign_keys} - {name}
        assert at <= set(CARRIED[:place]), name


def test_each_column_that_is_sealed_or_a_key_counts_as_a_secret():
    """A new column of such a name makes this fail: say in store/carrying.py what stands in its place."""
    doors = {"sealed", "cursor", "body", "feed_key", "letters_key"}
    found = {
        (name, column.name)
        for name in CARRIED
        for column in metadata.tables[name].columns
        if (column.name in doors or "token" in column.name or "hash" in column.name)
        and column.name not in STAYS
        and (name, column.name) not in {("entries", "hash"), ("dismissals", "body")}
    }
    assert found == {(name, column) for name, columns in SECRET.items() for column in columns}


def test_every_table_has_rows_in_it(lived):
    told = json.loads(copied(lived, rich_user()))
    assert told["tracker"] == VERSION == 2
    assert [name for name, rows in told["tables"].items() if not rows] == []
    assert list(told["tables"]) == list(CARRIED)
    assert told["rows"] == {name: len(rows) for name, rows in told["tables"].items()}


def test_a_copy_says_what_is_not_in_it_and_why(lived):
    told = json.loads(copied(lived, rich_user(), secrets=False))
    assert told["secrets"] is False
    assert {*LEFT_OUT, *SECRET_TABLES, "calendars.sealed", "users.feed_key"} <= set(told["left_out"])
    assert [name for name, rows in told["tables"].items() if not rows] == list(SECRET_TABLES)


def test_no_secret_is_in_it(lived):
    token = signin.invite(lived, rich_user(), now=NOW)
    session = signin.redeem(lived, token, NOW).token
    with lived.read() as db:
        sealed = calendars.sealed_of(db, "efua", "work")
    for secrets in (False, True):
        text = copied(lived, rich_user(), secrets=secrets)
        for secret in ("marked-secret", "marked-token", "marked-letter", ADDRESS, token, session):
            assert secret not in text
        for sealed_or_key in (sealed, "marked-cursor", "marked-feed-key"):
            assert (sealed_or_key in text) is secrets


def test_what_feeds_say_goes_through_whatever_it_holds(lived):
    told = json.loads(copied(lived, rich_user()))["tables"]
    payloads = [row["payload"] for row in told["event_versions"]]
    assert ODD in [payload["description"] for payload in payloads if payload]
    assert None in payloads  # one that is gone


def test_words_stand_in_it_as_they_are_read(lived):
    assert "Zoë" in copied(lived, rich_user())


def test_nothing_of_anybody_else_is_in_it(lived, kofi):
    with lived.write() as db:
        calendars.add_calendar(db, calendar(id="home", user=kofi.id, name="Home of Kofi"), "sealed")
    told = json.loads(copied(lived, kofi))["tables"]
    assert [row["name"] for row in told.pop("calendars")] == ["Home of Kofi"]
    assert [row["id"] for row in told.pop("users")] == [kofi.id]
    assert not any(told.values())
    assert "Home of Kofi" not in copied(lived, rich_user())


def test_it_says_the_same_each_time_and_nothing_of_how_much_others_have(database, kofi):
    live(database, rich_user())
    first = copied(database, rich_user())
    with database.write() as db:
        accounts.remove_user(db, "efua")
    live(database, rich_user())  # numbered further on by now
    again = copied(database, rich_user())
    hide = [line for line in first.splitlines() if '"sealed"' not in line and '"body": "Z' not in line]
    assert [line for line in again.splitlines() if line in hide] == hide


def test_a_row_stands_on_a_line_of_its_own(lived):
    lines = copied(lived, rich_user()).splitlines()
    rows = json.loads("\n".join(lines))["rows"]
    assert sum(line.startswith("{") for line in lines) == sum(rows.values()) + 1

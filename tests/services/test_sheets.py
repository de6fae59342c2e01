"""Everything as CSV in a zip: what stands in each file, and that no spreadsheet runs what a calendar said."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from tests.making import BERLIN, NOW
from tests.services.copying import live, rich_user
from tracker.domain.people import GiveKind
from tracker.services import sheets
from tracker.store import accounts

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def packed(database):
    live(database, rich_user())
    return unpacked(database, rich_user())


def unpacked(database, one):
    """Each file in the zip, read as a spreadsheet reads it."""
    raw = BytesIO()
    with database.read() as db:
        sheets.pack(db, one, raw, NOW)
    with ZipFile(raw) as zipped:
        texts = {name: zipped.read(name).decode() for name in zipped.namelist()}
    assert texts.pop("read me.txt")
    assert all(text.startswith("\ufeff") for text in texts.values())
    return {name: list(csv.DictReader(StringIO(text[1:]))) for name, text in texts.items()}


def test_each_kind_of_thing_has_a_file_with_its_rows(packed):
    assert [name for name, rows in packed.items() if not rows] == []
    assert {name: len(rows) for name, rows in packed.items()} == {
        "promises.csv": 4,
        "entries.csv": 11,
        "persons.csv": 2,
        "gives.csv": 1,
        "plans.csv": 1,
        "partners.csv": 1,
        "dismissed.csv": 1,
        "answers.csv": 3,
        "calendars.csv": 1,
        "events.csv": 1,
        "letters.csv": 7,
    }


def test_a_promise_stands_there_with_its_outcome_and_on_its_users_clock(packed):
    late = next(row for row in packed["promises.csv"] if row["promise"] == "call the printers")
    assert (late["outcome"], late["due"], late["delivered"]) == ("late", "2026-01-09 18:00:00", "2026-01-12 18:00:00")
    assert (late["hours late"], late["cause"], late["to"]) == ("71.92", "forgot", "Ama")
    moved = next(row for row in packed["promises.csv"] if row["promise"] == "proofread the thesis")
    assert (moved["outcome"], moved["times moved"], moved["first due"]) == ("kept", "1", "2026-01-09 18:00:00")


def test_what_a_calendar_said_is_quoted_where_it_begins_like_a_formula(packed):
    (told,) = packed["events.csv"]
    assert told["title"] == "'=1+1 “Zoë”"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_text_that_begins_like_a_formula_is_quoted(sign):
    assert sheets.cell(f"{sign}1+1", BERLIN) == f"'{sign}1+1"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("send proposal", "send proposal"),
        ("a=b", "a=b"),
        (-1.5, -1.5),
        (3, 3),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (SUMMER, "2026-07-01 14:00:00"),
        (date(2026, 7, 1), "2026-07-01"),
        (GiveKind.MEAL, "meal"),
        ("half \ud800 and \0", "half ? and "),
    ],
)
def test_other_values_stand_there_as_they_are_read(value, shown):
    assert sheets.cell(value, BERLIN) == shown


def test_an_empty_account_has_all_files_with_their_headings(database):
    one = replace(rich_user(), id="nobody")
    with database.write() as db:
        accounts.add_user(db, one)
    assert not any(unpacked(database, one).values())

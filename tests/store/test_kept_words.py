"""What is wrong with a calendar, and why an event was left out, are kept with their values."""

from dataclasses import replace

from sqlalchemy import select, update

from tests.making import calendar
from tracker.domain.event import Skipped
from tracker.domain.saying import Words
from tracker.store import calendars
from tracker.store.tables import calendars as table

TROUBLE = Words("%(missing)s of %(known)s coming events were missing.", missing=7, known=1_200)


def test_a_trouble_is_kept_with_its_values(database, efua):
    with database.write() as db:
        calendars.add_calendar(db, calendar(trouble=TROUBLE), "sealed")
    with database.read() as db:
        read = calendars.calendar(db, "efua", "work").trouble
    assert read == "7 of 1,200 coming events were missing."
    assert (read.text, read.values) == (TROUBLE.text, TROUBLE.values)


def test_a_trouble_of_before_is_read_as_it_stands(database, efua):
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        db.execute(update(table).values(trouble="It broke off at 50%."))
    with database.read() as db:
        kept = calendars.calendar(db, "efua", "work")
    assert kept.trouble == "It broke off at 50%."
    with database.write() as db:
        calendars.save_calendar(db, replace(kept, name="Home"))
    with database.read() as db:
        assert db.execute(select(table.c.trouble)).scalar_one() == "It broke off at 50%."


def test_why_an_event_was_left_out_is_kept_with_its_values(database, efua):
    why = Words("%(event)s, line %(line)s: %(why)s.", event="“Lunch”", line="12", why=Words("its end is missing"))
    told = (Skipped("one", why), Skipped("two", "it cannot be read", kept=True))
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        calendars.save_skipped(db, "efua", "work", told)
    with database.read() as db:
        read = calendars.skipped(db, "efua", "work")
    assert read == told
    assert read[0].reason == "“Lunch”, line 12: its end is missing."
    assert read[0].reason.values["why"].text == "its end is missing"

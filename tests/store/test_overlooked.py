"""A window of events, newest first and a page at a time, on both engines."""

import pytest
from sqlalchemy import event as hooks

from tests.making import DAY, NOW, calendar, event, user
from tracker.domain.event import EventKey, Span
from tracker.domain.reconcile import Changes
from tracker.store import accounts, calendars, events, overlooked

WINDOW = Span(NOW - 14 * DAY, NOW + 14 * DAY)


@pytest.fixture
def hold(database):
    """Lets a calendar of Efua's hold events, each read, with nothing found in it."""
    efua = user()
    with database.write() as db:
        accounts.add_user(db, efua)
        calendars.add_calendar(db, calendar(), "sealed")

    def hold(*told):
        with database.write() as db:
            events.record(db, efua.id, "work", Changes(new=told), NOW)
            events.save_found(db, efua.id, [(one.key, []) for one in told], 1)

    return hold


def plain(title, days, **but):
    return event(title, uid=title, at=NOW + days * DAY, **but)


def titles(database, *args, who="efua", within=WINDOW, limit=50, **but):
    with database.read() as db:
        return [seen.event.summary for seen in overlooked.page(db, who, within, *args, limit=limit, **but)]


def test_the_window_is_half_open_and_newest_comes_first(database, hold):
    hold(plain("first", -14), plain("middle", 0), plain("last", 13.9), plain("after", 14), plain("before", -14.1))
    assert titles(database) == ["last", "middle", "first"]


def test_page_after_page_tells_each_once_also_where_many_start_at_once(database, hold):
    hold(*(plain(f"at {at}", at // 4) for at in range(11)))
    found, after = [], None
    for _ in range(6):
        with database.read() as db:
            page = overlooked.page(db, "efua", WINDOW, after=after, limit=2)
        found += [seen.event.key.uid for seen in page]
        after = page[-1].mark if page else after
    assert len(found) == len(set(found)) == 11


def test_each_word_must_stand_in_the_title_whatever_its_case_and_none_is_a_pattern(database, hold):
    hold(plain("Straßen FEST 2026", 0), plain("100% music", 1), plain("Fest_of", 2))
    assert titles(database, "fest STRASSEN") == ["Straßen FEST 2026"]
    assert titles(database, "2031") == ["100% music", "Straßen FEST 2026"], "one number is like another here"
    assert titles(database, "%") == ["100% music"]
    assert titles(database, "_") == ["Fest_of"]


def test_what_was_not_read_or_does_not_take_place_or_is_anothers_is_left_out(database, hold):
    hold(plain("read", 0), plain("called off", 1, cancelled=True))
    with database.write() as db:
        events.record(db, "efua", "work", Changes(new=(plain("unread", 2),)), NOW)
    assert titles(database) == ["read"]
    assert titles(database, who="kofi") == []


def test_a_version_that_was_replaced_is_not_told(database, hold):
    hold(plain("one", 0))
    moved = event("one, moved", uid="one", at=NOW + DAY)
    with database.write() as db:
        events.record(db, "efua", "work", Changes(changed=(moved,)), NOW)
        events.save_found(db, "efua", [(EventKey("work", "one"), [])], 1)
    assert titles(database) == ["one, moved"]


@pytest.mark.parametrize("words", ["", "plain"])
def test_the_index_by_start_bounds_what_is_read(sqlite, words):
    said = []
    with sqlite.read() as db:
        hooks.listen(db.engine, "before_cursor_execute", lambda *seen: said.append(seen[2:4]))
        overlooked.page(db, "efua", WINDOW, words, after=overlooked.Mark(NOW, 1), limit=5)
        statement, values = said[-1]
        plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = [step[-1] for step in plan]
    assert any("ix_current_events_starts_at (user_id=? AND starts_at>? AND starts_at<?)" in step for step in steps), (
        steps
    )
    assert not any(step.startswith("SCAN") for step in steps), steps

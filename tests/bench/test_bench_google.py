"""The benchmark of Google's door works, and counts what it says. Nothing here tells how long anything takes."""

import json

import pytest
from sqlalchemy import create_engine, text

from tests.bench.bench_google import Bench, far_end, options_of
from tests.bench.google_items import Items
from tests.bench.google_jobs import Rows
from tests.making import NOW

EVENTS = 200


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """All rows without the peer, by what was measured and who."""
    options = options_of(["--events", str(EVENTS), "--runs", "1", "--no-peers"])
    with far_end(EVENTS, options.now) as there:
        measured = list(Bench(options, there, tmp_path_factory.mktemp("bench")).rows())
    floors, ours = measured[::2], measured[1::2]
    return {floor.label.removesuffix(": floor"): (floor, own) for floor, own in zip(floors, ours, strict=True)}


def test_each_row_comes_to_its_end(rows):
    assert [row.label for both in rows.values() for row in both if row.outcome.trouble] == []


def test_the_floor_makes_the_same_calls(rows):
    assert {label: floor.calls for label, (floor, _) in rows.items()} == {
        label: own.calls for label, (_, own) in rows.items()
    }
    assert rows["one event changed"][0].calls == 1


def test_one_change_is_one_call_and_a_few_rows(rows):
    _, first = rows["first sync"]
    _, changed = rows["one event changed"]
    _, unchanged = rows["unchanged"]
    assert first.outcome.counted > EVENTS
    assert unchanged.outcome.counted < changed.outcome.counted < 20
    assert "1 changed" in changed.outcome.said


def test_the_ratio_is_told(rows):
    floor, ours = rows["unchanged"]
    assert "x floor" in str(ours)
    assert "x floor" not in str(floor)


def test_the_same_seed_gives_the_same_items_as_many_as_asked_for():
    items = Items(3, NOW).all(EVENTS)
    assert items == Items(3, NOW).all(EVENTS)
    assert len(items) == EVENTS
    assert len({json.dumps(item, sort_keys=True) for item in items}) == EVENTS
    assert any("recurringEventId" in item for item in items)


def test_rows_are_counted_where_they_are_returned_and_where_they_go_by_reference():
    engine = create_engine("sqlite://")
    rows = Rows(engine)
    with engine.begin() as db:
        db.execute(text("PRAGMA foreign_keys=ON"))
        db.execute(text("CREATE TABLE a (id INTEGER PRIMARY KEY)"))
        db.execute(text("CREATE TABLE b (id INTEGER REFERENCES a ON DELETE CASCADE)"))
        assert db.execute(text("INSERT INTO a VALUES (1), (2) RETURNING id")).all()
        db.execute(text("INSERT INTO b VALUES (1)"))
        db.execute(text("UPDATE a SET id = 3 WHERE id = 2"))
        db.execute(text("DELETE FROM a WHERE id = 1"))
    engine.dispose()
    assert rows.by_table == {"a": 2 + 1 + 2, "b": 1}

"""Migrations add, so that programs of the release before go on while a newer one is rolled out beside them.

One that takes something away, or demands more, says `NARROWS`, with why that breaks nobody.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tracker.store.database import MIGRATIONS, Database

pytestmark = pytest.mark.postgresql

FIRST = "0011"  # the last one before programs were many
RULES = {
    "constraint": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype IN ('c', 'f', 'u', 'x')",
    "unique index": "SELECT tablename, indexdef FROM pg_indexes WHERE indexdef LIKE 'CREATE UNIQUE%'",
    "policy": "SELECT tablename, policyname FROM pg_policies",
    "trigger": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def config(db):
    found = Config(attributes={"connection": db})
    found.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return found


def standing(database):
    """The columns of each table, and the rules that bind it."""
    with database.read() as db:
        seen = inspect(db)
        columns = {
            (table, one["name"]): (str(one["type"]), one["nullable"], one["default"] is not None)
            for table in seen.get_table_names()
            for one in seen.get_columns(table)
        }
        rules = {(kind, *row) for kind, sql in RULES.items() for row in db.execute(text(sql))}
    return columns, rules


def narrowings(before, after):
    """What a program of before could stumble over."""
    (had, bound), (has, binds) = before, after
    tables = {table for table, _ in had}
    gone = [f"{table}.{name} is gone" for table, name in had.keys() - has.keys()]
    other = [f"{key} is another" for key in had.keys() & has.keys() if _narrower(had[key], has[key])]
    asked = [f"{key} is asked for" for key in has.keys() - had.keys() if key[0] in tables and _demanded(has[key])]
    return gone + other + asked + [f"{rule} is new" for rule in binds - bound if rule[1] in tables]


def _narrower(had, has):
    return had[0] != has[0] or (had[1] and not has[1]) or (had[2] and not has[2] and not has[1])


def _demanded(column):
    _, nullable, has_default = column
    return not nullable and not has_default


@pytest.fixture
def database(cluster):
    with closing(Database(cluster.bare())) as database:
        with database.write() as db:
            command.upgrade(config(db), FIRST)
        yield database


def test_each_migration_only_adds_or_says_why_not(database):
    script = ScriptDirectory(str(MIGRATIONS))
    steps = [step for step in script.walk_revisions(FIRST, "head") if step.revision != FIRST]
    assert steps
    for step in reversed(steps):
        before = standing(database)
        with database.write() as db:
            command.upgrade(config(db), step.revision)
        narrower = narrowings(before, standing(database))
        said = getattr(step.module, "NARROWS", "")
        assert bool(narrower) == bool(said), f"{step.revision}: {narrower or 'NARROWS nothing'}"


def waiting(db):
    """Whether somebody waits for a lock."""
    return db.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'")).scalar_one()


def until(true):
    for _look in range(3000):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it never came about")


def test_a_migration_that_waits_for_a_table_gives_way_and_comes_again(database):
    with ThreadPoolExecutor(1) as other:
        with database.read() as busy, database.read() as db:
            busy.execute(text("SELECT * FROM users"))
            done = other.submit(database.upgrade)
            until(lambda: waiting(db))
            until(lambda: not waiting(db))
            assert not done.done()
        done.result(60)
    assert database.current


def test_of_two_who_bring_it_up_to_date_the_second_finds_it_done(database):
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _turn: database.upgrade(), range(2)))
    assert database.current


@pytest.mark.parametrize(
    ("statement", "narrows"),
    [
        ("ALTER TABLE promises ADD COLUMN tint text", False),
        ("ALTER TABLE promises ADD COLUMN tint text NOT NULL DEFAULT ''", False),
        ("ALTER TABLE promises ALTER COLUMN sign DROP NOT NULL", False),
        ("CREATE TABLE tints (tint text NOT NULL UNIQUE)", False),
        ("CREATE INDEX ON promises (sign)", False),
        ("ALTER TABLE promises ADD COLUMN tint text NOT NULL", True),
        ("ALTER TABLE promises DROP COLUMN sign", True),
        ("ALTER TABLE promises RENAME COLUMN sign TO tint", True),
        ("ALTER TABLE promises ALTER COLUMN sign TYPE varchar", True),
        ("ALTER TABLE users ALTER COLUMN next_digest_at SET NOT NULL", True),
        ("ALTER TABLE promises ADD CHECK (sign <> 'attic')", True),
        ("CREATE UNIQUE INDEX ON promises (sign)", True),
        ("DROP TABLE purges CASCADE", True),
    ],
)
def test_what_narrows_is_noticed(database, statement, narrows):
    before = standing(database)
    with database.write() as db:
        db.execute(text(statement))
    assert bool(narrowings(before, standing(database))) == narrows

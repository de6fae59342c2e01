"""Databases of every released schema, with rows of that time: brought up to date, one step back, and up again.

Released is every migration on the main branch. What two schemas both know is the same in both, row by row; ledgers
stay whole, and what is kept stays what their entries say (reliability C37).
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, column, insert, select, table
from sqlalchemy.types import Boolean, Date, Integer, LargeBinary, Text, TypeEngine

from tests.conftest import ENGINES
from tests.making import NOW, event, person, promise
from tracker.domain.decided import to_record
from tracker.domain.entry import Act, Entry, Thing, first_broken, sealed
from tracker.domain.replay import replayed
from tracker.store import ledger
from tracker.store.database import MIGRATIONS, Database
from tracker.store.records import from_event
from tracker.store.tables import metadata
from tracker.store.types import Day, Flag, Json, Stretch, UtcDateTime

SCRIPT = ScriptDirectory(str(MIGRATIONS))
REVISIONS = sorted(step.revision for step in SCRIPT.walk_revisions())
USERS = ("efua", "kofi")
OURS = ("alembic_version", "purges")
RETOLD = {"skipped"}  # what could not be read of a feed: 0003 drops it, the next reading tells it again
DECIDED = "0006"  # persons and gives have entries from here on
Rows = dict[str, list[dict[str, Any]]]

# What was of another type in tables that are no more.
ONCE: dict[str, TypeEngine[Any]] = {
    "persons.addresses": Json(),
    "persons.cadence_ideal": Stretch(),
    "persons.cadence_longest": Stretch(),
    "persons.review_on": Day(),
    "gives.at": UtcDateTime(),
    "skipped.at": UtcDateTime(),
}


def config(db: Connection) -> Config:
    found = Config(attributes={"connection": db})
    found.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return found


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path) -> Iterator[Database]:
    """A database with nothing in it, not even a table."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/tracker.db"
    else:
        address = request.getfixturevalue("cluster").bare()
    with closing(Database(address)) as database:
        yield database


def standing(db: Connection) -> list[Table]:
    """The tables as they stand, first what others point at."""
    seen = MetaData()
    seen.reflect(db)
    return [one for one in seen.sorted_tables if one.name not in OURS]


def typed(one: Table) -> Any:
    """The same table with our own types, by which values mean the same on both engines."""
    return table(one.name, *(column(each.name, _type(one.name, each)) for each in one.columns))


def _type(name: str, each: Any) -> TypeEngine[Any]:
    known = metadata.tables.get(name)
    if known is not None and each.name in known.columns:
        return known.columns[each.name].type
    return ONCE.get(f"{name}.{each.name}", each.type)


# --- rows of that time ----------------------------------------------------------------------------------------------


def fill(db: Connection) -> None:
    """A row of each user's in every table, or two of nobody's; and a ledger for each user."""
    made: Rows = {}
    for one in standing(db):
        if one.name not in ("entries", "decided"):
            made[one.name] = [_inserted(db, one, _row(one, user, place, made)) for place, user in enumerate(USERS)]
    for user in USERS:
        _write_ledger(db, user)


def _inserted(db: Connection, one: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the number that it got, where its table gives numbers."""
    if "number" not in one.primary_key:
        db.execute(insert(typed(one)).values(row))
        return row
    del row["number"]
    got = db.execute(insert(typed(one)).values(row).returning(column("number"))).scalar_one()
    return row | {"number": got}


def _row(one: Table, user: str, place: int, made: Rows) -> dict[str, Any]:
    row = {each.name: _value(one, each, user, place) for each in one.columns}
    for link in one.foreign_key_constraints:
        theirs = made[link.referred_table.name][place]
        row |= {key.parent.name: theirs[key.column.name] for key in link.elements}
    return row


def _write_ledger(db: Connection, user: str) -> None:
    """What was decided with its entries, sealed to one another since seals are known."""
    tables = {one.name: one for one in standing(db)}
    promised = Entry(f"promise of {user}", NOW, user, "page", Act.ADDED, {}, _promise(user))
    told = to_record(person(id=f"ama of {user}"))
    named = Entry(told["id"], NOW, user, "page", Act.NAMED, {}, told, Thing.PERSON)
    before = ""
    for entry in (promised, named) if "decided" in tables else (promised,):
        before = sealed(before, entry)
        row = entry._asdict() | {"user_id": user, "promise_id": entry.subject, "hash": before}
        known = {name: row[name] for name in set(tables["entries"].columns.keys()) - {"number"}}
        db.execute(insert(typed(tables["entries"])).values(known))
    if "decided" in tables:
        row = {"user_id": user, "thing": "person", "id": told["id"], "record": told}
        db.execute(insert(typed(tables["decided"])).values(row))


def _value(one: Table, each: Any, user: str, place: int) -> Any:
    name, kind = each.name, _type(one.name, each)
    if one.name == "users" and name == "id":
        return user
    if (one.name, name) in MEANT:
        return MEANT[one.name, name](user)
    if name in NAMED:
        return NAMED[name](user)
    return _of_kind(kind, f"{name} of {user}", place)


def _of_kind(kind: TypeEngine[Any], text: str, place: int) -> Any:
    for family, value in (
        (UtcDateTime, NOW + timedelta(days=place, microseconds=1)),
        (Day, date(2026, 2, 28)),
        (Date, date(2026, 2, 28)),
        (Stretch, timedelta(hours=26)),
        (Json, [text]),
        (Flag, True),
        (Boolean, True),
        (LargeBinary, text.encode()),
        (Text, text),
        (Integer, 7 + place),
    ):
        if isinstance(kind, family):
            return value
    return 7 + place


def _promise(user: str) -> dict[str, Any]:
    return to_record(promise(f"send proposal of {user}", id=f"promise of {user}"))


NAMED = {"user_id": str, "by": str, "via": lambda _user: "page"}
MEANT: dict[tuple[str, str], Any] = {
    ("promises", "id"): lambda user: f"promise of {user}",
    ("promises", "record"): _promise,
    ("persons", "circle"): lambda _user: "close",
    ("persons", "cadence_ideal"): lambda _user: timedelta(weeks=4),  # it was always their circle's
    ("persons", "cadence_longest"): lambda _user: timedelta(weeks=6),
    ("persons", "addresses"): lambda user: [f"ama@{user}.example.com"],
    ("gives", "kind"): lambda _user: "meal",
    ("gives", "direction"): lambda _user: "given",
    ("event_versions", "record"): lambda _user: from_event(event()),
    ("users", "zone"): lambda _user: "Africa/Accra",
    ("users", "cadences"): lambda _user: {},
    ("users", "role"): lambda _user: "owner",
    ("users", "feed_alarms"): lambda _user: [60],
}


# --- what is the same in both ---------------------------------------------------------------------------------------


def kept(db: Connection) -> Rows:
    """All rows of all tables, as values that mean the same on both engines."""
    return {one.name: [dict(row) for row in db.execute(select(typed(one))).mappings()] for one in standing(db)}


def differences(before: Rows, after: Rows) -> list[str]:
    """Of tables that both know, what is not the same in the columns that both know."""
    found = []
    for name in before.keys() & after.keys() - RETOLD:
        if before[name] and after[name]:
            common = before[name][0].keys() & after[name][0].keys()
            hashes = [sorted(_hash(row, common) for row in rows[name]) for rows in (before, after)]
            found += [] if hashes[0] == hashes[1] else [f"{name}: {before[name]} became {after[name]}"]
        elif before[name] or after[name]:
            found.append(f"{name}: {len(before[name])} rows became {len(after[name])}")
    return sorted(found)


def _hash(row: dict[str, Any], common: Collection[str]) -> str:
    told = {name: row[name] for name in sorted(common)}
    return sha256(repr(told).encode()).hexdigest()


def without_upgrades(rows: Rows) -> Rows:
    """Without the entries that migration 0006 wrote for what no entry told of before."""
    return rows | {"entries": [row for row in rows["entries"] if row["via"] != "upgrade"]}


def assert_whole(db: Connection) -> None:
    for user in USERS:
        chain = ledger.chain(db, user)
        assert chain
        assert first_broken(chain) is None
        assert replayed(entry for entry, _ in chain).stands == ledger.records(db, user)


def brought_to(database: Database, revision: str) -> Rows:
    with database.write() as db:
        command.upgrade(config(db), revision)
        fill(db)
        return kept(db)


def going(database: Database, way: Callable[[Config, str], None], revision: str) -> Rows:
    with database.write() as db:
        way(config(db), revision)
    with database.read() as db:
        return kept(db)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_each_release_comes_up_one_back_and_up_again_with_all_its_rows(empty, revision):
    then = brought_to(empty, revision)
    assert all(then.values()), "a table without a row shows nothing"
    empty.upgrade()
    with empty.read() as db:
        now = kept(db)
        assert_whole(db)
    assert differences(then, without_upgrades(now) if revision < DECIDED else now) == []
    if revision == REVISIONS[-1]:
        return
    back = going(empty, command.downgrade, "-1")
    assert differences(now, back) == []
    again = going(empty, command.upgrade, "head")
    assert differences(back, again) == []
    assert differences(now, {name: rows for name, rows in again.items() if name in back}) == []
    with empty.read() as db:
        assert_whole(db)


@pytest.mark.parametrize(("revision", "next_one"), list(pairwise(REVISIONS)))
def test_each_step_goes_back_to_the_rows_that_it_came_from(empty, revision, next_one):
    then = brought_to(empty, revision)
    going(empty, command.upgrade, next_one)
    back = going(empty, command.downgrade, revision)
    assert back.keys() == then.keys()
    assert differences(then, back) == []


def test_people_and_gives_of_before_0006_stand_in_the_ledger(empty):
    then = brought_to(empty, "0005")
    empty.upgrade()
    with empty.read() as db:
        for user, person_, give in zip(USERS, then["persons"], then["gives"], strict=True):
            records = ledger.records(db, user)
            assert records[Thing.PERSON, person_["id"]]["name"] == person_["name"]
            assert records[Thing.GIVE, give["id"]]["note"] == give["note"]


def test_a_row_that_is_lost_or_altered_is_noticed(empty):
    then = brought_to(empty, REVISIONS[-1])
    for name, rows in then.items():
        first, *rest = rows
        text = next((key for key, value in first.items() if isinstance(value, str)), "")
        assert name in RETOLD or differences(then, then | {name: rest})
        assert name in RETOLD or not text or differences(then, then | {name: [first | {text: "other"}, *rest]})

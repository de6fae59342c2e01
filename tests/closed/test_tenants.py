"""The second wall: on PostgreSQL the database itself shows each transaction the rows of its user alone."""

import ast
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from flask import Response
from sqlalchemy import Column, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.making import NOW, user
from tests.store.test_accounts import fill_every_table
from tests.web.browsing import Browser, tracker_with
from tracker.domain.audit import Deed
from tracker.mail.links import Links
from tracker.mail.outbox import MaildirOutbox
from tracker.services.checkup import checkup
from tracker.services.digests import Post
from tracker.store import accounts, audit, tenants
from tracker.store.database import Database
from tracker.store.seal import Seal
from tracker.store.tables import metadata, users
from tracker.web.app import create_app

ROOT = Path(__file__).parents[2]
TENANTS = import_module("tracker.store.migrations.versions.0016_tenants").TENANTS
LATER: dict[str, str] = {}
"""Tables that got their policy in a later migration, each with the column that says whose a row is."""
EVERYBODYS = {
    "services/channels.py heard": "a message names its channel, whose token says whether it is one",
    "services/consents.py _taken": "a state says whose consent it was",
    "services/consents.py begin": "who signs in by it is not known yet; old ones are thrown away",
    "services/consents.py sign_in": "signing in starts from an address",
    "services/signin.py invited": "a token says who",
    "services/signin.py redeem": "a token says who",
    "services/signin.py holder": "a token says who",
    "services/tokens.py holder": "a token says who",
    "web/account.py invite": "signing in starts from an address",
    "services/inviting.py accept": "a link says which invitation",
    "services/inviting.py accept_vouched": "an address that Google vouches for says which",
    "services/inviting.py again": "an owner looks after all invitations",
    "services/inviting.py asked": "a link says which invitation",
    "services/inviting.py asked_address": "an address that Google vouches for says which",
    "services/inviting.py invite": "whether an address is here, or was asked, is asked of all",
    "services/inviting.py take_back": "an owner looks after all invitations",
    "services/inviting.py waiting": "an owner looks after all invitations",
    "services/leaving.py delete": "one owner must remain of all",
    "services/leaving.py end": "an owner ends another's account",
    "services/members.py alone": "whether there is anybody else",
    "services/members.py everybody": "an owner sees who is here, by address and counts",
    "services/members.py one": "an owner sees who is here, by address and counts",
    "services/members.py set_role": "an owner makes another one, and one must remain of all",
    "services/quotas.py set_for": "an owner says how much another may have",
    "web/members.py _one": "an owner sees how much another may have",
    "web/metrics.py collect": "numbers about everybody, for whoever runs the service",
}
"""Where everybody's rows may be seen although a request is one user's or nobody's, each with why."""

pytestmark = pytest.mark.postgresql


def owner(table) -> Column:
    return table.c.id if table is users else table.c.user_id


def owned():
    """Every table whose rows are somebody's."""
    return [table for table in metadata.sorted_tables if table is users or "user_id" in table.c]


@pytest.fixture
def both(postgresql):
    """A database in which Efua and Kofi have a row in every table."""
    for who in (user(), user(id="kofi", email="kofi@example.com")):
        with postgresql.write() as db:
            accounts.add_user(db, who)
            fill_every_table(db, who.id)
            audit.note(db, who.id, Deed.SIGNED_IN, via="page", now=NOW)
    return postgresql


def seen(database):
    """Whose rows a transaction sees, by table."""
    with database.read() as db:
        return {
            table.name: {*db.execute(select(owner(table)).where(owner(table).is_not(None))).scalars()}
            for table in owned()
        }


def test_every_table_with_a_user_has_its_policy(postgresql):
    listed = TENANTS | LATER
    assert {table.name: owner(table).name for table in owned()} == listed
    asked = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    with postgresql.read() as db:
        assert set(db.execute(text(asked)).scalars()) == set(listed)
        assert set(db.execute(text("SELECT tablename FROM pg_policies")).scalars()) == set(listed)


def test_one_sees_ones_own_rows_alone_in_every_table(both):
    for who in ("efua", "kofi"):
        with tenants.users(who):
            assert seen(both) == {table.name: {who} for table in owned()}


def test_nobody_sees_a_row_of_anybodys(both):
    with tenants.nobodys():
        assert seen(both) == {table.name: set() for table in owned()}


def test_what_serves_many_sees_all(both):
    assert seen(both) == {table.name: {"efua", "kofi"} for table in owned()}


def test_who_says_nothing_sees_nothing(both):
    with psycopg.connect(**both.libpq) as db:
        for table in owned():
            assert db.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (0,), table.name


def test_nobody_elses_row_is_changed_removed_or_added(both):
    for table in owned():
        mine, theirs = owner(table) == "efua", owner(table) == "kofi"
        with both.read() as db:
            row = dict(db.execute(select(table).where(theirs)).mappings().first())
            before = db.execute(select(func.count()).select_from(table).where(theirs)).scalar_one()
        with tenants.users("efua"):
            for act in (update(table).where(theirs).values({owner(table): "efua"}), delete(table).where(theirs)):
                with both.write() as db:
                    assert db.execute(act.execution_options(preserve_rowcount=True)).rowcount == 0, table.name
            for act in (insert(table).values(row), update(table).where(mine).values({owner(table): "kofi"})):
                with pytest.raises(DBAPIError, match=r"row-level security|append-only"), both.write() as db:
                    db.execute(act)
        with both.read() as db:
            assert db.execute(select(func.count()).select_from(table).where(theirs)).scalar_one() == before


def test_who_goes_takes_their_rows_along_from_behind_the_wall_too(both):
    with tenants.users("efua"), both.write() as db:
        accounts.remove_user(db, "efua")
    left = seen(both)
    assert {name for name, whose in left.items() if whose != {"kofi"}} == {"audit", "revocations"}


def test_what_one_transaction_said_holds_for_no_other(both):
    with tenants.users("efua"), both.read() as db:
        assert accounts.users(db)[0].id == "efua"
    with pytest.raises(ZeroDivisionError), tenants.users("efua"), both.write():
        raise ZeroDivisionError
    assert tenants.whose() == tenants.EVERYBODY
    with tenants.users("kofi"), both.read() as db:
        assert [one.id for one in accounts.users(db)] == ["kofi"]
        with tenants.users("efua"), both.read() as inner:
            assert [one.id for one in accounts.users(inner)] == ["efua"]
        assert [one.id for one in accounts.users(db)] == ["kofi"]


def test_a_savepoint_that_is_taken_back_leaves_the_wall(both):
    with tenants.users("efua"), both.write() as db:
        with pytest.raises(ZeroDivisionError), db.begin_nested():
            raise ZeroDivisionError
        assert [one.id for one in accounts.users(db)] == ["efua"]


def test_a_thread_begins_as_everybodys_whoever_started_it():
    with tenants.users("efua"), ThreadPoolExecutor(1) as threads:
        assert threads.submit(tenants.whose).result() == tenants.EVERYBODY


@pytest.mark.parametrize("name", ["", "*", "o'brien", "efua' OR '1", "efua\\", "efua\n", "éfua", "%s", "a b"])
def test_what_is_no_users_name_opens_nothing(name):
    with pytest.raises(ValueError, match="No user"), tenants.users(name):
        pass
    assert tenants.whose() == tenants.EVERYBODY


def wall(database, folder):
    """What the doctor says of it: whether it stands, or None."""
    links = Links(["a key that only tests know, long enough"], "http://127.0.0.1:8000")
    seal = Seal([Seal.new_key()])
    post = Post(MaildirOutbox(folder), links, links.base_url, "Tracker <tracker@example.com>", seal)
    return {finding.part: finding.well for finding in checkup(folder, database, post, NOW)}.get("Wall")


def test_the_doctor_names_a_role_that_no_wall_binds_once_there_is_whom_to_keep_apart(cluster, both, tmp_path):
    assert wall(both, tmp_path) is True
    with cluster.lend() as address:
        superusers = Database(address)
        for who, found in ((user(), None), (user(id="kofi", email="kofi@example.com"), False)):
            with superusers.write() as db:
                accounts.add_user(db, who)
            assert wall(superusers, tmp_path) is found
        superusers.close()


def test_everybodys_rows_are_seen_in_the_named_places_alone():
    rooms = [path for path in (ROOT / "tracker").rglob("*.py") if path.name != "tenants.py"]
    functions = [
        (path.relative_to(ROOT / "tracker"), node)
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    places = {f"{room} {node.name}" for room, node in functions if "everybodys(" in ast.unparse(node)}
    assert places == set(EVERYBODYS)


def test_a_page_that_forgets_to_ask_for_its_user_shows_theirs_alone_also_while_it_streams(both):
    tracker = tracker_with(both)
    app = create_app(tracker)

    def forgets():
        with both.read() as db:
            return " ".join(one.id for one in accounts.users(db))

    def streams():
        return Response(f"{forgets()}\n" for _ in range(2))

    app.add_url_rule("/forgets", view_func=forgets)
    app.add_url_rule("/streams", view_func=streams)
    answered = []
    app.after_request(lambda response: answered.append(forgets()) or response)
    browser = Browser(app, user())
    assert browser.get("/forgets").text == "efua"
    assert browser.get("/streams").text == "efua\nefua\n"
    Browser(app).get("/forgets")
    assert answered[-1] == "", "who is not signed in sees nobody"
    assert tenants.whose() == tenants.EVERYBODY, "and what comes after a request is as before it"

"""PostgreSQL's settings and the role: taken by PostgreSQL itself, and never those that would lose what was said."""

import re
import subprocess

import psycopg
import pytest

from tests.cluster import Cluster
from tests.deploy.programs import DEPLOY
from tracker.store.database import Database
from tracker.store.posture import role

SETTINGS = DEPLOY / "postgresql/postgresql.conf"
ROLE = DEPLOY / "postgresql/role.sh"

pytestmark = pytest.mark.postgresql


@pytest.fixture
def there(cluster: Cluster):
    with cluster.lend() as address, psycopg.connect(address, autocommit=True) as db:
        yield db


def settings() -> dict[str, str]:
    lines = re.findall(r"^(\w+) = ([^#\n]+?)\s*(?:#.*)?$", SETTINGS.read_text(), re.MULTILINE)
    return {name: value.strip("'") for name, value in lines}


def test_each_line_is_a_setting_or_a_remark():
    lines = [line for line in SETTINGS.read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(settings()) > 20


def test_postgresql_knows_each_setting_and_takes_its_value(there):
    for name, value in settings().items():
        asked = "SELECT vartype, unit, min_val, max_val, enumvals FROM pg_settings WHERE lower(name) = %s"
        found = there.execute(asked, [name]).fetchone()
        assert found, f"PostgreSQL knows no {name}"
        kind, unit, least, most, words = found
        if kind == "enum":
            assert value in words, name
        elif kind == "bool":
            assert value in ("on", "off"), name
        elif kind in ("integer", "real"):
            assert re.fullmatch(r"\d+(\.\d+)?" + (r"(ms|s|min|MB|GB)?" if unit else ""), value), name
            assert unit or float(least) <= float(value) <= float(most), name


def test_what_can_be_set_while_it_runs_is_set(there):
    can = there.execute("SELECT name FROM pg_settings WHERE context IN ('user', 'superuser')").fetchall()
    for (name,) in can:
        if name in settings():
            there.execute("SELECT set_config(%s, %s, false)", [name, settings()[name]])


def test_what_was_said_is_never_lost_and_what_was_written_is_not_logged():
    told = settings()
    assert told["synchronous_commit"] == "on"
    assert "fsync" not in told
    assert "full_page_writes" not in told
    assert told["log_parameter_max_length"] == told["log_parameter_max_length_on_error"] == "0"
    assert told["log_error_verbosity"] == "terse"


def test_the_role_that_is_made_is_one_that_policies_bind(cluster):
    """The statements of the script, as psql would send them, on a server of the tests."""
    script = ROLE.read_text()
    assert subprocess.run(["sh", "-n", ROLE], timeout=10).returncode == 0
    statements = re.search(r"<<'SQL'\n(.*)SQL\n", script, re.DOTALL)[1]
    statements = statements.replace("tracker", "made_by_script").replace(":'password'", "'a password of the test'")
    with cluster.lend() as address:
        with psycopg.connect(address, autocommit=True) as db:
            for statement in filter(str.strip, statements.split(";\n")):
                db.execute(statement)
        try:
            made = Database(re.sub(r"//tracker@/\w+", "//made_by_script@/made_by_script", address))
            made.upgrade()
            with made.read() as db:
                assert role(db) == ("made_by_script", False)
            made.close()
        finally:
            with psycopg.connect(address, autocommit=True) as db:
                db.execute("DROP DATABASE made_by_script WITH (FORCE)")
                db.execute("DROP ROLE made_by_script")

"""What `tracker doctor` says of a hosted service: as whom it is there, what guards it, what waits; about nobody."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.closed.ordinary import handed_over
from tests.cluster import FAST, Server, a_folder, made, programs_or_skip, serving
from tests.making import calendar, user
from tracker.services.checkup_hosted import hosted_checkup
from tracker.services.work import BEAT
from tracker.store import accounts, calendars, letters
from tracker.store.database import Database

pytestmark = pytest.mark.postgresql


@pytest.fixture
def now():
    """The present, which the database goes by."""
    return datetime.now(UTC)


@pytest.fixture
def look(postgresql, post, now):
    def looked(database=postgresql, at=now, **but):
        set_up = {"proxies": 1, "base_url": "https://tracker.example.com"} | but
        return {found.part: found for found in hosted_checkup(database, post, **set_up, now=at)}

    return looked


def beat(database, now):
    with database.write() as db:
        letters.beat(db, BEAT, now)


@pytest.fixture
def ordinary(cluster, now):
    """A database that an ordinary role owns."""
    with cluster.lend() as address:
        database = Database(handed_over(address))
        beat(database, now)
        yield database
        database.close()


def test_a_sound_service_is_well_in_every_part(look, ordinary):
    found = look(ordinary)
    assert [one for one in found.values() if not one.well] == []
    assert {"Role", "Walls", "Clock", "Worker", "Queue of sync", "Proxies", "Writes"} <= found.keys()


def test_a_role_that_no_policy_binds_is_a_fault(look):
    found = look()["Role"]
    assert (found.well, "second wall is down" in found.found) == (False, True)


def test_a_table_without_its_wall_is_named(look, ordinary, cluster):
    with ordinary.write() as db:
        db.exec_driver_sql("ALTER TABLE promises NO FORCE ROW LEVEL SECURITY")
        db.exec_driver_sql("ALTER TABLE users DISABLE ROW LEVEL SECURITY")
    found = look(ordinary)["Walls"]
    with ordinary.write() as db:
        db.exec_driver_sql("ALTER TABLE promises FORCE ROW LEVEL SECURITY")
        db.exec_driver_sql("ALTER TABLE users ENABLE ROW LEVEL SECURITY")
    assert (found.well, "promises, users" in found.found) == (False, True)


def test_a_clock_that_goes_otherwise_than_the_databases_is_a_fault(look, now):
    assert look()["Clock"].well
    assert "off the database's" in look(at=now + timedelta(minutes=2))["Clock"].found


def test_a_silent_worker_is_a_fault(look, postgresql, now):
    assert look()["Worker"].remedy == "tracker worker"
    assert look()["Worker"].found == "none runs: no calendar is read, no letter is sent"
    beat(postgresql, now - timedelta(minutes=16))
    assert not look()["Worker"].well
    beat(postgresql, now)
    assert look()["Worker"].well


def test_what_waits_for_long_is_a_fault_with_its_age(look, postgresql, now):
    with postgresql.write() as db:
        accounts.add_user(db, user())
        calendars.add_calendar(db, calendar(name="marked", next_sync_at=now - timedelta(hours=3)), "")
    found = look()
    assert found["Queue of sync"].found == "a calendar to be read has waited for 3.0 hours, 1 in all"
    assert "marked" not in str(found)


def test_letters_that_wait_for_long_are_a_fault_too(look, postgresql, now):
    waits = now - timedelta(hours=2)
    with postgresql.write() as db:
        accounts.add_user(db, user(next_digest_at=waits))
        said = {"period": "2026-W02", "kind": "digest", "message_id": "<one@x>", "subject": "", "made_at": waits}
        letter = letters.Letter(id="one", user="efua", to="efua@example.com", next_try_at=waits, **said)
        letters.add_letter(db, letter, b"")
    found = look()
    assert found["Queue of digest"].found == "a letter to be written has waited for 2.0 hours, 1 in all"
    assert found["Queue of letter"].found == "a letter to be sent has waited for 2.0 hours, 1 in all"
    assert found["Queue of letter"].remedy.startswith("See what the workers' log says; if they are merely busy")


def test_a_database_of_an_older_tracker_is_a_fault(look, postgresql):
    with postgresql.write() as db:
        (at,) = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    found = look()["Database"]
    with postgresql.write() as db:
        db.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{at}'")
    assert f"{found.found}. {found.remedy}" == "it is older than this tracker. tracker db upgrade"


def test_a_server_that_follows_another_takes_no_writes(look):
    primary, standby = (Server(programs_or_skip(), a_folder(), FAST) for _ in range(2))
    with made(primary), serving(primary):
        address = primary.new("tracker", "tracker")
        with closing(Database(address)) as database:
            database.upgrade()
        standby.follow(primary, "standby")
        with made(standby), serving(standby), closing(Database(standby.address("tracker"))) as database:
            found = look(database)["Writes"]
    assert found.found == "this server follows another, and takes none"
    assert found.remedy.startswith("Name all servers in [database] url, and target_session_attrs=read-write")


def test_a_server_that_was_told_to_take_no_writes_says_where_that_was_said(look, ordinary):
    _told_writes(ordinary, "SET default_transaction_read_only = on")
    found = look(ordinary)["Writes"]
    _told_writes(ordinary, "RESET default_transaction_read_only")
    assert f"{found.found}. {found.remedy}" == (
        "this server was told to take none (default_transaction_read_only). Take it back where it was said: ALTER "
        "SYSTEM, DATABASE or ROLE … RESET default_transaction_read_only"
    )


def _told_writes(database, said):
    """Of its role there, which holds for connections made since."""
    with psycopg.connect(**database.libpq, options="-c default_transaction_read_only=off") as db:
        db.execute(f'ALTER ROLE CURRENT_USER IN DATABASE "{db.info.dbname}" {said}')
    database.close()


def test_many_letters_that_nobody_took_are_a_fault(look, postgresql, now):
    said = {"user": "efua", "to": "efua@example.com", "kind": "digest", "subject": "", "made_at": now}
    with postgresql.write() as db:
        accounts.add_user(db, user())
        for period, state in (("2026-W01", "failed"), ("2026-W02", "given up"), ("2026-W03", "sent")):
            letter = {"id": period, "period": period, "message_id": period, "state": state, "trouble": "no"}
            letters.add_letter(db, letters.Letter(**letter, **said), b"")
    found = look()["Letters"]
    assert f"{found.found}. {found.remedy}" == (
        "2 of 3 of the last day were not taken. So many at once are seldom their readers' fault: see the workers' "
        "log, and ask the mail server's keeper."
    )


def test_many_calendars_in_trouble_at_once_are_a_fault(look, postgresql, now):
    with postgresql.write() as db:
        accounts.add_user(db, user())
        calendars.add_calendar(db, calendar(trouble="It is gone.", next_sync_at=now + timedelta(days=1)), "")
    assert look()["Calendars"].found == "1 of 1 are in trouble"


@pytest.mark.parametrize(
    ("proxies", "base_url", "well"), [(0, "https://x.example", False), (0, "http://[::1]", True)]
)
def test_behind_tls_there_is_a_proxy_of_our_own(look, proxies, base_url, well):
    found = look(proxies=proxies, base_url=base_url)["Proxies"]
    assert found.well is well
    assert well or found.found == "everybody would be counted as one, by the address of the proxy"


def test_a_database_that_is_not_there_hides_nothing_else(look):
    database = Database("postgresql://nobody@/nowhere?host=/nowhere")
    found = look(database)
    assert [part for part, one in found.items() if not one.well] == ["Database"]
    assert found["Database"].remedy.startswith("See that its ")
    database.close()

"""The doctor: each fault that it knows, provoked for real, is found and comes with its remedy."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.keeping import keep
from tests.making import DAY, NOW, calendar, promise, user
from tests.running import receiving
from tracker.domain.entry import Act, Entry, sealed
from tracker.mail.links import Links
from tracker.mail.outbox import MaildirOutbox, SmtpOutbox
from tracker.services import digests
from tracker.services.checkup import SILENT, checkup, send_test_letter
from tracker.services.digests import Post
from tracker.services.work import BEAT
from tracker.store import accounts, calendars, letters, tables
from tracker.store import ledger as store
from tracker.store.database import Database
from tracker.store.letters import Letter
from tracker.store.seal import Seal

SEAL = Seal([Seal.new_key()])
ENTRY = "user_id, thing, subject, at, by, via, act, before, after, hash"
LINKS = Links(["a key that only tests know, long enough"], "http://127.0.0.1:8000")


@pytest.fixture
def data(tmp_path):
    """A data folder as the first start makes it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def post(data):
    """Letters that stay in the data folder."""
    return by(MaildirOutbox(data / "letters"))


@pytest.fixture
def running(database, efua):
    """A service that has just beaten its heart, with a user."""
    with database.write() as db:
        letters.beat(db, BEAT, NOW)
    return database


def by(outbox):
    return Post(outbox, LINKS, "http://127.0.0.1:8000", "Tracker <tracker@example.com>", SEAL)


def faults(*where, now=NOW):
    """What is not well, by part; each has a remedy."""
    found = {finding.part: finding for finding in checkup(*where, now) if not finding.well}
    assert all(finding.remedy for finding in found.values())
    return found


def told(finding):
    """What was found, and what to do."""
    return f"{finding.found}. {finding.remedy}"


def failed(database, user, trouble, *, again, period="2026-W02", at=NOW):
    """A letter that the mail server did not take."""
    letter = Letter(
        id=period,
        user=user.id,
        period=period,
        kind="digest",
        message_id=f"<{period}@x>",
        subject="",
        to=user.email,
        made_at=at,
        next_try_at=at,
    )
    with database.write() as db:
        letters.add_letter(db, letter, b"")
        letters.claim_letter(db, letter.id, token="t", now=at, until=at + DAY)
        letters.mark_failed(db, letter.id, token="t", trouble=trouble, next_try_at=at + DAY if again else None)


def test_a_service_that_is_well_has_no_fault(data, running, post):
    findings = checkup(data, running, post, NOW)
    assert [finding.part for finding in findings] == [
        "Data folder",
        "Cage",
        "Outbox",
        "Database",
        "Service",
        "Ledger",
    ]
    assert all(finding.well and not finding.remedy for finding in findings)


def test_a_data_folder_open_to_everybody(data, running, post):
    data.chmod(0o755)
    assert faults(data, running, post)["Data folder"].remedy == f"chmod 700 '{data}'"
    data.chmod(0o700)
    assert faults(data, running, post) == {}


def test_a_machine_that_lets_no_process_start_hides_no_other_fault(data):
    code = """
import os, pathlib, resource, sys
from tests.services.test_checkup import NOW, by, faults
from tracker.mail.outbox import MaildirOutbox
from tracker.store.database import Database
resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1,) * 2)
data = pathlib.Path(sys.argv[1])
found = faults(data, Database(f"sqlite:///{data}/tracker.sqlite3"), by(MaildirOutbox(data / "letters")))
print(*found, found["Cage"].remedy, sep="\\n")
"""
    (data / "letters").mkdir()
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run(
        [sys.executable, "-c", code, str(data)], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    remedy = "Calendars are read in a process of their own: let tracker start one."
    assert child.stdout.splitlines() == ["Cage", "Outbox", "Database", remedy], child.stderr


def test_letters_that_cannot_be_put_down(data, running, post):
    (data / "letters").touch()  # a file stands where the folder should
    assert "cannot be written" in faults(data, running, post)["Outbox"].found


def test_a_mail_server_that_is_away(data, running):
    away = by(SmtpOutbox("127.0.0.1", 9, timeout=2))
    assert "did not answer" in faults(data, running, away)["Outbox"].found
    remedy = "See [mail] in config.toml; config.example.toml explains it."
    assert faults(data, running, away)["Outbox"].remedy == remedy


def test_a_mail_server_that_refuses_the_password_or_cannot_prove_who_it_is(data, running, tmp_path):
    with receiving(tmp_path) as server:
        told = {"port": server.port, "username": "efua", "timeout": 5}
        right, wrong, unknown = (
            by(SmtpOutbox("127.0.0.1", password=password, ca_file=authority, **told))
            for password, authority in (("right", server.ca_file), ("wrong", server.ca_file), ("right", None))
        )
        assert faults(data, running, right) == {}
        assert "refused the user name or password" in faults(data, running, wrong)["Outbox"].found
        assert "certificate could not be verified" in faults(data, running, unknown)["Outbox"].found


def test_a_database_that_is_not_there(data, post):
    found = faults(data, Database(f"sqlite:///{data}/no such folder/tracker.sqlite3"), post)
    assert "[database]" in found["Database"].remedy


def test_a_database_that_is_something_else(data, post):
    (data / "tracker.sqlite3").write_bytes(b"This was a letter to Ama, and never a database. " * 100)
    assert "cannot be opened" in faults(data, Database(f"sqlite:///{data}/tracker.sqlite3"), post)["Database"].found


def test_a_database_server_that_is_away(data, post):
    away = Database("postgresql://tracker@127.0.0.1:9/tracker?connect_timeout=2")
    assert "cannot be opened" in faults(data, away, post)["Database"].found


def test_a_database_that_was_never_made(data, post):
    found = faults(data, Database(f"sqlite:///{data}/tracker.sqlite3"), post)
    assert told(found["Database"]) == "nothing of tracker's is in it yet. Start it once: tracker run"


def test_a_database_of_another_version(data, sqlite, post):
    with sqlite.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    found = faults(data, sqlite, post)
    assert list(found) == ["Database"]
    newer = "it was made by a newer tracker. Install that one, or put back the copy that was made before it."
    assert told(found["Database"]) == newer
    with sqlite.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    older = told(faults(data, sqlite, post)["Database"])
    assert older.startswith("it is of an older tracker, or an upgrade has not ended. ")
    assert older.endswith("Start tracker, which brings it up to date: tracker run")


def test_a_service_that_never_ran_or_has_stopped(data, database, efua, post):
    assert faults(data, database, post)["Service"].remedy == "tracker run"
    with database.write() as db:
        letters.beat(db, BEAT, NOW)
    assert "Service" not in faults(data, database, post, now=NOW + SILENT)
    assert "not running" in faults(data, database, post, now=NOW + SILENT * 2)["Service"].found


def test_nobody_to_keep_promises(data, database, post):
    assert told(faults(data, database, post)["Users"]) == "there is none. tracker user add EMAIL"


@pytest.mark.postgresql
def test_a_role_that_may_see_everybodys_rows_is_a_fault_once_there_are_several(data, postgresql, post):
    for who in (user(), user(id="kofi", email="kofi@example.com")):
        assert "Wall" not in faults(data, postgresql, post)
        with postgresql.write() as db:
            accounts.add_user(db, who)
    found = faults(data, postgresql, post)["Wall"]
    assert found.found == "its role may see every user's rows, whatever the policies say"
    assert found.remedy.startswith("Sign in as a role that is no superuser: ALTER ROLE")


def test_a_zone_of_a_user_that_this_machine_does_not_know(data, running, post):
    with running.write() as db:
        db.execute(text("UPDATE users SET zone = 'Nowhere/Yet'"))
    found = faults(data, running, post)["Zone data"]
    assert found.found.startswith("a user's time zone is not there: ")
    assert "Nowhere/Yet" in found.found
    assert found.remedy.startswith("Install the package tzdata beside tracker")


def test_a_calendar_in_trouble_says_what_to_do(data, running, post, efua):
    trouble = "There is no calendar at this address. Copy it again: the old one may have been reset."
    with running.write() as db:
        calendars.add_calendar(db, replace(calendar(), trouble=trouble), "sealed")
    found = faults(data, running, post)["Calendar Work"]
    assert (found.found, found.remedy) == ("it is in trouble", trouble)


@pytest.mark.parametrize(("again", "state"), [(True, "failed"), (False, "given up")])
def test_a_letter_that_was_not_taken_says_why(data, running, post, efua, again, state):
    failed(running, efua, "The mail server refuses this address. Check it in your settings.", again=again)
    found = faults(data, running, post)["Letter of 2026-W02"]
    assert (found.found, "Check it in your settings" in found.remedy) == (state, True)


def test_a_trouble_of_last_year_is_over_once_a_later_letter_went_out(data, running, post, efua):
    failed(running, efua, "The mail server refuses this address.", again=False, period="2025-W02", at=NOW - 300 * DAY)
    message = digests.written(post, digests.preview(running, efua, NOW), NOW)
    with running.write() as db:
        digests.keep_letter(db, post, efua, message, kind="digest", period="2026-W02", now=NOW)
    digests.send_waiting(running, post, lambda: NOW)
    assert faults(data, running, post) == {}


def test_a_ledger_that_something_else_wrote_to(data, running, post, efua):
    with running.write() as db:
        keep(db, efua.id, promise())
    assert faults(data, running, post) == {}
    with running.write() as db:
        db.execute(text("UPDATE promises SET record = '{}'"))
    found = faults(data, running, post)["Ledger of efua@example.com"]
    assert found.found == "1 kept otherwise than the entries say, among them the promise"
    assert "backup" in found.remedy
    with running.write() as db:
        db.execute(text(f"INSERT INTO entries (number, {ENTRY}) SELECT 9, {ENTRY} FROM entries"))
    found = told(faults(data, running, post)["Ledger of efua@example.com"])
    assert found.startswith("entry 2 of 2 is not as it was written, or one before it is gone. Something else")


def test_a_ledger_into_which_something_wrote_that_does_not_go_on(data, running, post, efua):
    with running.write() as db:
        keep(db, efua.id, promise())
        (_, seal), *_ = store.chain(db, efua.id)
        stray = Entry("p1", NOW, efua.id, "page", Act.EDITED, {"body": "send nothing"}, {"body": "send it"})
        row = stray._asdict() | {"thing": stray.thing.value, "act": stray.act.value, "hash": sealed(seal, stray)}
        db.execute(tables.entries.insert().values(user_id=efua.id, **row))
    found = faults(data, running, post)["Ledger of efua@example.com"]
    assert found.found == "entry 2 of 2 does not go on from what was there before it"
    assert found.remedy.startswith("Something else than tracker wrote to the database.")


def test_a_test_letter_arrives_past_the_queue(data, efua, post, database):
    assert send_test_letter(post, efua, NOW).well
    (letter,) = (data / "letters/new").iterdir()
    assert b"To: efua@example.com" in letter.read_bytes()
    with database.read() as db:
        assert letters.letters(db, efua.id) == ()


def test_a_test_letter_that_cannot_go_out_says_what_to_do(efua, tmp_path):
    with receiving(tmp_path, answers={"RCPT": "550 no such user efua@example.com"}) as server:
        found = send_test_letter(by(SmtpOutbox("127.0.0.1", server.port, ca_file=server.ca_file)), efua, NOW)
    assert not found.well
    assert "refuses this address" in found.found
    assert "efua" not in found.found
    assert found.remedy

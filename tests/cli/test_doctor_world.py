"""`tracker doctor` while the world around is really broken: mail servers, feeds, Google, clocks, zone data, half-done
moves and upgrades. Each state is found by the command itself, with its remedy.
"""

import os
import signal
import socket
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from datetime import timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from tests.cli.doctoring import Patient, lived
from tests.fakes import FakeClock
from tests.faults.world.downgrade import DOWN
from tests.faults.world.mail import Moody
from tests.hosted.home import mailed
from tests.making import DAY, HOUR, connection
from tests.running import Feeds, a_service, receiving, serving
from tests.services.test_zones import OTHER_RULES, ZIC
from tracker.calendars.google.oauth import READ
from tracker.services import digests, following, sync
from tracker.services.backup_rounds import make_due
from tracker.services.work import BEAT, IDLE
from tracker.store import accounts, connections, held, letters, moving
from tracker.store.database import MIGRATIONS
from tracker.store.moving import Mark
from tracker.wiring import utc_now

MINUTE = timedelta(minutes=1)


@pytest.fixture
def one(tmp_path):
    return lived(tmp_path / "one")


def write(one, do, *words):
    """Has something written by the store, which gets these words."""
    with closing(one.tracker().database) as database, database.write() as db:
        do(db, *words)


def efua(database):
    with database.read() as db:
        (found,) = accounts.users(db)
    return found


def test_a_mail_server_that_takes_the_connection_and_says_nothing(tmp_path):
    with receiving(tmp_path) as post, socket.create_server(("127.0.0.1", 0)) as nobody:
        one = lived(tmp_path / "one", **mailed(post) | {"TRACKER_MAIL__PORT": str(nobody.getsockname()[1])})
        found = one.looked()
    assert found == {
        "Outbox": "The mail server did not answer or broke off. It is tried again; check host and port if this goes "
        "on.. See [mail] in config.toml; config.example.toml explains it."
    }


@pytest.mark.parametrize(
    ("down", "says"),
    [
        ("not offered", "The mail server offers no STARTTLS, or no sign-in that we know."),
        ("refused for now", "The mail server is not ready at the moment. It is tried again."),
        ("refused", "Nothing was sent in the clear. Check [mail] port and security, or use another server."),
        (
            "by a stranger",
            "The mail server's certificate could not be verified. Check the host's name in [mail] host;",
        ),
        ("of another name", "for a server with a certificate of its own, name it in [mail] ca_file."),
    ],
)
def test_a_mail_server_without_sound_tls(tmp_path, down, says):
    with receiving(tmp_path) as post, DOWN[down](post) as (port, _):
        found = lived(tmp_path / "one", **mailed(post) | {"TRACKER_MAIL__PORT": str(port)}).looked()
    assert list(found) == ["Outbox"]
    assert says in found["Outbox"]


@pytest.mark.parametrize(
    ("mood", "state", "says"),
    [
        ("greylists", "failed", "The mail server does not take letters for this address yet. It is tried again."),
        ("breaks off", "failed", "The mail server broke off after it was given the letter. It is sent once more;"),
        ("knows nobody", "given up", "The mail server refuses this address. Check it in your settings."),
        ("calls it spam", "given up", "The mail server refused the letter itself. Ask its keeper why."),
    ],
)
def test_a_letter_that_the_mail_server_did_not_take(tmp_path, mood, state, says):
    with receiving(tmp_path, kind=Moody) as post:
        post.mood = mood
        one = lived(tmp_path / "one", **mailed(post))
        tracker, clock = one.tracker(), FakeClock(utc_now())
        with closing(tracker.database) as database:
            who = efua(database)
            with database.write() as db:
                accounts.plan_digest(db, who.id, clock(), was=who.next_digest_at)
            digests.send_due(database, tracker.post, clock)
            while state == "given up" and (waits := _waits(database, who)):
                clock.now = max(clock.now + MINUTE, waits)
                digests.send_waiting(database, tracker.post, clock)
        (found,) = one.looked().items()
    assert found[0].startswith("Letter of 2")
    assert found[1].startswith(f"{state}. {says}")


def _waits(database, who):
    with database.read() as db:
        return letters.letters(db, who.id)[0].next_try_at


def test_a_feed_that_has_been_out_of_order_for_a_day(one):
    tracker, now = one.tracker(), utc_now()
    with serving(Feeds()) as feeds, closing(tracker.database) as database:
        who = efua(database)
        calendar = following.follow(database, tracker.seal, who, feeds.address(), name="Work", now=now - DAY)
        for hours in (24, 12, 0):
            sync.sync(database, tracker.doors, who, calendar.id, now=now - hours * HOUR)
        found = one.looked()
    assert list(found) == ["Calendar Work"]
    assert found["Calendar Work"].startswith("it is in trouble. There is no calendar at this address. Copy it again")


def test_google_that_is_away_and_a_consent_that_has_ended(one):
    one.service.configure(google="http://127.0.0.1:9")
    tracker = one.tracker()
    with closing(tracker.database) as database:
        who = efua(database)
        lost = connection(user=who.id, scopes=READ, lost_at=utc_now())
        with database.write() as db:
            connections.keep_connection(db, who.id, lost, "sealed")
    found = one.looked()
    assert found["Google"].startswith("Google's token endpoint does not answer, or not as it should.")
    assert found["Google"].endswith("See whether this machine reaches oauth2.googleapis.com by https.")
    assert found["Google account efua@gmail.com"] == (
        "Google takes no more questions about it. Reconnect it on the page Calendars."
    )


def test_a_clock_that_was_set_back(one):
    write(one, letters.beat, BEAT, utc_now() + HOUR)
    found = one.looked()
    assert list(found) == ["Time"]
    assert found["Time"].startswith("it is behind: something was written at ")
    assert (
        "which it has not reached. Let this machine keep time by itself: timedatectl set-ntp true." in found["Time"]
    )


def test_a_service_that_runs_and_does_nothing(one):
    with closing(one.tracker().database) as database:
        with database.write() as db:
            letters.beat(db, BEAT, utc_now() - HOUR)
        assert one.looked()["Service"].startswith(
            "it is not running: no calendar is read, no letter is sent. tracker run"
        )
        words = one.service.words("run")
        with subprocess.Popen(words, env=one.service.environment(), stdout=subprocess.PIPE, text=True) as stuck:
            try:
                assert any("/signin/" in line for line in stuck.stdout)
                _stop_while_it_holds_nothing(stuck, one.file)
                with database.write() as db:
                    letters.beat(db, BEAT, utc_now() - HOUR)
                found = one.looked()
            finally:
                stuck.kill()
    assert found["Service"].startswith(f"process {stuck.pid} runs, but has done nothing since ")
    assert "stop it and start it again: tracker run" in found["Service"]


def _stop_while_it_holds_nothing(process, file):
    """Stopped in the midst of a transaction, it would keep everybody out."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        with (
            closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as db,
            suppress(sqlite3.OperationalError),
        ):
            db.execute("BEGIN EXCLUSIVE")
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.05)
    raise AssertionError("it is never at rest")


def test_two_services_on_one_database(one):
    write(one, letters.beat, IDLE, utc_now())
    assert one.looked() == {
        "Services": "two run on this database. End one of them. Nothing is read or sent twice meanwhile: the other "
        "waits."
    }


def test_zone_data_that_are_gone(one, tmp_path):
    nothing = tmp_path / "nothing" / "tzdata"
    nothing.mkdir(parents=True)
    (nothing / "__init__.py").touch()
    found = one.looked(PYTHONTZPATH="", PYTHONPATH=str(nothing.parent))
    assert list(found) == ["Zone data"]
    assert found["Zone data"].startswith("a user's time zone is not there: No time zone found with key Africa/Accra.")
    assert "Install the package tzdata beside tracker (pip install tzdata), or your system's" in found["Zone data"]


@pytest.mark.skipif(not ZIC, reason="zic is not here; on Debian it comes with libc-bin")
def test_zone_data_by_which_dues_are_elsewhere(one, tmp_path):
    source, folder = tmp_path / "rules", tmp_path / "zoneinfo"
    source.write_text(OTHER_RULES)
    subprocess.run([str(ZIC), "-d", str(folder), str(source)], check=True, timeout=60)
    found = one.looked(PYTHONTZPATH=str(folder))
    assert list(found) == ["Zone data"]
    assert found["Zone data"].startswith(
        "dues that lie ahead are elsewhere by it than they were: 1. Start tracker once more:"
    )


def test_an_upgrade_that_has_not_ended(tmp_path):
    one = Patient(a_service(tmp_path / "one"))
    engine = create_engine(f"sqlite:///{one.tracker().database.path}")
    with engine.connect() as db:
        config = Config(attributes={"connection": db})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0011")
    engine.dispose()
    assert one.looked() == {
        "Database": "it is of an older tracker, or an upgrade has not ended. "
        "Start tracker, which brings it up to date: tracker run"
    }


def test_a_database_of_a_newer_tracker(one):
    write(one, lambda db: db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    assert one.looked() == {
        "Database": "it was made by a newer tracker. Install that one, or put back the copy that was made before it."
    }


def test_a_restore_that_nobody_has_confirmed(one):
    write(one, held.hold, utc_now(), utc_now() - DAY)
    found = one.looked()
    assert list(found) == ["Restore"]
    assert "No letter or notice goes out, and no calendar is read. See that the service of before" in found["Restore"]
    assert found["Restore"].endswith("then: tracker restore --confirm")


def test_a_back_up_that_failed(one):
    tracker = one.tracker()
    folder = tracker.backups.folder
    folder.write_text("a file")
    with closing(tracker.database) as database:
        for hours in (2, 0):
            make_due(database, tracker.backups, FakeClock(utc_now() - hours * HOUR))
    found = one.looked()
    assert found["Back-up folder"].startswith(
        f"{folder} cannot be written. See that tracker may write to it, or name"
    )
    assert found["Back-ups"].startswith("there is none yet; one failed since. ")


def test_a_move_that_has_not_ended(one):
    write(one, moving.arrive, Mark("one", "postgresql:///tracker"))
    found = one.looked()
    assert list(found) == ["Place"]
    assert found["Place"].startswith("this database is half full: a move from postgresql:///tracker has not ended.")
    assert found["Place"].endswith("Say it again there.")


def test_the_test_letter_waits_until_the_database_is_mended(one):
    write(one, lambda db: db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    words = one.service.words("doctor", "--send-test-letter")
    told = subprocess.run(
        words, env=one.service.environment(), capture_output=True, text=True, timeout=300, check=False
    )
    assert told.returncode == 1
    assert "FAULT  Test letter: it was not sent" in told.stdout
    assert "Traceback" not in told.stderr

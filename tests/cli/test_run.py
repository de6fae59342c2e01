"""`tracker run`, and faults that stop every command: told in plain lines, with a status that scripts know."""

import json
import subprocess
import sys

import pytest

from tests.cli.test_calendars import feed
from tests.running import a_service, page


def test_a_port_in_use_is_told_with_the_way_out(tmp_path):
    service, second = a_service(tmp_path / "first"), a_service(tmp_path / "second")
    second.port = service.port
    second.configure()
    with service.running():
        told = second.command("run")
    assert told.returncode == 1
    assert "Is tracker running already?" in told.stderr
    assert "TRACKER_SERVICE__PORT=8001" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_second_service_on_one_data_folder_is_told_which_to_stop(tmp_path):
    service = a_service(tmp_path)
    with service.running():
        second = service.command("run")
        assert second.returncode == 1
        assert "Stop that one first, or give this one a folder of its own" in second.stderr
        assert "Sign in" in page(service.base_url)
    with service.running():
        assert service.link


def test_a_file_is_followed_once_and_the_link_is_for_who_was_here_first(tmp_path):
    service = a_service(tmp_path)
    (tmp_path / "my work.ics").write_bytes(feed("one", "two"))
    for other in ("ama@example.com", "zoe@example.com"):
        with service.running(str(tmp_path / "my work.ics")):
            assert "Sign in as me@localhost" in page(service.link)
        service.command("user", "add", other)
    synced = service.command("sync", "--json", "--user", "me@localhost").stdout
    assert [row["new"] for row in json.loads(synced)] == [0]


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ("no such file.ics", "There is no file no such file.ics"),
        ("ftp://calendar.example/work.ics", "webcal://"),
        ("https://me@calendar.example/work.ics", "before the @"),
        ("https://", "https://, http:// or webcal://"),
    ],
)
def test_what_cannot_be_followed_is_told_in_a_plain_line(command, given, remedy):
    result = command("run", "--feed", given, code=1)
    assert remedy in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ("[service]\nport = 99999\n", "service.port"),
        ("[service]\nprot = 8000\n", "did you mean service.port?"),
        ('[mail]\nhost = "x"\nfrom = "t@example.com"\npassword = "marked-secret"\n', "user and password go together"),
        ("this is no TOML", "is not TOML"),
        ('[keys]\nseal = "marked-secret"\nsign = "short"\n', "keys.seal"),
    ],
)
def test_a_fault_in_the_settings_is_named_and_never_shows_a_secret(command, settings, complaint):
    command.settings.write_text(settings)
    for words in (("run",), ("sync",), ("doctor",)):
        result = command(*words, code=1)
        assert complaint in result.stderr
        assert result.stdout == ""
        assert "marked-secret" not in result.output
        assert "Traceback" not in result.stderr


def test_all_faults_come_at_once(command):
    command.settings.write_text('nonsense = 1\n[service]\nport = 0\n[database]\nurl = "mysql://x"\n')
    lines = command("sync", code=1).stderr.splitlines()
    assert len(lines) == 3


def test_settings_that_are_named_must_be_there(command):
    command.settings.unlink()
    assert "there is no such file" in command.complaint("sync")


def test_the_environment_wins_over_the_file(command):
    assert "service.port" in command.complaint("sync", TRACKER_SERVICE__PORT="none")


def test_help_and_version_are_there_for_everybody():
    for words in (["--help"], ["--version"], ["run", "--help"], ["feed", "check", "-h"]):
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *words], capture_output=True, text=True, timeout=60, check=True
        )
        assert done.stdout
        assert done.stderr == ""

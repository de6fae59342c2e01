"""systemd's units: sound, closed in, and of settings and commands that tracker has."""

import re
import shlex
import subprocess

import pytest
from click.testing import CliRunner

from tests.deploy.programs import DEPLOY, program_or_skip
from tracker.cli import main
from tracker.config.model import known

pytestmark = pytest.mark.proxies

UNITS = {path.name: path for path in (DEPLOY / "systemd").glob("*.service")}
MOST_EXPOSED = "17"  # of 100, as `systemd-analyze security` counts: it is what they have
NEEDED = {
    "prlimit64",
    "unshare",
    "clone",
    "clone3",
    "fork",
    "memfd_create",
    "socketpair",
    "sendmsg",
    "alarm",
    "epoll_wait",
}
"""The system calls by which the cage is made, and a server lives."""

units = pytest.mark.parametrize("name", UNITS)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The units as they are called where they run, with a program that is there."""
    folder = tmp_path_factory.mktemp("units")
    for name, path in UNITS.items():
        text = path.read_text().replace("/opt/tracker/bin/tracker", "/bin/true")
        (folder / name.replace("@", "@8001")).write_text(text)
    return folder


def analyze(folder, *words):
    command = [program_or_skip("systemd-analyze"), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


def test_there_are_three():
    assert UNITS.keys() == {"tracker-migrate.service", "tracker-web@.service", "tracker-worker@.service"}


@units
def test_systemd_has_nothing_to_say(installed, name):
    done = analyze(installed, "verify", "--man=no", f"./{name.replace('@', '@8001')}")
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_would_say_something(installed, tmp_path):
    text = (installed / "tracker-migrate.service").read_text()
    (tmp_path / "slip.service").write_text(text.replace("ProtectHome=", "ProtectHouse="))
    assert "ProtectHouse" in analyze(tmp_path, "verify", "--man=no", "./slip.service").stderr


@units
def test_each_is_closed_in(installed, name):
    bounds = ["security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager"]
    done = analyze(installed, *bounds, name.replace("@", "@8001"))
    assert done.returncode == 0, done.stdout[-200:]


def test_what_the_cage_needs_is_left_to_it():
    done = analyze(
        DEPLOY,
        "syscall-filter",
        "@system-service",
        "@process",
        "@resources",
        "@signal",
        "@network-io",
        "@io-event",
        "@default",
        "@basic-io",
        "@ipc",
        "@file-system",
        "@timer",
    )
    assert set(re.findall(r"^ +(\w+)$", done.stdout, re.MULTILINE)) >= NEEDED
    for path in UNITS.values():
        filters = re.findall(r"^SystemCallFilter=(.*)$", path.read_text(), re.MULTILINE)
        assert filters == ["@system-service", "~@privileged"], "a cage sets limits (@resources) and takes namespaces"
        assert "RestrictNamespaces=user net\n" in path.read_text()


@units
def test_each_starts_a_command_that_is_there(name):
    (start,) = re.findall(r"^ExecStart=/opt/tracker/bin/tracker (.*)$", UNITS[name].read_text(), re.MULTILINE)
    result = CliRunner().invoke(main, [*shlex.split(start), "--help"])
    assert result.exit_code == 0, result.output


@units
def test_each_setting_is_one_and_no_secret_stands_in_the_unit(name):
    text = UNITS[name].read_text()
    settings = set(re.findall(r"\bTRACKER_([A-Z_]+)=", text + (DEPLOY / "systemd/tracker.env").read_text()))
    assert {one.removesuffix("_FILE").lower().replace("__", ".") for one in settings} <= set(known())
    handed = set(re.findall(r"^LoadCredential=([a-z-]+):/etc/tracker/secrets/\1$", text, re.MULTILINE))
    used = set(re.findall(r"_FILE=%d/([a-z-]+)$", text, re.MULTILINE))
    assert handed == used
    assert handed >= {"database-url", "seal-key", "sign-key"}


def test_who_is_told_to_stop_has_time_to_finish():
    web, worker = (UNITS[f"tracker-{name}@.service"].read_text() for name in ("web", "worker"))
    assert int(re.search(r"TimeoutStopSec=(\d+)", web)[1]) > 30
    assert int(re.search(r"TimeoutStopSec=(\d+)", worker)[1]) >= 60
    assert web.count("KillMode=mixed") == worker.count("KillMode=mixed") == 1

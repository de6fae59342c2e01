"""Safe start (reliability C47): what a hosted service refuses to start with, each with its remedy."""

import subprocess
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from tracker.config import ConfigTrouble, keys, load
from tracker.wiring import build

SEAL = urlsafe_b64encode(bytes(range(7, 255, 8)) + b"\x03").decode()
SIGN = "q7Rk2WxVn9-Tb4LzYh8_Mf6JpDs3GcUeA5oXiKv1"
GOOD = {
    "service.hosted": "true",
    "service.base_url": '"https://tracker.example.com"',
    "database.url": '"postgresql://tracker:hush@db.example.com/tracker"',
    "mail.host": '"smtp.example.com"',
    "mail.from": '"tracker@example.com"',
    "keys.seal": f'"{SEAL}"',
    "keys.sign": f'"{SIGN}"',
}


def settings(folder: Path, changed: dict[str, str] | None = None, mode: int = 0o600) -> Path:
    """Hosted settings that are good, but for what is changed; an empty value leaves one out."""
    given = {name: value for name, value in (GOOD | (changed or {})).items() if value}
    file = folder / "config.toml"
    file.write_text("".join(f"{name} = {value}\n" for name, value in given.items()))
    file.chmod(mode)
    return file


def complaints(folder: Path, changed: dict[str, str], environ: dict[str, str] | None = None) -> tuple[str, ...]:
    settings(folder, changed)
    with pytest.raises(ConfigTrouble) as trouble:
        load(None, environ or {}, folder=folder)
    return trouble.value.complaints


def test_good_settings_start_and_nothing_is_written(tmp_path: Path) -> None:
    settings(tmp_path)
    tracker = build(load(None, {}, folder=tmp_path))
    assert tracker.config.service.hosted
    assert keys(tracker.config) == ((SEAL,), (SIGN,))
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:80", "https://x.example"])
def test_http_will_do_on_this_machine_alone(tmp_path: Path, url: str) -> None:
    settings(tmp_path, {"service.base_url": f'"{url}"'})
    assert load(None, {}, folder=tmp_path).base_url == url


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"service.base_url": '"http://tracker.example.com"'}, "service.base_url should begin with https://"),
        ({"service.base_url": '"http://localhost.example.com"'}, "service.base_url should begin with https://"),
        ({"service.base_url": "", "service.host": '"0.0.0.0"'}, "service.base_url should begin with https://"),
        ({"database.url": ""}, "database.url should begin with postgresql://"),
        ({"database.url": '"sqlite:////srv/tracker.sqlite3"'}, "database.url should begin with postgresql://"),
        ({"mail.host": "", "mail.from": ""}, "mail is missing: without letters nobody can sign in"),
        ({"keys.seal": "", "keys.sign": ""}, "keys is missing: hosted, keys are never made up"),
        ({"keys.sign": f'"{SEAL}"'}, "keys.seal and keys.sign share a key"),
        ({"keys.sign": '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'}, "keys.sign can be guessed"),
        ({"keys.sign": '"Ch4ng3-this-CHANGE-this-before-the-first-start"'}, "keys.sign can be guessed"),
        ({"keys.sign": '"0123456789abcdef0123456789abcdef0123456789abcdef"'}, "keys.sign can be guessed"),
        ({"keys.seal": f'"{SEAL} {urlsafe_b64encode(bytes(32)).decode()}"'}, "keys.seal can be guessed"),
        (
            {"keys.seal": f'"{urlsafe_b64encode(b"trackeri" * 4).decode()}"'},
            "keys.seal can be guessed; make one with: ",
        ),
    ],
)
def test_what_may_not_be_is_named(tmp_path: Path, changed: dict[str, str], complaint: str) -> None:
    (told,) = complaints(tmp_path, changed)
    assert told.startswith(complaint)


@pytest.mark.parametrize("name", ["FLASK_DEBUG", "PYTHONDEVMODE"])
def test_debugging_is_named(tmp_path: Path, name: str) -> None:
    settings(tmp_path)
    assert load(None, {name: "0"}, folder=tmp_path).service.hosted
    (told,) = complaints(tmp_path, {}, {name: "1"})
    assert told.startswith(f"environment: {name} is on")


def test_a_short_key_is_named(tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, {"keys.sign": '"short"'})
    assert "keys.sign should have at least 32 letters" in told


def test_settings_with_secrets_that_anybody_may_read_are_named(tmp_path: Path) -> None:
    settings(tmp_path, mode=0o644)
    with pytest.raises(ConfigTrouble, match=r"config\.toml: anybody on this machine .* chmod o= "):
        load(None, {}, folder=tmp_path)


def test_settings_without_secrets_may_be_read_and_files_with_them_may_not(tmp_path: Path) -> None:
    environ = {}
    for name in ("keys.seal", "keys.sign", "database.url"):
        file = tmp_path / name
        file.write_text(GOOD[name].strip('"'))
        file.chmod(0o440)
        environ[f"TRACKER_{name.replace('.', '__').upper()}_FILE"] = str(file)
    settings(tmp_path, dict.fromkeys(("keys.seal", "keys.sign", "database.url"), ""), mode=0o644)
    assert load(None, environ, folder=tmp_path).service.hosted
    (tmp_path / "keys.sign").chmod(0o444)
    with pytest.raises(ConfigTrouble, match=r"keys\.sign: anybody on this machine can read"):
        load(None, environ, folder=tmp_path)


def test_all_comes_at_once_and_shows_no_secret(tmp_path: Path) -> None:
    wrong = {"service.base_url": '"http://x.example"', "database.url": "", "mail.host": "", "mail.from": ""}
    told = complaints(tmp_path, wrong | {"keys.sign": f'"{SEAL}"'}, {"FLASK_DEBUG": "yes"})
    assert len(told) == 5
    assert SEAL not in "".join(told)


def test_at_home_none_of_this_is_asked(tmp_path: Path) -> None:
    given = dict.fromkeys(GOOD, "") | {"service.base_url": '"http://x.example"'}
    settings(tmp_path, given, mode=0o644)
    assert not load(None, {"FLASK_DEBUG": "1"}, folder=tmp_path).service.hosted


@pytest.mark.parametrize("command", [["web"], ["doctor"], ["user", "list"]])
def test_every_command_refuses_in_plain_lines(tmp_path: Path, command: list[str]) -> None:
    file = settings(tmp_path, {"mail.host": "", "mail.from": "", "database.url": ""})
    words = [sys.executable, "-m", "tracker", "--config", str(file), *command]
    told = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 1
    assert [line.partition(" ")[0] for line in told.stderr.splitlines()] == ["Error:", "mail"]

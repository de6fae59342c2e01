"""The image: judged by hadolint, made of hashed wheels alone, run by nobody in particular, with nothing beside it."""

import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.deploy.programs import DEPLOY

ROOT = DEPLOY.parent
FILE = DEPLOY / "Dockerfile"
LOCKS = (DEPLOY / "hosted.lock", DEPLOY / "build.lock")


def instructions():
    """Each instruction with what it says, in order."""
    lines = [line for line in FILE.read_text().splitlines() if line and not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in joined.splitlines()]


def copied():
    """What of the checkout goes into it."""
    told = [said for word, said in instructions() if word == "COPY" and "--from" not in said]
    return [name for said in told for name in said.split()[:-1]]


def final_stage():
    told = instructions()
    last = max(place for place, (word, _) in enumerate(told) if word == "FROM")
    return told[last:]


def hadolint(file: Path) -> list[str]:
    command = [Path(sys.executable).parent / "hadolint", "--format", "json", file]
    return [one["code"] for one in json.loads(subprocess.run(command, capture_output=True, timeout=60).stdout)]


def test_hadolint_has_nothing_to_say():
    assert hadolint(FILE) == []


def test_hadolint_would_say_something(tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM python\nRUN cd /tmp\n")
    assert {"DL3006", "DL3003"} <= set(hadolint(tmp_path / "Dockerfile"))


def test_the_base_is_one_line_of_python_that_we_are_tested_on_and_never_the_newest():
    base = re.search(r"^ARG BASE=(\S+)$", FILE.read_text(), re.MULTILINE)[1]
    assert re.fullmatch(r"docker\.io/library/python:3\.(\d+)-slim-bookworm(@sha256:[0-9a-f]{64})?", base)
    assert [said for word, said in instructions() if word == "FROM"] == ["${BASE} AS build", "${BASE}"]


def test_each_library_is_a_wheel_whose_hash_is_known():
    installs = re.findall(r"pip install ([^&\n]+?)(?: \\| &&|\n)", FILE.read_text())
    assert len(installs) == 3
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)
    assert "PIP_ONLY_BINARY=:all:" in FILE.read_text()


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.\[\],-]+)==([^\s;]+)", lock.read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_the_locks_of_the_image_pin_and_hash_what_the_tests_run_with(lock):
    assert pins(lock).items() <= pins(ROOT / "requirements-dev.lock").items()
    text = lock.read_text()
    assert "://" not in text
    hashed = re.findall(r"(?m)^[a-z0-9][^=\s]*==[^\\]+\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text)
    assert len(hashed) == len(re.findall(r"(?m)^[a-z0-9]\S*==", text)) > 3


def test_what_hosting_asks_for_is_in_the_lock():
    held = (DEPLOY / "hosted.lock").read_text()
    for library in ("gunicorn", "procrastinate", "prometheus-client", "psycopg", "psycopg-binary", "mcp", "flask"):
        assert re.search(rf"(?m)^{library}(\[[a-z,]+\])?==", held), library


def test_it_is_run_by_a_number_that_is_not_root_without_a_shell():
    told = dict(final_stage())
    assert told["USER"] == "10001:10001"
    assert json.loads(told["ENTRYPOINT"]) == ["tracker"]
    assert json.loads(told["CMD"]) == ["web"]
    assert told["STOPSIGNAL"] == "SIGTERM"
    assert not any(word in ("RUN", "ADD") for word, _ in final_stage())
    check = json.loads(told["HEALTHCHECK"].split("CMD ")[1])
    assert check[0] == "python"
    compile(check[2], "HEALTHCHECK", "exec")


def test_no_secret_can_stand_in_it():
    assert not re.search(r"(?i)(ARG|ENV)[^\n]*(key|token|password|secret|url)", FILE.read_text())


def allowed(path: str) -> bool:
    """Whether a file of the checkout is seen by the build, as the .dockerignore says it: the last line wins."""
    seen = True
    for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.lstrip("!").removeprefix("**/")
        parts = Path(path).parts
        inside = path == pattern or path.startswith(f"{pattern}/") or pattern == "*"
        if inside or (line.startswith("**/") and any(fnmatch(part, pattern) for part in parts)):
            seen = line.startswith("!")
    return seen


def test_the_build_sees_what_it_copies_and_nothing_that_is_a_secret():
    for name in copied():
        assert (ROOT / name).exists(), name
        assert allowed(f"{name}/x" if (ROOT / name).is_dir() else name), name
    for hidden in (
        ".git/config",
        "data/keys.toml",
        "config.toml",
        "deploy/secrets/seal-key",
        "deploy/.env",
        ".venv/x",
    ):
        assert not allowed(hidden), hidden
    assert not allowed("tracker/web/__pycache__/app.cpython-311.pyc")


def test_what_it_copies_is_enough_to_build_the_wheel(tmp_path):
    for name in copied():
        if not name.startswith("deploy/"):
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in (tmp_path / "dist").iterdir()] == [".whl"]

"""The lab: hostile and good addresses by the real command, where every address there is leads to a server of ours.

Each row is a test, from one run of the lab that all workers share; its table: `python -m tests.calendars.lab`.
"""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.calendars.lab.rows import CONTROL, ROWS
from tests.calendars.lab.runner import ROOT

NOT_HERE = 77
AT_LEAST = {"a": 109, "d": 39, "r": 28, "s": 28, "g": 26}  # reliability C1 to C6


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the lab found; the first worker that asks runs it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with (folder / "lab.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = folder / "lab.json"
        if not file.exists():
            run(file)
    told: dict[str, Any] = json.loads(file.read_text())
    if "not here" in told:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told["not here"])
    return told


def run(file: Path) -> None:
    command = [sys.executable, "-m", "tests.calendars.lab", "--json", str(file)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    if ran.returncode == NOT_HERE:
        file.write_text(json.dumps({"not here": ran.stderr}))
    assert file.exists(), ran.stdout + ran.stderr


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_address_ends_as_it_should(row: Any, report: dict[str, Any]):
    assert report["rows"][row.id] == [], row.address


@pytest.mark.parametrize("row", CONTROL, ids=lambda row: row.id)
def test_a_forbidden_connection_would_be_noticed(row: Any, report: dict[str, Any]):
    assert report["rows"][row.id] == [], row.address


def test_nothing_was_connected_to_that_policy_forbids(report: dict[str, Any]):
    assert report["forbidden"] == []
    assert report["connections"] > 200


def test_every_kind_of_address_is_there():
    counts = {group: sum(row.id.startswith(group) for row in ROWS) for group in AT_LEAST}
    assert all(counts[group] >= most for group, most in AT_LEAST.items()), counts
    assert sum(row.id.startswith("g") and row.url is not None for row in ROWS) >= 11
    assert len({row.id for row in (*ROWS, *CONTROL)}) == len(ROWS) + len(CONTROL)

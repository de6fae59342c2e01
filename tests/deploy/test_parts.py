"""The list of parts (SBOM): valid CycloneDX 1.6, and each library of the lock with its version and its hashes."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.deploy.programs import DEPLOY

LOCK = DEPLOY / "hosted.lock"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """As `make sbom` writes it."""
    to = tmp_path_factory.mktemp("parts") / "sbom.json"
    command = ["make", "--silent", "sbom", f"SBOM={to}"]
    done = subprocess.run(command, cwd=DEPLOY.parent, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return json.loads(to.read_text())


def locked() -> dict[tuple[str, str], set[str]]:
    """The hashes of each library and version that the lock names."""
    blocks = re.findall(
        r"(?m)^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)[^\n]*\n((?:    --hash=sha256:\S+[^\n]*\n)+)", LOCK.read_text()
    )
    return {(name, version): set(re.findall(r"sha256:(\w+)", hashes)) for name, version, hashes in blocks}


def test_it_is_of_the_version_that_was_asked_for(parts):
    assert (parts["bomFormat"], parts["specVersion"]) == ("CycloneDX", "1.6")
    assert parts["metadata"]["component"]["name"] == "tracker"


def test_it_names_each_library_with_its_version_and_hashes_and_no_other(parts):
    found = {}
    for part in parts["components"]:
        hashes = {one["content"] for place in part["externalReferences"] for one in place.get("hashes", [])}
        found.setdefault((part["name"], part["version"]), set()).update(hashes)
        assert part["purl"].startswith(f"pkg:pypi/{part['name']}@{part['version']}")
    assert found == locked()
    assert len(found) > 50


def test_it_names_no_path_of_this_machine(parts):
    assert str(Path.home()) not in json.dumps(parts)
    assert str(DEPLOY.parent) not in json.dumps(parts)

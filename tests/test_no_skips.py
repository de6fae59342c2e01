"""On a machine that has everything, what would be skipped fails; elsewhere it is skipped with its reason."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TESTS = {
    "a mark": "@pytest.mark.skip(reason='no browser')\ndef test_it(): pass",
    "a call": "def test_it(): pytest.skip('no browser')",
    "a fixture": "@pytest.fixture\ndef page(): pytest.skip('no browser')\n\ndef test_it(page): pass",
    "a whole module": "pytest.skip('no browser', allow_module_level=True)",
    "a library": "pytest.importorskip('no_such_library_here', reason='no browser')",
}


def pytest_in(folder: Path, code: str, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(f"import pytest\n\n{code}\n")
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", str(folder / "pytest.ini"), "-ra"]
    return subprocess.run([*command, *more, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("how", TESTS)
def test_whatever_way_it_is_skipped_it_fails(tmp_path: Path, how: str) -> None:
    refused = pytest_in(tmp_path, TESTS[how], "-p", "tests.no_skips")
    assert refused.returncode in (1, 2), refused.stdout
    assert "nothing may be skipped here" in refused.stdout
    assert "no browser" in refused.stdout


def test_it_fails_on_many_workers_too(tmp_path: Path) -> None:
    refused = pytest_in(tmp_path, TESTS["a call"], "-p", "tests.no_skips", "-n", "1")
    assert refused.returncode == 1, refused.stdout


def test_elsewhere_a_skip_is_a_skip(tmp_path: Path) -> None:
    skipped = pytest_in(tmp_path, TESTS["a call"])
    assert skipped.returncode == 0
    assert "1 skipped" in skipped.stdout


def test_a_known_failure_is_no_skip(tmp_path: Path) -> None:
    known = "@pytest.mark.xfail(reason='known')\ndef test_it(): assert False"
    result = pytest_in(tmp_path, known, "-p", "tests.no_skips")
    assert result.returncode == 0, result.stdout

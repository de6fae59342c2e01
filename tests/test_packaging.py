"""What leaves the checkout: the wheel carries all that it needs, and the locks name no address."""

import re
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")

ALIVE = """
import sys
from pathlib import Path

import tracker

home = Path(tracker.__file__).parent
assert home.is_relative_to(sys.prefix), home

from tracker.store.database import Database
from tracker.mail import letter
from tracker.web.app import create_app

database = Database(f"sqlite:///{Path.cwd() / 'tracker.sqlite3'}")
database.upgrade()
assert database.current
database.close()
assert (home / "config.example.toml").is_file()
print("alive", home)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel in it, and beside it the libraries that these tests run with."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv/bin/python"
    site = Path(
        run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], cwd=folder).strip()
    )
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "libraries.pth").write_text("".join(f"{path}\n" for path in sys.path if path.endswith("site-packages")))
    return python


def run(command: list[str], cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_wheel_carries_every_template_style_and_migration(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    templates = {f"tracker/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "templates").rglob("*.*")}
    assert len(templates) > 10
    assert templates <= held
    static = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker/web/static").rglob("*.*")}
    assert "tracker/web/static/tracker.css" in static
    assert static <= held
    migrations = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker/store/migrations").rglob("*.py")}
    assert any("versions" in path for path in migrations)
    assert migrations <= held
    assert "tracker/config.example.toml" in held


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert all(name.startswith("tracker/") for name in held)
    assert not any(name.endswith((".pyc", ".sqlite3", "keys.toml", "config.toml")) for name in held)


def test_an_installed_wheel_finds_its_templates_and_migrations(installed: Path, tmp_path: Path) -> None:
    assert "alive" in run([str(installed), "-c", ALIVE], cwd=tmp_path)


def test_an_installed_wheel_answers_its_command(installed: Path, tmp_path: Path) -> None:
    said = run([str(installed), "-m", "tracker", "--help"], cwd=tmp_path)
    assert all(command in said for command in ("run", "sync", "promises", "digest", "doctor"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_each_library_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    pinned = re.findall(r"(?m)^[a-z0-9][^=\s]*==\S+.*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text)
    assert len(pinned) == len(re.findall(r"(?m)^[a-zA-Z0-9]", text)) > 20


def test_the_tests_run_with_the_very_libraries_of_the_service() -> None:
    pins = [dict(re.findall(r"(?m)^(\S+)==(\S+)", (ROOT / lock).read_text())) for lock in LOCKS]
    assert pins[0].items() <= pins[1].items()

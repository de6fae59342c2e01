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
from tracker.config import load
from tracker.web.app import create_app
from tracker.wiring import build

home = Path(tracker.__file__).parent
assert home.is_relative_to(sys.prefix), home
assert (home / "config.example.toml").is_file()

service = build(load(None, {}, folder=Path.cwd()))
service.database.upgrade()
assert service.database.current
app = create_app(service)
pages = [name for name in app.jinja_env.list_templates() if not name.startswith("email/")]
for page in pages:
    app.jinja_env.get_template(page)
for address in ("/signin", "/static/tracker.css"):
    assert app.test_client().get(address).status_code == 200, address
service.database.close()
print(len(pages), "pages")
"""


def build(kind: str, tree: Path, to: Path) -> Path:
    run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(to)], cwd=tree)
    (built,) = to.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("dist"))


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


def test_a_wheel_made_of_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    run(["tar", "-xzf", str(build("sdist", ROOT, tmp_path / "sdist"))], cwd=tmp_path)
    (tree,) = tmp_path.glob("tracker-*")
    again = build("wheel", tree, tmp_path / "wheel")
    assert sorted(ZipFile(again).namelist()) == sorted(ZipFile(wheel).namelist())


def test_an_installed_wheel_finds_its_pages_styles_and_migrations(installed: Path, tmp_path: Path) -> None:
    pages = len([path for path in (ROOT / "templates").rglob("*.*") if "email" not in path.parts])
    assert run([str(installed), "-c", ALIVE], cwd=tmp_path) == f"{pages} pages\n"


@pytest.mark.parametrize("words", [["web"], ["worker"], ["db", "upgrade"]], ids=" ".join)
def test_an_installed_wheel_serves_many(installed: Path, tmp_path: Path, words: list[str]) -> None:
    assert "Usage:" in run([str(installed), "-m", "tracker", *words, "--help"], cwd=tmp_path)
    run([str(installed), "-c", "import tracker.cli.serving, tracker.jobs.hosted"], cwd=tmp_path)


def test_an_installed_wheel_writes_a_letter(installed: Path, tmp_path: Path) -> None:
    run([str(installed), "-m", "tracker", "user", "add", "ama@example.com", "--zone", "Africa/Accra"], cwd=tmp_path)
    assert "subject:" in run([str(installed), "-m", "tracker", "digest", "--dry-run"], cwd=tmp_path).lower()


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

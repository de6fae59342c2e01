"""Each command that a document names is run in a shell, in a folder of its own, as its reader would run it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pyrage.x25519 import Identity

from tests.cli.test_promises import TICKED_OFF
from tests.running import Feeds, a_service, serving
from tests.test_docs import PAGES, ROOT, code
from tracker.cli import main
from tracker.config import load
from tracker.services import following
from tracker.store import accounts
from tracker.wiring import build

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tracker tests//EN
BEGIN:VEVENT
UID:outline
DTSTAMP:20260101T000000Z
DTSTART:20260106T120000Z
SUMMARY:Send Ama the outline
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ama Owusu\r\nEMAIL:ama@example.com\r\nEND:VCARD\r\n"

AFRESH = "mv data old && mkdir -m 700 data && cp old/keys.toml data"
BEFORE = {
    "tracker done --as-told": "tracker sync",
    "tracker done --undo": 'tracker add "Send the outline" --due tomorrow && tracker done "outline"',
    "tracker done": 'tracker add "Send the outline" --due tomorrow',
    "tracker people export": "tracker people import --write book.vcf",
    "tracker restore tracker-copy.sqlite3": f"tracker backup tracker-copy.sqlite3 && {AFRESH}",
    "tracker restore --key": "tracker backup --new-key tracker.key && tracker backup tracker-copy.sqlite3.age"
    f" --for $(grep -om1 'age1[a-z0-9]*' tracker.key) && {AFRESH}",
    "tracker restore --into": "tracker export --out copy.json && rm -r data && tracker user add EMAIL",
    "tracker restore": "tracker export --out copy.json && rm -r data",
    "tracker user link --user ama": "tracker user add ama@example.com",
    "tracker user wipe --user ama": "tracker user add ama@example.com",
}
"""What a reader has done before they run what begins so."""

ANSWERS = {
    "tracker restore --confirm": "y\n",
    "tracker user wipe --user ama": "ama@example.com\n",
    "tracker user wipe": "me@localhost\n",
    "tracker detect --jsonl": '{"id": 1, "kind": "title", "text": "Send Ama the outline"}\n',
}
"""What is typed while it runs."""


ELSEWHERE = {
    "tracker run": "tests/test_walk.py",
    "tracker web": "tests/hosted/test_shape.py",
    "tracker worker": "tests/hosted/test_shape.py",
    "tracker mcp": "tests/cli/remote",
    "tracker move --to postgresql": "tests/cli/test_move.py",
}
"""What begins so wants a server, or goes on until it is stopped: where it is run instead."""

NAMED = {"tracker move"}
"""What is spoken of, but wants an option if it is to do its work."""


def lines() -> list[str]:
    """Each line that begins with `tracker` in any document, once."""
    named = (line.removeprefix(".venv/bin/") for page in PAGES for line in code(page.read_text()))
    return sorted({line for line in named if re.match(r"tracker [a-z]+( |$)", line)})


def whole(line: str) -> bool:
    """Whether it says all that the command asks for; else it is the name of one, in the middle of a sentence."""
    command: click.Command = main
    words = shlex.split(line.partition(" > ")[0])[1:]
    while isinstance(command, click.Group) and words:
        command = command.commands[words.pop(0)]
    asked = [one for one in command.params if isinstance(one, click.Argument)]
    given = [word for word in words if word[:1] != "-" or word == "--jsonl"]
    return line not in NAMED and not isinstance(command, click.Group) and len(asked) <= len(given)


@pytest.fixture(scope="module")
def feeds() -> Iterator[Feeds]:
    with serving(Feeds({"/basic.ics": EVENT.encode()})) as there:
        yield there


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which tracker has run once: one user, who follows a calendar that calls something done."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "calendar.ics").write_text(EVENT)
    with a_service(folder).running(feed=str(folder / "calendar.ics")):
        pass
    (folder / "book.vcf").write_text(CARD)
    tracker = build(load(folder / "config.toml", {}))
    with tracker.database.read() as db:
        (user,) = accounts.users(db)
    told = TICKED_OFF.replace("the ladder", "the outline").encode()
    following.upload(tracker.database, tracker.seal, user, told, name="Done", now=tracker.clock())
    tracker.database.close()
    return folder


@pytest.fixture
def folder(lived: Path, tmp_path: Path) -> Path:
    there = tmp_path / "reader"
    shutil.copytree(lived, there)
    settings = there / "config.toml"
    settings.write_text(settings.read_text().replace(str(lived), str(there)))
    return there


def first(table: dict[str, str], line: str) -> str:
    return next((said for begins, said in table.items() if line.startswith(begins)), "")


def shell(folder: Path, line: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A line as a shell runs it in that folder, where `tracker` is the program under test."""
    script = f'tracker() {{ "{sys.executable}" -m tracker "$@"; }}\n{line}'
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    environ |= {"PYTHONPATH": str(ROOT), "TZ": "UTC"}
    return subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=environ,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("line", [line for line in lines() if whole(line) and not first(ELSEWHERE, line)])
def test_each_command_that_a_document_names_does_its_work(line: str, folder: Path, feeds: Feeds) -> None:
    said = line.replace("https://calendar.example.com/private-1234/basic.ics", feeds.address("/basic.ics"))
    said = re.sub(r"\bURL\b", feeds.address("/basic.ics"), said).replace("/home/me/tracker/", f"{folder}/moved-")
    said = said.replace("age1...", str(Identity.generate().to_public()))
    before = first(BEFORE, line)
    ran = shell(
        folder, f"({before or 'true'}) >/dev/null && {said}".replace("EMAIL", "new@example.com"), first(ANSWERS, line)
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout
    assert ran.stdout or ran.stderr or ">" in line or "--out" in line, "it said nothing"
    assert "Traceback" not in ran.stderr


def test_a_command_that_does_not_work_would_be_noticed(folder: Path) -> None:
    assert shell(folder, "tracker done nothing-of-that-name").returncode == 1


def test_what_is_run_elsewhere_is() -> None:
    assert [place for place in ELSEWHERE.values() if not (ROOT / place).exists()] == []


def test_there_are_commands_to_run() -> None:
    assert len(lines()) > 30

"""What can be seen without running anything: no raw SQL by format, nothing unescaped, nothing unpinned (C46)."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKER, TEMPLATES = ROOT / "tracker", ROOT / "templates"
LOCKS = sorted([*ROOT.glob("requirements*.lock"), *ROOT.glob("deploy/*.lock")])
SQL = {"text", "exec_driver_sql", "execute", "executescript"}
PUT_TOGETHER = {
    "tracker/store/database.py _connect": "pragmas of our own, with numbers of our own",
    "tracker/store/database.py _begin": "a user's name, with nothing in it to quote (store/tenants.py)",
    "tracker/store/database.py _engine": "holds the two above",
    "tracker/store/database.py _postgresql": "holds the two above",
    "tracker/store/database.py _take_turns": "a number of our own",
    "tracker/store/trial.py try_writing": "the names of our own tables",
    "tracker/jobs/schema.py _step": "the library's own migrations, read from its files",
}
"""Statements that are put together, each with why."""


def test_bandit_finds_nothing_high_and_nothing_medium():
    command = [
        sys.executable,
        "-m",
        "bandit",
        "--quiet",
        "--recursive",
        "tracker",
        "--format",
        "json",
        "--severity-level",
    ]
    told = subprocess.run([*command, "medium"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    found = json.loads(told.stdout)
    assert found["errors"] == []
    assert found["metrics"]["_totals"]["SEVERITY.HIGH"] == 0
    assert found["metrics"]["_totals"]["loc"] > 20_000, "it looked at all of it"
    assert found["results"] == []


def put_together(node):
    """Whether a statement is made of parts."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    formatted = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return formatted or isinstance(node, ast.BinOp)


def raw_sql(source, where):
    """The functions of a source in which a statement is put together."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
                if name in SQL and call.args and put_together(call.args[0]):
                    yield f"{where} {function.name}"


def test_no_statement_is_put_together_but_the_named():
    rooms = [path for path in TRACKER.rglob("*.py") if "versions" not in path.parts]
    found = {one for path in rooms for one in raw_sql(path.read_text(), path.relative_to(ROOT).as_posix())}
    assert {one for one in found if not one.endswith(" _engine") and not one.endswith(" _postgresql")} <= set(
        PUT_TOGETHER
    )


@pytest.mark.parametrize("made", ['f"SELECT {x}"', '"SELECT " + x', '"SELECT %s" % x', '"SELECT {}".format(x)'])
def test_a_statement_that_is_put_together_turns_red(made):
    assert list(raw_sql(f"def f(db, x):\n    db.execute(text({made}))", "room.py")) == ["room.py f"]


def test_templates_escape_all_but_constants_of_their_own():
    for path in (path for path in TEMPLATES.rglob("*") if path.is_file()):
        said = path.read_text()
        assert not re.search(r"autoescape\s+false", said), path
        for found in re.finditer(r"\|\s*safe\b", said):
            assert said[: found.start()].rstrip()[-1:] in ("'", '"'), (
                f"{path}: {said[found.start() - 60 : found.end()]}"
            )


def test_no_room_turns_escaping_off():
    for path in TRACKER.rglob("*.py"):
        assert not re.search(r"autoescape\s*=\s*False|\bMarkup\(f|\|\s*safe\b", path.read_text()), path


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_library_is_pinned_to_a_release_and_its_hashes(lock):
    said = lock.read_text().replace("\\\n", " ")
    lines = [line for line in said.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    loose = [line for line in lines if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)]
    assert lines
    assert [line for line in loose if not line.startswith("--")] == []

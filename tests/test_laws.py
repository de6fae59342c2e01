"""The laws of the house (house.md, section 5), read out of the code itself, and seen to turn red when broken."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRACKER = ROOT / "tracker"
FILES = [path for path in sorted(TRACKER.rglob("*.py")) if "versions" not in path.parts]  # a migration is history
MODULES = {path: ast.parse(path.read_text()) for path in FILES}

# The store's functions that ask across users, or before a user is known, each with why.
NOT_BY_USER = {
    "accounts.user_with": "signing in starts from a mail address",
    "accounts.users": "for the person who runs the service",
    "accounts.owners": "at least one must remain",
    "audit.newest": "for the person who runs the service",
    "audit.forget": "throws away what is old",
    "invitations.every": "for those who look after the service",
    "invitations.with_token": "a token says which",
    "invitations.with_email": "an address is asked once, whoever asks it",
    "invitations.forget": "throws away what no longer opens anything",
    "ledger.promisers": "names whose dues are reckoned anew, each then asked of by name",
    "farewells.add": "their user has gone",
    "farewells.due": "looks for due work",
    "farewells.put_off": "takes what due found",
    "farewells.remove": "holds what due found",
    "accounts.users_due": "looks for due work",
    "accounts.users_to_remind": "looks for due work",
    "calendars.calendars_due": "looks for due work",
    "calendars.due_in_turn": "looks for due work",
    "channels.unwatched": "looks for due work",
    "channels.over": "looks for due work",
    "channels.forget_channels": "throws away what no longer tells anything",
    "channels.named": "a message names its channel, whose token says whether it is one",
    "webhooks.looks_due": "looks for due work",
    "notices.due": "looks for due work",
    "notices.forget": "throws away what was told long ago",
    "letters.letters_due": "looks for due work",
    "letters.claim_letter": "takes what letters_due found",
    "letters.mark_sending": "holds the token of a claim",
    "letters.mark_sent": "holds the token of a claim",
    "letters.mark_failed": "holds the token of a claim",
    "letters.beat": "the service's own heart",
    "letters.beat_alone": "the service's own heart",
    "letters.last_beat": "the service's own heart",
    "figures.has_beaten": "the service's own hearts",
    "letters.lead": "the service's own lease",
    "letters.leader": "the service's own lease",
    "calendars.set_back": "looks for due work",
    "letters.resign": "the service's own lease",
    "sessions.signin_user": "a token says who",
    "sessions.redeem_signin": "a token says who",
    "sessions.session_user": "a token says who",
    "sessions.session": "a token says who",
    "sessions.touch_session": "a token says who",
    "sessions.end_session": "a token says who",
    "sessions.forget_old": "throws away what no longer opens anything",
    "connections.add_consent": "who signs in by it is not known yet",
    "connections.take_consent": "a state says who",
    "connections.forget_consents": "throws away what no longer opens anything",
    "connections.revocations_due": "looks for due work",
    "tokens.token_with": "a secret says who",
    "answered.forget_old": "throws away what no program asks for again",
    "partners.due": "looks for due work",
    "shares.with_letters": "looks for due work",
    "links.forget": "throws away what no longer opens anything",
    "posture.role": "asks the database about itself",
    "posture.unguarded": "asks the database about itself",
    "posture.takes_writes": "asks the database about itself",
    "posture.follows": "asks the database about itself",
    "trial.try_writing": "a row of nobody's, taken back",
    "posture.time_there": "asks the database about itself",
    "tallies.count": "counts what happened, not to whom",
    "tallies.totals": "counts what happened, not to whom",
    "tallies.fold": "counts what happened, not to whom",
    "figures.waiting": "numbers for the person who runs the service",
    "figures.letters_under_way": "numbers for the person who runs the service",
    "figures.letters_since": "numbers for the person who runs the service",
    "figures.newest": "one instant, for the person who runs the service",
    "figures.stock": "numbers for the person who runs the service",
    "counters.count": "who knocks is nobody yet",
    "counters.counted": "who knocks is nobody yet",
    "counters.forget": "who knocks is nobody yet",
    "counters.forget_over": "throws away what no longer holds anybody back",
    "purge.purging": "its owner is a user or a calendar",
    "moving.count": "everything moves, whoever it belongs to",
    "moving.piece": "everything moves, whoever it belongs to",
    "moving.put": "everything moves, whoever it belongs to",
    "moving.so_far": "the service's own mark",
    "moving.told": "everything moves, whoever it belongs to",
    "moving.number_on": "numbers are the table's, not a user's",
    "moving.leave": "the service's own mark",
    "moving.left": "the service's own mark",
    "moving.arrive": "the service's own mark",
    "moving.arriving": "the service's own mark",
    "moving.stay": "the service's own mark",
    "moving.at_work": "the service's own leases",
    "moving.forget_lives": "the service's own leases",
    "moving.be_back_up": "the service's own mark",
    "moving.back_up_of": "the service's own mark",
    "moving.be_home": "the service's own mark",
    "backup.copy_into": "all is copied, whoever it belongs to",
    "rounds.last": "the service's own mark",
    "rounds.plan": "the service's own mark",
    "held.hold": "all is held, whoever it belongs to",
    "held.held": "the service's own mark",
    "held.release": "the service's own mark",
    "held.taken_over": "the service's own mark",
    "held.marks": "the service's own marks",
    "held.mark": "the service's own marks",
    "database.insert": "builds a statement, and runs none",
    "tenants.walled": "asks about the database itself",
}
OWNED = {
    "user_id": "str",
    "user": "User",
    "calendar": "Calendar",
    "letter": "Letter",
}  # a value that says whose it is will do
APPEND_ONLY = {"event_versions", "entries", "feedback", "audit"}
LEDGER_WRITERS = {"keep", "unkeep", "dismiss", "undismiss"}
MAY_WRITE_LEDGER = {"services/ledger.py", "services/answers.py", "services/giving.py", "services/merging.py"}


# 1. Imports run down; the ground is pure.


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run([sys.executable, "-c", lint], cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(TRACKER, tmp_path / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_run_down_and_the_ground_is_pure() -> None:
    result = contracts(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("domain/reading/due.py", "import sqlalchemy", "The ground is pure"),
        ("store/events.py", "import tracker.services.sync", "Floors"),
        ("mail/outbox.py", "import tracker.store.letters", "Floors"),
        ("attic.py", "'''A module that nobody has placed.'''", "Floors"),
    ],
)
def test_a_broken_contract_turns_red(copy: Path, file: str, line: str, broken: str) -> None:
    with (copy / "tracker" / file).open("a") as module:
        module.write(f"\n{line}\n")
    result = contracts(copy)
    assert result.returncode == 1, result.stdout
    assert f"{broken} BROKEN" in " ".join(result.stdout.split())


# 2 and 3. Time is an argument, and always aware.


def ruff(code: str, at: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--output-format=concise", "--stdin-filename", at, "-"]
    return subprocess.run(command, cwd=ROOT, input=code, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "datetime.utcnow()", "datetime.today()", "date.today()"])
def test_no_room_below_wiring_reads_the_clock(call: str) -> None:
    code = f'"""."""\n\nfrom datetime import UTC, date, datetime\n\nprint(UTC, date, {call})\n'
    assert "TID251" in ruff(code, "tracker/domain/reading/due.py")
    assert "TID251" in ruff(code, "tracker/services/sync.py")
    assert "TID251" not in ruff(code, "tracker/wiring.py")


def test_no_instant_is_naive() -> None:
    code = '"""."""\n\nfrom datetime import datetime\n\nprint(datetime(2026, 1, 5), datetime.fromtimestamp(0))\n'
    assert {"DTZ001", "DTZ006"} <= set(ruff(code, "tracker/calendars/ics.py").split())


def test_nobody_talks_the_linter_out_of_the_clock_law() -> None:
    hushed = [str(path.relative_to(ROOT)) for path in MODULES if "TID251" in path.read_text()]
    assert hushed == []


# 4. No query without an owner.


def store_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, tree in MODULES.items():
        if path.parent == TRACKER / "store":
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "db":
                    yield f"{path.stem}.{node.name}", node


def by_user(function: ast.FunctionDef) -> bool:
    first = function.args.args[1:2]
    return any(each.annotation and OWNED.get(each.arg) == ast.unparse(each.annotation) for each in first)


def test_every_store_function_asks_for_one_user_save_the_named() -> None:
    public = {name: node for name, node in store_functions() if not node.name.startswith("_")}
    assert len(public) > 40
    assert {name for name, node in public.items() if not by_user(node)} == set(NOT_BY_USER)


def test_every_store_function_that_is_given_a_user_uses_it() -> None:
    for name, node in store_functions():
        if by_user(node):
            owner = node.args.args[1].arg
            used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            assert owner in used, f"{name} never looks at {owner}"


# 6. What was told and what was decided is added to, never edited.


def test_nothing_edits_what_is_only_added_to() -> None:
    for path, tree in MODULES.items():
        tables = imported(tree, "tracker.store.tables")
        for call in calls(tree):
            target = tables.get(ast.unparse(call.args[0]), "") if call.args else ""
            owner = tables.get(ast.unparse(call.func.value), "") if isinstance(call.func, ast.Attribute) else ""
            if name_of(call) == "update":
                assert not {target, owner} & APPEND_ONLY, f"{path}:{call.lineno}"
            if name_of(call) == "delete" and {target, owner} & APPEND_ONLY:
                assert inside_a_purge(tree, call), f"{path}:{call.lineno}"


def test_no_raw_sql_goes_round_that() -> None:
    edit = re.compile(rf"\b(update|delete\s+from)\s+({'|'.join(APPEND_ONLY)})\b", re.IGNORECASE)
    for path, tree in MODULES.items():
        texts = (
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        assert not any(edit.search(text) for text in texts), path


def inside_a_purge(tree: ast.Module, call: ast.Call) -> bool:
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.With)]
    guards = [block for block in blocks if any("purging" in ast.unparse(item.context_expr) for item in block.items)]
    return any(call in ast.walk(guard) for guard in guards)


def imported(tree: ast.Module, module: str) -> dict[str, str]:
    """What a module's names, as this file calls them, are called at home."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == module]
    return {name.asname or name.name: name.name for node in froms for name in node.names}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


# 12. Nothing opens at import.

AUDIT = """
import importlib, os, sys

def of_code(path):
    return path.endswith((".py", ".pyc", ".so", ".pth")) or "__pycache__" in path or ".dist-info" in path

def watch(event, args):
    opened = event == "open" and isinstance(args[0], str) and not of_code(args[0])
    if opened or event.startswith(("socket.", "sqlite3.", "subprocess.", "os.system", "os.mkdir", "os.putenv")):
        print(event, args, file=sys.stderr)
        os._exit(3)

for name in sys.argv[2].split():
    importlib.import_module(name)  # what others open at import is not ours to judge
sys.addaudithook(watch)
for name in sys.argv[1].split():
    importlib.import_module(name)
"""


def outside() -> set[str]:
    """Every module that ours import from elsewhere."""
    nodes = [node for tree in MODULES.values() for node in ast.walk(tree)]
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name for name in names if not name.startswith("tracker")} - {"__future__"}


def import_all(modules: Iterable[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", AUDIT, " ".join(modules), " ".join(sorted(outside()))]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def module_names() -> list[str]:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES]
    return [name for name in names if not name.endswith("__main__") and not name.endswith("migrations.env")]


def test_nothing_opens_at_import() -> None:
    result = import_all(module_names(), ROOT)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("line", ["import socket; socket.socket()", "OPENED = open('pyproject.toml')"])
def test_what_opens_at_import_turns_red(copy: Path, line: str) -> None:
    with (copy / "tracker/domain/reading/due.py").open("a") as module:
        module.write(f"\n{line}\n")
    assert import_all(["tracker.domain.reading.due"], copy).returncode == 3


# 14. The ledger changes only through its service, which leaves the entry.


def ledger_calls(tree: ast.Module) -> set[str]:
    """Which of the ledger's writing functions a module reaches, under whatever name it imported them."""
    direct = set(imported(tree, "tracker.store.ledger").values())
    rooms = {alias for alias, name in imported(tree, "tracker.store").items() if name == "ledger"}
    dotted = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    reached = {node.attr for node in dotted if ast.unparse(node.value) in rooms | {"tracker.store.ledger"}}
    return (direct | reached) & LEDGER_WRITERS


def test_only_the_ledgers_service_writes_the_ledger() -> None:
    writers = {path.relative_to(TRACKER).as_posix() for path, tree in MODULES.items() if ledger_calls(tree)}
    assert writers <= MAY_WRITE_LEDGER
    assert "services/ledger.py" in writers


def test_only_one_room_writes_what_was_answered() -> None:
    writers = set()
    for path, tree in MODULES.items():
        called = {ast.unparse(call.func) for call in calls(tree)}
        rooms = {alias for alias, name in imported(tree, "tracker.store").items() if name == "feedback"}
        if called & {f"{room}.{verb}" for room in rooms for verb in ("add", "take_back")}:
            writers.add(path.relative_to(TRACKER).as_posix())
    assert writers == {"services/remembering.py"}


# The shape of the house.


def test_no_file_outgrows_what_one_can_hold_in_mind() -> None:
    long = [path for path in FILES if len(path.read_text().splitlines()) > 300]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    silent = {
        str(path.relative_to(ROOT)) for path, tree in MODULES.items() if tree.body and not ast.get_docstring(tree)
    }
    assert silent == set()

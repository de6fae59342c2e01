"""The tests that provoke the messages, chosen: those that ran the very line, if their words hold the message's.

    python -m tests.messages.choosing [coverage data]

fills what is missing in `provoked.toml`, drops what is said no more, and names what no test provokes. `make coverage`
gathers such data; without it only words count.
"""

import sqlite3
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from tests.messages.found import TRACKER, Message, messages
from tests.messages.proof import MANY, every_test, holds, own_words, telling

PROVOKED = Path(__file__).parent / "provoked.toml"
HEAD = "# Each message, and the test that provokes it; `make messages` writes this (tests/messages/choosing.py).\n"
Ran = dict[str, dict[int, set[str]]]


def provoked() -> dict[str, str]:
    """Message to node id, as it is kept."""
    return tomllib.loads(PROVOKED.read_text()) if PROVOKED.exists() else {}


def ran(data: Path) -> Ran:
    """The tests that ran each line: by file within tracker, and line."""
    found: Ran = defaultdict(lambda: defaultdict(set))
    opened = sqlite3.connect(data)
    rows = opened.execute(
        "SELECT path, context, fromno FROM arc JOIN file ON file.id = file_id JOIN context ON context.id = context_id"
    )
    for path, context, line in rows:
        test = _node(context)
        if test and f"{TRACKER.name}/" in path:
            found[path.rpartition("/tracker/")[2]][line].add(test)
    return found


def _node(context: str) -> str:
    module, _dot, name = context.rpartition(".")
    return f"{module.replace('.', '/')}.py::{name}" if module.startswith("tests.") else ""


def choose(message: Message, lines: Ran, before: str) -> str:
    """The test that shows it best: the one chosen before, as long as it does."""
    there = {test for path, first, last in message.lines for at in range(first, last + 1) for test in lines[path][at]}
    fit = [test for test in every_test() if _shows(test, message, there)]
    if before in fit:
        return before
    return max(fit, key=lambda test: (test in there, _told(test, message), -len(own_words(test))), default="")


def _shows(test: str, message: Message, there: set[str]) -> bool:
    """Few words are enough of a test that ran the very line, or is of that room; of any other, many of its own."""
    beside = any(f"/test_{Path(path).stem}.py::" in test for path, _first, _last in message.lines)
    if test in there or beside:
        return holds(test, message)
    return holds(test, message) and any(f" {one} " in own_words(test) for one in telling(message, MANY))


def _told(test: str, message: Message) -> int:
    own = own_words(test)
    return sum(f" {one} " in own for one in telling(message))


def main(data: Path) -> None:
    """Write the file anew, and say what no test provokes."""
    lines, before = ran(data) if data.exists() else defaultdict(lambda: defaultdict(set)), provoked()
    chosen = {one.text: choose(one, lines, before.get(one.text, "")) for one in messages()}
    PROVOKED.write_text(
        HEAD + "".join(f"{_quoted(text)} = {_quoted(test)}\n" for text, test in sorted(chosen.items()))
    )
    for one in messages():
        if not chosen[one.text]:
            print(f"no test provokes: {one.lines[0][0]}: {one.text}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/coverage/data"))

"""Which test provokes a message: one whose own words, or those of what it uses, hold words that only it says."""

import ast
import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.messages.found import TRACKER, Message, messages
from tests.messages.resolving import ROOT, Function, Place, file_of, meant, texts, tree

FEW, MANY = 2, 4  # words in a row: enough of a test of that room, or that ran the very line; enough of any
DEEP = 4  # helpers of helpers
TESTS = ROOT / "tests"


def holds(test: str, message: Message, length: int = FEW) -> bool:
    """Whether the words of a test hold words of the message that no other message says."""
    own = words_of(test)
    return any(f" {one} " in own for one in telling(message, length))


@cache
def telling(message: Message, length: int = FEW) -> tuple[str, ...]:
    """Runs of its words that only it says; its whole parts, where all of it is said elsewhere too."""
    alone = tuple(one for one in runs(message.text, length) if _said(length)[one] == 1)
    return alone or tuple(_plain(part) for part in message.parts)


@cache
def _said(length: int) -> Counter[str]:
    return Counter(run for one in messages() for run in set(runs(one.text, length)))


def runs(text: str, length: int) -> Iterator[str]:
    """The words of a message, some in a row; never across a value."""
    for part in text.split("…"):
        words = _plain(part).split()
        size = min(length, len(words))
        if size > 1 or len(words[0] if words else "") > 5:
            yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


@cache
def _plain(text: str) -> str:
    """Only words, one blank between two."""
    return " ".join(re.findall(r"[\w'.:/\[\]=-]*\w", html.unescape(text).replace("\\", "").replace("’", "'")))


@cache
def every_test() -> dict[str, tuple[Path, Function]]:
    """Every test function there is, by its node id."""
    found = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, Function) and node.name.startswith("test_"):
                found[f"{path.relative_to(ROOT)}::{node.name}"] = (path, node)
    return found


@cache
def words_of(test: str) -> str:
    """The words that a test holds: its own, and those of the constants and helpers that it names."""
    path, function = every_test()[test]
    return " " + " ".join(_plain(one) for one in _words(function, path, DEEP, set())) + " "


@cache
def own_words(test: str) -> str:
    """The same, of what stands in its own file."""
    path, function = every_test()[test]
    return " " + " ".join(_plain(one) for one in _words(function, path, DEEP, set(), path)) + " "


def _words(node: ast.AST, path: Path, deep: int, seen: set[str], within: Path = TESTS) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value
        elif isinstance(one, ast.Name):
            yield from _of_name(one.id, path, deep, seen, within)
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            there = _module(one.value.id, path)
            if there:
                yield from _of_name(one.attr, there, deep, seen, within)
    if isinstance(node, Function):
        yield from (word for one in node.args.args for word in _of_name(one.arg, path, deep, seen, within))


def _of_name(name: str, path: Path, deep: int, seen: set[str], within: Path) -> Iterator[str]:
    found = meant(name, path)
    if found is None or deep <= 0 or (key := f"{found[1]}:{name}") in seen:
        return
    seen.add(key)
    if found[1].is_relative_to(within):
        yield from _words(found[0], found[1], deep - 1, seen, within)
    elif found[1].is_relative_to(TRACKER) and not isinstance(found[0], Function):
        yield from texts(found[0], Place(found[1]))


@cache
def _module(name: str, path: Path) -> Path | None:
    """The file that a name means, where it was imported as a module."""
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                if name in (one.asname, one.name):
                    return file_of(f"{node.module}.{one.name}")
    return None

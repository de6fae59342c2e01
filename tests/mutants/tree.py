"""A copy of the tree whose rules bear their mutants as mutmut makes them: each function beside its changed copies."""

import ast
import difflib
import json
import re
import shutil
from contextlib import chdir
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
DOMAIN = "tracker/domain"
MADE = "mutants.json"
FOLDERS = ("tracker", "tests", "templates")
FILES = ("pyproject.toml", "config.example.toml")
LEFT = shutil.ignore_patterns("__pycache__", ".*", "node_modules", "pictures", "copies")
BARE = {"property", "cached_property"}
_COPY = re.compile(r"__mutmut_\w+")


class Mutant(NamedTuple):
    """A function with one change: its name as mutmut asks for it, and the change."""

    name: str
    function: str
    module: str
    change: str


def copied(tree: Path) -> list[Mutant]:
    """A copy at `tree`, its rules with mutants; all of these. What is made of the same rules is not made anew."""
    rules = sha256(b"".join(path.read_bytes() for path in sorted((ROOT / DOMAIN).rglob("*.py")))).hexdigest()
    held = tree / MADE
    if held.exists() and json.loads(held.read_text())["rules"] == rules:
        shutil.rmtree(tree / "tests")
        shutil.copytree(ROOT / "tests", tree / "tests", ignore=LEFT)
        return made(tree)
    mutants = _anew(tree)
    held.write_text(json.dumps({"rules": rules, "mutants": mutants}))
    return mutants


def made(tree: Path) -> list[Mutant]:
    """The mutants that a copy holds."""
    return [Mutant(*one) for one in json.loads((tree / MADE).read_text())["mutants"]]


def _anew(tree: Path) -> list[Mutant]:
    shutil.rmtree(tree, ignore_errors=True)
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=LEFT)
    for file in FILES:
        shutil.copy(ROOT / file, tree / file)
    (tree / "setup.cfg").write_text("[mutmut]\nsource_paths=tracker\n")
    with chdir(tree):  # where mutmut looks for its settings
        return [mutant for path in sorted(Path(DOMAIN).rglob("*.py")) for mutant in _mutated(path)]


def _mutated(path: Path) -> list[Mutant]:
    from mutmut.mutation.file_mutation import mutate_file_contents

    changed = mutate_file_contents(str(path), undecorated(path.read_text()))
    path.write_text(changed.code)
    module = ".".join(path.with_suffix("").parts)
    lines = changed.code.splitlines()
    return [_mutant(name, module, lines, changed.line_span_by_function_name) for name in changed.mutant_names]


def _mutant(name: str, module: str, lines: list[str], spans: dict[str, Any]) -> Mutant:
    function = name.rpartition("__mutmut_")[0]
    before, after = (lines[spans[n].start - 1 : spans[n].end] for n in (f"{function}__mutmut_orig", name))
    plain = ([_COPY.sub("", line) for line in lines] for lines in (before, after))
    told = [line for line in difflib.ndiff(*plain) if line[0] in "+-"]
    return Mutant(f"{module}.{name}", f"{module}.{function}", module, "\n".join(told))


def undecorated(text: str) -> str:
    """The same module as mutmut reads all of it: it passes by what is decorated. A property becomes one in a line of
    its own behind its function, and no answer is remembered, lest one given before the change hide it.
    """
    lines = text.split("\n")
    for end, at, column, decorator, name in sorted(_decorated(ast.parse(text)), reverse=True):
        if decorator in BARE:
            lines.insert(end, f"{' ' * column}{name} = {decorator}({name})")
        lines[at - 1] = ""
    return "\n".join(lines)


def _decorated(module: ast.Module) -> list[tuple[int, int, int, str, str]]:
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1:
            first = node.decorator_list[0]
            name = ast.unparse(first).partition("(")[0]
            if name in {*BARE, "lru_cache"}:
                found.append((node.end_lineno or 0, first.lineno, node.col_offset, name, node.name))
    return found

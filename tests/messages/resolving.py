"""What an expression says: its words, with `…` for each value, followed through names, constants and functions."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
VALUE = "…"
MOST = 12  # variants of one expression: beyond, a part of it is a value
DEEP = 6  # names and functions followed one behind the other
SAYS_ITS_FIRST = {"_", "N_", "str", "worded", "literally", "Words", "gettext", "capitalize", "strip", "removeprefix"}
SAYS_BOTH = {"ngettext", "n_"}
HANDS_ON = {"filter", "join", "tuple", "list", "sorted"}  # what they are given last
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Place(NamedTuple):
    """Where an expression stands: its module, and the function round it."""

    path: Path
    function: Function | None = None
    line: int = 0


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed once."""
    return ast.parse(path.read_text())


@cache
def file_of(module: str) -> Path | None:
    """The file of one of our modules, by its dotted name."""
    bare = ROOT.joinpath(*module.split("."))
    return next((path for path in (bare.with_suffix(".py"), bare / "__init__.py") if path.is_file()), None)


@cache
def _tops(path: Path) -> dict[str, ast.AST]:
    """What a module names at its top: values, functions, and where imported names come from."""
    found: dict[str, ast.AST] = {}
    for node in tree(path).body:
        if isinstance(node, ast.Assign):
            found |= {target.id: node.value for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
        elif isinstance(node, Function):
            found[node.name] = node
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found |= {name.asname or name.name: node for name in node.names}
    return found


def meant(name: str, path: Path) -> tuple[ast.AST, Path] | None:
    """The value or function that a module means by a name, wherever it was imported from."""
    node = _tops(path).get(name)
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("tracker", "tests")):
        its = next(one.name for one in node.names if name in (one.asname, one.name))
        there = file_of(node.module or "")
        return meant(its, there) if there and there != path else None
    return (node, path) if node is not None and not isinstance(node, ast.Import | ast.ImportFrom) else None


def texts(node: ast.AST | None, place: Place, deep: int = DEEP) -> list[str]:
    """All that an expression may say; nothing where it is a value that only running tells."""
    if node is None or deep < 0:
        return []
    said = _READ.get(type(node))
    return list(dict.fromkeys(said(node, place, deep))) if said else []


def _constant(node: ast.Constant, place: Place, deep: int) -> list[str]:
    return [_plain(node.value)] if isinstance(node.value, str) else []


def _plain(text: str) -> str:
    """A message with its values as `…`: named in the way of gettext, or in that of `format`."""
    return re.sub(r"%\(\w+\)s|\{\w*\}", VALUE, text).replace("%%", "%")


def _formatted(node: ast.JoinedStr, place: Place, deep: int) -> list[str]:
    parts = [_part(part, place, deep) for part in node.values]
    return ["".join(one) for one in product(*parts)]


def _part(part: ast.expr, place: Place, deep: int) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    said = texts(part.value, place, deep - 1) if isinstance(part, ast.FormattedValue) else []
    said = [one for one in said if " " in one or getattr(getattr(part, "value", None), "id", "").isupper()]
    return said if 0 < len(said) <= MOST else [VALUE]


def _sum(node: ast.BinOp, place: Place, deep: int) -> list[str]:
    left, right = texts(node.left, place, deep), texts(node.right, place, deep)
    if not isinstance(node.op, ast.Add) or not (left and right):
        return left or right
    if any(isinstance(side, ast.List | ast.ListComp) for side in (node.left, node.right)):
        return left + right
    return [one + other for one, other in product(left, right)]


def _name(node: ast.Name, place: Place, deep: int) -> list[str]:
    local = _assigned(node.id, place.function, place.line) if place.function else []
    if local:
        return [text for value in local for text in texts(value, place, deep - 1)]
    found = meant(node.id, place.path)
    return texts(found[0], Place(found[1]), deep - 1) if found and not isinstance(found[0], Function) else []


def _assigned(name: str, function: Function, line: int) -> list[ast.expr]:
    """What a name may hold at a line: what it was given last in a block round that line, and from there on."""
    given = sorted(_every(name, function), key=lambda one: one[0])
    before = [one for one in given if one[0] < line] or given
    sure = [at for at, (_line, _value, block) in enumerate(before) if block[0] <= line <= block[1]]
    return [value for _line, value, _block in before[sure[-1] if sure else 0 :]]


def _every(name: str, function: Function) -> Iterator[tuple[int, ast.expr, tuple[int, int]]]:
    """Each giving of a value to a name: its line, the value, and from where to where its block goes."""
    for node in ast.walk(function):
        for block in (getattr(node, field, None) for field in ("body", "orelse", "finalbody")):
            if isinstance(block, list):
                span = (block[0].lineno, block[-1].end_lineno) if block else (0, 0)
                yield from ((one.lineno, value, span) for one in block for value in _values(name, one))


def _values(name: str, node: ast.stmt) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        yield from (value for target in node.targets for value in _paired(name, target, node.value))
    elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
        yield from _paired(name, node.target, node.value)


def _paired(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from (one for its, one in zip(target.elts, value.elts, strict=False) if _is(its, name))
    elif isinstance(target, ast.Tuple) and any(_is(its, name) for its in target.elts):
        yield value  # one of what a table holds


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _call(node: ast.Call, place: Place, deep: int) -> list[str]:
    called = name_of(node.func)
    if called in SAYS_BOTH:
        return [text for one in node.args[:2] for text in texts(one, place, deep)]
    if called in SAYS_ITS_FIRST and node.args:
        return texts(node.args[0], place, deep)
    if called in HANDS_ON and node.args:
        return texts(node.args[-1], place, deep)
    if isinstance(node.func, ast.Attribute) and called in ("format", "get"):
        default = [text for one in node.args[1:] for text in texts(one, place, deep)] if called == "get" else []
        return texts(node.func.value, place, deep) + default
    found = meant(called, place.path) if isinstance(node.func, ast.Name) else None
    return _given(found[0], found[1], deep - 1) if found and isinstance(found[0], Function) else []


def _given(function: Function, path: Path, deep: int) -> list[str]:
    """What a function of ours returns or yields."""
    ends = [node for node in ast.walk(function) if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom)]
    return [text for node in ends for text in texts(node.value, Place(path, function, node.lineno), deep)]


def name_of(function: ast.expr) -> str:
    """The last word of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _several(node: ast.Dict | ast.List | ast.Tuple | ast.Set, place: Place, deep: int) -> list[str]:
    held = node.values if isinstance(node, ast.Dict) else node.elts
    return [text for one in held for text in texts(one, place, deep)]


def _each(node: ast.ListComp | ast.GeneratorExp, place: Place, deep: int) -> list[str]:
    """What each turn gives; where that is what is gone through itself, all that it holds."""
    for one in node.generators:
        if isinstance(node.elt, ast.Name) and _is(one.target, node.elt.id):
            return texts(one.iter, place, deep)
    return texts(node.elt, place, deep)


_READ = {
    ast.Constant: _constant,
    ast.JoinedStr: _formatted,
    ast.BinOp: _sum,
    ast.Name: _name,
    ast.Call: _call,
    ast.Dict: _several,
    ast.List: _several,
    ast.Tuple: _several,
    ast.Set: _several,
    ast.IfExp: lambda node, place, deep: texts(node.body, place, deep) + texts(node.orelse, place, deep),
    ast.BoolOp: lambda node, place, deep: [text for one in node.values for text in texts(one, place, deep)],
    ast.Subscript: lambda node, place, deep: texts(node.value, place, deep),
    ast.Starred: lambda node, place, deep: texts(node.value, place, deep),
    ast.ListComp: _each,
    ast.GeneratorExp: _each,
    ast.NamedExpr: lambda node, place, deep: texts(node.value, place, deep),
}

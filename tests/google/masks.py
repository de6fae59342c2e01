"""Partial responses: what a `fields` mask keeps of an answer (the guide "Performance tips", partial response)."""

import re
from collections.abc import Iterator
from typing import Any

from tests.google import discovery

Mask = dict[str, "Mask"]


def read(text: str, schema: str) -> Mask:
    """A mask for answers of a schema. ValueError: it cannot be read, or names what is no field there."""
    mask = parsed(text)
    for path in paths(mask):
        if not discovery.known(schema, path):
            raise ValueError(f"no field {'/'.join(path)}")
    return mask


def parsed(text: str) -> Mask:
    """The mask `a,b(c,d/e)` as a tree, whose leaves keep all that is below them. ValueError: it cannot be read."""
    words = re.findall(r"[\w*]+|[(),/]", text)
    if "".join(words) != text.replace(" ", "") or not words:
        raise ValueError("the mask cannot be read")
    rest = iter([*words, ""])
    mask, end = _list(rest)
    if end:
        raise ValueError("the mask is not closed")
    return mask


def kept(value: Any, mask: Mask) -> Any:
    """What the mask keeps of a value."""
    if not mask:
        return value
    if isinstance(value, list):
        return [kept(one, mask) for one in value]
    if not isinstance(value, dict):
        return value
    every = mask.get("*")
    return {
        name: kept(one, mask.get(name, every or {})) for name, one in value.items() if name in mask or "*" in mask
    }


def paths(mask: Mask, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The way to each leaf."""
    for name, inside in mask.items():
        yield from paths(inside, (*before, name)) if inside else [(*before, name)]


def _list(words: Iterator[str]) -> tuple[Mask, str]:
    """Fields up to a closing bracket or the end, and the word that ended them."""
    mask: Mask = {}
    end = ","
    while end == ",":
        end = _field(mask, words)
    return mask, end


def _field(mask: Mask, words: Iterator[str]) -> str:
    """One field with what is below it; the word after it."""
    name = next(words)
    if not re.fullmatch(r"[\w*]+", name):
        raise ValueError("the mask cannot be read")
    inside = mask.setdefault(name, {})
    after = next(words)
    if after == "/":
        return _field(inside, words)
    if after == "(":
        below, end = _list(words)
        inside.update(below)
        if end != ")":
            raise ValueError("the mask is not closed")
        return next(words)
    return after

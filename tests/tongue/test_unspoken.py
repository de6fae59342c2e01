"""No word on a page or in a letter passes by the catalogues: templates and rooms are read for bare words."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from tracker import tongue

ROOT = Path(__file__).parents[2]
OURS = {"style.html"}  # for whoever changes tracker, on their own machine alone
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file() and path.name not in OURS)
FACES = sorted([*(ROOT / "tracker" / "web").glob("*.py"), *(ROOT / "tracker" / "mail").glob("*.py")])
READ_OUT = {"aria-label", "title", "placeholder", "alt", "content", "label", "aria-description"}
SAID = {"_", "N_", "gettext", "ngettext", "pgettext", "npgettext"}

NAMES = {"tracker", "iCloud", "Google", "Outlook", "Atom", "CSV", "JSON", "ICS", "Kofi", "Ama", "UTC", "UID"}
"""What is called the same in every language."""


def bare(words: str) -> bool:
    """Whether there is a word in it that somebody would have to translate."""
    return any(word not in NAMES for word in re.findall(r"[^\W\d_]{2,}", words))


class _Read(HTMLParser):
    """Gathers what a reader reads or hears of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "code", "pre", "kbd"):
            self._within.append(tag)
        self.words += [value for name, value in attrs if name in READ_OUT and value and tag not in ("meta", "input")]

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.words.append(data)


def left(source: str) -> list[str]:
    """The bare words of a template: what stands neither in an expression nor in a block that is translated."""
    environment = jinja2.Environment(autoescape=True)
    tongue.teach(environment)
    kept, depth = [], 0
    tokens = list(environment.lex(source))
    for place, (_, kind, text) in enumerate(tokens):
        if kind == "block_begin":
            name = next(word for _, sort, word in tokens[place + 1 :] if sort == "name")
            depth += {"trans": 1, "endtrans": -1}.get(name, 0)
        if kind == "data" and not depth:
            kept.append(text)
        elif kind in ("variable_begin", "block_begin"):
            kept.append(" ")
    reader = _Read()
    reader.feed("".join(kept))
    return [" ".join(words.split()) for words in map(_of_people, reader.words) if bare(words)]


def _of_people(words: str) -> str:
    """Without addresses of pages, and without rules and attributes that one template puts into another."""
    return re.sub(r"/[a-z]+|[^{}]*\{[^{}]*\}|[a-z-]+=\"[^\"]*\"", " ", words)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_bare_words(path: Path) -> None:
    assert left(path.read_text()) == []


def test_bare_words_in_a_template_would_be_noticed() -> None:
    assert left("<p>Nothing owed</p>") == ["Nothing owed"]
    assert left('<svg aria-label="A bar"></svg>') == ["A bar"]
    assert left("{% trans %}Nothing owed{% endtrans %}{{ _('Kept') }} 3 · <code>tracker run</code>") == []


def sentences(tree: ast.Module) -> Iterator[str]:
    """Texts of several words that are no message, no docstring and no name of anything."""
    said = {
        id(text)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute)
        if (call.func.id if isinstance(call.func, ast.Name) else call.func.attr) in SAID
        for text in ast.walk(call)
        if isinstance(text, ast.Constant)
    }
    told = {
        id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }
    texts = (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    for one in texts:
        if id(one) not in said | told and re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", one.value):
            yield one.value

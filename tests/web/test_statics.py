"""What is sent of the static files, and the laws of the one sheet: tokens only, and nothing that no page wears."""

import gzip
import re

import pytest

from tracker.web.statics import compact, undressed
from tracker.web.style import SHEET

TEXT = SHEET.read_text()
SCRIPTS = [path.read_text() for path in SHEET.parent.glob("*.js")]
HEAD, _, RULES = TEXT.partition("/* The ground. */")
LENGTH = re.compile(r"(?<![\w.#-])-?\d*\.?\d+(?:px|rem)\b")
STROKES = {"1px", "2px", "3px", "-1px", "-2px"}
"""Hairlines of outlines and strokes, which grow with nothing."""


def declarations(text):
    """Each property with its value, those of conditions left out."""
    plain = re.sub(r"/\*.*?\*/|@(?:media|container)[^{]+", "", text, flags=re.DOTALL)
    return re.findall(r"([\w-]+): ([^;{}]+);", plain)


def test_no_rule_names_a_colour_of_its_own():
    printed = RULES.partition("@media print")[0]
    raw = [found for found in declarations(printed) if re.search(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", found[1])]
    assert raw == [("background", "#fff")]  # a letter's frame, whose own styles expect paper


def test_no_rule_names_a_size_of_type_of_its_own():
    sizes = {value for name, value in declarations(RULES) if name == "font-size"}
    assert {size for size in sizes if not size.startswith("var(--")} <= {"13px", "14px"}  # the map's, in its units


def test_space_comes_from_the_scale():
    spaces = [found for found in declarations(RULES) if re.match(r"padding|margin|gap|border-radius", found[0])]
    raw = {length for _, value in spaces for length in LENGTH.findall(value)}
    assert raw <= STROKES


def test_every_token_that_is_named_is_there_and_each_is_named():
    there = set(re.findall(r"--([\w-]+):", TEXT))
    named = set(re.findall(r"var\(--([\w-]+)\)", TEXT))
    assert named <= there
    assert there <= named


def test_each_colour_has_its_like_by_night():
    day, night = (HEAD.split("@media (prefers-color-scheme: dark)")[at] for at in (0, 1))
    colours = set(re.findall(r"--([\w-]+): #", day))
    assert colours == set(re.findall(r"--([\w-]+): #", night.partition("@media")[0]))


SMALLER = {
    "comments": ("/* why */ a { b: c; }", "a{b:c}"),
    "a pseudo class below": (".a :hover { b: c; }", ".a :hover{b:c}"),
    "a pseudo class of": (".a:hover > b { c: d e; }", ".a:hover>b{c:d e}"),
    "sums": ("a { b: calc(-1 * var(--s1) - 2px); }", "a{b:calc(-1 * var(--s1) - 2px)}"),
    "what is nested": ("a { & .b, & > c { d: e; } &:f { g: h; } & i { j: k; } }", "a{.b,>c{d:e}&:f{g:h}& i{j:k}}"),
    "noughts": ("a { b: 0.5rem -0.5em 10.5px 0; }", "a{b:.5rem -.5em 10.5px 0}"),
    "conditions": (
        "@media (a: b) and (c: d) {\n  e, f { g: h; }\n}",
        "@media (a:b) and (c:d){e,f{g:h}}",
    ),
}


@pytest.mark.parametrize(("sheet", "less"), SMALLER.values(), ids=SMALLER)
def test_a_compact_sheet_says_the_same(sheet, less):
    assert compact(sheet) == less


def test_a_script_loses_its_comments_and_indents_and_nothing_else():
    script = 'const a = () => {\n  // why\n  return "//b"; // c\n\n};\n'
    assert undressed(script) == 'const a = () => {\nreturn "//b"; // c\n};'


def test_no_script_says_anything_over_several_lines():
    assert all("`" not in line or line.count("`") == 2 for script in SCRIPTS for line in script.splitlines())


def test_text_is_compressed_for_who_takes_it(nobody):
    address = "/static/tracker.css"
    plain = nobody.client.get(address, headers={"Accept-Encoding": "identity"})
    packed = nobody.client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert plain.data.decode() == compact(TEXT)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]
    again = nobody.client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_a_static_file_that_is_not_there_is_not_found(nobody):
    assert nobody.get("/static/nothing.css").status_code == 404
    assert nobody.get("/static/../app.py").status_code == 404

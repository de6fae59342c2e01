"""The HTML of every letter before html-validate and caniemail, and what no mail program would forgive.

What caniemail has against our letters today is recorded in caniemail.json: a new finding fails, and one that is gone
wants to be removed. TRACKER_RECORD=1 writes that file anew.
"""

import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.mail.every import LETTERS, parts

KNOWN = Path(__file__).with_name("caniemail.json")
TEMPLATES = Path(__file__).parents[2] / "templates" / "email"
LARGEST = 60_000  # bytes: Gmail clips what is longer than some hundred thousand, with all that it adds itself
NEVER = ("<svg", "data:", ".webp", ".svg", "<script", "<img", "<link", "url(", "@import", "@font-face", "<form")
LAYOUTS = re.compile(r"display:\s*(?:inline-)?(?:flex|grid)|position:\s*(?:absolute|fixed)|(?<![-\w])float:")
EVERY = pytest.mark.parametrize("name", LETTERS)


def html(name):
    return parts(LETTERS[name]())[1]


def test_each_letter_that_has_a_template_is_among_them():
    subjects = {path.parent.name for path in TEMPLATES.glob("*/subject.txt")}
    assert {name.split(",")[0].replace("week", "digest") for name in LETTERS} == subjects


@EVERY
def test_its_html_is_valid(name, judge):
    assert judge.html(html(name), "letters") == []


def test_mail_programs_lose_of_them_only_what_is_known(judge):
    found = defaultdict(lambda: defaultdict(set))
    for name in LETTERS:
        for how, features in judge.letter(html(name)).items():
            for feature, programs in features.items():
                found[how][feature].update(programs)
    now = {
        how: {one: sorted(programs) for one, programs in sorted(told.items())} for how, told in sorted(found.items())
    }
    if os.environ.get("TRACKER_RECORD") == "1":
        KNOWN.write_text(json.dumps(now, indent=1) + "\n")
    assert now == json.loads(KNOWN.read_text()), "new: mend it; gone: remove it from caniemail.json"


@EVERY
def test_it_holds_nothing_that_mail_programs_refuse_or_that_would_ask_anybody(name):
    text = html(name)
    assert [what for what in NEVER if what in text.lower()] == []
    assert LAYOUTS.findall(text) == []
    assert set(re.findall(r'(?:src|background|srcset)="([^"]*)"', text)) == set()
    assert len(text.encode()) < LARGEST

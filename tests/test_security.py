"""SECURITY.md promises what a test keeps: each demand taken on has a row, and each test that a row names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text()
ROWS = re.findall(r"^\| ([\d., ]+) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
TESTS = sorted({one for _, _, kept in ROWS for one in re.findall(r"`(tests/[^`]+)`", kept)})
# What the design takes on of ASVS 5.0, levels 1 and 2; a number that ends in a point stands for its whole section.
TAKEN_ON = """
1.2.1 1.2.2 1.3.11 1.2.4 1.2.10 1.3.6 13.2.4 13.2.5 15.3.2 2.3.3 15.4.2 2.4.1 6.1.1 6.3.1 3.3.1 3.3.2 3.3.3
3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.3 3.7.2 5.2.1 5.2.3 6.2. 6.5.5 7.1. 7.2. 7.3. 7.4. 7.5.
8.2.2 8.3.1 8.4.1 9.1. 9.2.1 9.2.2 10.1.1 10.1.2 10.2.1 10.2.2 10.2.3 10.5. 11.3.2 11.5.1 12.2.1 12.3.1 12.3.2
13.3.1 14.2.1 13.4.2 14.3.2 15.2.2 15.3.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.5.1 16.5.2 16.5.3
"""


def test_each_demand_that_was_taken_on_has_a_row():
    promised = {number for numbers, _, _ in ROWS for number in numbers.split(", ")}
    whole = {f"{number.rpartition('.')[0]}." for number in promised}
    assert [one for one in TAKEN_ON.split() if one not in promised | whole] == []


def test_each_row_names_a_test():
    assert len(ROWS) > 25
    assert [numbers for numbers, _, kept in ROWS if "`tests/" not in kept] == []


@pytest.mark.parametrize("named", TESTS)
def test_each_test_that_is_named_is_there(named):
    file, _, function = named.partition("::")
    source = (ROOT / file).read_text()
    assert f"def {function}(" in source if function else "def test_" in source


def test_it_says_how_to_tell_us_and_what_is_supported():
    for heading in ("## How to tell us", "## What is supported", "## What is promised", "## Knowing departures"):
        assert heading in PAGE

"""What `make mutants` makes of a module before mutmut reads it, and how it tells what survived. Needs no mutmut."""

from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.loop import NOT_HERE
from tests.mutants.reasons import REASONS, reason
from tests.mutants.table import _plain, _weighed, outcomes
from tests.mutants.tree import Mutant, undecorated

DOMAIN = Path(__file__).parents[1] / "domain"
MODULE = """
from functools import cached_property, lru_cache


@lru_cache(maxsize=8)
def twice(n):
    CALLS.append(n)
    return 2 * n


class Box:
    @property
    def size(self):
        return 3

    @cached_property
    def made(self):
        return object()
"""


def mutant(change: str) -> Mutant:
    return Mutant("tracker.domain.verdict.x_judge__mutmut_1", "tracker.domain.verdict.x_judge", "m", change)


def test_a_property_stays_one_and_no_answer_is_remembered():
    calls: list[int] = []
    names = {"CALLS": calls}
    text = undecorated(MODULE)
    exec(text, names)
    assert "@" not in text
    assert [names["twice"](2), names["twice"](2), calls] == [4, 4, [2, 2]]
    box = names["Box"]()
    assert (box.size, box.made is box.made) == (3, True)


def test_each_module_is_still_python_without_its_decorators():
    for path in (DOMAIN.parents[1] / "tracker/domain").rglob("*.py"):
        compile(undecorated(path.read_text()), str(path), "exec")


def test_the_tests_that_are_left_out_are_there():
    told = "".join(path.read_text() for path in DOMAIN.rglob("test_*.py"))
    assert [name for name in NOT_HERE if f"def {name}(" not in told] == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("-     zip(a, b, strict=True)\n+     zip(a, b, strict=False)", REASONS[0]),
        ("-     if a <= b:\n+     if a < b:", REASONS[-3]),
        ("", REASONS[-1]),
    ],
)
def test_what_survived_has_the_first_reason_that_fits(change, why):
    assert reason(mutant(change)) is why


def test_what_is_known_of_a_mutant_is_forgotten_when_its_rule_changes(tmp_path):
    known = tmp_path / "known.json"
    known.write_text('{"tracker.domain.verdict.x_judge__mutmut_1": ["- a\\n+ b", "killed", "test"]}')
    assert outcomes(known, [mutant("- a\n+ b")]) == {mutant("").name: "killed"}
    assert outcomes(known, [mutant("- a\n+ c")]) == {}


def test_functions_are_named_as_they_are_written():
    assert _plain("tracker.domain.verdict.x_judge") == "verdict.judge"
    assert _plain("tracker.domain.lasting.xǁPartǁonce") == "lasting.Part.once"


def test_each_module_weighs_in_the_whole_by_its_size():
    small, large = Counter(killed=10), Counter({"killed": 5, "survived": 5, "not tried": 80})
    low, high = _weighed([small, large])
    assert low < (10 + 90 * 0.5) / 100 < high
    assert _weighed([small]) == (1.0, 1.0)

"""C17 to C22 are worth something: with its guard taken out, each turns red. All guards: `python -m
tests.google.unguarded`.
"""

import pytest

from tests.google.unguarded import CHECKS, GUARDS, ROOT, without

ONE_OF_EACH = {guard.name.split()[0]: guard for guard in reversed(GUARDS)}


@pytest.mark.parametrize("guard", ONE_OF_EACH.values(), ids=lambda guard: guard.name)
def test_without_its_guard_a_check_turns_red(guard, tmp_path):
    result = without(guard, tmp_path)
    assert result.returncode == 1, result.stdout
    assert " failed" in result.stdout


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_each_guard_and_its_check_are_where_they_are_said_to_be(guard):
    assert (ROOT / "tracker" / guard.at).read_text().count(guard.line) == 1
    names = guard.check.split(" and ")
    assert all(name in (ROOT / CHECKS).read_text() for name in names)

"""C17 to C22 are worth something: with its guard taken out, each turns red. All guards: `python -m
tests.google.unguarded`.
"""

import pytest

from tests.google.unguarded import GUARDS, ROOT, checked, without

ONE_OF_EACH = {guard.name.split()[0]: guard for guard in reversed(GUARDS)}


@pytest.mark.parametrize("guard", ONE_OF_EACH.values(), ids=lambda guard: guard.name)
def test_without_its_guard_a_check_turns_red(guard, tmp_path):
    result = without(guard, tmp_path)
    assert result.returncode == 1, result.stdout
    assert " failed" in result.stdout


def test_each_guard_names_a_check_that_is_there():
    every = " or ".join(f"({guard.check})" for guard in GUARDS)
    assert checked(ROOT, f"({every}) and not test_c21_no_token").returncode == 0

"""Each guard stands where `make guards` takes it out, and a small sample of them is seen to be missed."""

import pytest

from tests.closed.guards import GUARDS, ROOT, copied, red

SAMPLE = ("another site may send no form", "every answer is dressed")


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.keeps)
def test_each_guard_stands_where_it_is_looked_for(guard):
    assert guard.there in (ROOT / guard.file).read_text()
    assert (ROOT / guard.tests).is_file()


def test_without_its_guard_a_check_turns_red(tmp_path):
    tree = copied(tmp_path)
    assert [guard.keeps for guard in GUARDS if guard.keeps in SAMPLE and red(guard, tree)] == [*SAMPLE]

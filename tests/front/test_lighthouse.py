"""Lighthouse finds nothing to mend on the pages that are met first; how fast they are, `make lighthouse` says."""

import pytest

from tests.front.lighthouse import ALWAYS, PAGES, judged


@pytest.mark.parametrize("name", PAGES)
def test_accessibility_and_best_practices_are_whole(name, house, judge):
    told = judged(judge, house, name, *ALWAYS)
    assert (told["trouble"], told["faults"]) == ([], [])
    assert told["scores"] == dict.fromkeys(ALWAYS, 100)

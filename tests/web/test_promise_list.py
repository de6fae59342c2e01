"""Which promises are listed: in which order, a page at a time, and what an empty list teaches."""

import pytest

from tests.domain.test_trend import LENIENCY, lines
from tests.making import HOUR, NOW, promise
from tracker.web.promise_list import EMPTY, MOST, SHOWN, TABS, listed


def owed(many):
    """Promises of mine, the last to come due first."""
    return lines(*(promise(id=f"{n:03}", due=NOW + (many - n) * HOUR / 2) for n in range(many)))


def test_a_page_holds_so_many_and_the_next_goes_on_in_the_same_order():
    judged = owed(MOST + 3)
    first, second = (listed(judged, LENIENCY, "open", number) for number in ("1", "2"))
    ids = [line.promise.id for line in (*first.lines, *second.lines)]
    assert ids == sorted(ids, reverse=True), "what comes due first costs first"
    assert (len(first.lines), len(second.lines), first.pages) == (MOST, 3, 2)


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 30, 1), ("99", 2)])
def test_a_page_that_is_none_is_the_first_or_the_last(asked, shown):
    assert listed(owed(MOST + 1), LENIENCY, "open", asked).number == shown


def test_a_kind_that_is_none_is_what_is_open():
    assert listed(owed(1), LENIENCY, "nonsense").kind == "open"


def test_each_kind_has_its_tab_and_its_lesson():
    assert list(SHOWN) == list(TABS) == list(EMPTY)


@pytest.mark.parametrize("kind", SHOWN)
def test_each_empty_list_teaches_on_the_page(browser, kind):
    page = browser.sees(f"/promises?show={kind}")
    assert EMPTY[kind][0] in page
    assert EMPTY[kind][1] in page

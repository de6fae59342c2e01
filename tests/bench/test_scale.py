"""The simulation of many users says more for more of them, and the bare peer gives the very bytes of our page."""

from jinja2 import Environment

from tests.bench import bare
from tests.bench.scale import COSTS, SIZES, People, simulated
from tracker.calendars.gate import FEW


def test_a_page_cut_into_template_and_rows_comes_out_as_it_was():
    rows = "".join(f'<li class="line"><a href="/p/{n}">Fish &amp; {n}</a></li>' for n in range(3))
    page = f"<ul>{rows}</ul><p>{{{{ not ours }}}}</p>"
    made = bare.cut(page)
    told = [{"shape": shape, **{f"c{at}": word for at, word in enumerate(words)}} for shape, words in made.rows]
    assert Environment(autoescape=True).from_string(made.template).render(rows=told) == page
    assert made.rows[1][1] == ["1", "Fish & 1"]


def test_ten_times_the_users_take_ten_times_as_much():
    few, many = (simulated(users, People(), COSTS, SIZES) for users in (10_000, 100_000))
    for name in ("web", "workers", "letters_a_second", "gigabytes", "syncs_a_second"):
        assert abs(getattr(many, name) / getattr(few, name) - 10) < 0.01, name


def test_where_feeds_lie_at_one_host_that_breaks_first():
    own = People(lanes=FEW)
    assert simulated(1_000, own, COSTS, SIZES).breaks == []
    assert "one host" in simulated(10_000, own, COSTS, SIZES).breaks[0]
    assert simulated(10_000, People(lanes=FEW, one_host=0.1), COSTS, SIZES).breaks == []
    assert simulated(10_000, People(), COSTS, SIZES).breaks == [], "a house of millions is asked for more at a time"

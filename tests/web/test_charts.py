"""Charts: each bar is as long as its number, and nothing leaves the picture."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.giving import Balance
from tracker.domain.lateness import Spread
from tracker.domain.people import GiveKind
from tracker.domain.trend import TWELVE, Week
from tracker.web.charts import FOOT, HEAD, PLOT, SMALL, WIDTH, of_kinds, of_lateness, of_weeks, steps_of

COUNT = st.integers(0, 300)
WEEKS = st.lists(st.tuples(COUNT, COUNT, COUNT), min_size=TWELVE, max_size=TWELVE)
DAYS = (1, 3, 7, 30, None)


def weeks(counts):
    return [Week(date(2026, 1, 5), 0, *each) for each in counts]


def spread(early=0, in_time=0, late=(0, 0, 0, 0, 0), broken=0):
    steps = tuple((days and timedelta(days), number) for days, number in zip(DAYS, late, strict=True))
    return Spread(early, in_time, steps, broken, None, None)


def kinds(pairs):
    return [(kind, Balance(*pair)) for kind, pair in zip(GiveKind, pairs, strict=False)]


COLUMNS = st.one_of(
    WEEKS.map(weeks).map(of_weeks),
    WEEKS.map(weeks).map(lambda each: of_weeks(each, small=True)),
)
ROWS = st.one_of(
    st.builds(spread, COUNT, COUNT, st.tuples(COUNT, COUNT, COUNT, COUNT, COUNT), COUNT).map(of_lateness),
    st.lists(st.tuples(COUNT, COUNT), max_size=9).map(kinds).map(of_kinds),
)


@given(st.one_of(COLUMNS, ROWS))
def test_nothing_leaves_the_picture(chart):
    for group in chart.groups:
        assert 0 <= group.x <= WIDTH
        assert 0 <= group.y <= chart.height
        for bar in group.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= WIDTH + 0.002
            assert bar.y >= -0.001
            assert bar.y + bar.height <= chart.height


@given(COLUMNS)
def test_equal_numbers_are_equally_high_and_twice_as_many_twice(chart):
    each = [bar.height / bar.number for group in chart.groups for bar in group.bars]
    assert each == pytest.approx(each[:1] * len(each), abs=0.001)


@given(ROWS)
def test_equal_numbers_are_equally_long_and_twice_as_many_twice(chart):
    each = [bar.width / bar.number for group in chart.groups for bar in group.bars]
    assert each == pytest.approx(each[:1] * len(each), abs=0.001)


@given(WEEKS)
def test_the_columns_of_weeks_add_up_and_their_parts_do_not_overlap(counts):
    chart = of_weeks(weeks(counts))
    assert [group.number for group in chart.groups] == [sum(each) for each in counts]
    assert [{bar.way: bar.number for bar in group.bars} for group in chart.groups] == [
        {way: number for way, number in zip(("kept", "late", "broken"), each, strict=True) if number}
        for each in counts
    ]
    for group in chart.groups:
        foot = chart.floor
        for bar in group.bars:
            assert bar.y + bar.height == pytest.approx(foot, abs=0.002)
            foot = bar.y


def test_the_highest_column_is_as_high_as_there_is_room_and_the_others_in_proportion():
    chart = of_weeks(weeks([(4, 0, 0), (1, 1, 0), *[(0, 0, 0)] * 10]))
    (whole,), (kept, late) = (group.bars for group in chart.groups[:2])
    assert (whole.y, whole.height, chart.floor, chart.height) == (HEAD, PLOT, HEAD + PLOT, HEAD + PLOT + FOOT)
    assert kept.height == late.height == PLOT / 4
    assert chart.groups[1].y == late.y


def test_the_small_one_has_bars_alone():
    chart = of_weeks(weeks([(1, 0, 0)] * TWELVE), small=True)
    assert (chart.height, chart.groups[0].bars[0].height) == (SMALL, SMALL)


def test_without_any_number_there_is_no_bar():
    for chart in (of_weeks(weeks([(0, 0, 0)] * TWELVE)), of_lateness(spread()), of_kinds([])):
        assert not any(group.bars for group in chart.groups)


def test_lateness_has_a_row_for_each_step_up_to_the_last_that_has_any():
    assert steps_of(spread(1, 2)) == (("early", 1), ("in time", 2))
    assert steps_of(spread(1, 2, (0, 3, 0, 0, 0))) == (("early", 1), ("in time", 2), ("1", 0), ("3", 3))
    assert steps_of(spread(late=(0, 0, 0, 0, 1), broken=4))[-2:] == (("more", 1), ("broken", 4))


def test_each_row_of_lateness_has_its_own_sign():
    chart = of_lateness(spread(1, 2, (3, 0, 0, 0, 0), 4))
    assert [(bar.way, bar.number) for group in chart.groups for bar in group.bars] == [
        ("kept", 1),
        ("kept", 2),
        ("late", 3),
        ("broken", 4),
    ]


def test_what_was_given_goes_left_from_the_middle_and_what_was_received_right_by_one_scale():
    (article, introduction) = of_kinds(kinds([(4, 1), (0, 2)])).groups
    given, received = article.bars
    assert (given.x, given.width) == (0, 50)
    assert (received.x, received.width) == (50, 12.5)
    assert [(bar.way, bar.x, bar.width) for bar in introduction.bars] == [("received", 50, 25)]


def test_the_small_one_is_one_path_for_each_way_and_says_nothing_of_nothing(app):
    with app.test_request_context("/"):
        parts = app.jinja_env.get_template("chart_parts.html").make_module({})
        drawn = parts.weekly_small(weeks([(2, 1, 0)] * TWELVE))
        assert parts.weekly_small(weeks([(0, 0, 0)] * TWELVE)).strip() == ""
    assert (drawn.count("<path"), drawn.count("M"), len(drawn) < 1_500) == (2, 24, True)
    assert "12 of 18 kept in the last six weeks, 12 of 18 in the six before." in drawn
    assert 'href="/trust#weeks"' in drawn

"""The map of people, and the list of a thousand."""

import re
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.keeping import keep
from tests.making import DAY, NOW, person
from tracker.domain.event import EventKey
from tracker.domain.people import Meeting, MeetingKind, Reach
from tracker.domain.warmth import warmth, warmths
from tracker.web.people_map import MOST, NARROW, WIDE, share, sheet
from tracker.web.roll import roll


def of(ago, **but):
    ama = person(**but)
    met = Meeting(MeetingKind.ONE_TO_ONE, NOW - ago, (ama.name,), EventKey("work", "m"))
    return warmth(ama, (ama,), (met,), NOW)


@pytest.mark.parametrize(
    ("days", "at"), [(0, 1), (14, 5 / 6), (28, 2 / 3), (35, 1 / 2), (42, 1 / 3), (63, 1 / 6), (84, 0), (900, 0)]
)
def test_the_longer_ago_the_further_left_and_each_shade_has_its_third(days, at):
    assert share(of(days * DAY)) == pytest.approx(at)


def test_who_was_never_met_stands_at_the_left_edge_and_who_is_to_be_met_is_just_warm():
    ama = person()
    soon = Meeting(MeetingKind.MEAL, NOW + DAY, ("Ama",), EventKey("work", "m"))
    assert share(warmth(ama, (ama,), (), NOW)) == 0
    assert share(warmth(ama, (ama,), (soon,), NOW)) == pytest.approx(2 / 3)


REACHES = st.sampled_from(list(Reach))
PEOPLE = st.lists(st.tuples(REACHES, st.integers(0, 120), st.text("abc ÄM.", max_size=30)), max_size=60)


@given(PEOPLE, st.sampled_from((WIDE, NARROW)))
@settings(max_examples=100, deadline=None)
def test_no_name_lies_on_another_and_none_leaves_the_sheet(several, width):
    each = [
        of(days * DAY, id=str(n), name=f"P{n} {name}", reach=reach) for n, (reach, days, name) in enumerate(several)
    ]
    drawn = sheet("x", each, width)
    dots = [dot for row in drawn.rows for dot in row.dots]
    assert len(dots) == len(each)
    assert all(dot.y < drawn.height and dot.span[0] >= -1 and dot.span[1] <= width + 1 for dot in dots)
    for one, other in combinations(dots, 2):
        assert one.y != other.y or one.span[1] <= other.span[0] or other.span[1] <= one.span[0]


def test_rows_run_from_much_to_not_said():
    drawn = sheet("x", [of(DAY, reach=reach, id=reach.value) for reach in Reach], WIDE)
    assert [row.reach for row in drawn.rows] == [Reach.MUCH, Reach.SOME, Reach.LITTLE, Reach.UNSAID]
    assert [len(row.dots) for row in drawn.rows] == [1, 1, 1, 1]


def crowd(tracker, efua, number, **but):
    with tracker.database.write() as db:
        keep(db, efua.id, *(person(f"Nobody {n:04}", id=f"n{n}", **but) for n in range(number)))


def test_each_dot_leads_to_its_person_and_the_table_says_the_same(browser, tracker, efua):
    with tracker.database.write() as db:
        keep(db, efua.id, person("Ama Mensah", reach=Reach.MUCH, influence="chairs the prize"))
    page = browser.get("/people/map").text
    assert page.count('href="/people/ama"') == 3  # in the wide map, the narrow one, and the table
    assert 'aria-label="Ama Mensah: cold, influence much"' in page
    assert "chairs the prize" in page
    assert not re.search(r"\sstyle=", page)


def test_a_map_of_nobody_teaches_what_it_is_for(browser):
    assert "whom to see next" in browser.sees("/people/map")


def test_a_map_on_which_nothing_was_said_of_anybody_teaches_how(browser, tracker, efua):
    crowd(tracker, efua, 1)
    assert "Everybody stands in the lowest row" in browser.sees("/people/map")


def test_of_a_crowd_those_with_most_influence_are_on_the_map(browser, tracker, efua):
    crowd(tracker, efua, MOST + 5)
    with tracker.database.write() as db:
        keep(db, efua.id, person("Zoe Last", reach=Reach.MUCH))
    page = browser.sees("/people/map")
    assert "Zoe Last" in page
    assert f"The {MOST} on whom most hangs, of {MOST + 6}." in page


def named(*persons, **asked):
    return [one.person.id for one in roll(warmths(persons, (), NOW), asked).shown]


def test_the_list_is_sought_by_all_words_of_what_is_said():
    ama = person("Ama Mensah", influence="Chairs the prize", addresses=frozenset({"ama@example.com"}))
    yaa = person("Yaa Sarpong", tags=frozenset({"choir"}), interests="bees")
    assert named(ama, yaa, q="prize ama") == ["ama"]
    assert named(ama, yaa, q="BEES") == ["yaa"]
    assert named(ama, yaa, q="prize bees") == []
    assert named(ama, yaa, tag="Choir") == ["yaa"]
    assert named(ama, yaa, circle="close", shade="cold") == ["ama", "yaa"]
    assert named(ama, yaa, circle="wider") == named(ama, yaa, shade="warm") == named(ama, yaa, circle="x") == []


@pytest.mark.parametrize(
    ("page", "first"), [("", 0), ("1", 0), ("2", 50), ("3", 100), ("99", 100), ("-1", 0), ("²", 0)]
)
def test_the_list_has_fifty_a_page_and_a_page_beyond_is_the_last(page, first):
    crowd = [person(f"N{n:03}", id=f"{n:03}") for n in range(120)]
    assert named(*crowd, page=page)[0] == f"{first:03}"
    assert len(named(*crowd, page=page)) == (20 if first == 100 else 50)


def test_a_thousand_people_are_paged_and_what_was_asked_goes_along(browser, tracker, efua):
    crowd(tracker, efua, 1_000)
    page = browser.get("/people?q=nobody&page=2").text
    assert "Page 2 of 20" in page
    assert "Nobody 0050" in page
    assert "page=3&amp;q=nobody" in page
    assert len(page) < 100_000


def test_nobody_found_leads_to_naming_them(browser, tracker, efua):
    crowd(tracker, efua, 1)
    assert 'href="/people/new?name=Yaa"' in browser.get("/people?q=Yaa").text


def test_an_hour_is_no_day():
    assert share(of(timedelta(hours=1))) < 1

"""What each chart says of itself: its one fact, and no more than its numbers bear."""

from datetime import date, timedelta

import pytest

from tests.making import DAY, NOW, person
from tracker.domain.event import EventKey
from tracker.domain.giving import Balance
from tracker.domain.lateness import Spread
from tracker.domain.people import GiveKind, Meeting, MeetingKind, Reach
from tracker.domain.trend import Week
from tracker.domain.warmth import warmths
from tracker.web.chart_words import kinds_said, lateness_said, map_said, weeks_said


def halves(before, lately):
    """Twelve weeks, of which one in each half holds all that was kept and late in it."""
    empty = [Week(date(2026, 1, 5))] * 5
    return [Week(date(2026, 1, 5), 0, *before), *empty, *empty, Week(date(2026, 1, 5), 0, *lately)]


@pytest.mark.parametrize(
    ("before", "lately", "said"),
    [
        ((0, 0), (0, 0), ""),
        ((0, 0), (1, 0), "1 of 1 kept in twelve weeks"),
        ((9, 9), (3, 1), "12 of 22 kept in twelve weeks"),
        ((7, 3), (9, 1), "9 of 10 kept in the last six weeks, 7 of 10 in the six before"),
    ],
)
def test_the_halves_are_told_apart_only_where_each_has_enough(before, lately, said):
    assert weeks_said(halves(before, lately)).title == said


@pytest.mark.parametrize(
    ("before", "lately", "note"),
    [
        ((3, 1), (3, 2), "Too few to tell the last six weeks from the six before."),
        ((7, 3), (9, 1), "With so few, the difference may be chance."),
        ((5, 5), (10, 10), "The same share in both."),
        ((3, 17), (19, 1), "More than before, and hardly by chance."),
        ((19, 1), (3, 17), "Less than before, and hardly by chance."),
    ],
)
def test_a_difference_is_said_for_what_it_is_worth(before, lately, note):
    assert weeks_said(halves(before, lately)).note == note


def spread(kept=0, late=(), broken=0):
    spans = sorted(timedelta(hours=hours) for hours in late)
    middle = spans[len(spans) // 2] if spans else None
    return Spread(0, kept, ((None, len(spans)),), broken, middle, spans[-1] if spans else None)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (spread(), ""),
        (spread(1), "The only one did not come late"),
        (spread(7), "None of 7 came late"),
        (spread(8, [21]), "1 of 9 came late, by 21 hours"),
        (spread(8, [21, 73]), "2 of 10 came late, the latest by 3 days"),
        (spread(5, [1, 2, 21, 30, 73]), "5 of 10 came late, half of these by 21 hours or more"),
    ],
)
def test_the_median_is_said_where_there_are_enough_for_one(told, said):
    assert lateness_said(told).title == said


def test_what_was_broken_was_not_late_and_is_said_apart():
    assert lateness_said(spread(3, broken=1)) == ("None of 4 came late", "1 was broken, and stands apart.")
    assert lateness_said(spread(3, broken=2)).note == "2 were broken, and stand apart."


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], ""),
        ([(1, 0), (0, 1)], "1 given, 1 received"),
        ([(2, 0), (2, 1)], "4 given, 1 received"),
        ([(3, 0), (1, 1)], "4 given, most often an article; 1 received"),
        ([(1, 0), (1, 4)], "2 given; 4 received, most often an introduction"),
        ([(3, 0), (1, 4)], "4 given, most often an article; 4 received, most often an introduction"),
    ],
)
def test_a_kind_is_named_where_it_stands_out_and_no_side_wins(kinds, said):
    told = [(kind, Balance(*pair)) for kind, pair in zip(GiveKind, kinds, strict=False)]
    assert kinds_said(told).title == said


def people(*cold, warm=()):
    """Persons on whom much hangs, of whom those who are warm were met yesterday."""
    everybody = [person(name, id=name, reach=Reach.MUCH) for name in (*cold, *warm)]
    met = [Meeting(MeetingKind.MEAL, NOW - DAY, (name,), EventKey("work", name)) for name in warm]
    return warmths(everybody, met, NOW)


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (people(), ""),
        (people(warm=["Ama"]), "The one on whom much hangs is not cold"),
        (people(warm=["Ama", "Kofi"]), "None of 2 on whom much hangs is cold"),
        (people("Ama"), "Much hangs on Ama, who is cold"),
        (people("Ama", "Kofi"), "Much hangs on Ama and Kofi, who are all cold"),
        (people("Ama", warm=["Kofi"]), "1 of 2 on whom much hangs is cold: Ama"),
        (people(*"ABCDE", warm=["Kofi"]), "5 of 6 on whom much hangs are cold: A, B, C and 2 more"),
    ],
)
def test_the_map_says_whom_to_see_first(each, said):
    assert map_said(each).title == said


def test_on_whom_nothing_hangs_is_not_on_the_maps_mind():
    assert map_said(warmths([person()], (), NOW)).title == ""

"""The score in the letter: the week against the one before, and twelve weeks drawn and told."""

import re
from datetime import timedelta

from tests.mail.reading import parts, spoken
from tests.mail.weeks import MONDAY, day, full, kept_before, known, letter, promise, user, week
from tracker.domain.digest import compose
from tracker.mail.score import HIGHEST, LOWEST, Pile, score


def test_the_week_is_told_against_the_one_before_and_under_five_without_a_percentage() -> None:
    six = tuple(promise(f"call {n}", day(-2), delivered_at=day(-3)) for n in range(6))
    said = score(week(promises=(*kept_before(1), *six, promise("late", day(-4), delivered_at=day(-2))))).also
    assert "Made 0, kept 6; the week before made 0, kept 1." in said
    assert "On time this week: 86% (6 of 7); the week before: 1 of 1." in said


def test_what_was_made_is_told_though_nothing_was_decided() -> None:
    said = score(week(promises=(promise("call", day(9), made_at=day(-2)),))).also
    assert "Made 1, kept 0; the week before made 0, kept 0." in said
    assert "On time this week: nothing decided; the week before: nothing decided." in said


def test_twelve_weeks_stand_in_both_parts_and_the_last_is_the_letters_own() -> None:
    text, html = parts(letter(full()))
    told = {line.split()[0]: line.split()[1:] for line in text.splitlines() if re.match(r"  \w+( +\d+){12}$", line)}
    assert list(told) == ["Kept", "Late", "Broken", "Made"]
    assert [told[name][-1] for name in ("Kept", "Late", "Broken")] == ["4", "1", "1"]
    for name, numbers in told.items():
        assert f"{name}{''.join(numbers)}" in spoken(html).replace(" ", "")


def test_the_highest_bar_is_the_week_in_which_most_was_decided() -> None:
    weeks = score(full()).weeks
    assert weeks is not None
    assert weeks.columns[-1] == (Pile("broken", 8), Pile("late", 8), Pile("kept", HIGHEST * 4 // 6))
    assert weeks.columns[0] == ()


def test_one_among_very_many_can_be_seen() -> None:
    kept = tuple(promise(f"call {n}", day(-2), delivered_at=day(-3)) for n in range(60))
    weeks = score(week(promises=(*kept, *kept_before(1), promise("late", day(-4), delivered_at=day(-2))))).weeks
    assert weeks is not None
    assert weeks.columns[-1][0] == Pile("late", LOWEST)


def test_late_and_broken_are_told_apart_by_shape_and_by_row() -> None:
    _, html = parts(letter(full()))
    assert re.search(r'class="bar broken"[^>]*border: 2px solid', html), "a frame"
    assert not re.search(r'class="bar late"[^>]*border', html), "a full bar"
    assert [html.count(f'class="chip-{tone}"') for tone in ("late", "broken")] == [1, 2]


def test_a_letter_of_wednesday_counts_its_own_seven_days() -> None:
    wednesday = MONDAY + timedelta(days=2)
    done = promise("call", day(1), delivered_at=day(1, 9))  # on Tuesday, the last day of that letter's week
    told = compose(known(user=user(digest_day=2), promises=(done,)), wednesday)
    assert told.weeks[-1].kept == 1
    assert told.weeks[-1].first == told.week.start.date()


def test_one_week_makes_no_row_of_weeks() -> None:
    assert score(week(promises=(promise("call", day(-2), delivered_at=day(-3)),))).weeks is None
    assert score(week()).weeks is None
    assert "Twelve weeks" not in parts(letter(week(persons=(), meetings=())))[0]

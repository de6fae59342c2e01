"""Dates, names and lengths as a letter says them, and text that can do no harm."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.mail.weeks import AMA
from tracker.domain.people import Person
from tracker.domain.promise import Term
from tracker.mail import words

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SYDNEY = ZoneInfo("Australia/Sydney")
ACCRA = ZoneInfo("Africa/Accra")


def test_an_instant_is_told_on_the_users_wall_clock() -> None:
    at = datetime(2026, 1, 6, 17, 0, tzinfo=UTC)
    assert words.moment(at, ACCRA, NOW) == "Tue 6 Jan, 17:00"
    assert words.moment(at, SYDNEY, NOW) == "Wed 7 Jan, 04:00"


def test_a_dated_due_shows_only_its_day() -> None:
    last_second = datetime(2026, 1, 6, 23, 59, 59, tzinfo=ACCRA)
    assert words.due(Term(last_second, None, True), ACCRA, NOW) == "Tue 6 Jan"


def test_a_day_far_away_shows_its_year() -> None:
    assert words.day(NOW + timedelta(days=400), ACCRA, NOW) == "Tue 9 Feb 2027"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=59), "less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=13), "13 days"),
        (timedelta(days=14), "2 weeks"),
        (timedelta(days=20), "20 days"),
        (timedelta(days=64), "9 weeks"),
    ],
)
def test_a_length_is_told_in_its_largest_whole_unit(length: timedelta, said: str) -> None:
    assert words.stretch(length) == said


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x00", "\x1b", "\x85", "\u2028", "\u2029"])
def test_what_breaks_a_line_becomes_a_space(break_: str) -> None:
    assert words.clean(f"lunch{break_}Bcc: x") == "lunch Bcc: x"


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\ufeff", "\u00ad", "\ud800"])
def test_marks_that_turn_or_hide_text_are_dropped(mark: str) -> None:
    assert words.clean(f"lu{mark}nch") == "lunch"


def test_spaces_at_which_no_line_breaks_stay_in_our_words_and_fall_in_those_of_others() -> None:
    assert words.one_line(" 86\xa0%  on\n time ") == "86\xa0% on time"
    assert words.clean("86\xa0%\u2003on time") == "86 % on time"


def test_scripts_and_emoji_keep_the_joiners_that_they_need() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert words.clean(f"dinner {family}") == f"dinner {family}"


def test_long_text_is_cut_to_two_hundred_letters_and_shows_it() -> None:
    cut = words.clean("w" * 500)
    assert (len(cut), cut[-1]) == (200, "…")


def test_a_promisee_is_called_by_name_where_one_person_answers_to_it() -> None:
    assert words.name_of("ama@example.com", [AMA]) == "Ama Owusu"
    assert words.name_of("Nils", [AMA]) == "Nils"
    assert words.greeting("ama@example.com", [AMA]) == "Ama"
    assert words.name_of("Ama", [AMA, Person(id="2", name="Ama Darko")]) == "Ama"


def test_names_in_a_row_end_in_and() -> None:
    assert [words.listed(["Ama", "Kofi", "Efua"][:many]) for many in (1, 2, 3)] == [
        "Ama",
        "Ama and Kofi",
        "Ama, Kofi and Efua",
    ]

"""Notes that are carried over from one week's event to the next are asked about once."""

from dataclasses import replace
from datetime import timedelta

from tests.making import DAY, FRIDAY, NOW, candidate, made_from
from tracker.domain.event import EventKey
from tracker.domain.promise import Promise
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reconcile import Question, questions

WEEK = timedelta(days=7)


def line(week: int, **but: object) -> Candidate:
    """The same line in the notes of each week's meeting."""
    at = FRIDAY + week * WEEK
    values = {"event": EventKey("work", "weekly", f"{at:%Y%m%dT%H%M%SZ}"), "start": at, "due": at + DAY}
    return candidate(**(values | {"line": "Efua to send proposal"} | but))  # type: ignore[arg-type]


def asked(told: list[Candidate], promises: list[Promise], dismissed: frozenset[str] = frozenset()) -> list[Question]:
    standing = {one.event for one in told}
    return list(questions(told, promises, dismissed=dismissed, standing=standing, now=NOW))


def test_the_same_line_in_each_weeks_notes_is_asked_once_and_first() -> None:
    weeks = [line(week) for week in (2, 0, 1)]
    assert [each.candidate for each in asked(weeks, [])] == [line(0)]


def test_what_was_accepted_and_is_open_is_not_asked_again_next_week() -> None:
    first = line(0)
    taken = made_from(first)
    assert asked([first, line(1)], [taken]) == []
    done = replace(taken, delivered_at=NOW)
    assert [each.candidate for each in asked([first, line(1)], [done])] == [line(1)]


def test_what_is_too_old_to_be_asked_holds_nothing_back() -> None:
    assert [each.candidate for each in asked([line(-9), line(0)], [])] == [line(0)]


def test_a_line_that_was_dismissed_holds_nothing_back() -> None:
    assert [each.candidate for each in asked([line(0), line(1)], [], frozenset({line(0).sign}))] == [line(1)]


def test_a_title_that_comes_each_week_is_a_promise_each_week() -> None:
    weeks = [line(week, line="") for week in (0, 1)]
    assert [each.candidate for each in asked(weeks, [])] == weeks


def test_other_words_owners_promisees_and_series_are_other_matters() -> None:
    others = [
        line(1, body="send invoice"),
        line(2, promiser="Kofi"),
        line(3, who=("Nils",), called=("Nils",)),
        line(4, event=EventKey("work", "monthly", "20260206T170000Z")),
    ]
    assert [each.candidate for each in asked([line(0), *others], [])] == [line(0), *others]

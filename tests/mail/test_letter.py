"""The weekly letter as it reads: its subject, both parts, and what stands where.

The golden files are what a reader gets. After a wanted change, write them anew with `GOLDEN=write pytest tests/mail`,
and read the difference.
"""

import os
import re
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.mail.reading import Elements, parts, spoken
from tests.mail.weeks import (
    BASE,
    LINKS,
    MONDAY,
    WEEKS,
    calendar,
    candidate,
    day,
    full,
    kept_before,
    letter,
    promise,
    user,
    week,
)
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.reconcile import Ask, Question
from tracker.mail import week as accounts

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_week_reads_as_its_golden_file_does(name: str, kind: str) -> None:
    text, html = parts(letter(WEEKS[name]()))
    file, told = GOLDEN / f"{name}.{kind}", text if kind == "txt" else html
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("full", "2 overdue, Kofi first; 4 of 6 kept"),
        ("quiet", "A quiet week"),
        ("first", "1 due in 7 days, for ama@example.com; 1 of 1 kept"),
        ("heavy", "200 overdue, Ama first"),
    ],
)
def test_the_subject_says_the_weeks_one_fact(name: str, subject: str) -> None:
    assert letter(WEEKS[name]())["Subject"] == subject


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({"calendars": (calendar(trouble="Sign in again."),)}, "A calendar is not up to date"),
        (
            {"questions": (Question(Ask.IS_PROMISE, candidate("call", due=None), None),)},
            "1 question to answer",
        ),
        ({"meetings": ()}, "Ama and Kofi are growing cold"),
        ({"gives": (Give("g", "ama", GiveKind.MEAL, Direction.GIVEN, day(-2)),)}, "1 given, 0 received"),
        ({"promises": (promise("lend the map", day(1), promiser="Kofi"),)}, "Waiting on 1 promise"),
        ({"persons": (), "meetings": ()}, "Name at least 1 person"),
    ],
)
def test_when_nothing_is_owed_the_subject_says_what_else_there_is(changes: dict[str, Any], subject: str) -> None:
    assert letter(week(**changes))["Subject"] == subject


def test_both_parts_hold_each_fact_of_the_week() -> None:
    text, html = parts(letter(full()))
    both = " ".join(text.replace("\n!! ", " ").split()), spoken(html)
    account = accounts.account(full(), LINKS, MONDAY)
    sections = (*account["owed"], *account["waiting"], *account["decided"], *account["giving"], account["confirm"])
    items = [item for section in sections for item in section.items]
    facts = [fact for item in items for fact in (item.title, *item.about, item.over)]
    score, game, asked = account["score"], account["game"], account["question"]
    facts += [*score.says, *score.also, score.trust, score.figure, *game.says, asked.says]
    facts += [*account["alarms"].says, *account["fresh"][0], account["gave"], account["span"], account["again"]]
    assert len(facts) > 50
    assert [fact for fact in facts for words in both if fact not in words] == []


def test_each_promise_owed_has_its_own_link_in_both_parts() -> None:
    text, html = parts(letter(full()))
    owed = [line.promise.id for line in (*full().overdue, *full().coming)]
    for words in (text, html):
        tokens = dict.fromkeys(re.findall(rf"{re.escape(BASE)}/l/([\w.-]+)", words))
        assert [LINKS.read("deliver", token, MONDAY).subject for token in tokens] == owed


def test_overdue_stands_before_all_else_that_is_owed_or_told() -> None:
    text, html = parts(letter(full()))
    names = ("Overdue", "Coming 7 days", "Your word", "Giving", "To confirm", "One question", "How fresh")
    for words, order in ((text, [f"\n{name.upper()}" for name in names]), (html, [f">{name}" for name in names])):
        places = [words.index(name) for name in order]
        assert places == sorted(places)


def test_a_rate_of_few_promises_is_provisional_and_shows_no_percentage() -> None:
    for words in parts(letter(week(promises=(*kept_before(4), promise("call", day(1)))))):
        assert "4 of 4, provisional" in words
        assert " % " not in words
        assert "Trust index" not in words


def test_a_rate_stands_with_its_count_its_interval_and_its_trend() -> None:
    text, _ = parts(letter(week(promises=(*kept_before(9), promise("call", day(-3), delivered_at=day(-1))))))
    assert "90%  On time since Thu 19 Jun: 9 of 10 kept, likely between 60% and" in text
    assert "Down 10 points from 100% a week ago." in text


def test_name_at_least_1_person_is_asked_until_one_is_named() -> None:
    for words in parts(letter(week(persons=(), meetings=()))):
        assert "Who should hear from you more?" in words
        assert f"{BASE}/people/new" in words
    for words in parts(letter(full())):
        assert "/people/new" not in words


def test_a_quiet_week_is_one_line_and_what_the_game_asks() -> None:
    text, html = parts(letter(WEEKS["quiet"]()))
    line = "Nothing is owed, nothing waits for you, and every calendar is fresh."
    asks = f"This week: name 1 person, 1 value, 1 date.\nName them: {BASE}/week"
    words = text.split("\n-- \n")[0].split("\n\n")
    assert words == ["A quiet week\nYour week, Mon 29 Dec to Sun 4 Jan", line, f"{asks}\n"]
    assert line in html
    assert "<h2" not in html


def test_dues_are_told_on_the_wall_clock_of_their_user() -> None:
    sydney = week(user=user(zone=ZoneInfo("Australia/Sydney")), promises=(promise("call", day(1, 17)),))
    assert "due Wed 7 Jan, 04:00" in parts(letter(sydney))[0]


@pytest.mark.parametrize("name", WEEKS)
def test_the_text_part_fits_a_terminal(name: str) -> None:
    text, _ = parts(letter(WEEKS[name]()))
    wide = [
        line for line in text.splitlines() if len(line) > 72 and "https://" not in line and " " in line.strip("* ")
    ]
    assert wide == []


@pytest.mark.parametrize("name", WEEKS)
def test_the_html_part_is_small_and_holds_nothing_that_mail_programs_refuse(name: str) -> None:
    _, html = parts(letter(WEEKS[name]()))
    assert len(html.encode()) < 60_000
    refused = ("<svg", "data:", ".webp", "flex", "grid", "<img", "<script", "<link", "url(", "#000", "#fff;")
    assert [what for what in refused if what in html.lower()] == []
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme: dark" in html


def test_every_link_goes_to_our_own_base_address() -> None:
    _, html = parts(letter(full()))
    assert [link for link in Elements(html).links if not link.startswith(f"{BASE}/")] == []


def test_a_list_of_letters_shows_what_is_owed_first_behind_the_subject() -> None:
    def glance(name: str) -> str:
        hidden = re.search(r'(?s)<div class="hidden"[^>]*>(.*?)</div>', parts(letter(WEEKS[name]()))[1])
        assert hidden is not None
        return unescape(re.sub(r"<[^>]*>", "", hidden[1])).replace("\u200c", "").strip()

    assert glance("full") == "Review Kofi's draft: 17 hours overdue; Send the proposal for the well: 3 days overdue"
    assert glance("first") == "Book the hall: to ama@example.com, due Tue 6 Jan, 17:00"
    assert glance("quiet") == "Your week, Mon 29 Dec to Sun 4 Jan"


def test_a_run_is_told_since_the_last_miss_and_never_held_against_anybody() -> None:
    kept = (promise("call", day(1)), *kept_before(6))
    late = promise("pay", day(-24), delivered_at=day(-20))
    assert "6 kept in a row, and no miss so far." in parts(letter(week(promises=kept)))[0]
    text, html = parts(letter(week(promises=(*kept, late))))
    assert "3 kept in a row since the last miss, on Fri 12 Dec." in text
    assert "3 kept in a row since the last miss, on Fri 12 Dec." in html
    missed = parts(letter(week(promises=(*kept, promise("pay", day(-1))))))[0]
    assert "since the last miss" not in missed

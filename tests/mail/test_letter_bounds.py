"""How large a letter may grow, and that nothing is lost by it: each list names how many more there are, and where."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.mail.reading import parts, spoken
from tests.mail.weeks import BASE, MONDAY, day, french, full, heavy, known, laden, letter, promise
from tracker.domain.digest import Digest, compose
from tracker.mail.week import MOST, MOST_OWED

SMALL, CLIPPED = 60_000, 102_000  # bytes; beyond the second, Gmail cuts


@pytest.mark.parametrize("week", [full, french, heavy])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_whole_letter_is_small_with_two_hundred_overdue_and_as_many_coming(
    week: Callable[[], Digest], locale: str
) -> None:
    told = week()
    raw = letter(told._replace(user=replace(told.user, locale=locale))).as_bytes()
    assert len(raw) < SMALL


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_two_hundred_of_everything_stays_far_below_what_is_cut(locale: str) -> None:
    told = laden()
    message = letter(told._replace(user=replace(told.user, locale=locale)))
    assert len(parts(message)[1].encode()) < SMALL
    assert len(message.as_bytes()) < CLIPPED * 9 // 10


def test_each_list_is_bounded_and_leads_to_the_rest() -> None:
    text, html = parts(letter(laden()))
    for part in (text, spoken(html)):
        assert part.count(f"and {200 - MOST} more") == 3, "waiting on, broken, late"
        assert f"and {200 - MOST_OWED} more" in part
    assert f'href="{BASE}/promises" aria-label="Overdue: and {200 - MOST_OWED} more"' in html
    assert "and 192 more calendars: https://tracker.example.com/calendars" in text


def test_no_list_says_that_there_is_one_more() -> None:
    for many in (MOST_OWED, MOST_OWED + 1, MOST_OWED + 2):
        text, _ = parts(
            letter(compose(known(promises=tuple(promise(f"call {n}", day(1)) for n in range(many))), MONDAY))
        )
        assert text.count("* Call") == (many if many <= MOST_OWED + 1 else MOST_OWED)
        assert ("and 2 more" in text) == (many == MOST_OWED + 2)


def test_what_others_broke_long_ago_is_not_waited_for_for_ever() -> None:
    owes = {"promiser": "Kofi Boateng", "promisee": "me"}
    old, lately, due = (promise(name, day(ago), **owes) for name, ago in (("map", -90), ("keys", -40), ("tent", -2)))
    told = compose(known(promises=(old, lately, due)), MONDAY)
    assert [line.promise.body for line in told.awaited] == ["tent", "keys"]
    text, _ = parts(letter(told))
    assert "Waiting on (2)" in text
    assert compose(known(promises=(old,)), MONDAY).quiet

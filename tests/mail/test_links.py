"""What a signed link lets one do, and everything that makes it useless."""

from datetime import UTC, datetime, timedelta
from string import ascii_letters, digits

import pytest

from tracker.mail.links import BadLink, Links

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LINKS = Links(["new-key", "old-key"], "https://tracker.example.com/")


def token(purpose: str = "deliver", links: Links = LINKS) -> str:
    url = links.make(purpose, user="u-1", subject="p-1", at=NOW)  # type: ignore[arg-type]
    return url.rpartition("/")[2]


def test_a_link_says_who_and_what_and_when_it_was_made() -> None:
    link = LINKS.read("deliver", token(), NOW)
    assert (link.user, link.subject, link.made_at) == ("u-1", "p-1", NOW)


def test_each_purpose_has_its_own_page_under_the_base_address() -> None:
    assert LINKS.make("deliver", user="u-1", subject="p-1", at=NOW).startswith("https://tracker.example.com/l/")
    assert LINKS.make("unsubscribe", user="u-1", at=NOW).startswith("https://tracker.example.com/unsubscribe/")


def test_a_link_stays_short_with_names_as_long_as_ours() -> None:
    assert len(LINKS.make("deliver", user="u" * 16, subject="p" * 16, at=NOW)) < 150


def test_a_letter_made_again_holds_equal_links_and_next_weeks_holds_others() -> None:
    again = LINKS.make("deliver", user="u-1", subject="p-1", at=NOW)
    assert again == LINKS.make("deliver", user="u-1", subject="p-1", at=NOW)
    next_week = LINKS.make("deliver", user="u-1", subject="p-1", at=NOW + timedelta(days=7))
    ids = {LINKS.read("deliver", url.rpartition("/")[2], NOW + timedelta(days=7)).id for url in (again, next_week)}
    assert len(ids) == 2


def test_text_put_to_rest_leads_to_pages_and_holds_no_token() -> None:
    deliver = LINKS.make("deliver", user="u-1", subject="p-1", at=NOW)
    ways_out = [LINKS.make(purpose, user="u-1", at=NOW) for purpose in ("unsubscribe", "remind")]  # type: ignore[arg-type]
    text = f'<a href="{deliver}">Delivered</a> {deliver}\n{ways_out[0]} <{ways_out[1]}>, https://example.com/l/of-others.html'
    home = "https://tracker.example.com"
    rest = f'<a href="{home}/promises/p-1">Delivered</a> {home}/promises/p-1\n{home}/settings <{home}/settings>, https://example.com/l/of-others.html'
    assert LINKS.quieted(text) == rest


def test_what_was_signed_at_a_house_that_moved_is_put_to_rest_too() -> None:
    before = Links(["old-key"], "https://old.example.com/tracker").make("deliver", user="u-1", subject="p-1", at=NOW)
    assert LINKS.quieted(f"({before})") == "(https://tracker.example.com/promises/p-1)"


def test_a_delivered_link_lasts_thirty_five_days_to_the_second() -> None:
    LINKS.read("deliver", token(), NOW + timedelta(days=35))
    with pytest.raises(BadLink):
        LINKS.read("deliver", token(), NOW + timedelta(days=35, seconds=1))


def test_an_old_letter_can_still_stop_the_new_ones() -> None:
    assert LINKS.read("unsubscribe", token("unsubscribe"), NOW + timedelta(days=3650)).user == "u-1"


def test_a_link_from_the_future_is_refused() -> None:
    with pytest.raises(BadLink):
        LINKS.read("deliver", token(), NOW - timedelta(seconds=1))


@pytest.mark.parametrize(("made_for", "used_for"), [("deliver", "unsubscribe"), ("unsubscribe", "deliver")])
def test_a_link_serves_only_its_own_purpose(made_for: str, used_for: str) -> None:
    with pytest.raises(BadLink):
        LINKS.read(used_for, token(made_for), NOW)  # type: ignore[arg-type]


def test_a_changed_letter_anywhere_in_the_payload_is_refused() -> None:
    good = token()
    for place in range(good.rindex(".")):
        altered = good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1 :]
        with pytest.raises(BadLink):
            LINKS.read("deliver", altered, NOW)


@pytest.mark.parametrize("nonsense", ["", ".", "a.b", "..", "\ud800", "\u00e9.\u00e9", "=" * 50, ".eJw.x"])
def test_nonsense_is_refused_without_a_word_about_why(nonsense: str) -> None:
    with pytest.raises(BadLink, match=r"^This link does not work any more\.$"):
        LINKS.read("deliver", nonsense, NOW)


def test_a_token_spelled_another_way_is_still_the_same_link() -> None:
    good = token()
    spellings = [good[:-1] + last for last in ascii_letters + digits + "-_"] + [good + "=", good + "=="]
    ids = set()
    for spelled in spellings:
        try:
            ids.add(LINKS.read("deliver", spelled, NOW).id)
        except BadLink:
            continue
    assert ids == {LINKS.read("deliver", good, NOW).id}


def test_the_first_key_signs_and_older_ones_are_still_read() -> None:
    old, new = Links(["old-key"], "https://x.example"), Links(["new-key"], "https://x.example")
    assert LINKS.read("deliver", token(links=old), NOW).user == "u-1"
    assert new.read("deliver", token(), NOW).user == "u-1"
    with pytest.raises(BadLink):
        new.read("deliver", token(links=old), NOW)


@pytest.mark.parametrize("keys", [[], [""], ["good", ""]])
def test_links_without_a_key_are_not_made(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="at least one key"):
        Links(keys, "https://x.example")

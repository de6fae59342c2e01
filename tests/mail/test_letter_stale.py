"""What a letter says where a calendar was not read: the remedy at the top, and nothing that may be wrong."""

from datetime import timedelta
from typing import Any

from tests.mail.reading import flowing, parts, spoken
from tests.mail.weeks import MONDAY, calendar, candidate, day, full, letter, promise, user, week
from tracker import tongue
from tracker.domain.account import Connection
from tracker.domain.digest import Digest
from tracker.domain.event import EventKey
from tracker.domain.promise import Origin
from tracker.domain.reconcile import Ask, Question


def test_a_stale_calendar_is_said_at_the_top_with_its_remedy() -> None:
    text, html = parts(letter(full()))
    assert text.index("!! Home was last read Fri 2 Jan, 08:00.") < text.index("OVERDUE")
    assert html.index("Copy it anew from your calendar.") < html.index(">Overdue")


def test_of_several_stale_calendars_the_top_names_them_and_the_end_says_the_remedies() -> None:
    each = [calendar(name, synced_at=day(-3, 8), trouble=f"Copy {name} anew.") for name in ("A", "B", "C", "D", "E")]
    text, html = parts(letter(week(calendars=(*each, calendar()), promises=(promise("call", day(-1)),))))
    said = "A, B, C and 2 more: what changed there since they were read is not in this letter."
    assert flowing(text).index(said) < flowing(text).index("OVERDUE")
    assert spoken(html).count(said) == 1
    assert flowing(text).index("B: as of Fri 2 Jan, 08:00 (not up to date). Copy B anew.") > text.index("HOW FRESH")
    assert "Work: as of Mon 5 Jan, 08:45\n" in text


def lost(ago: timedelta, **changes: Any) -> Digest:
    """A week in which two calendars cannot be read, since Google took the leave back so long ago."""
    leave = Connection(
        id="g",
        user="u-efua",
        account="efua@gmail.com",
        scopes=frozenset(),
        consented_at=MONDAY - timedelta(days=90),
        lost_at=MONDAY - ago,
    )
    told = {"connection": "g", "synced_at": MONDAY - ago, "trouble": "Google no longer lets it be read."} | changes
    return week(calendars=(calendar("Home", **told), calendar("Garden", **told)), connections=(leave,))


def test_a_lost_connection_is_one_line_that_says_what_to_do_and_as_of_when() -> None:
    message = letter(lost(timedelta(hours=30)))
    text, html = parts(message)
    said = (
        "Reconnect efua@gmail.com, or its calendars stay unread. Home and Garden as of Sun 4 Jan, 03:00: what "
        "changed there since is not in this letter. Google no longer lets it be read."
    )
    for part in (flowing(text), spoken(html)):
        assert part.count(said) == 1
        assert part.count("no longer lets") == 1
    assert message["Subject"] == "Google Calendar is to be reconnected"


def test_after_four_letters_a_lost_connection_shows_only_in_how_fresh_its_calendars_are() -> None:
    text, _ = parts(letter(lost(timedelta(days=28, hours=1))))
    assert "econnect" not in text
    assert "Home: as of Mon 8 Dec, 08:00 (not up to date)" in flowing(text)


def test_a_lost_connection_whose_calendar_was_never_read_says_so() -> None:
    text, _ = parts(letter(lost(timedelta(1), synced_at=None)))
    assert "Home and Garden were never read." in flowing(text)


def test_a_promise_past_all_credit_says_only_how_long_it_is_over() -> None:
    long_over = user(leniency=user().leniency._replace(patience=timedelta(days=90)))
    text, _ = parts(letter(week(user=long_over, promises=(promise("call", day(-60)),))))
    assert "60 days overdue\n" in text


def test_what_came_due_since_its_calendar_was_read_is_not_called_overdue() -> None:
    told_by = Origin(EventKey("work", "e-1"), "call", "will", "sign", None)
    stale = calendar(synced_at=day(-3, 8))
    text, _ = parts(letter(week(calendars=(stale,), promises=(promise("call", day(-2), origin=told_by),))))
    assert "OVERDUE" not in text
    assert "Its calendar has not been read since it came due; it may have moved" in text


def test_credit_whose_time_ran_out_while_its_calendar_was_stale_is_not_offered() -> None:
    told_by = Origin(EventKey("work", "e-1"), "call", "will", "sign", None)
    stale = calendar(synced_at=day(-3, 8))
    text, _ = parts(letter(week(calendars=(stale,), promises=(promise("call", day(-4), origin=told_by),))))
    assert "4 days overdue\n" in text


def test_what_others_promised_and_their_calendar_calls_done_is_asked_as_received() -> None:
    theirs = promise("share the photographs", day(2), promiser="Kofi Boateng", promisee="me")
    told = candidate("share the photographs", due=None, delivered_at=day(-1, 10))
    text, _ = parts(letter(week(questions=(Question(Ask.DELIVERED, told, theirs),))))
    assert "done on Sun 4 Jan, 10:00 (on time).\n  Received then?" in text


def test_what_is_wrong_with_a_calendar_is_said_in_the_readers_language() -> None:
    trouble = "This calendar's Google account is no longer connected. Connect it again."
    text, _ = parts(letter(week(calendars=(calendar(trouble=trouble),), user=user(locale="fr"))))
    with tongue.speaking("fr"):
        assert f"Work\xa0: {tongue.worded(trouble)}".replace("\xa0", " ") in flowing(text)
    odd = calendar(trouble="100% of it: %(gone)s")
    assert "Work: 100% of it: %(gone)s" in flowing(parts(letter(week(calendars=(odd,))))[0])

"""The letters as they leave: headers, both parts, and what a hostile title cannot do to them.

The golden files are what a reader gets. After a wanted change, write them anew with `GOLDEN=write pytest tests/mail`,
and read the difference.
"""

import os
import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
import pytest

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
from tracker.domain.account import Connection
from tracker.domain.digest import Digest
from tracker.domain.event import EventKey
from tracker.domain.people import Direction, Give, GiveKind, Person
from tracker.domain.promise import Origin
from tracker.domain.reading.due import Due
from tracker.domain.reconcile import Ask, Question
from tracker.mail import week as accounts
from tracker.mail.letter import BadAddress, one_address, signin_letter, write

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    "x\r\nBcc: all@example.com",
    "x\nSubject: two",
    "x\x00y\x1b[31m",
    "x\u2028To: all@example.com",
    "x\x85\x0by",
    "\u202etxt.exe\u2066",
    "x\ud800",
    "</td></table><script>alert(1)</script>",
    '"><img src="https://tracker.invalid/x.png">',
    "{{ 7 * 7 }}{% raw %}",
    "<style>* { display: none }</style>",
    "a, b@example.com; c",
    "=?utf-8?q?x?=",
)
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def parts(message: EmailMessage) -> tuple[str, str]:
    """Text and HTML as a mail program shows them after the way over the wire."""
    arrived = message_from_bytes(message.as_bytes(), policy=SMTP)
    bodies = [arrived.get_body((kind,)) for kind in ("plain", "html")]  # type: ignore[attr-defined]
    text, html = (body.get_content().replace("\r\n", "\n") for body in bodies)
    return text, html


def spoken(html: str) -> str:
    """The words of a page, on one line."""
    bare = re.sub(r"(?s)<head>.*</head>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", bare)).split())


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]


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


def test_a_stale_calendar_is_said_at_the_top_with_its_remedy() -> None:
    text, html = parts(letter(full()))
    assert text.index("!! Home was last read Fri 2 Jan, 08:00.") < text.index("OVERDUE")
    assert html.index("Copy it anew from your calendar.") < html.index(">Overdue")


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


def flowing(text: str) -> str:
    """A text part without its line ends and the signs before them."""
    return " ".join(text.replace("!!", "").split())


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


def test_a_quiet_week_is_one_line_and_what_the_game_asks() -> None:
    text, html = parts(letter(WEEKS["quiet"]()))
    line = "Nothing is owed, nothing waits for you, and every calendar is fresh."
    asks = f"This week: name 1 person, 1 value, 1 date.\n{BASE}/week"
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


def test_the_headers_thread_identify_and_unsubscribe() -> None:
    message = message_from_bytes(letter(full()).as_bytes(), policy=SMTP)
    told = {name: message[name] for name in message}
    unsubscribe = told.pop("List-Unsubscribe")
    assert LINKS.read("unsubscribe", unsubscribe.strip("<>").rpartition("/")[2], MONDAY).user == "u-efua"
    assert told == {
        "From": "Tracker <tracker@example.com>",
        "To": "efua@example.com",
        "Subject": "2 overdue, Kofi first; 4 of 6 kept",
        "Date": "Mon, 05 Jan 2026 09:00:00 +0000",
        "Message-ID": "<digest.u-efua.2026-W02@example.com>",
        "References": "<digest.u-efua@example.com>",
        "List-Id": "Weekly letter <weekly.tracker.example.com>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": told["Content-Type"],
    }
    assert message.get_content_type() == "multipart/alternative"


def test_a_header_of_two_hundred_letters_is_never_encoded() -> None:
    url = f"<https://tracker.example.com/unsubscribe/{'a' * 200}>"
    raw = any_letter(headers={"List-Unsubscribe": url, "References": f"<{'b' * 150}@example.com>"}).as_bytes()
    assert f"\r\nList-Unsubscribe: {url}\r\n".encode() in raw
    assert b"=?utf" not in raw


def test_no_line_of_a_body_is_longer_than_quoted_printable_allows() -> None:
    raw = letter(WEEKS["heavy"]()).as_bytes()
    assert max(map(len, raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76
    assert raw.isascii()


def test_the_same_letter_made_again_has_the_same_bytes() -> None:
    assert letter(full()).as_bytes() == letter(full()).as_bytes()


def hostile_week(text: str) -> EmailMessage:
    asked = Question(Ask.IS_PROMISE, candidate(text, title=text, due=Due(day(1), False, text)), None)
    return letter(
        week(
            promises=(
                promise(text, day(-1), id="p-1", promisee=text),
                promise(text, day(1), id="p-2", promisee=text),
            ),
            questions=(asked,),
            calendars=(calendar(text, trouble=text),),
            persons=(Person(id="1", name=text, value=text),),
            gives=(Give("g", "1", GiveKind.ARTICLE, Direction.GIVEN, day(-1), text),),
        )
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_leaves_one_subject_one_recipient_and_the_same_page(text: str) -> None:
    hostile, harmless = hostile_week(text), hostile_week("x")
    arrived = message_from_bytes(hostile.as_bytes(), policy=SMTP)
    assert arrived.keys() == harmless.keys()
    assert arrived["To"] == "efua@example.com"
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", "".join(parts(hostile))
    )
    assert "49" not in arrived["Subject"]
    assert Elements(parts(hostile)[1]).found == Elements(parts(harmless)[1]).found


def any_letter(**changes: Any) -> EmailMessage:
    told: dict[str, Any] = {
        "to": "efua@example.com",
        "sender": "tracker@example.com",
        "message_id": "<1@example.com>",
        "made_at": MONDAY,
        "headers": {},
        "context": {"link": f"{BASE}/signin/abc", "host": "tracker.example.com"},
        **changes,
    }
    return write("signin", **told)


@pytest.mark.parametrize(
    "to",
    [
        "",
        "efua",
        "@example.com",
        "efua@",
        "a@example.com, b@example.com",
        "a@example.com b@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "a@example.com\u2028",
        "friends: a@example.com, b@example.com;",
        "friends:;",
    ],
)
def test_a_recipient_that_is_not_exactly_one_is_refused(to: str) -> None:
    with pytest.raises(BadAddress):
        any_letter(to=to)


def test_a_sender_may_carry_a_name() -> None:
    assert any_letter(sender='"Ama\'s tracker" <t@example.com>')["From"] == "Ama's tracker <t@example.com>"
    assert one_address("Tracker <t@example.com>").addr_spec == "t@example.com"


def test_a_header_cannot_smuggle_in_another() -> None:
    message = any_letter(headers={"List-Id": "x\r\nBcc: all@example.com"})
    assert "Bcc" not in message_from_bytes(message.as_bytes(), policy=SMTP)


def test_a_word_that_the_context_lacks_is_an_error_and_no_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        any_letter(context={"host": "tracker.example.com"})


def test_a_test_letter_names_the_service_that_sent_it() -> None:
    message = write(
        "test",
        to="efua@example.com",
        sender="tracker@example.com",
        message_id="<1@example.com>",
        made_at=MONDAY,
        headers={},
        context={"base_url": BASE},
    )
    assert all(BASE in words for words in parts(message))


def test_a_letter_to_sign_in_by_holds_its_link_in_both_parts_and_says_how_long_it_lasts() -> None:
    message = signin_letter(
        to="efua@example.com",
        link=f"{BASE}/signin/abc",
        base_url=BASE,
        sender="tracker@example.com",
        message_id="<1@example.com>",
        made_at=MONDAY,
    )
    for words in parts(message):
        assert f"{BASE}/signin/abc" in words
        assert "within the next 15 minutes" in words
    assert message["Auto-Submitted"] == "auto-generated"


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

"""The letters as they leave: headers that stay whole, and what a hostile title cannot do to them."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import jinja2
import pytest

from tests.mail.reading import HOSTILE, Elements, parts
from tests.mail.weeks import BASE, LINKS, MONDAY, WEEKS, calendar, candidate, day, full, letter, promise, user, week
from tracker.domain.people import Direction, Give, GiveKind, Person
from tracker.domain.reading.due import Due
from tracker.domain.reconcile import Ask, Question
from tracker.mail.letter import BadAddress, one_address, signin_letter, trial_letter, write


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


ENCODED = re.compile(rb"=\?utf-8\?[qb]\?[^?\s]*\?=")


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("name", WEEKS)
def test_of_all_headers_the_subject_alone_is_encoded_and_it_as_it_should_be(name: str, locale: str) -> None:
    told = WEEKS[name]()
    message = letter(told._replace(user=replace(told.user, locale=locale)))
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    others = [line for line in head.split(b"\r\n") if not line.startswith((b"Subject: ", b" "))]
    assert b"=?" not in b"".join(others)
    assert len(others) == len(message.keys()) - 1, "none of them is folded"
    assert head.isascii()
    assert message_from_bytes(message.as_bytes(), policy=SMTP)["Subject"] == message["Subject"]


def test_a_long_subject_with_accents_is_folded_between_encoded_words() -> None:
    long = week(promises=(promise("prêter l’échelle", day(-1), promisee="Éléonore Ñañez-Öström d’Étampes"),))
    raw = letter(long._replace(user=replace(long.user, locale="fr"))).as_bytes()
    subject = re.search(rb"(?m)^Subject: .*\r\n(?: .*\r\n)*", raw)
    assert subject is not None
    assert max(map(len, subject[0].splitlines())) <= 76, "RFC 2047, 2"
    assert all(len(word) <= 75 for word in ENCODED.findall(subject[0]))
    assert message_from_bytes(raw, policy=SMTP)["Subject"] == "1 échue, pour Éléonore Ñañez-Öström d’Étampes"


def test_a_subject_with_accents_arrives_as_it_was_written() -> None:
    raw = letter(WEEKS["french"]()).as_bytes()
    assert b"\r\nSubject: 2 =?utf-8?" in raw
    assert message_from_bytes(raw, policy=SMTP)["Subject"] == "2 échues, Kofi d’abord\xa0; 4 sur 6 tenues"


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
    with pytest.raises(BadAddress, match="This is not exactly one mail address"):
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
    told = {"sender": "tracker@example.com", "message_id": "<1@example.com>", "made_at": MONDAY}
    message = trial_letter(user(), base_url=BASE, **told)
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
        assert "within the next 10 minutes" in words
    assert message["Auto-Submitted"] == "auto-generated"

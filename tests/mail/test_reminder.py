"""The letter between the weekly ones: what it names, one tap each, and how it ends."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.mail.reading import CONTROLS, HOSTILE, Elements, parts, spoken
from tests.mail.weeks import AMA, BASE, LINKS, MONDAY, day, known, last_second, promise
from tracker.domain.reminding import Reminder, reminder
from tracker.mail.reminder import MOST, fact, reminder_letter

HALL = promise("book the hall", day(1))
DRAFT = promise("review the draft", last_second(-1), dated=True, promisee="Kofi")


def reminded(*promises, **changes) -> Reminder:
    return reminder(known(promises=promises, persons=(AMA,), **changes), None, MONDAY)


def letter(told: Reminder) -> EmailMessage:
    return reminder_letter(
        told,
        links=LINKS,
        base_url=f"{BASE}/",
        sender="Tracker <tracker@example.com>",
        message_id="<reminder.1@example.com>",
        made_at=MONDAY,
    )


@pytest.mark.parametrize(
    ("promises", "said"),
    [
        ((HALL,), "Due tomorrow: book the hall"),
        ((DRAFT,), "Just overdue: review the draft"),
        ((HALL, DRAFT), "1 just overdue; 1 due tomorrow"),
        ((HALL, replace(HALL, id="2")), "2 due tomorrow"),
    ],
)
def test_the_subject_names_one_promise_and_counts_more(promises, said):
    assert fact(reminded(*promises)) == letter(reminded(*promises))["Subject"] == said


def test_both_parts_name_what_to_whom_and_until_when_with_one_link_each():
    text, html = parts(letter(reminded(HALL, DRAFT)))
    for part in (" ".join(text.split()), spoken(html)):
        assert part.index("Review the draft") < part.index("Book the hall"), "the worse one first"
        assert "To Ama Owusu, due Tue 6 Jan, 17:00" in part
        assert "1 day overdue. Counts 75% if delivered by Mon 23:59" in part
    for part in (text, html):
        assert part.count(f"{BASE}/l/") == 2


def test_its_button_ends_reminders_alone():
    message = message_from_bytes(letter(reminded(HALL)).as_bytes(), policy=SMTP)
    token = message["List-Unsubscribe"].strip("<>").removeprefix(f"{BASE}/reminders/")
    assert LINKS.read("remind", token, MONDAY).user == "u-efua"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["References"] == "<reminders.u-efua@tracker.example.com>"
    assert message["List-Id"] == "Reminders <reminders.tracker.example.com>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_of_many_it_lists_a_few_and_stays_small():
    many = tuple(promise(f"{number} {'very long words ' * 20}", day(1)) for number in range(200))
    message = letter(reminded(*many))
    assert f"and {200 - MOST} more" in parts(message)[0]
    assert len(message.as_bytes()) < 40_000


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_promise_leaves_one_subject_one_recipient_and_the_same_page(text):
    hostile, harmless = (letter(reminded(replace(HALL, body=one, promisee=one))) for one in (text, "x"))
    arrived = message_from_bytes(hostile.as_bytes(), policy=SMTP)
    assert arrived.keys() == harmless.keys()
    assert arrived["To"] == "efua@example.com"
    assert not CONTROLS.search("".join(parts(hostile)))
    assert Elements(parts(hostile)[1]).found == Elements(parts(harmless)[1]).found

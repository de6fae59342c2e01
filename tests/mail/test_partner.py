"""The letters to a partner: what the invitation says, and what a summary holds and withholds."""

from email.message import EmailMessage
from typing import Any

import pytest

from tests.mail.reading import CONTROLS, HOSTILE, parts, spoken
from tests.mail.weeks import BASE, LINKS, MONDAY, known, promise, user
from tests.mail.weeks import day as at
from tracker.domain.partner import Partner
from tracker.domain.summary import summarised
from tracker.mail.partner import counts, invitation_letter, summary_letter

SENDER = "Tracker <tracker@example.com>"
ADDRESS = "nils@example.com"


def partner(**changes: Any) -> Partner:
    return Partner(**{"id": "p-1", "name": "Nils", "address": ADDRESS, "invited_at": MONDAY, **changes})


def invitation(one: Partner, **changes: Any) -> EmailMessage:
    return invitation_letter(
        one, user(**changes), links=LINKS, sender=SENDER, message_id="<invitation.p-1@example.com>", made_at=MONDAY
    )


def summary(one: Partner, **told: Any) -> EmailMessage:
    return summary_letter(
        summarised(known(**told), MONDAY, shows_bodies=one.shows_bodies),
        one,
        links=LINKS,
        base_url=BASE,
        sender=SENDER,
        message_id="<summary.p-1.2026-W02@example.com>",
        made_at=MONDAY,
    )


PROMISES = (
    promise("return the map", at(-4), delivered_at=at(-5)),
    promise("call the printer", at(-6), delivered_at=at(-5, 16)),
    promise("order seeds", at(-35), reneged_at=at(-4)),
    promise("book the hall", at(-1)),
    promise("write the minutes", at(3)),
)


def test_the_invitation_says_who_asks_what_would_come_and_that_nothing_comes_without_a_yes() -> None:
    said = " ".join(parts(invitation(partner(), name="Efua Mensah"))[0].split())
    assert "Efua Mensah (efua@example.com) keeps account" in said
    assert "It does not say what was promised, nor to whom." in said
    assert "within 30 days" in said
    assert "Nothing comes unless you say yes" in said
    assert invitation(partner())["Subject"] == "Will you read along with efua@example.com?"
    assert invitation(partner())["To"] == ADDRESS


def test_the_invitation_says_so_when_bodies_are_told() -> None:
    said = spoken(parts(invitation(partner(shows_bodies=True)))[1])
    assert "names what was promised and to whom, because they wish you to know" in said


def test_both_parts_of_each_letter_hold_the_same_link() -> None:
    for letter, path in ((invitation(partner()), "/join/"), (summary(partner()), "/leave/")):
        text, html = parts(letter)
        (link,) = {word for word in text.split() if path in word}
        assert link in html


def test_the_counts_are_those_of_the_week_and_of_now() -> None:
    told = dict(counts(summarised(known(promises=PROMISES), MONDAY, shows_bodies=False)))
    assert told == {
        "Kept": "1",
        "Late": "1",
        "Broken": "1",
        "Open": "2, of which 1 overdue",
        "Given": "0",
        "Received": "0",
        "Run": "0 weeks in a row with a plan to give",
    }


def test_what_is_not_to_be_told_is_not_even_handed_on() -> None:
    told = summarised(known(promises=PROMISES), MONDAY, shows_bodies=False)
    assert told.told is None
    assert not any(one.body in repr(told) for one in PROMISES)
    letter = summary(partner(), promises=PROMISES).as_string()
    assert not any(one.body in letter.lower() for one in PROMISES)
    assert "Owusu" not in letter


def test_what_may_be_told_stands_by_how_it_went() -> None:
    text, html = parts(summary(partner(shows_bodies=True), promises=PROMISES))
    order = [text.index(said) for said in ("Book the hall", "Order seeds", "Call the printer", "Return the map")]
    assert order == sorted(order)
    assert "Write the minutes" not in text, "what is not due is nobody's to ask about"
    assert "Return the map, to Ama Owusu, due Thu 1 Jan, 17:00" in spoken(html)
    assert "is not told here" not in text


def test_a_long_week_is_cut() -> None:
    many = tuple(promise(f"number {number}", at(-2)) for number in range(25))
    assert "and 15 more" in parts(summary(partner(shows_bodies=True), promises=many))[0]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_or_body_breaks_no_line(hostile: str) -> None:
    theirs = partner(name=hostile, shows_bodies=True)
    letters = (
        invitation(theirs, name=hostile),
        summary(theirs, user=user(name=hostile), promises=(promise(hostile, at(-1)),)),
    )
    for letter in letters:
        assert not {"Bcc", "Cc"} & set(letter.keys())
        assert letter.get_all("To") == [ADDRESS]
        text, html = parts(letter)
        assert not CONTROLS.search(text)
        assert "<script" not in html
        assert "<img" not in html


def test_a_name_as_long_as_a_letter_does_not_fill_one() -> None:
    assert "y" * 61 not in invitation(partner(), name="y" * 5000).as_string()

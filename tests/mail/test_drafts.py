"""Letters that a user sends by themselves: each names what was promised, by when, and never denies a fault."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, person, promise, user
from tracker.domain.digest import compose
from tracker.domain.known import Known, Line
from tracker.domain.promise import Cause, Term
from tracker.domain.verdict import Leniency, judge
from tracker.mail.drafts import apology, nudge, renegotiation
from tracker.mail.links import Links
from tracker.mail.week import account

EFUA = user(name="Efua")
AMA = person(addresses=frozenset({"ama@work.example", "ama@example.com"}))
SATURDAY = FRIDAY + DAY


def line(of, as_of):
    return Line(of, judge(of, Leniency(), as_of), None)


def sorry(of, as_of=FRIDAY + 2 * DAY, **but):
    return apology(line(of, as_of), EFUA, [AMA], as_of, **but)


def test_to_renegotiate_names_what_was_promised_the_old_due_and_the_new():
    draft = renegotiation(promise(), Term(FRIDAY + 3 * DAY, None, dated=True), EFUA, [AMA], NOW)
    assert draft.to == "ama@example.com"
    assert draft.subject == "Send proposal: may it be Mon 12 Jan?"
    assert draft.body == (
        "Hello Ama,\n\n"
        "I promised you “send proposal” by Fri 9 Jan, 17:00. I shall not manage that, and would rather tell you now "
        "than on the day.\n\n"
        "Would Mon 12 Jan do instead? If that is too late for you, tell me what you need by when.\n\n"
        "Efua"
    )


MISSED = {
    "and you do not have it yet. That is my fault": promise(),
    "and delivered it on Sat 10 Jan, 1 day late. That is my fault": promise().deliver(SATURDAY),
    "and shall not keep that. That is my fault": promise().renege(NOW),
    "and did not keep that. That is my fault": promise().renege(SATURDAY),
}


@pytest.mark.parametrize("said", MISSED)
@pytest.mark.parametrize("cause", [None, *Cause])
def test_an_apology_says_what_was_missed_and_never_denies_the_fault(said, cause):
    missed = MISSED[said] if cause is None else MISSED[said].explain(cause)
    body = sorry(missed).body
    assert f"I promised you “send proposal” by Fri 9 Jan, 17:00, {said}, and I am sorry." in body
    assert not any(
        word in body.lower() for word in ("but ", "however", "not my fault", "unfortunately", "your fault")
    )


def test_a_miss_of_competence_says_what_will_be_different_and_one_of_will_admits_it_plainly():
    different = ("from now on", "before i promise", "on that day", "next time")
    for cause in Cause:
        says_so = any(words in sorry(promise().explain(cause)).body.lower() for words in different)
        assert says_so is (cause is not Cause.CHOSE_NOT_TO), cause
    assert "chose not to. That was wrong" in sorry(promise().explain(Cause.CHOSE_NOT_TO)).body


def test_an_apology_names_the_next_promise():
    next_ = promise("send the offer", due=FRIDAY + 5 * DAY, repairs="p1")
    assert "My next promise to you: “send the offer”, by Wed 14 Jan, 17:00." in sorry(promise(), next_=next_).body


@pytest.mark.parametrize(
    ("now", "said"), [(NOW, "I am counting on it."), (FRIDAY + HOUR, "It has not reached me yet.")]
)
def test_a_nudge_asks_how_it_stands(now, said):
    draft = nudge(promise(promiser="Ama", promisee="me"), EFUA, [AMA], now)
    assert (draft.to, draft.subject) == ("ama@example.com", "Send proposal: how does it stand?")
    assert f"You promised me “send proposal” by Fri 9 Jan, 17:00. {said}" in draft.body


@pytest.mark.parametrize(
    ("promisee", "to", "hello"),
    [
        ("Nils", "", "Hello Nils,"),
        ("", "", "Hello,"),
        ("nils@example.com", "nils@example.com", "Hello,"),
        ("ama@work.example", "ama@work.example", "Hello Ama,"),
        ("the committee", "", "Hello the committee,"),
    ],
)
def test_it_goes_to_an_address_that_is_known_and_greets_by_name(promisee, to, hello):
    draft = sorry(promise(promisee=promisee))
    assert draft.to == to
    assert draft.body.startswith(f"{hello}\n")


def test_who_has_no_name_signs_with_none():
    assert nudge(promise(promiser="Ama"), user(), [AMA], NOW).body.endswith("would suit you.")


def test_the_link_opens_a_mail_program_with_the_very_words():
    draft = nudge(
        promise("send 100 % & more?\n+bcc=x", promiser="a+b@example.com"), EFUA, [], NOW + timedelta(hours=1)
    )
    parts = urlsplit(draft.mailto)
    told = parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True)
    assert (parts.scheme, parts.path) == ("mailto", "a%2Bb@example.com")
    assert set(told) == {"subject", "body"}
    assert told["body"] == [draft.body.replace("\n", "\r\n")]
    assert "send 100 % & more? +bcc=x" in draft.body


def test_a_letter_says_which_delivery_was_dated_back():
    kept = promise().deliver(FRIDAY, marked_at=FRIDAY + DAY)
    digest = compose(Known(EFUA, (), (kept,), (), (AMA,), (), ()), FRIDAY + 5 * DAY)
    told = account(digest, Links(["k" * 40], "https://tracker.example.com"), digest.at)
    (section,) = told["decided"]
    assert section.items[0].about == ("to Ama Mensah, delivered Fri 9 Jan, back-dated",)

"""One line read as a promise: what it says is read, and what it does not say stays open."""

from datetime import UTC, datetime

import pytest

from tests.making import BERLIN, NOW, user
from tracker.domain.promise import ME
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.typed import read


def at(day, *clock):
    return datetime(2026, 1, day, *(clock or (23, 59, 59)), tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "body", "promiser", "who", "due"),
    [
        ("Send proposal to Ama by Friday", "Send proposal", ME, "Ama", at(9)),
        ("send proposal to Ama Friday 17:00", "send proposal", ME, "Ama", at(9, 17)),
        ("Send Kofi the lease tomorrow", "Send Kofi the lease", ME, "Kofi", at(6)),
        ("!p Return the ladder to Tomas by 6 Jan", "Return the ladder", ME, "Tomas", at(6)),
        ("Kofi to send the draft by Thursday", "send the draft", "Kofi", "", at(8)),
        ("waiting on Kofi for the contract by Friday", "the contract", "Kofi", "", at(9)),
        ("Envoyer le devis à Ama avant vendredi", "Envoyer le devis", ME, "Ama", at(8)),
        ("send report 2026-01-20", "send report", ME, "", at(20)),
        ("Lunch with Ama on Friday", "Lunch with Ama", ME, "Ama", at(9)),
        ("Tomorrow send the list to Ama", "send the list", ME, "Ama", at(6)),
        (
            "Send the whole proposal with prices to Ama Friday 17:00",
            "Send the whole proposal with prices",
            ME,
            "Ama",
            at(9, 17),
        ),
        ("Send proposal Friday 9 January 2026 17:00", "Send proposal", ME, "", at(9, 17)),
        ("Send proposal to Ama 17:00", "Send proposal 17:00", ME, "Ama", None),
        ("by Friday", "", ME, "", at(9)),
        ("Call the bank", "Call the bank", ME, "", None),
        ("Pay 5", "Pay 5", ME, "", None),
        ("submit review 2", "submit review 2", ME, "", None),
        ("Plan March review", "Plan March review", ME, "", None),
        ("", "", ME, "", None),
    ],
)
def test_a_line_says_what_to_whom_and_by_when(words, body, promiser, who, due):
    found = read(words, user(), NOW)
    assert (found.body, found.promiser, found.who) == (body, promiser, who)
    assert (found.due.at if isinstance(found.due, Due) else found.due) == due


def test_what_can_be_read_in_two_ways_is_said_to_be_unclear():
    found = read("Pay rent by next Tuesday", user(), NOW)
    assert isinstance(found.due, Unclear)
    assert [each.at for each in found.due.readings] == [at(13), at(6)]


def test_its_day_is_that_of_the_users_clock():
    late = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)  # Tuesday already in Berlin
    due = read("Send it to Ama tomorrow", user(zone=BERLIN), late).due
    assert due.at == datetime(2026, 1, 7, 23, 59, 59, tzinfo=BERLIN)

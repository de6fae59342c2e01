"""Held after a restore: who may lead, what is claimed, and what of before is given up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import DAY, HOUR, NOW
from tracker.store import farewells, held, letters
from tracker.store.farewells import Farewell
from tracker.store.held import Held
from tracker.store.letters import Letter, State

MINUTE = timedelta(minutes=1)
LETTER = Letter(
    id="letter",
    user="efua",
    period="2026-W01",
    kind="digest",
    message_id="<digest.efua.2026-W01@example.com>",
    subject="Your week",
    to="efua@example.com",
    made_at=NOW - DAY,
    next_try_at=NOW - DAY,
)
LINK = replace(LETTER, id="link", kind="signin", period="random", made_at=NOW, next_try_at=NOW)


def keep(db, *those):
    for one in those:
        assert letters.add_letter(db, one, b"Subject: Your week\r\n\r\n")


def test_nobody_leads_while_it_is_held(database):
    with database.write() as db:
        assert letters.lead(db, "worker", NOW, NOW + MINUTE)
        held.hold(db, NOW, NOW - DAY)
        assert held.held(db) == Held(NOW, NOW - DAY)
        assert not letters.lead(db, "worker", NOW, NOW + MINUTE)
        held.release(db)
        assert held.held(db) is None
        assert letters.lead(db, "worker", NOW, NOW + MINUTE)


def test_what_is_not_held_is_let_go_without_a_trace(database):
    with database.write() as db:
        held.release(db)
        assert held.held(db) is None
        assert held.taken_over(db) is None


def test_it_is_known_for_ever_until_when_the_work_was_another_s(database):
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)
        assert held.taken_over(db) == NOW
        held.release(db)
        assert held.taken_over(db) == NOW
        held.hold(db, NOW + DAY, NOW - 2 * DAY)
        assert held.taken_over(db) == NOW + DAY
        assert held.held(db) == Held(NOW + DAY, NOW - 2 * DAY)


def test_a_worker_that_resigns_takes_no_mark_with_it(database):
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)
        letters.resign(db, "worker")
        assert held.held(db)


@pytest.mark.parametrize("state", [State.DUE, State.CLAIMED, State.SENDING, State.FAILED])
def test_what_waited_in_the_back_up_is_given_up_whatever_had_become_of_it(database, efua, state):
    with database.write() as db:
        keep(db, replace(LETTER, state=state))
        held.hold(db, NOW, NOW - DAY)
        held.release(db)
        found = letters.letter(db, "efua", "letter")
        assert (found.state, found.trouble, found.next_try_at) == (State.GIVEN_UP, held.NOT_AGAIN, None)
        assert letters.letters_due(db, NOW + DAY) == ()


def test_what_was_sent_stays_sent(database, efua):
    sent = replace(LETTER, state=State.SENT, sent_at=NOW - DAY, next_try_at=None)
    with database.write() as db:
        keep(db, sent)
        held.hold(db, NOW, NOW - DAY)
        assert letters.letter(db, "efua", "letter") == sent


def test_a_letter_kept_while_it_is_held_waits_and_goes_out_afterwards(database, efua):
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)
        keep(db, replace(LETTER, made_at=NOW, next_try_at=NOW))
        assert letters.letters_due(db, NOW) == letters.waiting_of(db, "efua", NOW) == ()
        assert not letters.claim_letter(db, "letter", token="one", now=NOW, until=NOW + HOUR)
        held.release(db)
        assert letters.claim_letter(db, "letter", token="one", now=NOW, until=NOW + HOUR)


def test_a_link_to_sign_in_goes_out_all_the_same(database, efua):
    with database.write() as db:
        keep(db, replace(LINK, id="before", period="before", made_at=NOW - DAY))
        held.hold(db, NOW, NOW - DAY)
        keep(db, LINK)
        assert [one.id for one in letters.letters_due(db, NOW)] == ["link"]
        assert letters.claim_letter(db, "link", token="one", now=NOW, until=NOW + HOUR)


def test_a_last_letter_of_before_is_not_sent_again(database):
    with database.write() as db:
        farewells.add(db, Farewell("one", b"sealed", NOW - DAY, NOW - DAY))
        held.hold(db, NOW, NOW - DAY)
        assert farewells.due(db, NOW) == ()


def test_the_marks_can_be_carried_elsewhere(database):
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)
        kept = held.marks(db)
        held.release(db)
        held.mark(db, kept)
        assert held.held(db) == Held(NOW, NOW - DAY)

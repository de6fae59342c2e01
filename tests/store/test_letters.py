"""Letters on their way, links that are used up, beats and the leader."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import NoResultFound

from tests.making import DAY, HOUR, NOW
from tracker.store import letters
from tracker.store.letters import Letter, State

RAW = b"Subject: Your week\r\n\r\n\x00\xff"
LETTER = Letter(
    id="letter",
    user="efua",
    period="2026-W02",
    kind="digest",
    message_id="<digest.efua.2026-W02@example.com>",
    subject="Your week",
    to="efua@example.com",
    made_at=NOW,
    next_try_at=NOW,
)


@pytest.fixture
def kept(database, efua, kofi):
    """A database with one letter to Efua, due now."""
    with database.write() as db:
        assert letters.add_letter(db, LETTER, RAW)
    return database


def claimed(db, token, now=NOW):
    return letters.claim_letter(db, "letter", token=token, now=now, until=now + HOUR)


def now_is(db):
    return letters.letter(db, "efua", "letter")


def test_a_letter_comes_back_as_it_went(kept):
    with kept.read() as db:
        assert letters.letter(db, "efua", "letter") == LETTER
        assert letters.letters(db, "efua") == (LETTER,)
        assert letters.body(db, "efua", "letter") == RAW


def test_letters_come_newest_first(kept):
    later = replace(LETTER, id="later", period="2026-W03", made_at=NOW + 7 * DAY)
    with kept.write() as db:
        letters.add_letter(db, later, RAW)
        assert letters.letters(db, "efua") == (later, LETTER)


def test_there_is_one_letter_of_a_kind_and_period_for_each_user(kept):
    with kept.write() as db:
        assert not letters.add_letter(db, replace(LETTER, id="again"), b"another")
        assert letters.body(db, "efua", "letter") == RAW
        assert letters.add_letter(db, replace(LETTER, id="2", kind="signin"), RAW)
        assert letters.add_letter(db, replace(LETTER, id="3", period="2026-W03"), RAW)
        assert letters.add_letter(db, replace(LETTER, id="4", user="kofi"), RAW)


def test_efuas_letters_are_nothing_to_kofi(kept):
    with kept.read() as db:
        assert letters.letter(db, "kofi", "letter") is None
        assert letters.letters(db, "kofi") == ()
        with pytest.raises(NoResultFound):
            letters.body(db, "kofi", "letter")


def test_a_letter_goes_out_once(kept):
    with kept.write() as db:
        assert letters.letters_due(db, NOW) == (LETTER,)
        assert claimed(db, "one")
        assert letters.letters_due(db, NOW) == ()
        assert letters.mark_sending(db, "letter", token="one", until=NOW + HOUR)
        assert now_is(db).state == State.SENDING
        assert letters.mark_sent(db, "letter", token="one", at=NOW)
        assert letters.letters_due(db, NOW + 7 * DAY) == ()
        assert not claimed(db, "two", NOW + 7 * DAY)
        assert now_is(db) == replace(LETTER, state=State.SENT, attempts=1, sent_at=NOW, next_try_at=None)


def test_a_letter_is_not_due_before_its_time(kept):
    with kept.write() as db:
        assert letters.letters_due(db, NOW - HOUR) == ()
        assert not claimed(db, "one", NOW - HOUR)


def test_a_second_claim_is_refused_until_the_first_runs_out(kept):
    with kept.write() as db:
        assert claimed(db, "one")
        assert not claimed(db, "two")
        assert [one.id for one in letters.letters_due(db, NOW + HOUR)] == ["letter"]
        assert claimed(db, "two", NOW + HOUR)
        assert now_is(db).attempts == 2


def test_who_lost_the_letter_may_not_go_on_with_it(kept):
    with kept.write() as db:
        claimed(db, "one")
        claimed(db, "two", NOW + HOUR)
        assert not letters.mark_sending(db, "letter", token="one", until=NOW + DAY)
        assert not letters.mark_sent(db, "letter", token="one", at=NOW)
        assert not letters.mark_failed(db, "letter", token="one", trouble="", next_try_at=None)
        assert now_is(db).state == State.CLAIMED


def test_a_letter_whose_sender_died_while_sending_is_due_again(kept):
    with kept.write() as db:
        claimed(db, "one")
        letters.mark_sending(db, "letter", token="one", until=NOW + 2 * HOUR)
        assert letters.letters_due(db, NOW + HOUR) == ()
        assert [one.state for one in letters.letters_due(db, NOW + 2 * HOUR)] == [State.SENDING]
        assert claimed(db, "two", NOW + 2 * HOUR)


def test_a_letter_that_failed_is_tried_again_at_its_time(kept):
    with kept.write() as db:
        claimed(db, "one")
        assert letters.mark_failed(db, "letter", token="one", trouble="The server is busy.", next_try_at=NOW + HOUR)
        failed = now_is(db)
        assert (failed.state, failed.trouble, failed.attempts) == (State.FAILED, "The server is busy.", 1)
        assert not claimed(db, "two")
        assert claimed(db, "two", NOW + HOUR)
        letters.mark_sent(db, "letter", token="two", at=NOW + HOUR)
        assert now_is(db).trouble == ""


def test_a_letter_given_up_is_never_due_again(kept):
    with kept.write() as db:
        claimed(db, "one")
        assert letters.mark_failed(db, "letter", token="one", trouble="No such mailbox.", next_try_at=None)
        assert now_is(db).state == State.GIVEN_UP
        assert letters.letters_due(db, NOW + 365 * DAY) == ()
        assert not claimed(db, "two", NOW + 365 * DAY)


def test_the_last_beat_counts(database):
    with database.write() as db:
        assert letters.last_beat(db, "worker") is None
        letters.beat(db, "worker", NOW)
        letters.beat(db, "worker", NOW + HOUR)
        letters.beat(db, "web", NOW)
        assert letters.last_beat(db, "worker") == NOW + HOUR


def test_one_leads_until_their_lease_runs_out(database):
    with database.write() as db:
        assert letters.lead(db, "first", NOW, NOW + HOUR)
        assert not letters.lead(db, "second", NOW, NOW + HOUR)
        assert letters.lead(db, "first", NOW + HOUR / 2, NOW + 2 * HOUR)
        assert not letters.lead(db, "second", NOW + HOUR, NOW + 3 * HOUR)
        assert letters.lead(db, "second", NOW + 2 * HOUR, NOW + 3 * HOUR)
        assert not letters.lead(db, "first", NOW + 2 * HOUR, NOW + 3 * HOUR)


def test_a_lease_that_a_clock_gave_which_was_ahead_is_over(database):
    with database.write() as db:
        assert letters.lead(db, "dead", NOW + 2 * HOUR, NOW + 3 * HOUR)
        assert letters.leader(db, NOW) == ""
        assert letters.lead(db, "living", NOW, NOW + HOUR)
        assert letters.leader(db, NOW) == "living"


def test_who_resigns_leaves_the_lead_to_the_next_at_once(database):
    with database.write() as db:
        assert letters.lead(db, "one", NOW, NOW + HOUR)
        letters.resign(db, "two")
        assert not letters.lead(db, "two", NOW, NOW + HOUR)
        letters.resign(db, "one")
        assert letters.lead(db, "two", NOW, NOW + HOUR)

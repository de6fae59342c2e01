"""Letters written once for each user and week, kept before they are sent, and sent until they are taken."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import keeping
from tests.fakes import FakeClock, FakeOutbox
from tests.making import BERLIN, DAY, FRIDAY, HOUR, NEW_YORK, NOW, calendar, candidate, event, person, user
from tracker.domain.digest import next_digest
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import Kind
from tracker.domain.reconcile import Changes
from tracker.mail.links import Links
from tracker.mail.outbox import ADDRESS_REFUSED, LETTER_REFUSED, Rejected, TryLater, Uncertain
from tracker.services import archive, digests, ledger, users
from tracker.services.digests import NOT_WRITTEN_TO, Post
from tracker.store import accounts, calendars, events, letters
from tracker.store.letters import State
from tracker.store.seal import Seal

SEAL = Seal([Seal.new_key()])
LINKS = Links(["a key that only tests know, long enough"], "http://127.0.0.1:8000")
SYDNEY = ZoneInfo("Australia/Sydney")


class Killed(BaseException):
    """The process dies here."""


def post(outbox):
    return Post(outbox, LINKS, "http://127.0.0.1:8000", "Tracker <tracker@example.com>", SEAL)


def reader(database, **but):
    """Somebody whose first letter is planned, with one promise to tell of."""
    one = user(**but)
    one = replace(one, next_digest_at=next_digest(one, NOW - DAY))
    with database.write() as db:
        accounts.add_user(db, one)
    ledger.add(
        database, one, body="send proposal", promisee="Ama", due=FRIDAY, dated=False, via="page", now=NOW - DAY
    )
    return one


def states(database, one):
    with database.read() as db:
        return [(letter.state, letter.attempts) for letter in letters.letters(db, one.id)]


def test_a_letter_goes_out_at_the_hour_and_not_before(database):
    reader(database)
    outbox, clock = FakeOutbox(database=database), FakeClock(NOW - timedelta(seconds=1))
    assert digests.send_due(database, post(outbox), clock) == 0
    clock.pass_by(timedelta(seconds=1))
    assert digests.send_due(database, post(outbox), clock) == 1
    assert outbox.sent[0].to == "efua@example.com"
    assert outbox.sent[0].sender == "tracker@example.com"


def test_a_second_run_in_the_same_week_sends_nothing(database):
    one = reader(database)
    outbox, clock = FakeOutbox(), FakeClock()
    for _ in range(5):
        digests.send_due(database, post(outbox), clock)
        clock.pass_by(HOUR)
    assert len(outbox.sent) == 1
    assert states(database, one) == [(State.SENT, 1)]


def test_a_letter_asked_for_by_hand_after_the_weeks_own_sends_nothing(database):
    one = reader(database)
    outbox = FakeOutbox()
    digests.send_due(database, post(outbox), FakeClock())
    with database.read() as db:
        one = accounts.user(db, one.id)
    assert not digests.write_one(database, post(outbox), one, NOW + HOUR)


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, SYDNEY])
def test_a_year_of_letters_comes_on_mondays_at_nine_one_a_week_also_over_the_changes_of_clocks(sqlite, zone):
    one = user(zone=zone)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with sqlite.write() as db:
        accounts.add_user(db, replace(one, next_digest_at=next_digest(one, start)))
    outbox, clock, came = FakeOutbox(), FakeClock(start), []
    for _ in range(52):
        with sqlite.read() as db:
            planned = accounts.user(db, one.id).next_digest_at
        clock.now = planned - timedelta(seconds=1)
        assert digests.send_due(sqlite, post(outbox), clock) == 0
        clock.now = planned
        assert digests.send_due(sqlite, post(outbox), clock) == 1
        came.append(planned.astimezone(zone))
    assert {(at.weekday(), at.hour, at.minute) for at in came} == {(0, 9, 0)}
    assert [at.date() for at in came] == [came[0].date() + week * 7 * DAY for week in range(52)]


def test_a_service_that_slept_for_three_weeks_sends_one_letter_and_plans_the_next(database):
    one = reader(database)
    outbox = FakeOutbox()
    woken = NOW + 23 * DAY
    digests.send_due(database, post(outbox), FakeClock(woken))
    with database.read() as db:
        assert accounts.user(db, one.id).next_digest_at == NOW + 28 * DAY
    assert len(outbox.sent) == 1


def test_no_letter_comes_while_its_reader_is_away_and_the_next_on_the_first_letter_day_after(database):
    one = reader(database)
    users.go_away(database, one, date(2026, 1, 5), date(2026, 1, 20), via="page", now=NOW)
    outbox, clock, came = FakeOutbox(), FakeClock(), []
    for _ in range(30):
        came += [clock.now.date()] * digests.send_due(database, post(outbox), clock)
        clock.pass_by(DAY)
    assert came == [date(2026, 1, 26), date(2026, 2, 2)]


def test_a_letter_that_is_not_taken_is_tried_again_and_comes_once(database):
    one = reader(database)
    outbox, clock = FakeOutbox(trouble=TryLater("The mail server is busy.")), FakeClock()
    digests.send_due(database, post(outbox), clock)
    assert states(database, one) == [(State.FAILED, 1)]
    outbox.trouble = None
    digests.send_due(database, post(outbox), clock)
    assert outbox.sent == []
    clock.pass_by(timedelta(minutes=1))
    digests.send_due(database, post(outbox), clock)
    digests.send_due(database, post(outbox), clock)
    assert len(outbox.sent) == 1
    assert states(database, one) == [(State.SENT, 2)]


def test_a_letter_that_is_never_taken_is_given_up_after_a_day_and_says_why(database):
    one = reader(database)
    outbox, clock = FakeOutbox(trouble=TryLater("The mail server is busy.")), FakeClock()
    for _ in range(60):
        digests.send_due(database, post(outbox), clock)
        clock.pass_by(timedelta(minutes=30))
    with database.read() as db:
        (letter,) = letters.letters(db, one.id)
    assert (letter.state, letter.trouble) == (State.GIVEN_UP, "The mail server is busy.")
    assert 20 < letter.attempts < 35


def test_a_letter_that_nobody_tried_to_send_for_days_is_not_given_up_at_the_first_failure(database):
    """A machine that slept from Monday on, and wakes before its network does."""
    one = reader(database)
    outbox, clock = FakeOutbox(trouble=TryLater("The mail server does not answer.")), FakeClock()
    digests.send_due(database, post(outbox), clock)
    clock.pass_by(2 * DAY)
    digests.send_due(database, post(outbox), clock)
    assert states(database, one) == [(State.FAILED, 2)]
    outbox.trouble = None
    run_for(database, outbox, clock, HOUR)
    assert states(database, one) == [(State.SENT, 3)]


class Refusing(FakeOutbox):
    """A server that knows nobody. It counts how often it was asked."""

    asked = 0

    def send(self, raw, *, to, sender, before_data):
        self.asked += 1
        super().send(raw, to=to, sender=sender, before_data=before_data)


def run_for(database, outbox, clock, time):
    """The work of so long, twice an hour."""
    until = clock.now + time
    while clock.now < until:
        digests.send_due(database, post(outbox), clock)
        clock.pass_by(HOUR / 2)


def test_an_address_that_is_refused_twice_is_written_to_no_more(database):
    """Reliability D10."""
    one = reader(database)
    outbox, clock = Refusing(trouble=Rejected(ADDRESS_REFUSED)), FakeClock()
    run_for(database, outbox, clock, 15 * DAY)
    assert outbox.asked == 2
    assert states(database, one) == [(State.GIVEN_UP, 1), (State.GIVEN_UP, 1), (State.GIVEN_UP, 2)]
    with database.read() as db:
        assert [letter.trouble for letter in letters.letters(db, one.id)] == [NOT_WRITTEN_TO] * 2 + [ADDRESS_REFUSED]


def test_a_letter_sent_by_hand_is_tried_and_if_it_is_taken_all_come_again(database):
    one = reader(database)
    outbox, clock = Refusing(trouble=Rejected(ADDRESS_REFUSED)), FakeClock()
    run_for(database, outbox, clock, DAY)
    outbox.trouble = None
    archive.send_now(database, post(outbox), one, clock())
    run_for(database, outbox, clock, 7 * DAY)
    assert len(outbox.sent) == 2
    assert [state for state, _ in states(database, one)] == [State.SENT, State.SENT, State.GIVEN_UP]


def test_who_takes_another_address_gets_letters_there(database):
    one = reader(database)
    outbox, clock = Refusing(trouble=Rejected(ADDRESS_REFUSED)), FakeClock()
    run_for(database, outbox, clock, DAY)
    outbox.trouble = None
    users.readdress(database, one, "efua@work.example")
    run_for(database, outbox, clock, 7 * DAY)
    assert [kept.to for kept in outbox.sent] == ["efua@work.example"]


def test_one_letter_that_was_refused_says_nothing_against_the_next(database):
    reader(database)
    outbox, clock = Refusing(trouble=Rejected(LETTER_REFUSED)), FakeClock()
    run_for(database, outbox, clock, DAY)
    assert outbox.asked == 2
    outbox.trouble = None
    run_for(database, outbox, clock, 7 * DAY)
    assert len(outbox.sent) == 1


def test_a_sender_that_dies_after_the_server_took_it_leaves_one_extra_copy_with_the_same_name(database):
    one = reader(database)
    outbox, clock = FakeOutbox(dies=Killed()), FakeClock()
    with pytest.raises(Killed):
        digests.send_due(database, post(outbox), clock)
    assert states(database, one) == [(State.SENDING, 1)]
    outbox.dies = None
    digests.send_due(database, post(outbox), clock)
    assert len(outbox.sent) == 1  # the lease of the dead still runs
    clock.pass_by(digests.LEASE)
    digests.send_due(database, post(outbox), clock)
    assert [kept.raw for kept in outbox.sent] == [outbox.sent[0].raw] * 2
    assert states(database, one) == [(State.SENT, 2)]


def test_a_connection_lost_after_the_text_was_handed_over_sends_the_same_letter_once_more(database):
    reader(database)
    outbox, clock = FakeOutbox(dies=Uncertain("The connection broke.")), FakeClock()
    digests.send_due(database, post(outbox), clock)
    outbox.dies = None
    clock.pass_by(timedelta(minutes=1))
    digests.send_due(database, post(outbox), clock)
    assert len({kept.message["Message-ID"] for kept in outbox.sent}) == 1


def test_of_two_workers_at_once_one_sends(database):
    reader(database)
    outbox, other, clock = FakeOutbox(), FakeOutbox(), FakeClock()
    outbox_of_the_first = post(outbox)

    class Meanwhile:
        """While the first worker talks to the mail server, the second one runs."""

        def send(self, raw, *, to, sender, before_data):
            outbox_of_the_first.outbox.send(raw, to=to, sender=sender, before_data=before_data)
            assert digests.send_due(database, post(other), clock) == 0

        def check(self):
            pass

    assert digests.send_due(database, post(Meanwhile()), clock) == 1
    assert (len(outbox.sent), other.sent) == (1, [])


def test_a_worker_whose_lease_was_taken_over_does_not_send(database):
    one = reader(database)
    clock = FakeClock()
    other = FakeOutbox()

    class Slow(FakeOutbox):
        """It dawdles before the text until somebody else has taken the letter over."""

        def send(self, raw, *, to, sender, before_data):
            clock.pass_by(2 * digests.LEASE)
            assert digests.send_due(database, post(other), clock) == 1
            super().send(raw, to=to, sender=sender, before_data=before_data)

    slow = Slow()
    assert digests.send_due(database, post(slow), clock) == 0
    assert (slow.sent, len(other.sent)) == ([], 1)
    assert states(database, one) == [(State.SENT, 2)]


def test_who_wants_no_letters_gets_none(database):
    reader(database, digest_on=False)
    outbox = FakeOutbox()
    digests.send_due(database, post(outbox), FakeClock())
    assert outbox.sent == []


def content(database, one):
    """Nothing owed, and the one person named was met the other day."""
    met = candidate("Call", kind=Kind.MEETING, meeting=MeetingKind.ONE_TO_ONE, start=NOW - 2 * DAY, due=None)
    with database.write() as db:
        accounts.add_user(db, one)
        keeping.keep(db, one.id, person())
        calendars.add_calendar(db, calendar(user=one.id), "sealed")
        events.record(db, one.id, "work", Changes(new=(event(at=met.start),)), NOW)
        events.save_candidates(db, one.id, met.event, (met,), 1)


@pytest.mark.parametrize(("quiet_weeks", "letters_sent"), [(True, 1), (False, 0)])
def test_a_quiet_week_is_one_letter_or_none_as_its_user_chose(database, quiet_weeks, letters_sent):
    one = user(quiet_weeks=quiet_weeks, next_digest_at=NOW)
    content(database, one)
    outbox = FakeOutbox()
    digests.send_due(database, post(outbox), FakeClock())
    assert len(outbox.sent) == letters_sent
    with database.read() as db:
        assert accounts.user(db, one.id).next_digest_at == NOW + 7 * DAY


def test_one_users_trouble_never_stops_the_others(database):
    reader(database)
    reader(database, id="broken", email="not an address", addresses=frozenset())
    outbox = FakeOutbox()
    digests.send_due(database, post(outbox), FakeClock())
    assert [kept.to for kept in outbox.sent] == ["efua@example.com"]


def test_a_letter_waits_under_seal_since_its_links_act(database):
    one = reader(database)
    digests.write_due(database, post(FakeOutbox()), NOW)
    with database.read() as db:
        (letter,) = letters.letters(db, one.id)
        kept = letters.body(db, one.id, letter.id)
        raw = digests.raw(db, post(FakeOutbox()), one.id, letter.id)
    assert b"/l/" in raw
    assert b"/l/" not in kept


def test_a_letter_whose_key_is_lost_is_troubled_and_stops_no_other(database):
    one = reader(database)
    digests.write_due(database, post(FakeOutbox())._replace(seal=Seal([Seal.new_key()])), NOW)
    reader(database, id="kofi", email="kofi@example.com", addresses=frozenset())
    outbox = FakeOutbox()
    digests.send_due(database, post(outbox), FakeClock())
    assert [kept.to for kept in outbox.sent] == ["kofi@example.com"]
    assert states(database, one) == [(State.FAILED, 1)]

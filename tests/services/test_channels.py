"""Channels: begun where they are wanted, renewed before they end, and heard only by their own token."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from tests.fakes import FakeClock
from tests.making import DAY, HOUR, NOW, calendar
from tracker.calendars.google.channels import Watched
from tracker.calendars.trouble import GoogleBusy, GoogleGone, GoogleTrouble, NeedsReconnect
from tracker.domain.account import CalendarKind, Connection
from tracker.services import channels
from tracker.services.channels import Watch
from tracker.store import calendars, connections
from tracker.store import channels as store
from tracker.store.database import Database

MINUTE, TEN = timedelta(minutes=1), timedelta(minutes=10)
WEEK = timedelta(days=7)


@dataclass
class FakeGoogle:
    """Promises whatever is asked, for a week; or raises what `trouble` says of a calendar. It is never asked from
    inside a transaction (law 5).
    """

    database: Database
    clock: FakeClock
    lives: timedelta = WEEK
    trouble: dict[str, Exception] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # of each channel
    done: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def begin(self, one, channel, token):
        self._hear(f"begin {one.id}", one.id)
        self.tokens[channel] = token
        return Watched("resource", self.clock() + self.lives)

    def stop(self, channel):
        self._hear(f"stop {channel.calendar}", "stop")
        assert channel.resource == "resource"
        assert channel.id in self.tokens

    def _hear(self, what, of):
        assert self.database.in_use == 0, "asked from inside a transaction"
        self.done.append(what)
        self.meanwhile()
        if of in self.trouble:
            raise self.trouble[of]

    def tend(self):
        """One tick's work; what was asked in it."""
        self.done.clear()
        channels.tend(self.database, Watch(self.begin, self.stop), self.clock)
        return self.done.copy()

    def pass_by(self, time: timedelta, every: timedelta = HOUR) -> list[tuple[datetime, str]]:
        """Lets time pass in steps, and tends after each; what was asked when."""
        end, seen = self.clock() + time, []
        while self.clock() < end:
            self.clock.pass_by(every)
            seen += [(self.clock(), what) for what in self.tend()]
        return seen


@pytest.fixture
def google(database, efua):
    """Google, and one of its calendars that Efua follows."""
    follow(database, efua, "work")
    return FakeGoogle(database, FakeClock())


def follow(database, user, name, **but):
    leave = Connection(id="leave", user=user.id, account="efua@example.com", scopes=frozenset(), consented_at=NOW)
    values = {"kind": CalendarKind.GOOGLE, "connection": "leave", "next_sync_at": NOW + HOUR} | but
    with database.write() as db:
        connections.keep_connection(db, user.id, leave, "sealed")
        calendars.add_calendar(db, calendar(id=name, user=user.id, **values), "sealed")


def kept(google):
    with google.database.read() as db:
        return store.channels(db, "efua")


def due(google, name="work"):
    with google.database.read() as db:
        return calendars.calendar(db, "efua", name).next_sync_at


def message(google, state="exists", **but):
    """What the first channel says, or somebody who does not know all of it; whether it was heard."""
    channel, token = next(iter(google.tokens.items()))
    said = {"channel": channel, "token": token, "state": state, "now": google.clock()} | but
    return channels.heard(google.database, **said)


# What a message does.


def test_a_message_makes_its_calendar_due_now(google):
    google.tend()
    assert message(google)
    assert due(google) == NOW


def test_the_same_message_twice_does_it_once(google):
    google.tend()
    message(google)
    assert message(google, now=NOW + MINUTE)
    assert due(google) == NOW


def test_the_first_message_says_only_that_the_channel_has_begun(google):
    google.tend()
    assert message(google, "sync")
    assert due(google) == NOW + HOUR


def test_the_first_message_is_known_even_while_google_is_still_answering(google):
    heard = []

    def at_once():
        (asked,) = kept(google)
        heard.append(channels.heard(google.database, channel=asked.id, token="guessed", state="sync", now=NOW))

    google.meanwhile = at_once
    google.tend()
    assert heard == [False], "it is there, and still wants its token"
    assert message(google, "sync")


def test_a_strangers_message_changes_nothing(google):
    google.tend()
    for but in ({"token": "guessed"}, {"token": ""}, {"token": "ö\udcff"}, {"channel": "unknown"}, {"channel": ""}):
        assert not message(google, **but)
    assert due(google) == NOW + HOUR


def test_one_channels_token_opens_no_other(google, efua):
    follow(google.database, efua, "home")
    google.tend()
    first, second = google.tokens
    assert not message(google, channel=first, token=google.tokens[second])


def test_a_channel_that_has_ended_is_a_strangers(google):
    google.tend()
    assert not message(google, now=NOW + WEEK)


def test_a_paused_calendar_stays_paused(google):
    google.tend()
    with google.database.write() as db:
        calendars.save_calendar(db, replace(calendars.calendar(db, "efua", "work"), next_sync_at=None))
    assert message(google)
    assert due(google) is None


def test_of_the_token_only_a_hash_is_kept(google):
    google.tend()
    (token,) = google.tokens.values()
    assert len(token) == 43  # 256 bits
    assert all(token not in str(value) for value in vars_of(kept(google)[0]))


def vars_of(channel):
    return [getattr(channel, name) for name in channel.__slots__]


# A channel's life.


def test_a_channel_is_begun_once(google):
    assert google.tend() == ["begin work"]
    assert google.tend() == []
    (channel,) = kept(google)
    assert (channel.resource, channel.expires_at, channel.renew_at) == ("resource", NOW + WEEK, NOW + WEEK - DAY)


def test_it_is_renewed_a_day_before_it_ends_the_new_one_first(google):
    google.tend()
    assert google.pass_by(WEEK) == [(NOW + 6 * DAY, "begin work"), (NOW + 6 * DAY, "stop work")]
    (channel,) = kept(google)
    assert channel.expires_at == NOW + 6 * DAY + WEEK


def test_for_months_it_is_never_without_a_channel(google):
    google.tend()
    for _ in range(4 * 60):
        google.clock.pass_by(6 * HOUR)
        google.tend()
        assert any(one.resource and one.expires_at > google.clock() for one in kept(google))
        assert len(kept(google)) == 1
    assert len(google.tokens) == 1 + 60 // 6


def test_until_the_new_one_was_granted_the_old_one_is_heard(google):
    google.tend()
    google.clock.pass_by(6 * DAY)
    google.trouble["work"] = GoogleBusy()
    assert google.tend() == ["begin work"]
    assert message(google)
    google.trouble.clear()
    assert google.pass_by(HOUR) == [(google.clock(), "begin work"), (google.clock(), "stop work")]
    assert not message(google)


def test_a_short_promise_is_renewed_halfway_and_never_each_minute(google):
    google.lives = 6 * HOUR
    google.tend()
    assert [at for at, what in google.pass_by(DAY / 2) if what == "begin work"] == [
        NOW + 3 * hours * HOUR for hours in (1, 2, 3, 4)
    ]
    google.lives = MINUTE
    google.pass_by(DAY)
    begun = [at for at, what in google.pass_by(6 * HOUR, TEN) if what == "begin work"]
    assert len(begun) == 6


# What Google does not grant.


@pytest.mark.parametrize(
    ("trouble", "again"),
    [(GoogleTrouble(), DAY), (GoogleGone(), DAY), (GoogleBusy(), HOUR), (NeedsReconnect(), HOUR), (OSError(), HOUR)],
    ids=lambda each: type(each).__name__,
)
def test_what_was_not_granted_is_asked_again_later_and_not_each_minute(google, trouble, again):
    google.trouble["work"] = trouble
    google.tend()
    assert google.pass_by(again - TEN, TEN) == []
    assert google.pass_by(TEN, TEN) == [(NOW + again, "begin work")]


def test_trouble_with_one_calendar_is_none_of_another(google, efua, caplog):
    follow(google.database, efua, "home")
    google.trouble |= {"home": RuntimeError("odd"), "stop": RuntimeError("odd")}
    assert google.tend() == ["begin home", "begin work"]
    assert len(google.tokens) == 1
    assert "home" in caplog.text


def test_of_two_workers_who_see_the_same_each_calendar_is_asked_for_once(google, efua):
    follow(google.database, efua, "home")
    other = FakeGoogle(google.database, google.clock)
    google.meanwhile = other.tend
    assert google.tend() == ["begin home"]
    assert other.tokens.keys() | google.tokens.keys() == {one.id for one in kept(google)}
    assert len(kept(google)) == 2


# What is of no more use.


def test_what_is_followed_no_more_is_told_to_google_once_whatever_that_answers(google):
    google.tend()
    google.trouble["stop"] = GoogleBusy()
    with google.database.write() as db:
        calendars.remove_calendar(db, "efua", "work")
    assert google.tend() == ["stop work"]
    assert google.tend() == []
    assert not message(google)


def test_what_was_let_go_of_while_google_was_answering_is_stopped_at_once(google):
    def let_go():
        with google.database.write() as db:
            calendars.remove_calendar(db, "efua", "work")

    google.meanwhile = let_go
    assert google.tend() == ["begin work", "stop work"]
    assert kept(google) == ()


def test_nothing_is_asked_by_a_connection_that_was_lost(google):
    google.tend()
    with google.database.write() as db:
        connections.mark_lost(db, "efua", "leave", NOW, was="sealed")
    assert google.tend() == []
    assert not message(google)


def test_reconnected_it_begins_anew(google, efua):
    test_nothing_is_asked_by_a_connection_that_was_lost(google)
    again = Connection(id="x", user="efua", account="efua@example.com", scopes=frozenset(), consented_at=NOW)
    with google.database.write() as db:
        connections.keep_connection(db, "efua", again, "sealed")
    assert google.tend() == ["begin work"]


def test_with_its_connection_a_channel_goes_and_nobody_minds(google):
    google.tend()
    google.clock.pass_by(6 * DAY)

    def disconnect():
        with google.database.write() as db:
            connections.remove_connection(db, "efua", "leave")

    google.meanwhile = disconnect
    assert google.tend() == ["begin work"]
    assert kept(google) == ()
    assert not message(google)


def test_the_log_holds_counts_alone(google, caplog):
    with caplog.at_level(logging.DEBUG, "tracker"):
        google.tend()
        message(google)
        message(google, token="guessed")
    assert [record.getMessage() for record in caplog.records] == ["channels begun=1"]

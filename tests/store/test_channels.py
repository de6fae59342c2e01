"""Channels: which calendars want one, which are of no more use, and whose a message is."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from tests.making import DAY, HOUR, NOW, calendar
from tracker.domain.account import CalendarKind
from tracker.store import calendars, channels
from tracker.store.channels import Channel
from tracker.store.google_tables import connections

TIL = NOW + 7 * DAY


def channel(id="first", **but):
    """Efua's, granted, six days from being renewed."""
    values = {"user": "efua", "connection": "leave", "calendar": "work", "token_hash": "h", "resource": "r"}
    return Channel(id=id, **(values | {"renew_at": TIL - DAY, "expires_at": TIL} | but))


def leave(db, user_id, id="leave", lost_at=None):
    """Leave to read somebody's calendars."""
    row = {"user_id": user_id, "id": id, "account": f"{id}@example.com", "scopes": [], "sealed": ""}
    db.execute(insert(connections).values(row | {"consented_at": NOW, "lost_at": lost_at}))


def google(**but):
    return calendar(**({"kind": CalendarKind.GOOGLE, "connection": "leave", "next_sync_at": NOW} | but))


@pytest.fixture
def db(database, efua, kofi):
    """A write of a moment in which Efua follows one Google calendar."""
    with database.write() as db:
        leave(db, "efua")
        calendars.add_calendar(db, google(), "sealed")
        yield db


def add(db, *several):
    for one in several:
        channels.add_channel(db, one.user, one)


def over(db, now=NOW):
    return [one.id for one in channels.over(db, now)]


def test_a_channel_comes_back_as_it_went(db):
    add(db, channel())
    assert channels.channels(db, "efua") == (channel(),)
    assert channels.channels(db, "kofi") == ()


def test_a_message_finds_its_channel_while_that_lasts(db):
    add(db, channel())
    assert channels.named(db, "first", NOW) == channel()
    assert channels.named(db, "another", NOW) is None
    assert channels.named(db, "first", TIL) is None


def test_what_google_answered_is_kept_with_it(db):
    add(db, channel(resource="", renew_at=NOW + HOUR, expires_at=NOW + HOUR))
    answer = {"resource": "r", "renew_at": TIL - DAY, "expires_at": TIL}
    channels.settle(db, "kofi", "first", **(answer | {"resource": "his"}))
    channels.settle(db, "efua", "first", **answer)
    assert channels.channels(db, "efua") == (channel(),)


def test_only_its_user_removes_it(db):
    add(db, channel())
    channels.remove_channel(db, "kofi", "first")
    assert channels.channels(db, "efua") == (channel(),)
    channels.remove_channel(db, "efua", "first")
    assert channels.channels(db, "efua") == ()


def test_a_google_calendar_without_a_channel_wants_one(db):
    assert channels.unwatched(db, NOW) == (("efua", "work"),)
    assert channels.wants_channel(db, "efua", "work", NOW)
    assert not channels.wants_channel(db, "kofi", "work", NOW)


@pytest.mark.parametrize(
    "has", [channel(), channel(resource="", renew_at=NOW + HOUR, expires_at=NOW + HOUR)], ids=["granted", "asked for"]
)
def test_one_that_has_a_channel_or_asked_for_one_lately_wants_none_until_then(db, has):
    add(db, has)
    assert channels.unwatched(db, NOW) == ()
    assert not channels.wants_channel(db, "efua", "work", has.renew_at - HOUR)
    assert channels.unwatched(db, has.renew_at) == (("efua", "work"),)


@pytest.mark.parametrize(
    "but",
    [{"kind": CalendarKind.ICS, "connection": ""}, {"connection": "never"}, {"next_sync_at": None}],
    ids=["a feed", "without leave", "paused"],
)
def test_others_want_none(db, but):
    calendars.remove_calendar(db, "efua", "work")
    calendars.add_calendar(db, google(id="other", **but), "sealed")
    assert channels.unwatched(db, NOW) == ()


def test_nothing_is_asked_of_a_connection_that_was_lost(db):
    db.execute(update(connections).values(lost_at=NOW))
    assert channels.unwatched(db, NOW) == ()


def test_anothers_channel_is_no_channel_of_mine(db):
    leave(db, "kofi")
    add(db, channel(user="kofi"))
    assert channels.unwatched(db, NOW) == (("efua", "work"),)


def test_an_old_channel_is_over_once_a_new_one_was_granted_and_not_before(db):
    old = channel("old", renew_at=NOW - HOUR, expires_at=NOW + DAY)
    add(db, old)
    assert over(db) == []
    add(db, channel("new", resource=""))
    assert over(db) == []
    channels.settle(db, "efua", "new", resource="r", renew_at=TIL - DAY, expires_at=TIL)
    assert over(db) == ["old"]


def test_a_channel_is_over_when_its_calendar_is_followed_no_more_and_outlives_it_until_then(db):
    add(db, channel(), channel("asked", resource=""))
    calendars.remove_calendar(db, "efua", "work")
    assert over(db) == ["first"]
    assert len(channels.channels(db, "efua")) == 2


def test_a_channel_is_over_when_another_connection_reads_its_calendar(db):
    leave(db, "efua", "second")
    add(db, channel())
    calendars.save_calendar(db, google(connection="second"))
    assert over(db) == ["first"]
    assert channels.unwatched(db, NOW) == (("efua", "work"),)


def test_another_calendars_channel_replaces_none(db):
    calendars.add_calendar(db, google(id="home"), "sealed")
    add(db, channel("old", renew_at=NOW - HOUR), channel("new", calendar="home"))
    assert over(db) == []


def test_what_has_ended_and_what_was_lost_is_forgotten(db):
    leave(db, "efua", "lost", lost_at=NOW)
    add(db, channel("ended", expires_at=NOW), channel("lost", connection="lost"), channel("living"))
    assert channels.forget_channels(db, NOW) == 2
    assert [one.id for one in channels.channels(db, "efua")] == ["living"]


def test_a_connection_that_goes_takes_its_channels_along(db):
    add(db, channel())
    db.execute(connections.delete())
    assert channels.channels(db, "efua") == ()


def test_hastening_brings_the_next_sync_forward_and_never_back(db):
    def due(at):
        calendars.save_calendar(db, google(next_sync_at=at))
        calendars.hasten(db, "efua", "work", NOW)
        return calendars.calendar(db, "efua", "work").next_sync_at

    assert [due(at) for at in (NOW + HOUR, NOW, NOW - HOUR, None)] == [NOW, NOW, NOW - HOUR, None]


def test_hastening_leaves_all_else_and_everybody_else_alone(db):
    calendars.add_calendar(db, google(user="kofi", next_sync_at=NOW + HOUR), "sealed")
    calendars.save_calendar(db, google(next_sync_at=NOW + HOUR, cursor="c", distrusted=1))
    calendars.hasten(db, "efua", "work", NOW)
    assert calendars.calendar(db, "efua", "work") == replace(google(), cursor="c", distrusted=1)
    assert calendars.calendar(db, "kofi", "work").next_sync_at == NOW + HOUR

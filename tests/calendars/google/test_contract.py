"""The contract of the two doors: the same calendar, through its feed and through Google, is the same to us."""

from collections import Counter
from dataclasses import fields, replace

import pytest

from tests.calendars.google.following import FeedFollower, Follower, Knowing
from tests.calendars.google.series import RULES, STEPS
from tests.calendars.google.situations import PEOPLE, SINGLE
from tests.calendars.google.telling import Situation, feed
from tests.google.model import Calendar
from tests.making import user
from tracker.domain.event import CalendarEvent
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reading.detect import detect
from tracker.domain.reconcile import Changes

TABLE = (*SINGLE, *PEOPLE, *RULES, *STEPS)
EFUA = user()


@pytest.mark.parametrize("situation", TABLE, ids=str)
def test_both_doors_tell_the_same(calendar: Calendar, follower: Follower, situation: Situation):
    reader = FeedFollower()
    for step in situation.steps:
        for item in step.items:
            calendar.events.put(item["id"], item)
        by_feed, by_google = reader.sync(feed(step.feed)), follower.sync()
        assert tuple(map(len, by_google)) == step.changes
        assert names(by_feed) == names(by_google)
        assert told(reader, situation) == told(follower, situation)
        assert found(reader) == found(follower, alike=(reader, situation))


@pytest.mark.parametrize("situation", [each for each in TABLE if each.differs], ids=str)
def test_what_is_said_to_differ_does(calendar: Calendar, follower: Follower, situation: Situation):
    reader, (step, *_) = FeedFollower(), situation.steps
    for item in step.items:
        calendar.events.put(item["id"], item)
    reader.sync(feed(step.feed))
    follower.sync()
    pairs = zip(every(reader), every(follower), strict=True)
    assert {name for one, other in pairs for name in unlike(one, other)} == situation.differs.keys()


@pytest.mark.parametrize("situation", TABLE, ids=str)
def test_step_by_step_google_tells_what_it_tells_at_once(google, calendar, leave, follower, situation: Situation):
    for step in situation.steps:
        for item in step.items:
            calendar.events.put(item["id"], item)
        follower.sync()
    late = Follower(google, leave, calendar)
    late.sync()
    assert every(late) == every(follower)
    assert late.kept.by_name == follower.kept.by_name


def test_the_table_is_long_enough_to_mean_something():
    assert len(TABLE) >= 30
    assert max(Counter(map(str, TABLE)).values()) == 1
    assert sum(bool(found(reader)) for each in TABLE if (reader := reading(each))) > 15


def reading(situation: Situation) -> FeedFollower:
    """Somebody who has read the first feed of a row."""
    reader = FeedFollower()
    reader.sync(feed(situation.steps[0].feed))
    return reader


def names(changes: Changes) -> tuple[set, set, set]:
    """The keys of what is new, changed and gone."""
    return {event.key for event in changes.new}, {event.key for event in changes.changed}, set(changes.gone)


def every(follower: Knowing) -> list[CalendarEvent]:
    """All events that somebody knows, in order."""
    return sorted(follower.known.values(), key=lambda event: event.key)


def told(follower: Knowing, situation: Situation) -> list[dict]:
    """All that events say, save that in which the doors cannot but differ; the stamps, which do not count as changes,
    too.
    """
    said = [name.name for name in fields(CalendarEvent) if name.name not in situation.differs]
    return [{name: getattr(event, name) for name in said} for event in every(follower)]


def found(follower: Knowing, *, alike: tuple[Knowing, Situation] | None = None) -> list[Candidate]:
    """What may be promises and meetings in them; as if they told what the other door tells where they cannot."""
    told = every(follower)
    if alike:
        other, situation = alike
        pairs = zip(told, every(other), strict=True)
        told = [replace(one, **{name: getattr(its, name) for name in situation.differs}) for one, its in pairs]
    return [each for event in told for each in detect(event, EFUA)]


def unlike(one: CalendarEvent, other: CalendarEvent) -> set[str]:
    """The fields in which two events differ."""
    return {field.name for field in fields(CalendarEvent) if getattr(one, field.name) != getattr(other, field.name)}

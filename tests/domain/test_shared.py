"""Meetings and gives by when they were."""

from tests.making import DAY, NOW
from tracker.domain.event import EventKey
from tracker.domain.people import Meeting, MeetingKind
from tracker.domain.shared import after, count, within


def met(uid, days):
    return Meeting(MeetingKind.ONE_TO_ONE, NOW + days * DAY, ("Ama",), EventKey("work", uid))


def test_those_between_two_instants_come_in_the_order_given_whatever_their_times():
    many = [met("late", 5), met("first", -1), met("last", 1), met("early", -5), met("now", 0)]
    assert [one.event.uid for one in within(many, NOW - DAY, NOW + DAY)] == ["first", "last", "now"]


def test_instants_are_counted_with_both_ends_and_the_next_is_after_now():
    days = [NOW + n * DAY for n in range(5)]
    assert count(days, NOW + DAY, NOW + 3 * DAY) == 3
    assert count(days, NOW + 3 * DAY, NOW + DAY) == 0
    assert after(days, NOW + DAY) == NOW + 2 * DAY
    assert after(days, NOW + 4 * DAY) is None

"""Who is meant, and how warm it is."""

from datetime import timedelta

import pytest

from tests.making import DAY, NOW, person
from tracker.domain.event import EventKey
from tracker.domain.people import Circle, Meeting, MeetingKind, Shade, warmth, whose

AMA = person("Ama Mensah", addresses=frozenset({"ama@example.com"}))
OTHER_AMA = person("Ama Owusu", id="ama2")
KOFI = person("Kofi Asante")


def meeting(at, who="Ama Mensah"):
    return Meeting(MeetingKind.ONE_TO_ONE, at, (who,), EventKey("work", "m"))


def shade(*meetings):
    return warmth(AMA, (AMA, KOFI), meetings, NOW).shade


@pytest.mark.parametrize("who", ["ama@example.com", "AMA@example.com ", "Ama Mensah", "ama mensah", "Ama"])
def test_an_address_a_name_and_a_first_name_mean_a_person(who):
    assert whose(who, (AMA, KOFI)) == AMA


def test_two_with_the_same_first_name_are_nobody_until_asked():
    assert whose("Ama", (AMA, OTHER_AMA)) is None
    assert whose("Ama Owusu", (AMA, OTHER_AMA)) == OTHER_AMA


def test_a_stranger_is_nobody():
    assert whose("Nils", (AMA, KOFI)) is None
    assert whose("", (AMA, KOFI)) is None


def test_a_close_person_cools_after_four_weeks_and_grows_cold_after_six():
    assert shade(meeting(NOW - 28 * DAY)) is Shade.WARM
    assert shade(meeting(NOW - 28 * DAY - timedelta(seconds=1))) is Shade.COOLING
    assert shade(meeting(NOW - 42 * DAY)) is Shade.COOLING
    assert shade(meeting(NOW - 42 * DAY - timedelta(seconds=1))) is Shade.COLD


def test_somebody_never_met_is_cold():
    assert shade() is Shade.COLD


def test_a_coming_meeting_keeps_it_warm():
    assert shade(meeting(NOW - 100 * DAY), meeting(NOW + 3 * DAY)) is Shade.WARM


def test_meetings_with_others_do_not_count():
    assert shade(meeting(NOW - DAY, "Kofi")) is Shade.COLD


def test_warmth_says_when_we_met_last_and_meet_next():
    found = warmth(AMA, (AMA,), (meeting(NOW - 9 * DAY), meeting(NOW - DAY), meeting(NOW + DAY)), NOW)
    assert (found.last_met, found.next_meeting) == (NOW - DAY, NOW + DAY)


def test_nearer_circles_meet_more_often():
    cadences = [circle.cadence for circle in Circle]
    assert cadences == sorted(cadences)
    assert all(cadence.ideal < cadence.longest for cadence in cadences)

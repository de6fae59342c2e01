"""How warm it is with whom, and when it is time to say so (requirement 27)."""

from datetime import timedelta
from time import perf_counter

import pytest

from tests.making import DAY, NOW, person
from tracker.domain.event import EventKey
from tracker.domain.people import Cadence, Circle, Meeting, MeetingKind, Persons
from tracker.domain.warmth import Shade, Wanted, wanted, warmth, warmths

AMA = person("Ama Mensah", addresses=frozenset({"ama@example.com"}))
KOFI = person("Kofi Asante")
FORTNIGHT = Cadence(14 * DAY, 21 * DAY)
SECOND = timedelta(seconds=1)


def meeting(at, *who):
    return Meeting(MeetingKind.ONE_TO_ONE, at, who or ("Ama Mensah",), EventKey("work", "m"))


def of_ama(*meetings, **but):
    ama = person("Ama Mensah", **but)
    return warmth(ama, (ama, KOFI), meetings, NOW)


@pytest.mark.parametrize(
    ("ago", "shade"),
    [
        (28 * DAY, Shade.WARM),
        (28 * DAY + SECOND, Shade.COOLING),
        (42 * DAY, Shade.COOLING),
        (42 * DAY + SECOND, Shade.COLD),
    ],
)
def test_with_four_weeks_and_six_it_cools_after_day_28_and_is_cold_after_day_42(ago, shade):
    assert of_ama(meeting(NOW - ago)).shade is shade


def test_somebody_never_met_is_cold():
    assert of_ama().shade is Shade.COLD
    assert of_ama().meet_by is None


def test_nobody_met_two_days_ago_is_nudged_about_with_a_cadence_of_a_fortnight():
    met = of_ama(meeting(NOW - 2 * DAY), cadence=FORTNIGHT)
    assert (met.shade, met.nudges, met.meet_by) == (Shade.WARM, False, NOW + 12 * DAY)


@pytest.mark.parametrize("ago", [15 * DAY, 22 * DAY])
def test_past_the_ideal_it_is_time_to_say_so(ago):
    assert of_ama(meeting(NOW - ago), cadence=FORTNIGHT).nudges


def test_a_coming_meeting_keeps_it_warm():
    assert of_ama(meeting(NOW - 100 * DAY), meeting(NOW + 3 * DAY)).shade is Shade.WARM


def test_a_coming_meeting_within_the_longest_is_word_enough():
    assert not of_ama(meeting(NOW - 100 * DAY), meeting(NOW + 42 * DAY)).nudges
    assert of_ama(meeting(NOW - 100 * DAY), meeting(NOW + 42 * DAY + SECOND)).nudges


def test_for_a_week_nothing_is_said_when_its_user_wants_it_so():
    quiet = of_ama(quiet_until=NOW + SECOND)
    assert (quiet.shade, quiet.quiet, quiet.nudges) == (Shade.COLD, True, False)
    assert of_ama(quiet_until=NOW).nudges


def test_meetings_with_others_do_not_count():
    assert of_ama(meeting(NOW - DAY, "Kofi")).shade is Shade.COLD


def test_it_says_when_we_met_last_and_meet_next():
    found = of_ama(meeting(NOW - 9 * DAY), meeting(NOW), meeting(NOW + DAY), meeting(NOW + 2 * DAY))
    assert (found.last_met, found.next_meeting) == (NOW, NOW + DAY)


def test_a_cadence_of_their_own_goes_before_that_of_a_tag_and_of_a_circle():
    weekly, monthly = Cadence(7 * DAY, 14 * DAY), Cadence(28 * DAY, 42 * DAY)
    by_tag = {"mentor": FORTNIGHT, "board": weekly}
    plain = person(circle=Circle.WIDER)
    tagged = person(tags=frozenset({"mentor", "board", "choir"}))
    last = meeting(NOW - 10 * DAY, "Ama Mensah")
    board = person("Ama Mensah", tags=frozenset({"board"}))
    assert warmth(board, (board,), [last], NOW, tuple(by_tag.items())).wanted == Wanted(weekly, tag="board")
    assert wanted(plain, by_tag) == Wanted(Circle.WIDER.cadence)
    assert wanted(tagged, by_tag) == Wanted(weekly, tag="board")
    assert wanted(person(tags=tagged.tags, cadence=monthly), by_tag) == Wanted(monthly, own=True)


def test_a_tags_cadence_shades():
    tagged = person(tags=frozenset({"mentor"}))
    (cold,) = warmths((tagged,), (meeting(NOW - 22 * DAY, "Ama Mensah"),), NOW, (("mentor", FORTNIGHT),))
    assert (cold.shade, cold.wanted.cadence) == (Shade.COLD, FORTNIGHT)


def test_two_who_answer_to_one_name_have_met_nobody_by_it():
    other = person("Ama Owusu", id="other")
    assert {one.last_met for one in warmths((AMA, other), (meeting(NOW - DAY, "Ama"),), NOW)} == {None}


def test_a_meeting_with_who_was_merged_is_one_with_who_they_are():
    merged = person("A. Mensah", merged_into="ama")
    assert warmth(AMA, Persons((AMA, merged)), (meeting(NOW - DAY, "A. Mensah"),), NOW).last_met == NOW - DAY


def test_a_thousand_persons_and_ten_thousand_meetings_are_no_burden():
    persons = Persons(person(f"Nobody{n} Of Town", id=str(n)) for n in range(1_000))
    meetings = [meeting(NOW - n * DAY, f"Nobody{n % 1_000}", f"Nobody{n % 7} Of Town") for n in range(10_000)]
    begun = perf_counter()
    assert len(warmths(persons, meetings, NOW)) == 1_000
    assert perf_counter() - begun < 2  # each with each takes minutes


def test_a_meeting_that_comes_just_within_the_ideal_keeps_it_warm():
    cold = meeting(NOW - 100 * DAY)
    coming = [meeting(NOW + FORTNIGHT.ideal + late) for late in (0 * SECOND, SECOND)]
    shades = [of_ama(cold, one, cadence=FORTNIGHT).shade for one in coming]
    assert shades[0] is not shades[1]

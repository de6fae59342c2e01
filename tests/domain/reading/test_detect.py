"""An event read whole: its title, its people, its answers, its notes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from tests.making import event, person, user
from tracker.domain.event import Attendee, CalendarEvent, EventKey, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Band, Candidate, Decided, Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence

EFUA = user(name="Efua Mensah")
CHOSEN = Decided(decides=True)
ME_THERE = Attendee("efua@example.com", "Efua Mensah", PartStat.ACCEPTED)
AMA = Attendee("ama@example.com", "Ama Owusu", PartStat.ACCEPTED)
KOFI = Attendee("kofi@example.com", "Kofi Boateng", PartStat.ACCEPTED)
TWO_JANUARY = datetime(2026, 1, 2, 9, tzinfo=UTC)


def _event(summary: str, **but: object) -> CalendarEvent:
    return event(summary, **{"at": TWO_JANUARY, **but})  # type: ignore[arg-type]


def _only(found: tuple[Candidate, ...]) -> Candidate:
    assert len(found) == 1, found
    return found[0]


def _asked(answer: PartStat) -> CalendarEvent:
    mine = ME_THERE._replace(partstat=answer)
    return _event("Send slides to Ama by Tuesday", organizer=KOFI, attendees=(KOFI, mine))


def test_a_promise_carries_all_that_its_event_says() -> None:
    told = _event("Send proposal to Ama by Tuesday")
    found = _only(detect(told, EFUA))
    assert (found.kind, found.body, found.who, found.promiser) == (Kind.PROMISE, "Send proposal", ("Ama",), ME)
    assert (found.event, found.title, found.start) == (told.key, told.summary, told.start)
    assert found.due == Due(datetime(2026, 1, 6, 23, 59, 59, tzinfo=UTC), True, "by Tuesday")
    assert found.quote in told.summary
    assert found.rule in {each.rule for each in found.evidence}
    assert found.confidence > 0.9
    assert not found.marked


def test_due_words_are_counted_from_the_event_on_its_own_wall_clock() -> None:
    late = datetime(2026, 1, 6, 4, 30, tzinfo=UTC)  # still Monday evening in New York
    found = _only(detect(event("Send proposal by Tuesday", at=late, zone="America/New_York"), EFUA))
    assert isinstance(found.due, Due)
    assert found.due.at == datetime(2026, 1, 7, 4, 59, 59, tzinfo=UTC)


def test_a_promise_without_due_words_is_due_when_its_event_ends() -> None:
    told = _event("Send proposal to Ama")
    assert _only(detect(told, EFUA)).due == Due(told.end, False)


def test_an_all_day_promise_is_due_at_the_last_second_of_its_last_day() -> None:
    start = datetime(2026, 1, 1, 23, tzinfo=UTC)  # midnight in Berlin
    told = event("Tax return due", at=start, end=start + timedelta(days=2), all_day=True, zone="Europe/Berlin")
    found = _only(detect(told, EFUA))
    assert isinstance(found.due, Due)
    assert (found.due.at.astimezone(UTC), found.due.dated) == (datetime(2026, 1, 3, 22, 59, 59, tzinfo=UTC), True)


def test_an_unclear_due_is_left_to_the_user() -> None:
    found = _only(detect(_event("Send proposal to Ama next Tuesday"), EFUA, CHOSEN))
    assert isinstance(found.due, Unclear)


@pytest.mark.parametrize(
    "but",
    [
        {"cancelled": True},
        {"private": True},
        {"categories": ("Holiday",)},
        {"organizer": KOFI, "attendees": (ME_THERE._replace(partstat=PartStat.DECLINED),)},
    ],
)
def test_what_is_called_off_private_or_declined_says_nothing(but: dict[str, object]) -> None:
    assert detect(_event("Send proposal to Ama by Tuesday", **but), EFUA, CHOSEN) == ()


def test_the_marker_decides_and_is_no_part_of_the_body() -> None:
    found = _only(detect(_event("Bring the projector !p"), EFUA))
    assert (found.body, found.marked, found.rule) == ("Bring the projector", True, "marker")


@pytest.mark.parametrize("summary", ["Projector", "Garden gate", "Send proposal to Ama"])
def test_in_a_chosen_calendar_every_event_that_is_nothing_else_is_a_promise(summary: str) -> None:
    assert _only(detect(_event(summary), EFUA, CHOSEN)).marked


def test_what_was_taught_goes_to_the_one_invited_whom_its_title_names() -> None:
    gate = _event("Garden gate to Ama", attendees=(ME_THERE, AMA, KOFI))
    found = _only(detect(gate, EFUA, Decided(taught=frozenset({Kind.PROMISE}))))
    assert (found.kind, found.who) == (Kind.PROMISE, ("ama@example.com",))


def test_what_was_taught_to_be_a_meeting_is_with_whom_its_title_says() -> None:
    told = detect(_event("Send report with Ama by Friday"), EFUA, Decided(taught=frozenset({Kind.MEETING})))
    (found,) = (each for each in told if each.kind is Kind.MEETING)
    assert (found.who, found.rule, found.quote) == (("Ama",), "taught", found.title)
    assert [each.quote for each in found.evidence if each.rule == "taught"] == [found.title]


def test_a_meeting_that_was_ticked_off_is_called_as_before_and_quoted_by_its_own_words() -> None:
    found = _only(detect(_event("✓ Lunch with Ama"), EFUA))
    assert (found.body, found.quote in found.body, found.quote != found.body) == ("Lunch with Ama", True, True)


def test_in_a_chosen_calendar_a_whole_day_is_a_promise_too() -> None:
    found = _only(detect(_event("Garden gate", all_day=True), EFUA, CHOSEN))
    assert (found.kind, found.marked) == (Kind.PROMISE, True)


def test_a_chosen_calendar_keeps_meetings_and_holidays_what_they_are() -> None:
    for summary in ("Flight to Lisbon", "Canceled: choir", "Public holiday"):
        assert not any(found.marked for found in detect(_event(summary), EFUA, CHOSEN))
    meeting = _only(detect(_event("Lunch with Ama"), EFUA, CHOSEN))
    assert (meeting.kind, meeting.marked) == (Kind.MEETING, False)


def test_an_invitation_alone_is_a_request_and_never_decides() -> None:
    assert not _only(detect(_asked(PartStat.NEEDS_ACTION), EFUA, CHOSEN)).marked
    assert _only(detect(_asked(PartStat.ACCEPTED), EFUA, CHOSEN)).marked


def test_somebody_elses_marker_does_not_decide_for_me() -> None:
    asked = _event(
        "!p Send slides by Tuesday", organizer=KOFI, attendees=(ME_THERE._replace(partstat=PartStat.TENTATIVE),)
    )
    assert not _only(detect(asked, EFUA)).marked


def test_a_name_in_the_title_becomes_the_address_of_its_attendee() -> None:
    found = _only(detect(_event("Send proposal to Ama", attendees=(AMA, KOFI)), EFUA))
    assert found.who == ("ama@example.com",)


def test_the_only_other_attendee_is_the_promisee() -> None:
    found = _only(detect(_event("Send proposal", attendees=(ME_THERE, AMA)), EFUA))
    assert found.who == ("ama@example.com",)


def test_a_title_that_names_the_user_is_their_own_promise() -> None:
    assert _only(detect(_event("Efua to send the lease"), EFUA)).promiser == ME
    assert _only(detect(_event("Kofi to send the lease"), EFUA)).promiser == "Kofi"


def test_a_to_do_is_a_promise_whatever_its_words() -> None:
    told = _event("Garden gate", todo=True, end=TWO_JANUARY)
    assert _only(detect(told, EFUA)).due == Due(TWO_JANUARY, False)


def test_a_to_do_that_was_done_carries_the_word_of_it_and_its_instant() -> None:
    done_at = TWO_JANUARY + timedelta(days=1)
    told = _event("Send proposal to Ama", todo=True, completed_at=done_at)
    found = _only(detect(told, EFUA))
    assert found.delivered_at == done_at
    assert Evidence("completed", "COMPLETED 2026-01-03 09:00 UTC", 0.0) in found.evidence
    assert found.sign == _only(detect(replace(told, completed_at=None), EFUA)).sign


def test_that_a_to_do_was_done_makes_it_no_likelier_a_promise() -> None:
    told = _event("Send proposal to Ama", todo=True)
    before, after = (_only(detect(one, EFUA)) for one in (told, replace(told, completed_at=TWO_JANUARY)))
    assert (after.confidence, after.rule, after.quote) == (before.confidence, before.rule, before.quote)


def test_what_the_notes_of_a_to_do_promise_is_not_done_with_it() -> None:
    told = _event(
        "Garden gate", todo=True, completed_at=TWO_JANUARY, description="I will send Ama the bill by Friday"
    )
    title, note = detect(told, EFUA)
    assert (title.delivered_at, note.delivered_at) == (TWO_JANUARY, None)


def test_another_instant_of_being_done_goes_by_another_name() -> None:
    found = _only(detect(_event("Garden gate", todo=True, completed_at=TWO_JANUARY), EFUA))
    in_berlin = replace(found, delivered_at=TWO_JANUARY.astimezone(ZoneInfo("Europe/Berlin")))
    later = replace(found, delivered_at=TWO_JANUARY + timedelta(minutes=1))
    assert found.delivery_sign == in_berlin.delivery_sign != later.delivery_sign
    assert found.delivery_sign not in (found.sign, found.series_sign)
    assert replace(found, delivered_at=None).delivery_sign == ""


@pytest.mark.parametrize("summary", ["Send proposal to Ama by Tuesday", "Send proposal to Ama"])
def test_a_due_in_a_zone_that_nobody_knows_is_a_guess_and_asked(summary: str) -> None:
    sure = _only(detect(_event(summary), EFUA, CHOSEN))
    found = _only(detect(_event(summary, unsure=True), EFUA, CHOSEN))
    assert isinstance(sure.due, Due)
    assert found.due == Unclear((sure.due,), sure.due.quote)
    assert (found.unsure, found.told_due, found.sign) == (True, sure.due, sure.sign)


def test_words_with_several_readings_in_a_zone_that_nobody_knows_tell_no_due() -> None:
    found = _only(detect(_event("Send proposal to Ama next Tuesday", unsure=True), EFUA, CHOSEN))
    assert isinstance(found.due, Unclear)
    assert (len(found.due.readings), found.told_due) == (2, None)


def test_two_people_in_a_room_are_a_one_to_one() -> None:
    found = _only(detect(_event("Budget", attendees=(ME_THERE, AMA)), EFUA))
    assert (found.kind, found.meeting, found.who) == (Kind.MEETING, MeetingKind.ONE_TO_ONE, ("ama@example.com",))


def test_two_people_at_a_meal_are_at_a_meal() -> None:
    found = _only(detect(_event("Lunch, as ever", attendees=(ME_THERE, AMA)), EFUA))
    assert found.meeting is MeetingKind.MEAL


def test_several_people_are_no_one_to_one() -> None:
    found = _only(detect(_event("Chat with Ama", attendees=(ME_THERE, AMA, KOFI)), EFUA))
    assert (found.meeting, found.who) == (MeetingKind.OTHER, ("ama@example.com", "kofi@example.com"))


@pytest.mark.parametrize(
    "but",
    [
        {"attendees": (ME_THERE, *(Attendee(f"p{n}@example.com", "") for n in range(13)))},
        {"attendees": (ME_THERE, AMA._replace(partstat=PartStat.DECLINED))},
        {"all_day": True},
        {"organizer": AMA, "attendees": (AMA, ME_THERE._replace(partstat=PartStat.TENTATIVE))},
    ],
)
def test_a_crowd_a_refusal_a_hold_and_a_maybe_are_no_contact(but: dict[str, object]) -> None:
    assert all(found.band is Band.IGNORE for found in detect(_event("Lunch with Ama", **but), EFUA))


def test_promises_in_notes_belong_to_those_they_name() -> None:
    lines = ("- Kofi: update the plan by Friday", "- Efua to send minutes to Ama", "- Book the room")
    notes = "\n".join(("Agenda: budget", "", "Action items:", *lines))
    found = detect(_event("Weekly planning", description=notes, attendees=(ME_THERE, AMA, KOFI)), EFUA)
    promises = [(each.promiser, each.body, each.who) for each in found if each.kind is Kind.PROMISE]
    assert promises == [
        ("Kofi Boateng", "update the plan", ()),
        (ME, "send minutes", ("ama@example.com",)),
        (ME, "Book the room", ()),
    ]


def test_a_name_above_items_is_that_of_somebody_invited() -> None:
    quist = Attendee("quist@example.com", "Oyelaran Quist", PartStat.ACCEPTED)
    notes = "Action items\nOyelaran:\n- fix the lamp"
    found = detect(_event("Planning", description=notes, attendees=(ME_THERE, quist)), EFUA)
    assert [each.promiser for each in found if each.kind is Kind.PROMISE] == ["Oyelaran Quist"]


def test_prose_in_ones_own_notes_is_a_promise_that_was_not_marked() -> None:
    notes = "Let me get back to you with the numbers by Friday."
    (found,) = (each for each in detect(_event("Planning", description=notes), EFUA) if each.line)
    assert (found.promiser, found.marked) == (ME, False)
    asked = _event("Planning", description=notes, organizer=KOFI, attendees=(KOFI, ME_THERE))
    assert not [each for each in detect(asked, EFUA) if each.line]


def test_a_line_in_somebody_elses_notes_is_mine_only_if_it_names_me() -> None:
    notes = "Action items:\n- Book the room\n- I will call the printer\n- Efua to send minutes\n"
    found = detect(_event("Planning", description=notes, organizer=KOFI, attendees=(KOFI, ME_THERE)), EFUA)
    promises = [(each.promiser, each.body) for each in found if each.kind is Kind.PROMISE]
    assert promises == [("Kofi Boateng", "call the printer"), (ME, "send minutes")]


def test_a_line_without_due_words_has_no_due() -> None:
    found = detect(_event("Planning", description="TODO: book the room\nI will call Ama tomorrow"), EFUA)
    assert [each.due and each.due.quote for each in found] == [None, "tomorrow"]


def test_the_marker_decides_in_notes_too() -> None:
    assert _only(detect(_event("Planning", description="!p bring the cake"), EFUA)).marked


def test_notes_in_html_are_read_and_joining_words_are_not() -> None:
    notes = (
        "<p>Next steps</p><ul><li>Kofi will draft the letter</li></ul><br>Join Zoom Meeting: https://zoom.example/j/1"
    )
    found = _only(detect(_event("Planning", description=notes), EFUA))
    assert (found.promiser, found.body) == ("Kofi", "draft the letter")


def test_the_same_words_keep_their_sign_when_the_event_moves() -> None:
    signs = {
        _only(detect(event("Send proposal to Ama", at=TWO_JANUARY + timedelta(days=n)), EFUA)).sign for n in range(3)
    }
    assert len(signs) == 1


def test_occurrences_of_one_series_share_their_series_sign() -> None:
    each = [
        _only(detect(_event("Send report", key=EventKey("work", "one", day), recurring=True), EFUA))
        for day in ("20260102", "20260109")
    ]
    assert each[0].series_sign == each[1].series_sign
    assert each[0].sign != each[1].sign


@pytest.mark.parametrize(
    "words", ["Ama and ", "AI ", "- [ ] ", "AI: ", "Ama, Kofi, ", "<li ", "by 1 ", "@a, ", "lunch ", "(", "A-A'a "]
)
def test_words_made_to_be_slow_are_read_at_once(words: str) -> None:
    started = process_time()
    detect(_event(words * 200, description="\n".join([words * 100] * 20)), EFUA)
    assert process_time() - started < 1


def test_a_promisee_is_called_what_the_invitation_calls_them_until_they_are_named() -> None:
    found = _only(detect(_event("Send proposal to Ama by Tuesday", attendees=(ME_THERE, AMA)), EFUA))
    assert (found.who, found.called) == (("ama@example.com",), ("Ama Owusu",))
    assert found.promisee(()) == "Ama Owusu"
    named = person("Aunt Ama", addresses=frozenset({"ama@example.com"}))
    assert found.promisee((named,)) == "Aunt Ama"

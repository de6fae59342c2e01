"""One promise told twice in one event is one; what is carried over keeps its name."""

from datetime import timedelta

from tests.domain.reading.inviting import AMA, EFUA, KOFI, invited
from tests.making import FRIDAY, candidate
from tracker.domain.event import EventKey
from tracker.domain.reading.candidate import Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reading.duplicates import merged

LATER = timedelta(days=3)


def test_a_promise_in_title_and_notes_is_one_and_knows_what_both_say() -> None:
    told = invited("Send the slides", AMA, KOFI, minutes=0, description="Action items:\n- Send slides to Ama\n")
    (found,) = [one for one in detect(told, EFUA) if one.kind is Kind.PROMISE]
    assert (found.body, found.who, found.line) == ("Send the slides", ("ama@ourschool.example",), "")


def test_the_first_stays_unless_it_would_be_left_out() -> None:
    sure, unsure = candidate(quote="first"), candidate("Send the proposal", quote="second", confidence=0.2)
    assert [one.quote for one in merged([sure, unsure])] == ["first"]
    assert [one.quote for one in merged([unsure, sure])] == ["first"]


def test_other_words_another_promiser_promisee_or_due_are_another_promise() -> None:
    one = candidate()
    others = (
        candidate("send invoice"),
        candidate("send the proposal", promiser="Kofi"),
        candidate("send the proposal", who=("Nils",), called=("Nils",)),
        candidate("send the proposal", due=FRIDAY + LATER),
        candidate("send the proposal", kind=Kind.MEETING),
    )
    for other in others:
        assert len(merged([one, other])) == 2, other


def test_a_day_apart_or_without_a_due_it_is_the_same() -> None:
    for due in (FRIDAY + timedelta(days=1), FRIDAY - timedelta(days=1), None):
        assert len(merged([candidate(), candidate("send the proposal", due=due)])) == 1


def test_a_matter_keeps_its_name_from_week_to_week_within_its_series() -> None:
    weeks = [candidate(event=EventKey("work", "one", day)) for day in ("20260109", "20260116")]
    assert weeks[0].matter_sign == weeks[1].matter_sign
    assert weeks[0].sign != weeks[1].sign
    assert candidate(event=EventKey("work", "two")).matter_sign != weeks[0].matter_sign
    assert candidate(event=EventKey("work", "one"), promiser="Kofi").matter_sign != weeks[0].matter_sign


def test_what_either_says_beside_is_said_of_both() -> None:
    plain = candidate(who=(), called=())
    told = candidate("send the proposal", marked=True, delivered_at=FRIDAY)
    for pair in ([plain, told], [told, plain]):
        (one,) = merged(pair)
        assert (one.who, one.called, one.marked, one.delivered_at) == (("Ama",), ("Ama",), True, FRIDAY)

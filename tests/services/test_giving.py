"""Gives recorded, changed, taken back; suggested by meetings, and answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import keeping
from tests.making import DAY, NOW, candidate, person
from tests.services.deciding import tell
from tracker.domain.entry import Act
from tracker.domain.people import Direction, GiveKind, MeetingKind
from tracker.domain.promise import Refused
from tracker.domain.reading.candidate import Kind
from tracker.domain.suggesting import suggested
from tracker.services import giving
from tracker.services import ledger as ledger_service
from tracker.services import people as persons_service
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.store import ledger, people
from tracker.store.ledger import Overtaken

HOW = {"via": "page", "now": NOW}
AMA, KOFI = person(addresses=frozenset({"ama@example.com"})), person("Kofi Boateng")


@pytest.fixture
def named(database, efua):
    """Efua, who has named Ama and Kofi."""
    with database.write() as db:
        keeping.keep(db, efua.id, AMA, KOFI)
    return efua


def given(database, user, **but):
    values = {"person": "ama", "kind": GiveKind.ARTICLE, "direction": Direction.GIVEN, "at": NOW - DAY}
    return giving.give(database, user, **(values | HOW | but))


def gives(database, user):
    with database.read() as db:
        return people.gives(db, user.id)


def acts(database, user, give):
    with database.read() as db:
        return [entry.act for entry in ledger.entries(db, user.id, give.id)]


def lunch(*who, **but):
    told = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "uid": "lunch", "start": NOW - DAY}
    return candidate("Lunch", **(told | {"who": who, "called": who} | but))


def asked(database, user):
    with database.read() as db:
        known = gather(db, user, NOW)
    return suggested(known.meetings, known.named, known.gives, known.dismissed, NOW)


def test_a_give_is_recorded_with_its_direction(database, named):
    one = given(database, named, note=" on trust ")
    two = given(database, named, kind=GiveKind.ADVICE, direction=Direction.RECEIVED)
    assert one.note == "on trust"
    assert set(gives(database, named)) == {one, two}
    assert acts(database, named, one) == [Act.RECORDED]


def test_a_give_of_tomorrow_is_refused(database, named):
    with pytest.raises(Refused, match=r"That time has not come yet. Record it when it is given"):
        given(database, named, at=NOW + timedelta(seconds=1))
    one = given(database, named, at=NOW)
    with pytest.raises(Refused, match="not come yet"):
        edited(database, named, one, at=NOW + timedelta(seconds=1))
    assert gives(database, named) == (one,)


def edited(database, user, one, **but):
    values = {"kind": one.kind, "direction": one.direction, "at": one.at, "note": one.note}
    return giving.edit(database, user, one.id, **(values | but), **HOW)


def test_a_give_is_changed_and_a_change_of_nothing_leaves_no_entry(database, named):
    one = given(database, named)
    assert edited(database, named, one) == one
    other = edited(database, named, one, kind=GiveKind.TALK, direction=Direction.RECEIVED, note=" at school ")
    assert other == one._replace(kind=GiveKind.TALK, direction=Direction.RECEIVED, note="at school")
    assert gives(database, named) == (other,)
    assert acts(database, named, one) == [Act.RECORDED, Act.EDITED]
    assert giving.undo(database, named, one.id, of=other, **HOW) == one


def test_a_give_that_was_none_is_taken_back_twice_is_once_and_undo_brings_it_again(database, named):
    one = given(database, named)
    for _ in range(2):
        giving.take_back(database, named, one.id, **HOW)
    assert gives(database, named) == ()
    assert giving.undo(database, named, one.id, of=None, **HOW) == one
    assert gives(database, named) == (one,)
    assert acts(database, named, one) == [Act.RECORDED, Act.REMOVED, Act.UNDONE]
    with pytest.raises(Overtaken, match=r"This was just changed elsewhere. Look at it again"):
        giving.undo(database, named, one.id, of=None, **HOW)


def test_undo_of_the_recording_leaves_nothing_and_of_something_older_is_refused(database, named):
    one = given(database, named)
    other = edited(database, named, one, note="more")
    with pytest.raises(Overtaken):
        giving.undo(database, named, one.id, of=one, **HOW)
    assert giving.undo(database, named, one.id, of=other, **HOW) == one
    assert giving.undo(database, named, one.id, of=one, **HOW) is None
    assert gives(database, named) == ()
    with pytest.raises(NotFound):
        giving.undo(database, named, one.id, of=None, **HOW)


def test_nothing_comes_back_to_somebody_who_is_named_no_longer(database, named):
    one = given(database, named)
    giving.take_back(database, named, one.id, **HOW)
    persons_service.remove_person(database, named, "ama", **HOW)
    with pytest.raises(NotFound):
        giving.undo(database, named, one.id, of=None, **HOW)


def test_a_suggestion_counts_only_once_it_is_accepted_and_twice_is_once(database, named):
    tell(database, named, lunch("ama@example.com"))
    (one,) = asked(database, named)
    assert gives(database, named) == ()
    first, again = (giving.accept(database, named, one.sign, Direction.RECEIVED, **HOW) for _ in range(2))
    assert first == again
    assert gives(database, named) == (first,)
    kept = (first.person, first.kind, first.direction, first.at, first.note, first.sign)
    assert kept == ("ama", GiveKind.MEAL, Direction.RECEIVED, NOW - DAY, "Lunch", one.sign)
    assert asked(database, named) == ()
    assert acts(database, named, first) == [Act.ACCEPTED]


def test_undo_of_an_acceptance_asks_again(database, named):
    tell(database, named, lunch("ama@example.com"))
    (one,) = asked(database, named)
    accepted = giving.accept(database, named, one.sign, Direction.GIVEN, **HOW)
    assert giving.undo(database, named, accepted.id, of=accepted, **HOW) is None
    assert asked(database, named) == (one,)
    assert giving.accept(database, named, one.sign, Direction.GIVEN, **HOW) == accepted
    assert gives(database, named) == (accepted,)


def test_of_two_who_accept_at_once_one_is_first(database, named):
    tell(database, named, lunch("ama@example.com"))
    (one,) = asked(database, named)
    accepted = giving.accept(database, named, one.sign, Direction.GIVEN, **HOW)
    with pytest.raises(Overtaken), database.write() as db:  # as a second would write, who saw nothing of the first
        ledger_service.record(db, named, Act.ACCEPTED, None, accepted, "page", NOW)
    assert gives(database, named) == (accepted,)


def test_no_is_remembered_and_can_be_taken_back(database, named):
    tell(database, named, lunch("ama@example.com"))
    (one,) = asked(database, named)
    for _ in range(2):
        giving.decline(database, named, one.sign, **HOW)
    assert (asked(database, named), gives(database, named)) == ((), ())
    with pytest.raises(NotFound):
        giving.accept(database, named, one.sign, Direction.GIVEN, **HOW)
    for _ in range(2):
        giving.ask_again(database, named, one.sign, now=NOW)
    assert asked(database, named) == (one,)


def test_only_what_was_suggested_is_asked_again(database, named):
    tell(database, named, lunch("ama@example.com"))
    with database.write() as db:
        ledger.dismiss(db, named.id, "a promise", body="send proposal", at=NOW, via="page")
    with pytest.raises(NotFound):
        giving.ask_again(database, named, "a promise", now=NOW)
    with database.read() as db:
        assert ledger.dismissed(db, named.id) == {"a promise"}


def test_an_accepted_give_that_is_taken_back_is_not_suggested_again(database, named):
    tell(database, named, lunch("ama@example.com"))
    accepted = giving.accept(database, named, asked(database, named)[0].sign, Direction.GIVEN, **HOW)
    giving.take_back(database, named, accepted.id, **HOW)
    assert (asked(database, named), gives(database, named)) == ((), ())
    giving.undo(database, named, accepted.id, of=None, **HOW)
    assert (asked(database, named), gives(database, named)) == ((), (accepted,))
    giving.undo(database, named, accepted.id, of=accepted, **HOW)
    assert [one.sign for one in asked(database, named)] == [accepted.sign]


def test_each_person_at_a_lunch_is_answered_for_alone(database, named):
    tell(database, named, lunch("ama@example.com", "Kofi"))
    one, other = asked(database, named)
    giving.accept(database, named, one.sign, Direction.GIVEN, **HOW)
    assert asked(database, named) == (other,)


def test_a_talk_before_strangers_needs_somebody_to_whom_it_was_given(database, named):
    tell(database, named, lunch(meeting=MeetingKind.NETWORKING, title="Talk at the Rotary"))
    (one,) = asked(database, named)
    with pytest.raises(Refused, match="with whom"):
        giving.accept(database, named, one.sign, Direction.GIVEN, **HOW)
    with pytest.raises(NotFound):
        giving.accept(database, named, one.sign, Direction.GIVEN, "nobody", **HOW)
    assert giving.accept(database, named, one.sign, Direction.GIVEN, "kofi", **HOW).person == "kofi"


def test_what_was_accepted_stays_accepted_when_its_person_is_merged(database, named):
    tell(database, named, lunch("ama@example.com"))
    accepted = giving.accept(database, named, asked(database, named)[0].sign, Direction.GIVEN, **HOW)
    with database.write() as db:
        keeping.change(db, named.id, AMA, replace(AMA, merged_into="kofi"))
    assert asked(database, named) == ()
    assert gives(database, named) == (accepted._replace(person="kofi"),)
    assert edited(database, named, accepted, note="more").person == "ama"


def test_nobody_touches_anothers_gives(database, named, kofi):
    tell(database, named, lunch("ama@example.com"))
    one, (suggestion,) = given(database, named), asked(database, named)
    for act in (
        lambda: given(database, kofi),
        lambda: edited(database, kofi, one),
        lambda: giving.undo(database, kofi, one.id, of=None, **HOW),
        lambda: giving.accept(database, kofi, suggestion.sign, Direction.GIVEN, **HOW),
        lambda: giving.decline(database, kofi, suggestion.sign, **HOW),
        lambda: giving.ask_again(database, kofi, suggestion.sign, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    giving.take_back(database, kofi, one.id, **HOW)
    assert (gives(database, named), asked(database, named)) == ((one,), (suggestion,))

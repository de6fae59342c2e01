"""Things rebuilt from entries alone, over random histories; and what no history can be."""

from itertools import pairwise

import pytest

from tests.histories import InMemory, play
from tests.making import NOW, promise, user
from tracker.domain.decided import from_record, thing_of, to_record
from tracker.domain.entry import Act, Entry, Thing, by_calendar, first_broken, of_calendar, sealed
from tracker.domain.replay import replayed

HISTORIES = 1000


def chained(entries):
    """The entries, each with its hash."""
    chain, before = [], ""
    for entry in entries:
        before = sealed(before, entry)
        chain.append((entry, before))
    return chain


@pytest.mark.parametrize("tenth", range(10))
def test_what_is_replayed_is_what_stands_over_a_thousand_histories(tenth):
    for seed in range(tenth, HISTORIES, 10):
        told = InMemory()
        stands = play(told, seed, length=40)
        stood = {(thing_of(one), one.id): one for one in stands.values()}
        found = replayed(told.entries)
        assert found.gap is None
        assert found.stands == {name: to_record(one) for name, one in stood.items()}
        assert {name: from_record(name[0], record) for name, record in found.stands.items()} == stood
        assert first_broken(chained(told.entries)) is None


def test_those_histories_hold_every_act_on_every_thing():
    acts = set()
    for seed in range(100):
        told = InMemory()
        play(told, seed, length=40)
        acts |= {(entry.thing, entry.act) for entry in told.entries}
    assert {thing for thing, _ in acts} == set(Thing)
    missing = {Act.ACCEPTED, Act.NAMED, Act.RECORDED, Act.PLANNED, Act.INVITED}  # openings have one name here
    missing |= {Act.REZONED}  # zone data stand still here: see tests/services/test_zones.py
    assert {act for _, act in acts} == set(Act) - missing


def test_a_chain_of_which_anything_was_changed_is_broken_there():
    told = InMemory()
    play(told, 1, length=40)
    chain = chained(told.entries)
    assert first_broken(chain) is None
    for place, (entry, seal) in enumerate(chain):
        other = (entry._replace(via="letter"), seal)
        assert first_broken([*chain[:place], other, *chain[place + 1 :]]) == place
    for place in range(len(chain) - 1):
        assert first_broken(chain[:place] + chain[place + 1 :]) == place, "one was left out"
    for (place, one), (_, next_) in pairwise(enumerate(chain)):
        assert first_broken([*chain[:place], next_, one, *chain[place + 2 :]]) == place, "two were changed over"


OWED = to_record(promise())
KEPT = to_record(promise().deliver(NOW))
BROKEN = to_record(promise().renege(NOW))


def entry(act, before, after):
    return Entry("p1", NOW, "efua", "page", act, before, after)


@pytest.mark.parametrize(
    ("entries", "gap"),
    [
        ([entry(Act.ADDED, {}, OWED), entry(Act.RENEGED, KEPT, BROKEN)], 1),
        ([entry(Act.DELIVERED, OWED, KEPT)], 0),
        ([entry(Act.ADDED, {}, OWED), entry(Act.ADDED, {}, OWED)], 1),
        ([entry(Act.ADDED, {}, OWED), entry(Act.DELIVERED, OWED, KEPT), entry(Act.UNDONE, KEPT, BROKEN)], 2),
        ([entry(Act.UNDONE, {}, OWED)], 0),
    ],
)
def test_an_entry_that_does_not_go_on_from_what_stood_is_a_gap(entries, gap):
    assert replayed(entries).gap == gap


def test_what_was_taken_back_altogether_stands_no_more():
    assert replayed([entry(Act.ADDED, {}, OWED), entry(Act.UNDONE, OWED, {})]) == ({}, None)


def test_a_calendars_word_that_was_confirmed_is_told_from_all_other_ways():
    assert of_calendar(by_calendar("page"))
    assert not of_calendar("page")
    assert not of_calendar("calendar")


def test_only_the_first_entry_of_an_account_may_say_of_itself_what_was_before():
    account = to_record(user().account)
    away = account | {"away": ["2026-01-05T09:00:00+00:00", "2026-01-06T09:00:00+00:00"]}
    late = Entry("efua", NOW, "efua", "page", Act.EDITED, account, away, Thing.ACCOUNT)
    assert replayed([late]).gap is None
    assert replayed([late, late]).gap == 1
    assert replayed([late._replace(thing=Thing.PERSON)]).gap == 0

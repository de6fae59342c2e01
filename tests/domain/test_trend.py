"""The score by week and by person, against counts made by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import BERLIN, DAY, HOUR, NOW, person, promise, user
from tracker.domain.known import Line, scored
from tracker.domain.lasting import Part, Parted
from tracker.domain.people import Persons
from tracker.domain.promise import Cause
from tracker.domain.trend import (
    TWELVE,
    Excluded,
    Tally,
    Week,
    by_person,
    causes,
    excluded,
    first_day,
    given_to,
    person_figures,
    promised_most,
    twelve,
)
from tracker.domain.trend import worked as work_out
from tracker.domain.trust import Rate, credit_for, next_loss, rate, trust_index
from tracker.domain.verdict import Leniency, judge

EFUA = user()
LENIENCY = Leniency()


def line(one, now=NOW):
    verdict = judge(one, LENIENCY, now)
    return Line(one, verdict, next_loss(verdict, LENIENCY.limit(verdict.term)))


def lines(*ones, now=NOW):
    return tuple(line(one, now) for one in ones)


def due(days, name="one", **but):
    """Due so many days from the Monday of NOW, made a week before."""
    return promise(name, id=name, due=NOW + timedelta(days=days), **but)


def test_twelve_weeks_are_told_oldest_first_and_the_last_holds_the_instant():
    weeks = twelve((), EFUA, NOW)
    assert [week.first for week in weeks] == [date(2025, 10, 20) + timedelta(weeks=n) for n in range(TWELVE)]
    assert set(weeks) == {Week(week.first) for week in weeks}


def test_a_promise_is_made_in_one_week_and_decided_in_another():
    told = lines(
        due(-6, "kept").deliver(NOW - 7 * DAY),
        due(-6, "late").deliver(NOW - 5 * DAY),
        due(-40, "broken"),
        due(3, "open", made_at=NOW),
    )
    weeks = twelve(told, EFUA, NOW)
    assert weeks[-1] == Week(date(2026, 1, 5), made=1)
    assert weeks[-2] == Week(date(2025, 12, 29), kept=1, late=1)
    assert weeks[-3] == Week(date(2025, 12, 22), made=2, broken=1)
    assert weeks[-8] == Week(date(2025, 11, 17), made=1)
    assert weeks[-2].rate == Rate(1, 2)


def test_a_week_begins_at_midnight_of_its_monday_on_the_users_wall_clock():
    sunday = datetime(2026, 1, 4, 23, 30, tzinfo=UTC)  # in Berlin it is Monday
    told = lines(promise(due=NOW, made_at=NOW - 30 * DAY).deliver(sunday))
    assert [twelve(told, user(zone=zone), NOW)[-1].kept for zone in (BERLIN, EFUA.zone)] == [1, 0]


def test_a_week_in_which_the_clocks_change_is_one_week():
    at = datetime(2026, 3, 29, 21, 30, tzinfo=UTC)  # Sunday, 23:30 in Berlin since that morning
    told = lines(promise(due=at + DAY, made_at=at - DAY).deliver(at), now=at + HOUR)
    weeks = twelve(told, user(zone=BERLIN), at + HOUR)
    assert weeks[-1] == Week(date(2026, 3, 30))
    assert weeks[-2] == Week(date(2026, 3, 23), made=1, kept=1)


def test_only_what_is_scored_is_in_the_trend():
    told = lines(
        due(-6, "before the start").deliver(NOW - 7 * DAY),
        due(-2, "theirs", promiser="Kofi").deliver(NOW - 3 * DAY),
        due(-2, "struck").strike(),
        due(-2, "let off").release(NOW - 3 * DAY),
    )
    weeks = twelve(told, user(scored_from=NOW - 3 * DAY), NOW)
    assert sum(week.rate.decided for week in weeks) == 0
    assert sum(week.made for week in weeks) == 1  # one was made, and let off


moments = st.integers(-120 * 24, 10 * 24).map(lambda hours: NOW + timedelta(hours=hours))
histories = st.lists(st.tuples(moments, st.none() | moments), max_size=30)


@given(histories)
def test_the_weeks_add_up_to_what_was_decided_in_them(history):
    told = lines(
        *(
            promise(id=str(number), due=at, delivered_at=None if then is None or then > NOW else then)
            for number, (at, then) in enumerate(history)
        )
    )
    weeks = twelve(told, EFUA, NOW)
    since = datetime(2025, 10, 20, tzinfo=UTC)
    in_them = [verdict for verdict in scored(told, EFUA) if verdict.at >= since]
    assert Rate(sum(week.kept for week in weeks), sum(week.rate.decided for week in weeks)) == rate(in_them)


def test_each_person_has_figures_by_the_same_formulas():
    persons = Persons((person("Ama Mensah"), person("Kofi Boateng"), person("Nils")))
    to_ama = lines(due(-6, "a").deliver(NOW - 7 * DAY), due(-6, "b").deliver(NOW - 5 * DAY), due(3, "c"))
    told = (*to_ama, *lines(due(-2, "d", promisee="Kofi Boateng"), due(-2, "e", promisee="the committee")))
    ama, kofi = by_person(told, EFUA, persons, NOW)
    assert (ama.person.name, ama.rate, ama.open) == ("Ama Mensah", Rate(1, 2), 1)
    assert ama.trust == trust_index([one.verdict for one in to_ama], NOW)
    assert (kofi.person.name, kofi.rate, kofi.open) == ("Kofi Boateng", Rate(0, 0), 1)
    assert person_figures(persons[0], given_to(persons[0], told, persons), EFUA, NOW) == ama


def test_one_to_whom_nothing_was_promised_has_no_figures():
    assert by_person(lines(due(1, promisee="Kofi")), EFUA, Persons((person(),)), NOW) == ()


def test_what_counts_nowhere_is_counted_beside():
    told = lines(
        due(-6, "imported").deliver(NOW - 7 * DAY),
        due(-2, "struck").strike(),
        due(-2, "let off").release(NOW),
        due(2, "pending"),
        due(-2, "kept").deliver(NOW - 3 * DAY),
        due(-2, "theirs", promiser="Kofi"),
    )
    assert excluded(told, user(scored_from=NOW - 3 * DAY)) == Excluded(imported=1, void=1, released=1, pending=1)


def test_causes_of_what_was_missed_are_counted_the_most_frequent_first():
    told = lines(
        due(-9, "a").deliver(NOW - 5 * DAY).explain(Cause.CAPACITY),
        due(-9, "b").deliver(NOW - 5 * DAY).explain(Cause.CAPACITY),
        due(-9, "c").renege(NOW - 9 * DAY, Cause.FORGOT),
        due(-9, "d"),
        due(-9, "e").deliver(NOW - 10 * DAY).explain(Cause.FORGOT),
    )
    assert causes(told, EFUA) == ((Cause.CAPACITY, 2), (Cause.FORGOT, 1), (None, 1))


@given(histories)
def test_the_index_worked_out_comes_out_at_the_index(history):
    told = lines(*(promise(id=str(number), due=at, delivered_at=then) for number, (at, then) in enumerate(history)))
    sums = work_out(told, EFUA, NOW)
    weight = sums.weight_before + sum(one.weight for one in sums.newest)
    assert (1 + sums.gained) / (2 + weight) == pytest.approx(sums.trust.value)
    assert len(sums.newest) + sums.before == sum(credit_for(one.verdict) is not None for one in told)


def test_the_index_is_worked_out_newest_first():
    sums = work_out(lines(*(due(-days, str(days)) for days in range(1, 8))), EFUA, NOW, most=2)
    assert [(one.line.promise.id, one.age, one.credit) for one in sums.newest] == [("1", 1, 0.75), ("2", 2, 0.5)]
    assert sums.before == 5


def test_who_was_promised_most_is_by_what_counts_and_then_by_what_is_open():
    names = ("Ama", "Kofi", "Nils")
    persons = Persons(tuple(person(name) for name in names))
    ama = [due(-6, f"a{n}", promisee="Ama").deliver(NOW - 7 * DAY) for n in range(2)]
    kofi = [due(-6, "k0", promisee="Kofi").deliver(NOW - 7 * DAY), due(3, "k1", promisee="Kofi")]
    nils = [due(-6, "n0", promisee="Nils").deliver(NOW - 7 * DAY)]
    told = lines(*nils, *kofi, *ama)
    assert [one.name for one in promised_most(told, EFUA, persons)] == list(names)
    late = user(scored_from=NOW)  # nothing decided counts: only what is open tells
    assert next(one.name for one in promised_most(told, late, persons)) == "Kofi"


def test_decided_and_open_are_added_up_apart():
    assert Tally(1, 2).plus(Tally(3, 4)) == Tally(4, 6)


def test_what_was_promised_under_two_names_or_in_two_months_is_added_up():
    yaa, kofi = person("Yaa Owusu", addresses=frozenset({"yaa@example.com"})), person("Kofi")
    persons = Persons((kofi, yaa))
    once = lines(due(-6, "k", promisee="Kofi").deliver(NOW - 7 * DAY))
    for names in (("Yaa", "yaa@example.com"), ("Yaa", "Yaa")):
        made = [lines(due(-6, f"y{n}", promisee=who).deliver(NOW - 7 * DAY)) for n, who in enumerate(names)]
        assert promised_most(Parted(map(Part, (once, *made))), EFUA, persons) == (yaa, kofi)


def test_weeks_begin_on_a_monday_unless_it_is_said_otherwise():
    assert first_day(NOW, BERLIN) == NOW.date() == first_day(NOW + 6 * DAY, BERLIN)
    assert first_day(NOW, BERLIN, 6) == NOW.date() - DAY

"""A week planned, let go by, given; and one undo for all that a tap did."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import keeping
from tests.making import DAY, HOUR, NEW_YORK, NOW, person, user
from tracker.domain.entry import Act, Thing
from tracker.domain.game import given_at
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.promise import Refused
from tracker.services import ledger, planning
from tracker.services.ledger import NotFound
from tracker.services.people import edit_person
from tracker.services.planning import Ambiguous, Answer
from tracker.store import accounts, people, plans
from tracker.store import ledger as store

WEEK = "2026-W02"  # in which NOW lies
THURSDAY = date(2026, 1, 8)
AMA = person("Ama Mensah", value="careful reading")
LATER = NOW + HOUR


def answer(who="Ama", value="careful reading", on=THURSDAY, promised=False):
    return Answer(who, value, on, promised)


@pytest.fixture
def plan(database, efua):
    def made(at=NOW, **said):
        return planning.plan(database, efua, answer(**said), via="page", now=at)

    return made


@pytest.fixture
def named(database, efua):
    with database.write() as db:
        keeping.keep(db, efua.id, AMA)
    return AMA


@pytest.fixture
def kept(database, efua):
    """All that stands: plans, persons' names, promises, gives."""

    def read():
        with database.read() as db:
            return (
                plans.plans(db, efua.id),
                [one.name for one in people.persons(db, efua.id)],
                store.promises(db, efua.id),
                people.gives(db, efua.id),
            )

    return read


def acts(database, one, subject):
    with database.read() as db:
        return [entry.act for entry in store.entries(db, one.id, subject)]


def test_three_answers_make_the_plan_of_the_week(plan, named, kept):
    done = plan()
    assert (done.plan.week, done.plan.person, done.plan.value, done.plan.on) == (
        WEEK,
        "ama",
        "careful reading",
        THURSDAY,
    )
    assert not done.newly_named
    assert kept() == ((done.plan,), ["Ama Mensah"], (), ())


def test_who_is_not_named_yet_is_named_at_once_with_that_value(plan, database, efua):
    done = plan(who="  Bodil   Lund ", value="a walk")
    assert done.newly_named
    with database.read() as db:
        (bodil,) = people.persons(db, efua.id)
    assert (bodil.name, bodil.value, done.plan.person) == ("Bodil Lund", "a walk", bodil.id)


def test_if_wished_it_becomes_a_promise_due_when_that_day_ends_where_its_user_is(database, named):
    ines = user(id="ines", email="ines@example.com", zone=NEW_YORK)
    with database.write() as db:
        accounts.add_user(db, ines)
    done = planning.plan(database, ines, answer(promised=True), via="page", now=NOW)
    with database.read() as db:
        (promise,) = store.promises(db, ines.id)
    assert (promise.id, promise.body, promise.promisee) == (done.plan.promise, "careful reading", "Ama")
    due = promise.binding.due.astimezone(NEW_YORK)
    assert (due.date(), due.hour, due.minute, promise.binding.dated) == (THURSDAY, 23, 59, True)


def test_the_same_answer_twice_is_one_plan_one_person_and_one_promise(plan, kept, database, efua):
    first, second = (plan(who="Bodil", promised=True, at=NOW + number * HOUR) for number in range(2))
    made, names, promises, _ = kept()
    assert (first.plan, len(made), names, len(promises)) == (second.plan, 1, ["Bodil"], 1)
    assert acts(database, efua, WEEK) == [Act.PLANNED]


def test_a_second_answer_says_the_week_anew(plan, named, kept, database, efua):
    plan()
    plan(who="Kofi", value="an introduction", at=LATER)
    (made,), names, _, _ = kept()
    assert (made.value, names) == ("an introduction", ["Ama Mensah", "Kofi"])
    assert acts(database, efua, WEEK) == [Act.PLANNED, Act.EDITED]


def test_another_day_keeps_the_promise_and_another_value_lets_go_of_it_and_leaves_it_standing(plan, named, kept):
    promised = plan(promised=True).plan.promise
    assert plan(on=THURSDAY + DAY, at=LATER).plan.promise == promised
    assert plan(value="a walk", at=LATER + HOUR).plan.promise is None
    assert [one.id for one in kept()[2]] == [promised]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"who": "  "}, "Say who"),
        ({"value": " "}, "Say what you will give"),
        ({"on": date(2026, 1, 4)}, "That day has passed. Choose today, or a day to come"),
        ({"on": date(2027, 1, 7)}, "That is more than a year away. Choose a nearer day"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_and_nothing_is_kept(plan, kept, said, why):
    with pytest.raises(Refused, match=why):
        plan(**said)
    assert kept() == ((), [], (), ())


def test_a_day_that_passed_since_may_stay_when_only_a_word_is_mended(plan, named):
    plan(on=date(2026, 1, 5))
    assert (
        plan(on=date(2026, 1, 5), value="very careful reading", at=NOW + 2 * DAY).plan.value == "very careful reading"
    )


def test_when_two_answer_to_a_name_its_user_is_asked_which(plan, named, database, efua, kept):
    with database.write() as db:
        keeping.keep(db, efua.id, person("Ama Owusu", id="ama2"))
    with pytest.raises(Ambiguous, match="2 persons answer to “Ama”") as asked:
        plan()
    assert {one.id for one in asked.value.persons} == {"ama", "ama2"}
    assert kept()[0] == ()
    assert plan(who="ama2").plan.person == "ama2"


def test_a_week_is_let_go_by_and_planned_after_all(plan, named, database, efua, kept):
    skipped = planning.skip(database, efua, via="page", now=NOW)
    assert skipped.skipped
    assert planning.skip(database, efua, via="page", now=LATER) == skipped
    plan(at=LATER)
    assert acts(database, efua, WEEK) == [Act.SKIPPED, Act.EDITED]
    planning.skip(database, efua, via="page", now=LATER + HOUR)
    assert kept()[0] == (skipped,)


def test_the_week_is_that_of_the_users_zone(database, named):
    ines = user(id="ines", email="ines@example.com", zone=NEW_YORK)
    with database.write() as db:
        accounts.add_user(db, ines)
    sunday_there = NOW.replace(hour=4)  # Monday in Accra
    assert planning.skip(database, ines, via="page", now=sunday_there).week == "2026-W01"


def test_one_tap_says_that_it_was_given_records_the_give_and_delivers_the_promise(plan, named, database, efua, kept):
    plan(promised=True)
    given = planning.give(database, efua, WEEK, GiveKind.ADVICE, via="page", now=LATER)
    (made,), _, (promise,), (give,) = kept()
    assert (made, made.given_at, promise.delivered_at) == (given, LATER, LATER)
    assert (give.id, give.person, give.kind, give.direction) == (made.give, "ama", GiveKind.ADVICE, Direction.GIVEN)
    assert (give.at, give.note) == (LATER, "careful reading")
    assert planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=LATER + HOUR) == given
    assert len(kept()[3]) == 1


def test_a_plan_counts_as_given_once_its_promise_is_delivered_and_its_give_bears_that_instant(
    plan, named, database, efua, kept
):
    promised = plan(promised=True).plan.promise
    ledger.deliver(database, efua, promised, via="page", now=LATER)
    (made,), _, promises, gives = kept()
    assert (given_at(made, promises), made.given_at, gives) == (LATER, None, ())
    planning.give(database, efua, WEEK, GiveKind.ADVICE, via="page", now=LATER + DAY)
    assert kept()[3][0].at == LATER


def test_what_is_given_is_not_planned_anew_or_let_go_by(plan, named, database, efua):
    plan()
    planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=LATER)
    with pytest.raises(Refused, match=r"What you planned for this week is given. The next week begins on Monday"):
        plan(value="a walk", at=LATER)
    with pytest.raises(Refused, match="is given"):
        planning.skip(database, efua, via="page", now=LATER)


def test_nothing_is_given_in_a_week_let_go_by_or_left_empty(database, efua):
    with pytest.raises(NotFound):
        planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=NOW)
    planning.skip(database, efua, via="page", now=NOW)
    with pytest.raises(Refused, match="go by"):
        planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=NOW)


def test_last_weeks_is_given_this_week_too(plan, named, database, efua, kept):
    plan()
    planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=NOW + 9 * DAY)
    assert kept()[0][0].given_at == NOW + 9 * DAY


def undone(database, one, at):
    with database.read() as db:
        plan = planning.the(db, one, WEEK)
    return planning.undo(database, one, plan, via="page", now=at)


def test_undo_takes_back_all_that_the_tap_did(plan, kept, database, efua):
    plan(who="Bodil", promised=True)
    before = kept()
    planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=LATER)
    undone(database, efua, LATER + HOUR)
    assert kept() == before
    assert undone(database, efua, LATER + 2 * HOUR) is None
    assert kept() == ((), [], (), ())


def test_undo_leaves_what_more_was_done_with_since(plan, kept, database, efua):
    done = plan(who="Bodil", promised=True)
    ledger.deliver(database, efua, done.plan.promise, via="page", now=LATER)
    bodil = replace(done.person, name="Bodil Lund")
    edit_person(database, efua, bodil, via="page", now=LATER)
    undone(database, efua, LATER + HOUR)
    made, names, (promise,), _ = kept()
    assert (made, names, promise.delivered_at) == ((), ["Bodil Lund"], LATER)


def test_undo_leaves_somebody_named_to_whom_more_was_given_since(plan, kept, database, efua):
    done = plan(who="Bodil")
    with database.write() as db:
        keeping.keep(db, efua.id, Give("g", done.person.id, GiveKind.MEAL, Direction.RECEIVED, LATER))
    undone(database, efua, LATER)
    made, names, _, gives = kept()
    assert (made, names, len(gives)) == ((), ["Bodil"], 1)


def test_undo_of_another_answer_brings_the_first_one_back(plan, named, kept, database, efua):
    first = plan(promised=True).plan
    plan(who="Kofi", value="a walk", promised=True, at=LATER)
    undone(database, efua, LATER + HOUR)
    made, names, promises, _ = kept()
    assert (made, names, [one.id for one in promises]) == ((first,), ["Ama Mensah"], [first.promise])


def test_undo_of_what_was_changed_since_takes_nothing_back(plan, named, kept, database, efua):
    seen = plan().plan
    plan(value="a walk", at=LATER)
    with pytest.raises(store.Overtaken, match=r"This week's plan was changed elsewhere. Look at it again"):
        planning.undo(database, efua, seen, via="page", now=LATER)
    assert kept()[0][0].value == "a walk"


def test_a_give_to_somebody_no_longer_named_is_said_and_not_recorded(plan, named, database, efua, kept):
    plan()
    with database.write() as db:
        keeping.remove(db, efua.id, AMA)
    planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=LATER)
    (made,), _, _, gives = kept()
    assert (made.given_at, made.give, gives) == (LATER, "", ())


def test_anothers_plans_are_not_ones_own(plan, named, database, kofi):
    plan()
    with pytest.raises(NotFound):
        planning.give(database, kofi, WEEK, GiveKind.MEAL, via="page", now=NOW)


def test_all_of_it_is_in_the_ledger_and_its_chain_is_whole(plan, database, efua):
    plan(who="Bodil", promised=True)
    planning.give(database, efua, WEEK, GiveKind.MEAL, via="page", now=NOW + timedelta(days=1))
    with database.read() as db:
        entries = store.entries(db, efua.id)
    assert [(entry.thing, entry.act) for entry in entries] == [
        (Thing.PERSON, Act.NAMED),
        (Thing.PROMISE, Act.ADDED),
        (Thing.PLAN, Act.PLANNED),
        (Thing.PROMISE, Act.DELIVERED),
        (Thing.GIVE, Act.RECORDED),
        (Thing.PLAN, Act.GIVEN),
    ]

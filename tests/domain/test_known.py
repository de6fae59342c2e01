"""All that is known of one user, and what of it is asked for again and again."""

from tests.domain.test_digest import known
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, candidate, made_from, person, promise, user
from tracker.domain.known import Promises, counting, delivered_since, line_of, lines, owed
from tracker.domain.people import Persons
from tracker.domain.shared import other, perhaps_with
from tracker.domain.verdict import Outcome

THEIRS = promise("of Ama's", id="theirs", promiser="Ama", promisee="me")


def bodies(judged):
    return [line.promise.body for line in judged]


def test_one_promise_is_judged_by_its_id_as_all_are():
    held = known(promise("one", id="1"), promise("two", id="2"))
    assert line_of("2", held, NOW) == lines(held, NOW)[1]
    assert line_of("3", held, NOW) is None


def test_all_are_told_soonest_due_first_whether_owed_or_over():
    made = (
        promise("last", id="1", due=FRIDAY + 2 * DAY),
        promise("over", id="2", due=FRIDAY + DAY).deliver(NOW),
        promise("first", id="3", due=FRIDAY - DAY),
        promise("over too", id="4", due=FRIDAY - 2 * DAY).deliver(NOW - 3 * DAY),
    )
    assert bodies(lines(known(*made), NOW)) == ["over too", "first", "over", "last"]


def test_it_is_judged_as_of_when_its_own_calendar_was_read():
    later = FRIDAY + 2 * DAY
    stale = known(made_from(candidate()), calendars=(calendar(synced_at=NOW),))
    assert line_of("p1", stale, later).verdict.outcome is Outcome.PENDING
    assert line_of("p1", stale._replace(promises=(promise(),)), later).verdict.outcome is Outcome.OVERDUE


def test_what_i_delivered_since_then_comes_newest_first():
    made = Promises(
        (
            promise("first", id="1").deliver(NOW - 2 * DAY),
            promise("at once", id="2", made_at=NOW - 60 * DAY).deliver(NOW - DAY),
            promise("last", id="3").deliver(NOW),
            promise("before", id="4").deliver(NOW - 3 * DAY),
            promise("open", id="5"),
            THEIRS.deliver(NOW),
        )
    )
    judged = lines(known(*made), NOW + HOUR)
    assert bodies(delivered_since(judged, NOW - 2 * DAY)) == ["last", "at once", "first"]
    assert bodies(delivered_since(judged, NOW + HOUR)) == []


def test_what_is_owed_is_what_nobody_called_done():
    judged = lines(known(promise("open", id="1"), promise("done", id="2").deliver(NOW)), NOW)
    assert bodies(owed(judged)) == ["open"]


def test_the_other_party_is_the_promisee_of_mine_and_the_promiser_of_theirs():
    assert other(promise()) == "Ama"
    assert other(THEIRS) == "Ama"
    assert other(promise(promisee="Kofi")) == "Kofi"


def test_promises_either_way_are_with_whom_they_may_mean_surely_or_perhaps():
    ama, kofi = person(), person("Kofi Boateng")
    persons = Persons((ama, kofi, person("Ama Owusu", id="owusu")))
    made = [promise(id="1"), promise(id="2", promisee="AMA mensah"), promise(id="3", promisee="Kofi"), THEIRS]
    assert {one.id for one in perhaps_with(ama, made, persons)} == {"1", "2", "theirs"}
    assert [one.id for one in perhaps_with(kofi, made, persons)] == ["3"]


def test_what_was_due_when_scoring_began_counts():
    began = user(scored_from=FRIDAY)
    judged = lines(known(promise(), promise(id="p2", due=FRIDAY - HOUR)), NOW)
    assert [line.promise.id for line in counting(judged, began)] == ["p1"]


def test_a_line_knows_what_it_is_worth_and_until_when():
    (line,) = lines(known(promise()), NOW)
    assert line.worth is not None
    assert line.worth[0] == 1.0

"""A week as a partner reads it."""

from tests.domain.test_digest import known
from tests.making import DAY, NOW, promise
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.plan import Plan
from tracker.domain.summary import summarised

LAST_WEEK = NOW - 3 * DAY


def give(id, direction):
    return Give(id, "ama", GiveKind.ARTICLE, direction, LAST_WEEK, "a paper")


WEEK = known(
    promise("kept", id="1", due=LAST_WEEK).deliver(LAST_WEEK - DAY),
    promise("kept too", id="2", due=LAST_WEEK).deliver(LAST_WEEK - DAY),
    promise("kept as well", id="3", due=LAST_WEEK).deliver(LAST_WEEK - DAY),
    promise("late", id="4", due=NOW - 4 * DAY).deliver(NOW - 2 * DAY),
    promise("late too", id="5", due=NOW - 4 * DAY).deliver(NOW - 2 * DAY),
    promise("broken", id="6", due=LAST_WEEK).renege(LAST_WEEK - DAY),
    promise("overdue", id="7", due=NOW - DAY),
    promise("coming", id="8", due=NOW + 2 * DAY),
    promise("of others", id="9", due=NOW + 2 * DAY, promiser="Ama", promisee="me"),
    gives=(give("a", Direction.GIVEN), give("b", Direction.GIVEN), give("c", Direction.RECEIVED)),
)


def test_a_summary_is_the_counts_of_the_week_behind():
    told = summarised(WEEK, NOW, shows_bodies=False)
    assert (told.kept, told.late, told.broken) == (3, 2, 1)
    assert (told.open, told.overdue) == (2, 1)
    assert (told.given, told.received) == (2, 1)
    assert (told.user, told.at, told.week.end) == (WEEK.user, NOW, NOW.replace(hour=0))


def test_what_was_promised_is_in_it_only_where_its_user_wished_so():
    assert summarised(WEEK, NOW, shows_bodies=False).told is None
    told = summarised(WEEK, NOW, shows_bodies=True).told
    bodies = [[line.promise.body for line in part] for part in told[:4]]
    assert bodies == [["overdue"], ["broken"], ["late", "late too"], ["kept", "kept too", "kept as well"]]
    assert [one.name for one in told.persons] == ["Ama Mensah"]


def test_the_run_of_weeks_with_a_plan_is_told_as_the_game_counts_it():
    weeks = [Plan(id=week, week=week, person="ama") for week in ("2026-W01", "2025-W52", "2025-W51")]
    assert summarised(WEEK._replace(plans=tuple(weeks)), NOW, shows_bodies=False).run == 3
    assert summarised(WEEK, NOW, shows_bodies=False).run == 0

"""What a source told that tells only changes, kept for its next asking."""

from datetime import UTC, datetime

import pytest

from tests.making import DAY, calendar
from tracker.domain.event import Resource, Span
from tracker.store import calendars, resources

MARCH = Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


def resource(name: str, uid: str = "", begins=MARCH.start, ends=MARCH.end, told: bytes = b"{}") -> Resource:
    return Resource(name, uid or name, begins, ends, told)


@pytest.fixture
def work(database, efua, kofi):
    """A database in which Efua and Kofi each follow a calendar called work, and she another."""
    with database.write() as db:
        for each in (calendar(), calendar(user="kofi"), calendar(id="home")):
            calendars.add_calendar(db, each, "sealed")
    return database


def names(found) -> list[str]:
    return [one.name for one in found]


def test_what_was_told_is_kept_as_it_was(work):
    told = (resource("a", told=bytes(range(256))), resource("b", "u", None, None))
    with work.write() as db:
        resources.save(db, "efua", "work", told)
        assert resources.everything(db, "efua", "work") == told


def test_what_is_told_again_takes_the_place_of_what_was_and_what_is_dropped_is_gone(work):
    with work.write() as db:
        resources.save(db, "efua", "work", (resource("a"), resource("b"), resource("c")))
        resources.save(db, "efua", "work", (resource("a", "other", told=b"new"),), {"b", "never there"})
        assert resources.everything(db, "efua", "work") == (resource("a", "other", told=b"new"), resource("c"))


def test_the_same_twice_is_the_same_once(work):
    with work.write() as db:
        for _ in range(2):
            resources.save(db, "efua", "work", (resource("a"),), {"b"})
        assert names(resources.everything(db, "efua", "work")) == ["a"]


def test_resources_are_found_by_name_and_by_uid_each_once(work):
    with work.write() as db:
        resources.save(db, "efua", "work", (resource("a", "u"), resource("b", "u"), resource("c"), resource("d")))
        assert sorted(names(resources.named(db, "efua", "work", {"a", "c"}, {"u"}))) == ["a", "b", "c"]
        assert names(resources.named(db, "efua", "work", {"nobody"}, {"nobody"})) == []
        assert names(resources.named(db, "efua", "work", (), ())) == []


def test_more_names_than_a_statement_may_hold(work):
    many = tuple(resource(f"{n:05}") for n in range(2500))
    with work.write() as db:
        resources.save(db, "efua", "work", many)
        assert len(resources.named(db, "efua", "work", names(many), names(many))) == 2500
        resources.save(db, "efua", "work", many[:10], set(names(many)))
        assert len(resources.everything(db, "efua", "work")) == 10


@pytest.mark.parametrize(
    ("begins", "ends", "reaches"),
    [
        (MARCH.start - DAY, MARCH.start, False),
        (MARCH.start - DAY, MARCH.start + DAY, True),
        (MARCH.end - DAY, MARCH.end + DAY, True),
        (MARCH.end, MARCH.end + DAY, False),
        (None, MARCH.start, False),
        (None, MARCH.end, True),
        (MARCH.end, None, False),
        (MARCH.start - 900 * DAY, None, True),
        (None, None, True),
    ],
)
def test_only_what_may_lie_in_a_span_reaches_it(work, begins, ends, reaches: bool):
    with work.write() as db:
        resources.save(db, "efua", "work", (resource("a", begins=begins, ends=ends),))
        assert bool(resources.reaching(db, "efua", "work", MARCH)) is reaches


def test_what_shares_a_uid_with_what_reaches_a_span_comes_along(work):
    long_ago = (MARCH.start - 9 * DAY, MARCH.start - 8 * DAY)
    told = (resource("a", "u"), resource("b", "u", *long_ago), resource("c", "v", *long_ago))
    with work.write() as db:
        resources.save(db, "efua", "work", told)
        assert names(resources.reaching(db, "efua", "work", MARCH)) == ["a", "b"]


def test_each_calendar_has_its_own_and_each_user(work):
    with work.write() as db:
        resources.save(db, "kofi", "work", (resource("a", "u"), resource("b", "u")))
        resources.save(db, "efua", "home", (resource("a", "u"),))
        resources.save(db, "efua", "work", (resource("a", "u"),))
        resources.save(db, "efua", "work", (), {"a"})
        assert resources.everything(db, "efua", "work") == ()
        assert resources.reaching(db, "efua", "work", MARCH) == ()
        assert resources.named(db, "efua", "work", {"a"}, {"u"}) == ()
        assert names(resources.everything(db, "efua", "home")) == ["a"]
        assert names(resources.reaching(db, "kofi", "work", MARCH)) == ["a", "b"]


def test_a_calendar_let_go_of_takes_its_resources_along(work):
    with work.write() as db:
        resources.save(db, "efua", "work", (resource("a"),))
        calendars.remove_calendar(db, "efua", "work")
        assert resources.everything(db, "efua", "work") == ()

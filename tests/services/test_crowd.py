"""Work for many people: bounded, in turn, and nobody's before everybody's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import FakeClock, FakeOutbox, FakeSource
from tests.making import HOUR, NOW, calendar, user
from tests.services.test_work import LINKS, MINUTE, SEAL, FakeJobs
from tracker.domain.account import CalendarKind
from tracker.services import crowd
from tracker.services.crowd import AT_GOOGLE, EACH, FILES, SPREAD, TURN, Crowd
from tracker.services.digests import Post
from tracker.services.sync import Doors
from tracker.store import accounts, calendars, shares, tenants


class Waiting(FakeJobs):
    """An engine of which so many jobs wait already."""

    many = 0

    def waiting(self):
        return self.many


class Service:
    """One worker of many."""

    def __init__(self, database, clock, source=None, **told):
        self.source, self.outbox, self.jobs = source or FakeSource(database=database), FakeOutbox(), Waiting()
        doors = Doors(dict.fromkeys(CalendarKind, self.source), lambda *_: ())
        post = Post(self.outbox, LINKS, "http://127.0.0.1:8000", "Tracker <tracker@example.com>", SEAL)
        self.work = Crowd(database, doors, post, clock, **told)
        self.work.on(self.jobs, MINUTE)

    def tick(self):
        """What it hands out of calendars, by lane."""
        self.work.tick()
        handed, self.jobs.deferred = self.jobs.deferred, []
        return {key: args["calendars"].split() for task, key, args in handed if task == "sync"}


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def service(database, clock):
    return Service(database, clock)


def people(database, *names):
    made = [user(id=name, email=f"{name}@example.com", addresses=frozenset()) for name in names]
    with database.write() as db:
        for one in made:
            accounts.add_user(db, one)
    return made


def follow(database, owner, many, *, host="calendar.example", waits=HOUR, **told):
    with database.write() as db:
        for number in range(many):
            names = {"id": f"{owner}{number}", "user": owner, "shown": f"{host}….ics"}
            due = {"synced_at": None, "next_sync_at": NOW - waits + number * MINUTE}
            calendars.add_calendar(db, calendar(**(names | due | told)), "sealed")


def handed(lanes):
    return [name for mine in lanes.values() for name in mine]


def test_one_users_many_calendars_never_stand_in_others_way(database, service):
    people(database, "ama", "mad")
    follow(database, "mad", 40, waits=3 * HOUR)
    follow(database, "ama", 1)
    names = handed(service.tick())
    assert sorted(names) == ["ama/ama0", *(f"mad/mad{number}" for number in range(EACH))]


def test_those_that_are_being_read_count_among_the_few_of_one_user(database, service):
    people(database, "mad")
    follow(database, "mad", 40)
    with database.write() as db:
        for number in range(EACH - 1):
            assert calendars.claim_calendar(db, "mad", f"mad{number}", token="x", now=NOW, until=NOW + HOUR)
    assert handed(service.tick()) == [f"mad/mad{EACH - 1}"]


def test_each_users_longest_waiting_comes_before_anybodys_second(database):
    people(database, "ama", "kofi")
    follow(database, "ama", 3, waits=2 * HOUR)
    follow(database, "kofi", 1)
    with database.read() as db:
        due = calendars.due_in_turn(db, NOW, each=EACH, most=3)
    assert [one.id for one in due] == ["ama0", "kofi0", "ama1"]


def test_what_waits_is_bounded_and_what_does_not_fit_comes_first_in_the_next_tick(database, service):
    names = [f"u{number}" for number in range(8)]
    people(database, *names)
    for number, name in enumerate(names):
        follow(database, name, 1, host=f"{name}.example", waits=HOUR - number * MINUTE)
    service.jobs.many = crowd.MOST_WAITING - 3
    assert handed(service.tick()) == ["u0/u00", "u1/u10", "u2/u20"]
    service.jobs.many = crowd.MOST_WAITING
    assert handed(service.tick()) == []


def test_a_small_host_has_two_lanes_and_a_house_of_calendars_many(database, service):
    names = [f"u{number}" for number in range(60)]
    people(database, *names)
    for name in names:
        follow(database, name, 1)
        follow(database, name, 1, id=f"{name}g", host="calendar.google.com")
    lanes = service.tick()
    assert {lane for lane in lanes if lane.startswith("calendar.example")} == {
        "calendar.example 0",
        "calendar.example 1",
    }
    assert 20 < len([lane for lane in lanes if lane.startswith("calendar.google.com")]) <= 60
    assert len(handed(lanes)) == 120


def test_the_same_calendar_has_the_same_lane_always(database, service, clock):
    people(database, "ama")
    follow(database, "ama", 3, kind=CalendarKind.FILE, shown="")
    first = service.tick()
    clock.pass_by(MINUTE)
    assert service.tick() == first
    assert all(int(lane.removeprefix("file ")) < FILES for lane in first)
    assert AT_GOOGLE > FILES


def test_somebody_who_waits_has_room_always_and_gets_their_own_read(database, service):
    people(database, "ama", "kofi")
    follow(database, "ama", 1)
    follow(database, "kofi", 1)
    service.jobs.many = crowd.MOST_WAITING
    service.work.hurry("ama")
    ((task, key, args),) = service.jobs.deferred
    assert (task, key.endswith(" soon"), args["calendars"]) == ("sync", True, "ama/ama0")


def test_a_job_leaves_its_lane_to_others_after_its_turn(database, clock):
    people(database, "ama")
    follow(database, "ama", 3)

    def slow(one, span):
        clock.pass_by(TURN)
        return FakeSource(database=database)(one, span)

    service = Service(database, clock, source=slow)
    service.work.sync("ama/ama0 ama/ama1 ama/ama2")
    with database.read() as db:
        read = [one.id for one in calendars.calendars(db, "ama") if one.synced_at]
    assert read == ["ama0"]


def test_a_job_that_was_handed_out_twice_reads_a_calendar_once(database, service):
    people(database, "ama")
    follow(database, "ama", 1)
    for _ in range(2):
        service.work.sync("ama/ama0")
    assert len(service.source.asked) == 1


def test_told_to_stop_a_job_leaves_the_rest_due(database, clock):
    people(database, "ama")
    follow(database, "ama", 3)

    def stopping(one, span):
        service.jobs.stopping = True
        return FakeSource(database=database)(one, span)

    service = Service(database, clock, source=stopping)
    service.work.sync("ama/ama0 ama/ama1")
    with database.read() as db:
        assert [one.id for one in calendars.due_of(db, "ama", clock.now)] == ["ama1", "ama2"]


def test_a_calendar_is_read_as_its_users_and_nothing_is_afterwards(database, clock):
    people(database, "ama")
    follow(database, "ama", 1)
    seen = []

    def source(one, span):
        seen.append(tenants.whose())
        return FakeSource(database=database)(one, span)

    Service(database, clock, source=source).work.sync("ama/ama0")
    assert (seen, tenants.whose()) == (["ama"], tenants.EVERYBODY)


def test_of_many_workers_one_ticks_in_each_interval_and_another_the_next_time_it_is_gone(database, clock):
    first, second = Service(database, clock), Service(database, clock)
    ticks = []
    for _ in range(3):
        for one in (first, second):
            one.work.tick()
            ticks.append(bool(one.jobs.deferred))
            one.jobs.deferred.clear()
        clock.pass_by(MINUTE)
    assert ticks == [True, False] * 3
    second.work.tick()  # the first has died
    assert second.jobs.deferred


def test_each_tick_hands_out_every_share_of_the_users_once(database, service):
    service.work.tick()
    handed = [args["share"] for task, _, args in service.jobs.deferred if task == "share"]
    assert sorted(map(int, handed)) == list(range(shares.SHARES))


# Letters, by shares: PostgreSQL alone works the shares out.


def readers(database, many, **told):
    made = [
        replace(one, next_digest_at=NOW, **told) for one in people(database, *(f"reader{n}" for n in range(many)))
    ]
    with database.write() as db:
        for one in made:
            accounts.save_user(db, one)
    return made


class Passing:
    """Stands in for what an outbox looks at, so that each letter takes a whole turn."""

    def __init__(self, clock):
        self.clock = clock

    @property
    def in_use(self):
        self.clock.pass_by(TURN)
        return 0


@pytest.fixture
def hosted(postgresql, clock):
    return Service(postgresql, clock)


@pytest.mark.postgresql
def test_the_database_shares_users_out_as_we_do(postgresql):
    made = readers(postgresql, 40)
    with postgresql.read() as db:
        found = {
            name: share
            for share in range(shares.SHARES)
            for name in shares.with_letters(db, share, NOW, late=timedelta(), most=100)
        }
    assert found == {one.id: shares.share_of(one.id) for one in made}
    assert len(set(found.values())) > 20


@pytest.mark.postgresql
def test_everybody_gets_one_letter_within_half_an_hour_of_its_hour_always_at_the_same_instant(
    postgresql, hosted, clock
):
    theirs = {shares.share_of(one.id) for one in readers(postgresql, 30)}
    came = []
    for _ in range(2):
        begun = clock.now
        while clock.now <= begun + SPREAD:
            for share in theirs:
                before = len(hosted.outbox.sent)
                hosted.work.share(str(share))
                came += [(kept.to, clock.now - begun) for kept in hosted.outbox.sent[before:]]
            clock.pass_by(MINUTE)
        clock.now = begun + timedelta(days=7)
    assert len(came) == 60
    assert len(set(came)) == 30, "each at the same instant in both weeks"
    late = [after for _, after in came]
    assert max(late) <= SPREAD
    assert len(set(late)) > 10, "spread out"


@pytest.mark.postgresql
def test_letters_of_one_share_are_written_and_sent_once_and_anothers_trouble_never_stops_them(
    postgresql, hosted, clock, caplog
):
    made = readers(postgresql, 60)
    share = max(range(shares.SHARES), key=lambda one: sum(shares.share_of(user.id) == one for user in made))
    mine = [one for one in made if shares.share_of(one.id) == share]
    assert len(mine) > 1
    bad = mine[0].id
    with postgresql.write() as db:
        db.exec_driver_sql(f"INSERT INTO decided VALUES ('{bad}', 'person', 'x', '{{\"nothing\": 1}}')")
    clock.pass_by(SPREAD)
    for _ in range(2):
        hosted.work.share(str(share))
    assert sorted(kept.to for kept in hosted.outbox.sent) == sorted(one.email for one in mine[1:])
    assert f"letters failed user={bad}" in caplog.text


@pytest.mark.postgresql
def test_a_share_that_is_not_done_after_its_turn_is_handed_out_again(postgresql, hosted, clock):
    readers(postgresql, 1)
    share = str(shares.share_of("reader0"))
    clock.pass_by(SPREAD)
    hosted.outbox.database = Passing(clock)
    hosted.work.share(share)
    assert hosted.jobs.deferred == [("share", share, {"share": share})]

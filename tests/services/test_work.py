"""What the service does by itself: hand out what is due, once, whoever leads, whatever happens to it."""

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from tests.fakes import FakeClock, FakeOutbox, FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, event
from tracker.calendars.source import CalendarTrouble
from tracker.domain.account import CalendarKind, Source
from tracker.domain.event import Pull
from tracker.mail.links import Links
from tracker.services import ledger, signin
from tracker.services.digests import Post
from tracker.services.sync import Doors
from tracker.services.work import BEAT, LEAD, Work
from tracker.store import accounts, calendars, events, letters
from tracker.store.seal import Seal

MINUTE = timedelta(minutes=1)
SEAL = Seal([Seal.new_key()])
LINKS = Links(["a key that only tests know, long enough"], "http://127.0.0.1:8000")


@dataclass
class FakeJobs:
    """Remembers what was handed out; `work_off` does it."""

    tasks: dict = field(default_factory=dict)
    repeated: list = field(default_factory=list)
    deferred: list = field(default_factory=list)

    stopping = False

    def register(self, name, task, *, apart=False):
        self.tasks[name] = task

    def defer(self, task, key, *, urgent=False, **args):
        self.deferred.append((task, f"{key} soon" if urgent else key, args))

    def waiting(self):
        return len(self.deferred)

    def every(self, interval, task):
        self.repeated.append((interval, task))

    def work_off(self):
        """Does all that was handed out; the names of it."""
        done, self.deferred = self.deferred, []
        for task, _, args in done:
            self.tasks[task](**args)
        return [(task, key) for task, key, _ in done]


@dataclass
class Service:
    """One running service: its work, its engine, and its doors to the world."""

    work: Work
    jobs: FakeJobs
    source: Source
    outbox: FakeOutbox

    def tick(self):
        self.work.tick()
        return self.jobs.work_off()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def started(database, clock):
    """Starts a service on the database; more than one may be."""

    def start(source=None, **told):
        source = source or FakeSource(database=database)
        outbox, jobs = FakeOutbox(database=database), FakeJobs()
        doors = Doors({CalendarKind.ICS: source}, lambda *_: ())
        post = Post(outbox, LINKS, "http://127.0.0.1:8000", "Tracker <tracker@example.com>", SEAL)
        work = Work(database, doors, post, clock, **told)
        work.on(jobs, MINUTE)
        return Service(work, jobs, source, outbox)

    return start


@pytest.fixture
def followed(database, efua):
    """Efua's calendar, never read, due now."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(synced_at=None, next_sync_at=NOW), "sealed")


def asked(*services):
    return [len(service.source.asked) for service in services]


def test_the_engine_ticks_in_each_interval(started):
    jobs = started().jobs
    assert jobs.repeated == [(MINUTE, "tick")]
    assert set(jobs.tasks) == {"tick", "sync", "letters", "asked"}


def test_a_tick_hands_out_what_is_due_and_nothing_else(database, started, followed, efua):
    with database.write() as db:
        calendars.add_calendar(db, calendar(id="later", next_sync_at=NOW + HOUR), "sealed")
        calendars.add_calendar(db, calendar(id="paused", next_sync_at=None), "sealed")
    service = started()
    assert service.tick() == [("sync", "work 0"), ("letters", "all")]
    assert service.tick() == [("letters", "all")]  # it was read: due again in a quarter of an hour


def test_who_waits_is_served_before_the_next_tick_whoever_leads(started, followed):
    leader, other = started(), started()
    leader.work.tick()
    leader.jobs.deferred.clear()
    other.work.hurry("kofi")
    assert other.jobs.work_off() == []
    other.work.hurry("efua")
    assert other.jobs.work_off() == [("sync", "work 0 soon")]
    other.work.hurry("efua")
    assert other.jobs.work_off() == [], "it was read, and is not due"


def test_each_tick_hands_out_the_chores_too(started):
    done = []
    service = started(chores={"channels": lambda: done.append("channels")})
    assert [service.tick() for _ in range(2)] == [[("letters", "all"), ("channels", "all")]] * 2
    assert done == ["channels", "channels"]


def test_what_was_handed_out_is_recorded(database, started, followed, efua):
    service = started()
    service.source.events = (event(),)
    service.tick()
    with database.read() as db:
        assert len(events.known(db, efua.id, "work")) == 1


def test_a_tick_sends_the_weekly_letter_and_on_another_day_a_reminder(database, started, clock, efua):
    one = replace(efua, next_digest_at=NOW, reminders=True, next_reminder_at=NOW)
    with database.write() as db:
        accounts.save_user(db, one)
    due = NOW + 50 * HOUR
    ledger.add(database, one, body="send proposal", promisee="Ama", due=due, dated=False, via="page", now=NOW)
    service, came = started(), []
    for _ in range(24 * 4):
        before = len(service.outbox.sent)
        service.tick()
        came += [(clock.now, kept.message["Message-ID"][1:4]) for kept in service.outbox.sent[before:]]
        clock.pass_by(HOUR)
    assert came == [(NOW, "dig"), (NOW + 24 * HOUR, "rem"), (NOW + 72 * HOUR, "rem")]


def test_a_tick_beats_the_heart(database, started, clock):
    service = started()
    for _ in range(3):
        clock.pass_by(MINUTE)
        service.tick()
    with database.read() as db:
        assert letters.last_beat(db, BEAT) == clock.now


def test_the_letter_goes_out_at_its_hour(database, started, efua, clock):
    with database.write() as db:
        accounts.save_user(db, replace(efua, next_digest_at=NOW + MINUTE))
    ledger.add(database, efua, body="send proposal", promisee="", due=FRIDAY, dated=False, via="page", now=NOW)
    service = started()
    service.tick()
    assert service.outbox.sent == []
    clock.pass_by(MINUTE)
    for _ in range(3):
        service.tick()
    assert [kept.to for kept in service.outbox.sent] == ["efua@example.com"]


def test_of_two_services_started_by_accident_one_leads(started, followed, clock):
    first, second = started(), started()
    for _ in range(40):
        assert first.tick()
        assert second.tick() == []
        clock.pass_by(MINUTE)
    assert asked(first, second) == [3, 0]


def test_when_the_leader_dies_the_other_leads_after_the_lease(started, followed, clock):
    first, second = started(), started()
    first.tick()
    clock.pass_by(LEAD - timedelta(seconds=1))
    assert second.tick() == []
    clock.pass_by(timedelta(seconds=1))
    assert second.tick()
    assert first.tick() == []  # it was only slow, and has been replaced


@pytest.mark.parametrize("trouble", [None, CalendarTrouble("It is out of order.")], ids=["well", "in trouble"])
def test_what_was_read_while_the_clock_was_ahead_is_read_again_once_it_is_right(started, followed, clock, trouble):
    service = started()
    service.tick()
    clock.pass_by(8 * DAY)
    service.source.trouble = trouble
    service.tick()
    clock.pass_by(-8 * DAY + 2 * MINUTE)
    service.tick()
    assert asked(service) == [3]
    service.tick()
    assert asked(service) == [3]


def test_a_leader_that_died_before_the_clock_was_set_back_is_followed_at_once(started, followed, clock):
    first, second = started(), started()
    clock.pass_by(2 * HOUR)
    first.tick()
    clock.pass_by(-2 * HOUR)
    second.tick()
    assert asked(first, second) == [1, 1]


def test_a_leader_that_ends_well_leaves_the_lead_at_once(started, followed):
    first, second = started(), started()
    first.tick()
    second.work.resign()  # who does not lead has nothing to leave
    assert second.tick() == []
    first.work.resign()
    assert second.tick()


def test_links_that_sign_nobody_in_any_more_are_forgotten(database, started, efua, clock):
    token = signin.invite(database, efua, now=NOW)
    service = started()
    service.tick()
    assert signin.invited(database, token, NOW) == efua
    clock.pass_by(signin.LINK_LIVES)
    service.tick()
    assert signin.invited(database, token, NOW) is None


def test_work_done_twice_is_done_once(database, started, followed, efua):
    first, second = started(), started()
    for service in (first, second):
        service.source.events = (event(),)
        service.work.sync("efua/work")
    with database.read() as db:
        assert len(events.versions(db, efua.id, event().key)) == 1


def test_a_calendar_in_anothers_hands_is_left_to_them_without_ado(database, started, followed, efua, caplog):
    with database.write() as db:
        assert calendars.claim_calendar(db, efua.id, "work", token="other", now=NOW, until=NOW + HOUR)
    service = started()
    with caplog.at_level(logging.INFO):
        service.work.sync("efua/work")
    assert asked(service) == [0]
    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_a_user_who_has_gone_meanwhile_is_nobodys_work(started):
    started().work.sync("nobody/work")


def test_calendars_of_one_host_are_read_in_turn_two_at_a_time(database, started, efua):
    with database.write() as db:
        for number in range(5):
            one = calendar(id=f"c{number}", shown="calendar.example….ics", synced_at=None, next_sync_at=NOW)
            calendars.add_calendar(db, one, "sealed")
        calendars.add_calendar(db, calendar(id="other", shown="other.example", next_sync_at=NOW), "sealed")
    service = started()
    handed = service.tick()
    assert handed == [
        ("sync", "calendar.example 0"),
        ("sync", "calendar.example 1"),
        ("sync", "other.example 0"),
        ("letters", "all"),
    ]
    assert asked(service) == [6]


def test_what_nobody_foresaw_in_one_calendar_never_stops_those_behind_it(database, started, efua):
    with database.write() as db:
        for name in ("bad", "good", "fine"):
            one = calendar(id=name, shown="calendar.example….ics", synced_at=None, next_sync_at=NOW)
            calendars.add_calendar(db, one, "sealed")

    def odd(one, span):
        if one.id == "bad":
            raise ZeroDivisionError
        return Pull((), whole=span)

    started(odd).tick()
    with database.read() as db:
        assert {one.id for one in calendars.calendars(db, efua.id) if one.synced_at} == {"good", "fine"}


def test_one_calendar_in_trouble_never_stops_the_others(database, started, followed, efua):
    with database.write() as db:
        calendars.add_calendar(db, calendar(id="home", name="Home", synced_at=None, next_sync_at=NOW), "sealed")

    def away_from_home(one, span):
        if one.id == "home":
            raise CalendarTrouble("It is away.")
        return Pull((), whole=span)

    assert len(started(away_from_home).tick()) == 3
    with database.read() as db:
        assert [one.trouble for one in calendars.calendars(db, efua.id)] == ["It is away.", ""]

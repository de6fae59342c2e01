"""A service that was restored from a back-up: nothing goes out until that is confirmed, and no week's letter twice.

The back-up is of Sunday evening. The service of before went on to Tuesday, and sent Monday's letters.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from functools import partial

import pytest

from tests.calendars.taking import taking
from tests.fakes import FakeClock, FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar
from tests.running import receiving
from tests.services.conftest import HOME, LINKS, NILS
from tests.services.test_work import MINUTE, FakeJobs
from tracker.calendars import webhook as far_end
from tracker.domain.account import CalendarKind
from tracker.domain.notice import CHOICES
from tracker.mail.outbox import SmtpOutbox
from tracker.services import digests, ledger, notices, partnering, webhooks
from tracker.services.crowd import Crowd
from tracker.services.digests import Post
from tracker.services.notices import Doors as Telling
from tracker.services.sync import Doors
from tracker.services.users import enrol
from tracker.services.work import BEAT, Errand, Work
from tracker.store import accounts, calendars, held, letters
from tracker.store import webhooks as kept_webhooks
from tracker.store.seal import Seal
from tracker.store.shares import share_of
from tracker.web.account import KIND as SIGNIN

SUNDAY = datetime(2026, 1, 4, 22, tzinfo=NOW.tzinfo)  # of the back-up
TUESDAY = NOW + DAY  # of the restore
SHAPES = [
    pytest.param(("sqlite", Work), id="embedded"),
    pytest.param(("postgresql", Work), id="embedded on postgresql", marks=pytest.mark.postgresql),
    pytest.param(("postgresql", Crowd), id="hosted", marks=pytest.mark.postgresql),
]


@dataclass
class House:
    """One service with a real mail server and a real address that is told; time goes by ticks."""

    database: object
    clock: FakeClock
    jobs: FakeJobs
    work: Work
    post: Post
    mail: object
    taker: object
    user: object
    source: FakeSource
    chores: list

    def live(self, time, every=6 * HOUR):
        """Lets time pass, and has done what each tick hands out; of shares, hers."""
        end, hers = self.clock() + time, str(share_of(self.user.id))
        while self.clock() < end:
            self.clock.pass_by(min(every, end - self.clock()))
            self.work.tick()
            self.jobs.deferred = [one for one in self.jobs.deferred if one[0] != "share" or one[1] == hers]
            self.jobs.work_off()

    @property
    def came(self):
        """Which letters came: their kind, and the week or day that they are of."""
        ids = [str(message_from_bytes(raw)["Message-ID"]).strip("<>").split("@")[0] for raw in self.mail.letters]
        return [(one.split(".")[0], one.rsplit(".", 1)[1]) for one in ids]

    def restored(self):
        """The same as it was on Sunday, found on Tuesday in a new place."""
        self.clock.now = TUESDAY
        with self.database.write() as db:
            held.hold(db, TUESDAY, SUNDAY)

    def released(self):
        with self.database.write() as db:
            held.release(db)

    def asks_for_a_link(self):
        message = digests.written(self.post, digests.preview(self.database, self.user, self.clock()), self.clock())
        message.replace_header("Message-ID", f"<signin.{self.clock():%H%M}@127.0.0.1>")
        with self.database.write() as db:
            digests.keep_letter(
                db, self.post, self.user, message, kind=SIGNIN, period=f"{self.clock()}", now=self.clock()
            )


def home(database, mail, taker, shape):
    clock = FakeClock(SUNDAY - DAY)
    outbox = SmtpOutbox("127.0.0.1", mail.port, username="efua", password="right", ca_file=mail.ca_file)
    post = Post(outbox, LINKS, HOME, "Tracker <tracker@example.com>", Seal([Seal.new_key()]))
    send = partial(far_end.tell, allow_private=True, seconds=5)
    telling = Telling(database, post.seal, send, partial(webhooks.say_stopped, post), clock)
    errands = {
        "looks": Errand(notices.looks_of(database), partial(notices.look, telling)),
        "notices": Errand(notices.notices_of(database), partial(notices.tell, telling)),
    }
    source, jobs, chores = FakeSource(database=database), FakeJobs(), []
    doors = Doors({CalendarKind.ICS: source}, lambda *_: ())
    chore = {"channels": lambda: chores.append(clock())}
    work = shape(database, doors, post, clock, chores=chore, errands=errands)
    work.on(jobs, MINUTE)
    return House(database, clock, jobs, work, post, mail, taker, None, source, chores)


@pytest.fixture(params=SHAPES)
def house(request, tmp_path):
    """Efua's house on Sunday evening: a promise that runs out on Monday, reminders, a partner, a webhook, a feed."""
    engine, shape = request.param
    with receiving(tmp_path) as mail, taking() as taker:
        yield furnished(home(request.getfixturevalue(engine), mail, taker, shape))


def furnished(house):
    database, clock = house.database, house.clock
    efua = enrol(database, "efua@example.com", zone="Africa/Accra", now=clock())
    with database.write() as db:
        accounts.save_user(db, replace(efua, reminders=True, next_reminder_at=SUNDAY + 9 * HOUR))
        calendars.add_calendar(db, calendar(user=efua.id, next_sync_at=SUNDAY), "sealed")
        house.user = accounts.user(db, efua.id)
    said = {"promisee": "Ama", "dated": False, "via": "page"}
    ledger.add(database, efua, body="send proposal", due=SUNDAY + 12 * HOUR, now=clock(), **said)
    ledger.add(database, efua, body="call Kofi", due=FRIDAY + 7 * DAY, now=clock(), **said)
    invited = partnering.invite(database, house.post, efua, address=NILS, via="page", now=clock())
    partnering.join(database, efua, invited.id, clock())
    webhooks.begin(
        database, house.post.seal, efua, address=house.taker.url, kinds=CHOICES, allow_private=True, via="page",
        now=clock(),
    )  # fmt: skip
    house.live(DAY)
    house.mail.letters.clear()
    house.mail.asked.clear()
    house.taker.came.clear()
    house.chores.clear()
    house.source.asked.clear()
    assert house.clock() == SUNDAY
    return house


def test_without_a_restore_all_goes_out(house):
    house.live(15 * DAY)
    kinds = [kind for kind, _ in house.came]
    assert kinds.count("digest") == kinds.count("summary") == 3
    assert "reminder" in kinds
    assert house.taker.came
    assert house.chores
    assert house.source.asked


def test_while_it_is_held_nothing_goes_out_whatever_comes_due(house):
    house.restored()
    house.live(15 * DAY)
    assert house.mail.letters == []
    assert house.mail.asked == []
    assert house.taker.came == []
    assert house.chores == []
    assert house.source.asked == []


def test_what_was_handed_out_before_it_was_held_is_not_done(house):
    house.clock.pass_by(10 * HOUR)
    house.work.tick()
    assert ("channels", "all") in [(task, key) for task, key, _ in house.jobs.deferred]
    house.restored()
    house.jobs.work_off()
    house.work._jobs.tasks["tidy" if isinstance(house.work, Crowd) else "letters"]()
    assert (house.mail.letters, house.taker.came, house.chores) == ([], [], [])


def test_no_weeks_letter_comes_twice_and_the_next_ones_come(house):
    house.restored()
    house.live(3 * HOUR)
    house.released()
    house.live(14 * DAY)
    weekly, summaries = ([when for kind, when in house.came if kind == one] for one in ("digest", "summary"))
    assert weekly == summaries == ["2026-W03", "2026-W04"], "that of W02 went out on Monday, before the restore"
    days = [when for kind, when in house.came if kind == "reminder"]
    assert days == sorted(set(days))
    assert all(day >= "2026-01-06" for day in days)


def test_a_letter_whose_hour_came_while_it_was_held_comes_late(house):
    house.restored()
    house.live(7 * DAY)
    assert house.mail.letters == []
    house.released()
    house.live(2 * HOUR, every=HOUR)
    assert [one for one in house.came if one[0] != "reminder"] == [("summary", "2026-W03"), ("digest", "2026-W03")]


def test_what_ran_out_before_the_restore_is_not_told_again_and_what_runs_out_later_is(house):
    house.restored()
    house.live(HOUR)
    house.released()
    house.live(3 * DAY)
    assert [came for came in house.taker.came if b"send proposal" in came.body and b"overdue" in came.body] == []
    house.live(12 * DAY)
    assert len([came for came in house.taker.came if b"call Kofi" in came.body and b"overdue" in came.body]) == 1


def test_who_asks_for_a_link_gets_it_though_all_is_held(house):
    house.restored()
    house.asks_for_a_link()
    house.work.tick()
    assert house.jobs.work_off() == [("asked", "all")]
    assert [kind for kind, _ in house.came] == ["signin"]


def test_a_worker_that_is_held_still_says_that_it_lives(house):
    house.restored()
    house.work.tick()
    with house.database.read() as db:
        assert letters.last_beat(db, BEAT) == TUESDAY


def test_what_a_person_has_read_just_then_is_read(house):
    house.restored()
    house.work.hurry(house.user.id)
    house.jobs.work_off()
    assert len(house.source.asked) == 1


def test_what_a_person_does_while_it_is_held_is_told_once_it_is_confirmed(house):
    house.restored()
    ledger.add(
        house.database, house.user, body="bring bread", promisee="", due=FRIDAY, dated=False, via="page",
        now=house.clock(),
    )  # fmt: skip
    house.live(HOUR)
    assert house.taker.came == []
    house.released()
    house.live(MINUTE, every=MINUTE)
    assert len([came for came in house.taker.came if b"bring bread" in came.body]) == 1


def test_a_test_of_a_webhook_goes_out_since_somebody_asks_for_it(house):
    house.restored()
    with house.database.read() as db:
        (one,) = kept_webhooks.webhooks(db, house.user.id)
    send = partial(far_end.tell, allow_private=True, seconds=5)
    doors = Telling(house.database, house.post.seal, send, lambda *_: None, house.clock)
    webhooks.attempt(doors, house.user, one.id, house.clock())
    assert len(house.taker.came) == 1

"""A whole service put back by `tracker restore` and started, as a person would: nothing goes out until
`tracker restore --confirm`, then all that is due does (reliability C37). Real processes, a real mail server and feed.

What shows that a tick has passed is a link to sign in: somebody waits for it, so it goes out all the same, and what
waits for longer would have gone before it.
"""

import shutil
import subprocess
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes

import pytest

from tests.hosted import home
from tests.hosted.shape import WEB, WORKER, Shape
from tests.making import user
from tests.running import Feeds, a_service, receiving, serving
from tests.test_walk import FEED
from tracker.config import load
from tracker.services import digests, following
from tracker.services.backups import back_up
from tracker.store import accounts, letters
from tracker.store.letters import State
from tracker.store.shares import share_of
from tracker.web.account import KIND as SIGNIN
from tracker.wiring import build

WAIT = 240  # seconds, on a machine that is busy with other tests
MINUTE = timedelta(minutes=1)
AT_ONCE = next(
    name for name in (f"efua{number}" for number in range(1000)) if share_of(name) == 0
)  # not minutes late
SHAPES = [
    pytest.param("", (("run",),), id="embedded"),
    pytest.param("postgresql", (WEB, WORKER), id="hosted", marks=pytest.mark.postgresql),
]


@dataclass
class House:
    """One service in a folder of its own, which nobody has started yet."""

    service: object
    shape: Shape
    post: object

    def opened(self):
        """What it keeps, looked at from beside it."""
        return build(load(self.service.settings, self.service.environment()))

    def command(self, *words):
        """What a command says, which does what it should."""
        done = subprocess.run(
            self.shape.command(*words),
            env=self.shape.environ,
            capture_output=True,
            text=True,
            timeout=WAIT,
            check=False,
        )
        assert done.returncode == 0, done
        return done.stdout

    @property
    def came(self):
        """How often a letter of each kind was handed to the mail server."""
        return Counter(
            str(message_from_bytes(raw)["Message-ID"]).strip("<").split(".")[0] for raw in self.post.letters
        )


def house(folder, environ, post):
    service = a_service(folder)
    service.environ = environ | home.mailed(post)
    return House(service, Shape(service.words, service.environment(), service.base_url, folder / "log"), post)


def keep(tracker, kind, period, made_at):
    """A letter of Efua's, which waits to be sent from now on."""
    with closing(tracker.database) as database:
        with database.read() as db:
            (efua,) = accounts.users(db)
        message = digests.written(tracker.post, digests.preview(database, efua, made_at), made_at)
        message.replace_header("Message-ID", f"<{kind}.{period}@127.0.0.1>")
        with database.write() as db:
            assert digests.keep_letter(db, tracker.post, efua, message, kind=kind, period=period, now=made_at)


def plan_digest(tracker, at):
    with closing(tracker.database) as database, database.write() as db:
        (efua,) = accounts.users(db)
        assert accounts.plan_digest(db, efua.id, at, was=efua.next_digest_at)


def kept(tracker):
    """Which letters are kept, and how each stands."""
    with closing(tracker.database) as database, database.read() as db:
        (efua,) = accounts.users(db)
        return {one.kind: one.state for one in letters.letters(db, efua.id)}


def backed_up(before, feeds, file):
    """A service with a feed to be read and a letter that waits, as it is when its back-up is made."""
    tracker = before.opened()
    now = tracker.clock()
    with closing(tracker.database) as database:
        database.upgrade()
        efua = user(id=AT_ONCE)
        with database.write() as db:
            accounts.add_user(db, efua)
        following.follow(database, tracker.seal, efua, feeds.address(), now=now)
    keep(before.opened(), "waited", "then", now)
    with closing(before.opened().database) as database:
        back_up(database, file, now)


def until(happened, told=lambda: ""):
    end = time.monotonic() + WAIT
    while not happened():
        assert time.monotonic() < end, told()
        time.sleep(0.05)


@pytest.mark.parametrize(("engine", "parts"), SHAPES)
def test_after_a_restore_no_letter_goes_out_until_it_is_confirmed_and_then_all_do(tmp_path, request, engine, parts):
    address = request.getfixturevalue("cluster").bare if engine else None
    environ, file = home.hosted(address()) if address else {}, tmp_path / "copy.sqlite3"
    with ExitStack() as at_end:
        post, feeds = (
            at_end.enter_context(receiving(tmp_path)),
            at_end.enter_context(serving(Feeds({"/work.ics": FEED}))),
        )
        before = house(tmp_path / "before", environ, post)
        backed_up(before, feeds, file)
        after = house(tmp_path / "after", environ | ({"TRACKER_DATABASE__URL": address()} if address else {}), post)
        if not address:
            (after.service.folder / "data").mkdir(mode=0o700)
            shutil.copy(before.service.folder / "data" / "keys.toml", after.service.folder / "data")
        assert "1 letters that waited then are not sent" in after.command("restore", str(file))
        now = after.opened().clock()
        plan_digest(after.opened(), now)
        keep(after.opened(), "due", "now", now - MINUTE)
        keep(after.opened(), SIGNIN, "now", now)
        feeds.asked.clear()
        with after.shape.living(parts):
            until(lambda: after.came[SIGNIN])
            assert after.came == {SIGNIN: 1}
            assert feeds.asked == []
            assert kept(after.opened()) == {"waited": State.GIVEN_UP, "due": State.DUE, SIGNIN: State.SENT}
            assert "Let go." in after.command("restore", "--confirm", "--yes")
            until(
                lambda: after.came["due"] and after.came["digest"] and feeds.asked,
                lambda: (after.came, feeds.asked, kept(after.opened()), after.shape.log.read_text()[-6000:]),
            )
        assert after.came == {SIGNIN: 1, "due": 1, "digest": 1}

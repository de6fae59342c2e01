"""What tests of several services begin with."""

import pytest

from tests.fakes import FakeClock, FakeOutbox
from tests.making import NOW, candidate
from tests.services.deciding import tell
from tracker.mail.links import Links
from tracker.services import digests, partnering
from tracker.services.digests import Post
from tracker.store.seal import Seal

HOME = "http://127.0.0.1:8000"
LINKS = Links(["a key that only tests know, long enough"], HOME)
NILS = "nils@example.com"


@pytest.fixture
def found(database, efua):
    """A candidate in Efua's calendar, not decided yet."""
    tell(database, efua, candidate())
    return candidate()


@pytest.fixture
def outbox():
    return FakeOutbox()


@pytest.fixture
def post(outbox):
    """What letters need of the world."""
    return Post(outbox, LINKS, HOME, "Tracker <tracker@example.com>", Seal([Seal.new_key()]))


@pytest.fixture
def invite(database, efua, post):
    def invited(address=NILS, at=NOW, **but):
        return partnering.invite(database, post, efua, address=address, via="page", now=at, **but)

    return invited


@pytest.fixture
def joined(database, efua, invite):
    def reads(at=NOW, **but):
        return partnering.join(database, efua, invite(at=at, **but).id, at)

    return reads


@pytest.fixture
def sent(database, post, outbox):
    """Whatever goes out by then: to whom."""

    def send(at):
        partnering.write_due(database, post, at)
        before = len(outbox.sent)
        digests.send_waiting(database, post, FakeClock(at))
        return [letter.to for letter in outbox.sent[before:]]

    return send

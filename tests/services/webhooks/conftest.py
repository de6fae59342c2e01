"""A real server that is told, and a webhook of Efua's that tells it."""

from functools import partial

import pytest

from tests.calendars.taking import taking
from tests.fakes import FakeClock
from tests.making import FRIDAY
from tests.services.webhooks.telling import Hook
from tracker.calendars import webhook as far_end
from tracker.services import ledger, webhooks
from tracker.services.notices import Doors


@pytest.fixture
def taker():
    with taking() as taker:
        yield taker


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def doors(database, post, clock):
    send = partial(far_end.tell, allow_private=True, seconds=2)
    return Doors(database, post.seal, send, partial(webhooks.say_stopped, post), clock)


@pytest.fixture
def hook(doors, efua, taker):
    return Hook(doors, efua, taker)


@pytest.fixture
def promised(database, efua, clock):
    """Writes down a promise of Efua's."""

    def write(body="send proposal", due=FRIDAY):
        said = {"promisee": "Ama", "due": due, "dated": False, "via": "page", "now": clock()}
        return ledger.add(database, efua, body=body, **said)

    return write

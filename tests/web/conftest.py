"""The pages over a real database, with Efua at one browser and Kofi at another."""

from dataclasses import replace

import pytest

from tests.fakes import FakeSource
from tests.google.standin import Google, serving
from tests.making import FRIDAY, NOW, calendar, event, user
from tests.web.browsing import EFUA, GARDEN, HOLIDAYS, HOME, NILS, Browser, nothing_found, tracker_with
from tests.web.falling import Falling
from tracker.calendars.google.client import Client, redirect_address
from tracker.domain.account import CalendarKind
from tracker.domain.reconcile import Changes
from tracker.services import ledger
from tracker.services.sync import Doors
from tracker.store import accounts, calendars, events
from tracker.store import ledger as ledger_store
from tracker.web.app import create_app


class Telling(FakeSource):
    """Tells its events as those of whichever calendar is asked."""

    def __call__(self, calendar, span):
        pull = super().__call__(calendar, span)
        theirs = (replace(event, key=event.key._replace(calendar=calendar.id)) for event in pull.events)
        return pull._replace(events=tuple(theirs))


@pytest.fixture
def source():
    return Telling()


@pytest.fixture
def tracker(sqlite, source):
    return tracker_with(sqlite, source=source)


@pytest.fixture
def google():
    """A stand-in with Efua's account: her own calendar, a shared one, a friend's without titles, and the holidays."""
    google = Google()
    account = google.account(EFUA)
    account.calendar(summary="Efua's days", primary=True)
    account.calendar(id=GARDEN, summary="Garden")
    account.calendar(id=NILS, summary="Nils", accessRole="freeBusyReader")
    account.calendar(id=HOLIDAYS, summary="Holidays in Ghana", accessRole="reader")
    google.client("ours", "hush", [redirect_address(HOME)])
    with serving(google):
        yield google


@pytest.fixture
def falling(cluster):
    """A PostgreSQL with Efua, whose connections fall when a test says so."""
    with cluster.lend() as address:
        database = Falling(address)
        with database.write() as db:
            accounts.add_user(db, user())
        yield database
        database.close()


@pytest.fixture
def with_google(sqlite, source, google):
    """A tracker with a client at the stand-in, whose calendars of every kind tell what `source` says."""
    client = Client("ours", "hush", redirect_address(HOME), at=google.url)
    return tracker_with(sqlite, google=client, doors=Doors(dict.fromkeys(CalendarKind, source), nothing_found))


@pytest.fixture
def app(tracker):
    return create_app(tracker)


def _known(tracker, who):
    with tracker.database.write() as db:
        accounts.add_user(db, who)
    return who


@pytest.fixture
def efua(tracker):
    return _known(tracker, user())


@pytest.fixture
def kofi(tracker):
    return _known(tracker, user(id="kofi", email="kofi@example.com", addresses=frozenset({"kofi@example.com"})))


@pytest.fixture
def browser(app, efua):
    """Efua's."""
    return Browser(app, efua)


@pytest.fixture
def stranger(app, kofi):
    """Kofi's."""
    return Browser(app, kofi)


@pytest.fixture
def nobody(app):
    return Browser(app)


@pytest.fixture
def promised(tracker, efua):
    """Writes down a promise of Efua's."""

    def write(body="send proposal", **but):
        values = {"promisee": "Ama", "due": FRIDAY, "dated": False, "via": "page", "now": NOW} | but
        return ledger.add(tracker.database, efua, body=body, **values)

    return write


@pytest.fixture
def told(tracker, efua):
    """Lets the calendar tell events with these words in them; the same again at another time moves them."""

    def tell(*candidates):
        with tracker.database.write() as db:
            if calendars.calendar(db, efua.id, "work") is None:
                calendars.add_calendar(db, calendar(), "sealed")
            known = events.known(db, efua.id, "work")
            said = {one.event: event(one.title, key=one.event, at=one.start) for one in candidates}
            changes = Changes(
                new=tuple(one for key, one in said.items() if key not in known),
                changed=tuple(one for key, one in said.items() if key in known),
                gone=tuple(key for key in known if key not in said),
            )
            events.record(db, efua.id, "work", changes, NOW)
            for one in candidates:
                events.save_candidates(db, efua.id, one.event, [one], 1)
        return candidates[0] if candidates else None

    return tell


@pytest.fixture
def promises(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return ledger_store.promises(db, efua.id)

    return read

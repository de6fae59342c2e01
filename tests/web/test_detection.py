"""Reading is done once for each version of an event, when it is told: never on a page or for a letter."""

import pytest

from tests.making import DAY, NOW, calendar, event
from tests.web.browsing import tracker_with
from tracker.domain.account import CalendarKind
from tracker.domain.reading.detect import detect
from tracker.services import digests, people
from tracker.services.sync import Doors, sync
from tracker.store import calendars


class Counting:
    """The real detector, with what it was asked to read."""

    def __init__(self):
        self.read = []

    def __call__(self, told, user, decided):
        self.read.append((told.key.uid, told.summary))
        return detect(told, user, decided)


@pytest.fixture
def detector():
    return Counting()


@pytest.fixture
def tracker(sqlite, source, detector):
    return tracker_with(sqlite, source=source, doors=Doors(dict.fromkeys(CalendarKind, source), detector))


@pytest.fixture
def synced(tracker, efua, source, detector):
    """Lets the calendar tell events and pulls them; what was read in doing so."""
    with tracker.database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")

    def synced(*told):
        source.events = told
        before = len(detector.read)
        sync(tracker.database, tracker.doors, efua, "work", now=NOW)
        return detector.read[before:]

    return synced


def told(*titles):
    return [event(title, uid=f"uid{at}", at=NOW + at * DAY) for at, title in enumerate(titles)]


TITLES = ("Send proposal to Ama by Friday", "Lunch with Kofi", "Festival planning", "Tax return due")


def test_detection_runs_once_per_version(synced):
    first = told(*TITLES)
    assert sorted(synced(*first)) == [(f"uid{at}", title) for at, title in enumerate(TITLES)]
    assert synced(*first) == [], "nothing changed"
    changed = told("Send proposal to Ama by Monday", *TITLES[1:])
    assert synced(*changed) == [("uid0", "Send proposal to Ama by Monday")]
    assert synced(*changed, event("One more", uid="more")) == [("more", "One more")]
    assert synced(*changed) == [], "what is gone is not read"


def test_no_page_and_no_letter_reads_anything(app, browser, tracker, efua, synced, detector, promised):
    synced(*told(*TITLES))
    promise, person = promised(), people.name_person(tracker.database, efua, name="Ama", via="page", now=NOW)
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    pages = [*rules, f"/promises/{promise.id}", f"/people/{person.id}", f"/calendars/{calendar().id}/remove"]
    assert {"/", "/questions", "/overlooked", "/promises", "/letter", "/letter/body"} <= set(pages)
    before = len(detector.read)
    for page in pages:
        assert browser.get(page).status_code < 500 or page == "/readyz", page
    digests.written(tracker.post, digests.preview(tracker.database, efua, NOW), NOW)
    assert len(detector.read) == before


def test_an_answer_reads_nothing_either(browser, synced, detector):
    synced(*told(*TITLES))
    before = len(detector.read)
    page = browser.get("/questions").text
    accept = page.split('action="/questions/')[1].split('"')[0]
    assert browser.post(f"/questions/{accept}").status_code == 303
    assert len(detector.read) == before

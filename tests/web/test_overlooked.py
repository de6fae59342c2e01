"""What was overlooked: events round today that gave nothing, searched, paged, and taught by one tap."""

import re

import pytest

from tests.making import DAY, HOUR, NOW, calendar, candidate, event
from tests.web.browsing import tracker_with, words
from tracker.domain.entry import Act
from tracker.domain.event import EventKey
from tracker.domain.reading.detect import VERSION, detect
from tracker.domain.reconcile import Changes
from tracker.services.reading import detect_new
from tracker.services.sync import Doors
from tracker.store import calendars, events, ledger
from tracker.web import overlooked


@pytest.fixture
def tracker(sqlite, source):
    """One that reads for itself."""
    return tracker_with(sqlite, source=source, doors=Doors({}, detect))


@pytest.fixture
def held(tracker, efua):
    """Lets the calendar hold events, read by the real detector."""

    def hold(*told):
        with tracker.database.write() as db:
            if calendars.calendar(db, efua.id, "work") is None:
                calendars.add_calendar(db, calendar(), "sealed")
            events.record(db, efua.id, "work", Changes(new=told), NOW)
            detect_new(db, efua, detect)

    return hold


def plain(title="Festival planning", days=-1, uid="", **but):
    return event(title, uid=uid or title, at=NOW + days * DAY, **but)


def rows(browser, address="/overlooked"):
    return re.findall(r'<p class="name" id="title\d+">([^<]+)</p>', browser.get(address).text)


def teach(browser, kind, title="Festival planning", **typed):
    return browser.post(f"/overlooked/{kind}", calendar="work", uid=title, occurrence="", **typed)


def test_events_that_gave_nothing_are_listed_newest_first(browser, held):
    held(plain("Old numbers", -9), plain("Archive boxes", 8), plain("Festival planning", -1))
    assert rows(browser) == ["Archive boxes", "Festival planning", "Old numbers"]


def test_what_is_asked_counts_is_private_or_lies_far_off_is_not_listed(browser, held):
    held(
        plain("Send proposal to Ama by Friday"),
        plain("Lunch with Ama"),
        plain("Secret", private=True),
        plain("Long ago", -15),
        plain("Far ahead", 15),
        plain("Called off", cancelled=True),
    )
    assert rows(browser) == []
    assert "Nothing overlooked" in browser.sees("/overlooked")


def test_what_no_detector_has_read_yet_is_not_listed(browser, tracker, efua):
    with tracker.database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        events.record(db, efua.id, "work", Changes(new=(plain(),)), NOW)
    assert rows(browser) == []


def test_what_was_found_too_unsurely_to_be_asked_about_is_listed(browser, tracker, efua, held):
    held(plain())
    faint = candidate("festival planning", confidence=0.2, uid="Festival planning")
    with tracker.database.write() as db:
        events.save_candidates(db, efua.id, EventKey("work", "Festival planning"), [faint], VERSION)
    assert rows(browser) == ["Festival planning"]
    browser.post(f"/questions/{faint.sign}/dismiss")
    assert rows(browser) == [], "it was said to be none"


def test_of_one_title_one_is_listed_with_how_many_more_there_are(browser, held):
    held(*(plain("Choir practice", days, uid=str(days)) for days in (1, 8, -6)))
    assert rows(browser) == ["Choir practice"]
    assert "and 2 more so called" in browser.sees("/overlooked")


def test_words_are_found_in_titles_in_any_case_all_of_them(browser, held):
    held(plain("Festival planning"), plain("Festival 100% music"), plain("Archive boxes"))
    assert rows(browser, "/overlooked?words=FESTIVAL plan") == ["Festival planning"]
    assert rows(browser, "/overlooked?words=%25") == ["Festival 100% music"]
    assert rows(browser, "/overlooked?words=99%25") == []
    assert "Nothing so called" in browser.sees("/overlooked?words=_")


def test_page_by_page_each_title_is_listed_once(browser, held):
    titles = [f"Boxes of {chr(65 + at)}" for at in range(2 * overlooked.MOST + 3)]
    held(*(plain(title, days=1 - at / 10) for at, title in enumerate(titles)))
    found, address = [], "/overlooked"
    for _ in range(3):
        found += rows(browser, address)
        onward = re.search(r'href="(/overlooked\?[^"]*after=[^"]+)"', browser.get(address).text)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert found == titles
    assert address == ""


def test_where_nearly_all_was_found_a_page_ends_early_and_leads_on(browser, held, tracker):
    held(
        *(plain(f"Send Ama the list {at}", days=1 - at / 100) for at in range(overlooked.FARTHEST)),
        plain("Boxes", -8),
    )
    assert rows(browser) == []
    onward = re.search(r'href="(/overlooked\?[^"]*after=[^"]+)"', browser.get("/overlooked").text)[1]
    assert rows(browser, onward.replace("&amp;", "&")) == ["Boxes"]


@pytest.mark.parametrize("after", ["x", "2026-01-05", "2026-01-05T00:00:00Z_x", "_", "9999-99-99_1"])
def test_an_address_that_names_no_place_leads_to_the_beginning(browser, held, after):
    held(plain())
    assert rows(browser, f"/overlooked?after={after}") == ["Festival planning"]


def test_one_tap_opens_the_promise_and_its_like_is_asked_about(browser, held, promises):
    held(plain(), plain(days=6, uid="next"))
    assert teach(browser, "promise").status_code == 303
    (promise,) = promises()
    assert (promise.body, promise.binding.due) == ("Festival planning", NOW - DAY + HOUR)
    page = browser.get("/overlooked")
    assert "Promise opened: Festival planning. Its like will be asked about from now on." in words(page)
    assert rows(browser) == []
    assert "Festival planning" in browser.sees("/questions")


def test_taken_back_it_is_as_before(browser, tracker, efua, held, promises):
    held(plain())
    teach(browser, "promise")
    undo = re.search(r'action="(/promises/[^"]+/undo[^"]*)"', browser.get("/overlooked").text)[1]
    browser.post(undo.replace("&amp;", "&"), back="overlooked")
    assert promises() == ()
    with tracker.database.read() as db:
        assert [entry.act for entry in ledger.entries(db, efua.id)] == [Act.ACCEPTED, Act.UNDONE]


def test_other_words_and_another_due_may_be_said_first(browser, held, promises):
    held(plain())
    typed = {"body": "Send the plan", "promisee": "Ama", "due_on": "2026-01-12", "due_at": "17:30"}
    teach(browser, "promise", **typed)
    (promise,) = promises()
    assert (promise.body, promise.promisee) == ("Send the plan", "Ama")
    assert f"{promise.binding.due:%d %H:%M}" == "12 17:30"


def test_what_cannot_be_read_is_refused_beside_its_event_with_what_was_typed(browser, held, promises):
    held(plain(), plain("Archive boxes"))
    refused = teach(browser, "promise", body="Send the plan", promisee="Ama", due_on="")
    assert refused.status_code == 422
    assert "Choose the day by which it is due" in words(refused)
    assert 'value="Send the plan"' in refused.text
    assert refused.text.count('role="alert"') == 1
    assert promises() == ()


def test_one_tap_makes_it_time_with_people_and_another_takes_that_back(browser, held):
    held(plain("Garden with Kofi's crew"))
    teach(browser, "meeting", "Garden with Kofi's crew")
    page = browser.get("/overlooked")
    assert "Time with people: Garden with Kofi's crew. Its like will count from now on." in words(page)
    assert rows(browser) == []
    undo = re.search(r'action="(/questions/[^"]+/unmet)"', page.text)[1]
    browser.post(undo, back="overlooked")
    assert "Taken back." in browser.sees("/overlooked")


def test_an_event_that_is_not_there_answers_that_nothing_is_here(browser, held):
    held(plain())
    for kind in ("promise", "meeting"):
        assert teach(browser, kind, "nothing").status_code == 404


def test_the_event_of_somebody_else_is_not_there(stranger, held, promises):
    held(plain())
    assert rows(stranger) == []
    assert teach(stranger, "promise").status_code == 404
    assert promises() == ()


def test_it_leads_back_to_the_same_place_in_the_list(browser, held):
    held(plain())
    answer = teach(browser, "promise", words="festival", place="1", after="")
    assert answer.location == "/overlooked?words=festival&at=1"

"""The feed of one's own promises: an address that reads them and nothing else, cheap to ask again, and revocable."""

import re
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import Engine, event

from tests.calendars.validity import faults
from tests.making import DAY, FRIDAY, NOW
from tests.web.browsing import HOME, words
from tracker.store import accounts

HOUR = timedelta(hours=1)


@pytest.fixture
def feed(browser):
    """Makes an address as its user would, and gives its path."""

    def make():
        assert browser.post("/feed/new").status_code == 303
        return address_on(browser.get("/feed"))

    return make


def address_on(page):
    return re.search(rf"{HOME}(/feed/[\w.-]+\.ics)<", unescape(page.text))[1]


@pytest.fixture
def path(feed, promised):
    promised("send proposal", due=FRIDAY)
    return feed()


def again(nobody, path, **headers):
    return nobody.get(path, headers=headers)


def test_the_first_visit_offers_an_address_and_makes_none(browser, tracker, efua):
    page = browser.sees("/feed")
    assert "Make the address" in page
    with tracker.database.read() as db:
        assert accounts.user(db, efua.id).feed_key == ""


def test_the_page_shows_the_address_how_to_subscribe_and_how_long_google_takes(browser, path):
    page = browser.get("/feed")
    said = words(page)
    assert HOME + path in said
    assert 'href="webcal://127.0.0.1:8000' + path in page.text
    assert "12 to 24 hours" in said
    for program in ("Google Calendar", "Apple Calendar", "Outlook", "Thunderbird"):
        assert program in said


def test_the_address_stands_on_no_other_page(app, browser, path):
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and "<" not in rule.rule and rule.rule != "/feed":
            assert path.split("/")[-1][:40].encode() not in browser.get(rule.rule).data, rule.rule


def test_a_calendar_needs_no_session_and_gets_a_valid_feed(nobody, path):
    answer = nobody.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert faults(answer.data) == []
    assert b"SUMMARY:Send proposal to Ama" in answer.data


def test_it_holds_what_is_owed_and_what_was_delivered_lately_and_nothing_else(
    tracker, browser, promised, path, nobody
):
    promised("review the draft", promisee="me", promiser="Kofi")
    done, struck, let = (promised(f"number {n}") for n in range(3))
    browser.post(f"/promises/{done.id}/deliver")
    browser.post(f"/promises/{struck.id}/strike")
    browser.post(f"/promises/{let.id}/release")
    body = nobody.get(path).text
    assert re.findall("SUMMARY:(.*)\r", body) == [
        "Send proposal to Ama",
        "Due: Send proposal to Ama",
        "Number 0 to Ama",
    ]
    assert "STATUS:COMPLETED" in body
    tracker.clock.pass_by(7 * DAY)
    assert "Number 0" not in nobody.get(path).text


def test_asked_again_it_says_that_nothing_changed(tracker, nobody, path):
    first = nobody.get(path)
    tracker.clock.pass_by(HOUR)
    by_tag = again(nobody, path, **{"If-None-Match": first.headers["ETag"]})
    by_time = again(nobody, path, **{"If-Modified-Since": first.headers["Last-Modified"]})
    for answer in (by_tag, by_time):
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == first.headers["ETag"]
    assert nobody.get(path).data == first.data


@contextmanager
def statements():
    """All that is asked of the database meanwhile."""
    asked = []

    def heard(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    yield asked
    event.remove(Engine, "before_cursor_execute", heard)


def test_asked_again_it_reads_no_promise(nobody, path):
    first = nobody.get(path)
    with statements() as asked:
        again(nobody, path, **{"If-None-Match": first.headers["ETag"]})
    assert 0 < len([one for one in asked if one.lstrip().lower().startswith("select")]) <= 2
    assert not any("promises" in statement for statement in asked)


def changed(tracker, browser, promise):
    """Each way in which the feed becomes another one."""
    yield "a delivery", lambda: browser.post(f"/promises/{promise.id}/deliver")
    yield "its undoing", lambda: browser.post(f"/promises/{promise.id}/ask")
    yield "alarms", lambda: browser.post("/feed/alarms", alarm="180")
    yield "a day", lambda: tracker.clock.pass_by(DAY)


def test_whatever_changes_it_is_told(tracker, browser, nobody, promised, feed):
    promise = promised("send proposal")
    path = feed()
    for why, change in changed(tracker, browser, promise):
        before = nobody.get(path).headers["ETag"]
        change()
        answer = again(nobody, path, **{"If-None-Match": before})
        assert answer.status_code == 200, why
        assert answer.headers["ETag"] != before, why


def test_what_changed_has_a_higher_sequence_and_a_later_stamp(tracker, browser, nobody, path, promises):
    def said():
        body = nobody.get(path).text
        return [re.search(rf"{name}:(.*)\r", body)[1] for name in ("SEQUENCE", "LAST-MODIFIED", "UID")]

    before = said()
    tracker.clock.pass_by(HOUR)
    (promise,) = promises()
    browser.post(f"/promises/{promise.id}/due", due_on="2026-01-12", told="yes")
    after = said()
    assert (int(before[0]), int(after[0])) == (0, 1)
    assert before[1] < after[1]
    assert before[2] == after[2]


def refused(nobody, *paths):
    answers = [nobody.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_new_address_revokes_the_old_one_and_can_be_taken_back(browser, nobody, feed):
    first = feed()
    second = feed()
    refused(nobody, first)
    assert nobody.get(second).status_code == 200
    undo = unescape(re.search(r'action="(/feed/back[^"]*)"', remade(browser))[1])
    browser.post(undo)
    assert nobody.get(second).status_code == 200


def remade(browser):
    browser.post("/feed/new")
    return browser.get("/feed").text


def test_stopped_it_is_told_to_nobody(browser, nobody, path):
    browser.post("/feed/stop")
    refused(nobody, path)
    assert path not in browser.get("/feed").text


def test_a_spoilt_address_is_refused_without_saying_why(tracker, efua, kofi, nobody, path):
    token = path.removeprefix("/feed/").removesuffix(".ics")

    def made(user=efua, purpose="feed", subject=""):
        made = tracker.links.make(purpose, user=user.id, subject=subject, at=NOW)
        return f"/feed/{made.rsplit('/', 1)[1]}.ics"

    refused(nobody, made(), made(kofi), made(subject="another"), made(purpose="word"), "/feed/x.ics")
    for place in range(token.rindex(".")):
        altered = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert nobody.get(f"/feed/{altered}.ics").status_code == 404


def test_it_only_answers_a_get(nobody, path):
    for method in ("POST", "PUT", "DELETE", "PATCH", "PROPFIND"):
        assert nobody.get(path, method).status_code in (401, 405)
    assert nobody.get(path, "HEAD").data == b""


def test_its_token_opens_nothing_else(app, nobody, path):
    token = path.removeprefix("/feed/").removesuffix(".ics")
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ("outfeed.told", "static"):
            address = re.sub(r"<(?:path:)?(\w+)>", token, rule.rule)
            assert "proposal" not in nobody.get(address).text, address


def test_too_often_is_told_to_wait(nobody, path):
    answers = [nobody.get(path) for _ in range(121)]
    assert {answer.status_code for answer in answers} == {200, 429}
    said = "That was often in a short time Within an hour it can be done again. Nothing was changed."
    assert said in words(answers[-1])


def test_alarms_are_set_and_nonsense_is_refused(browser, nobody, path):
    browser.post("/feed/alarms", alarm=["10080", "0"])
    assert re.findall("RELATED=START:(.*)\r", nobody.get(path).text) == ["-P7D", "P0D"]
    refusal = browser.post("/feed/alarms", alarm=["99999999"])
    assert refusal.status_code == 422
    assert "at most 28 days before" in words(refusal)
    browser.post("/feed/alarms")
    assert "VALARM" not in nobody.get(path).text


def test_the_way_back_takes_no_key_that_could_not_be_ours(browser, nobody, path):
    assert browser.post("/feed/back?key=%27").status_code == 404
    assert nobody.get(path).status_code == 200


def test_an_address_leaves_nothing_in_the_log(nobody, path, caplog):
    caplog.set_level("DEBUG")
    nobody.get(path)
    assert path.split("/")[-1] not in caplog.text

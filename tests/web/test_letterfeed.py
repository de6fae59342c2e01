"""The feed of past letters: an address that reads them and nothing else, cheap to ask again, and revocable."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from tests.fakes import FakeClock
from tests.mail.atoms import ATOM, faults, parsed
from tests.making import DAY, FRIDAY, NOW
from tests.web.browsing import HOME, words
from tracker.mail.links import BadLink
from tracker.services import archive, digests
from tracker.store import accounts

HOUR = timedelta(hours=1)
ACTING = re.compile(r"/(?:l|unsubscribe|reminders)/[\w.-]{20,}")


@pytest.fixture
def sent(tracker, efua, promised):
    """Sends a letter of Efua's, about what she owes."""
    promised("send proposal", due=FRIDAY)

    def send(at=NOW, kind="digest", period="2026-W02"):
        message = digests.written(tracker.post, digests.preview(tracker.database, efua, at), at)
        with tracker.database.write() as db:
            digests.keep_letter(db, tracker.post, efua, message, kind=kind, period=period, now=at)
        digests.send_waiting(tracker.database, tracker.post, FakeClock(at))
        return message

    return send


@pytest.fixture
def path(browser, sent):
    """The feed's, with one letter in it."""
    sent()
    return made(browser)


def made(browser):
    assert browser.post("/letters/feed/new").location == "/letters#feed"
    return address_on(browser.get("/letters"))


def address_on(page):
    return re.search(rf"{HOME}(/letters/feed/[\w.-]+\.atom)<", unescape(page.text))[1]


def entries(nobody, path):
    return parsed(nobody.get(path).data).findall(f"{ATOM}entry")


def refused(nobody, *paths):
    answers = [nobody.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_the_first_visit_offers_an_address_and_makes_none(browser, tracker, efua):
    assert "Make the address" in browser.sees("/letters")
    with tracker.database.read() as db:
        assert accounts.user(db, efua.id).letters_key == ""


def test_a_feed_reader_needs_no_session_and_gets_a_valid_feed(nobody, path):
    answer = nobody.get(path)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert faults(answer.data) == []
    links = {link.get("rel"): link.get("href") for link in parsed(answer.data).findall(f"{ATOM}link")}
    assert links == {"self": HOME + path, "alternate": f"{HOME}/letters"}


def test_a_feed_without_a_letter_is_valid_too(browser, nobody):
    answer = nobody.get(made(browser))
    assert (answer.status_code, faults(answer.data)) == (200, [])


def test_it_holds_what_was_sent_newest_first_and_no_link_to_sign_in_by(tracker, sent, path, nobody, browser):
    sent(NOW + DAY, "reminder", "2026-01-06")
    sent(NOW + DAY, "signin", "once")
    tracker.post.outbox.trouble = digests.OutboxTrouble("The mail server is busy.")
    sent(NOW + 2 * DAY, "reminder", "2026-01-07")
    dates = [entry.find(f"{ATOM}updated").text for entry in entries(nobody, path)]
    assert dates == ["2026-01-06T09:00:00Z", "2026-01-05T09:00:00Z"]


def test_nothing_in_it_acts_and_buttons_lead_to_the_pages(tracker, sent, promises, nobody, path):
    original = sent(NOW, "asked", "now").get_body(("html",)).get_content()
    assert len(set(ACTING.findall(original))) == 2, "a button and a way out"
    document = nobody.get(path).text
    assert not ACTING.search(document)
    assert f"{HOME}/promises/{promises()[0].id}" in document
    assert f"{HOME}/settings" in document
    for word in re.findall(r"[\w-]{20,}(?:\.[\w-]{20,})+", document):
        for purpose in ("deliver", "unsubscribe", "remind"):
            with pytest.raises(BadLink):
                tracker.links.read(purpose, word, NOW)


def test_an_entry_keeps_its_name_whatever_becomes_of_the_address(browser, nobody, path):
    before = [entry.find(f"{ATOM}id").text for entry in entries(nobody, path)]
    assert [entry.find(f"{ATOM}id").text for entry in entries(nobody, made(browser))] == before
    assert before[0].startswith("urn:uuid:")


def test_it_speaks_its_users_language(tracker, efua, path, nobody):
    assert b'xml:lang="en"' in nobody.get(path).data
    with tracker.database.write() as db:
        now = accounts.user(db, efua.id)
        accounts.save_user(db, replace(now, locale="fr"))
    french = nobody.get(path, headers={"Accept-Language": "en"}).data
    assert b'xml:lang="fr"' in french
    assert b"<title>Lettres de tracker</title>" in french


def test_asked_again_it_says_that_nothing_changed_until_a_letter_went(tracker, sent, nobody, path):
    first = nobody.get(path)
    tracker.clock.pass_by(HOUR)
    for name, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = nobody.get(path, headers={name: first.headers[value]})
        assert (again.status_code, again.data) == (304, b"")
    sent(NOW + DAY, "reminder", "2026-01-06")
    for name, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        assert nobody.get(path, headers={name: first.headers[value]}).status_code == 200


def test_it_tells_the_last_twenty(sent, nobody, path):
    for number in range(25):
        sent(NOW + number * HOUR, "reminder", str(number))
    assert len(entries(nobody, path)) == 20


def test_a_letter_whose_key_is_lost_is_left_out(tracker, sent, nobody, path):
    sent(NOW + DAY, "reminder", "2026-01-06")
    with tracker.database.write() as db:
        lost = next(one for one in archive.letters.letters(db, "efua") if one.kind == "digest")
        db.execute(archive.store.table.update().where(archive.store.table.c.id == lost.id).values(body=b"lost"))
    assert len(entries(nobody, path)) == 1


def test_a_new_address_revokes_the_old_one_and_can_be_taken_back(browser, nobody, path):
    second = made(browser)
    refused(nobody, path)
    browser.post("/letters/feed/new")
    undo = unescape(re.search(r'action="(/letters/feed/back[^"]*)"', browser.get("/letters").text)[1])
    refused(nobody, second)
    browser.post(undo)
    assert nobody.get(second).status_code == 200


def test_stopped_it_is_told_to_nobody_and_that_can_be_taken_back(browser, nobody, path):
    browser.post("/letters/feed/stop")
    refused(nobody, path)
    page = browser.get("/letters").text
    assert path not in page
    browser.post(unescape(re.search(r'action="(/letters/feed/back[^"]*)"', page)[1]))
    assert nobody.get(path).status_code == 200


def test_anothers_key_reads_nothing_of_hers(tracker, efua, kofi, stranger, nobody, path):
    theirs = made(stranger)
    assert entries(nobody, theirs) == []

    def forged(user, subject, purpose="letters"):
        link = tracker.links.make(purpose, user=user.id, subject=subject, at=NOW)
        return f"/letters/feed/{link.rsplit('/', 1)[1]}.atom"

    with tracker.database.read() as db:
        key = accounts.user(db, kofi.id).letters_key
    spoilt = path[:40] + ("A" if path[40] != "A" else "B") + path[41:]
    refused(nobody, forged(efua, key), forged(efua, ""), forged(efua, "x", "feed"), spoilt, "/letters/feed/x.atom")


def test_where_there_is_no_key_no_key_is_good(tracker, efua, nobody, path, browser):
    browser.post("/letters/feed/stop")
    keyless = tracker.links.make("letters", user=efua.id, at=NOW).rsplit("/", 1)[1]
    refused(nobody, f"/letters/feed/{keyless}.atom")


def test_the_address_of_the_calendar_feed_is_none_of_letters(browser, nobody, path):
    browser.post("/feed/new")
    token = re.search(r"/feed/([\w.-]+)\.ics", browser.get("/feed").text)[1]
    refused(nobody, f"/letters/feed/{token}.atom", f"/feed/{path.split('/')[-1].removesuffix('.atom')}.ics")


def test_the_address_stands_on_no_other_page(app, browser, path):
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and "<" not in rule.rule and rule.rule != "/letters":
            assert path.split("/")[-1][:40].encode() not in browser.get(rule.rule).data, rule.rule


def test_the_way_back_takes_no_key_that_could_not_be_ours(browser, nobody, path):
    assert browser.post("/letters/feed/back?key=%27").status_code == 404
    assert nobody.get(path).status_code == 200


def test_too_often_is_told_to_wait(nobody, path):
    answers = {nobody.get(path, "HEAD").status_code for _ in range(121)}
    assert answers == {200, 429}


def test_an_address_leaves_nothing_in_the_log(nobody, path, caplog):
    caplog.set_level("DEBUG")
    nobody.get(path)
    assert path.split("/")[-1] not in caplog.text
    assert "In a feed reader" not in words(nobody.get(path))

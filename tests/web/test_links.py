"""Links in letters: shown by GET, done by POST, once, for whom they were made."""

from dataclasses import replace

import pytest

from tests.making import DAY, FRIDAY, NOW
from tests.web.browsing import HOME, KEY, words
from tracker.domain.entry import Act
from tracker.mail.links import Links
from tracker.store import accounts, ledger, links


@pytest.fixture
def promise(promised):
    return promised("send proposal", due=FRIDAY)


@pytest.fixture
def link(tracker, efua, promise):
    return made(tracker.links, efua, promise)


def made(links, user, promise, purpose="deliver", at=NOW):
    return links.make(purpose, user=user.id, subject=promise.id, at=at).removeprefix(HOME)


@pytest.fixture
def acts(tracker, efua, promise):
    def read():
        with tracker.database.read() as db:
            return [entry.act for entry in ledger.entries(db, efua.id, promise.id)]

    return read


def undo_of(page):
    return page.text.split('name="of" value="')[1].split('"')[0]


def test_looking_at_a_link_changes_nothing_however_often(nobody, link, acts):
    for method in ("GET", "HEAD", "OPTIONS") * 20:
        assert nobody.get(link, method, headers={"Sec-Purpose": "prefetch"}).status_code == 200
    assert acts() == [Act.ADDED]


def test_its_page_shows_the_promise_and_one_button_and_is_kept_nowhere(nobody, link):
    page = nobody.get(link)
    assert "send proposal To Ama · due Fri 9 Jan, 17:00" in words(page)
    assert page.text.count("<button") == 1
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in page.headers


def test_one_post_without_session_or_token_delivers_by_letter(tracker, efua, nobody, link, promise, acts):
    answer = nobody.client.post(link, data={"act": "deliver"})
    assert answer.status_code == 200
    assert "Marked as delivered" in words(answer)
    assert "Set-Cookie" not in answer.headers
    with tracker.database.read() as db:
        assert ledger.entries(db, efua.id, promise.id)[-1].via == "letter"
    assert acts() == [Act.ADDED, Act.DELIVERED]


def test_a_second_post_says_since_when_it_is_marked_and_adds_nothing(nobody, link, acts):
    nobody.client.post(link)
    for _ in range(3):
        assert "Already marked on Mon 5 Jan, 09:00" in words(nobody.client.post(link))
    assert acts() == [Act.ADDED, Act.DELIVERED]


def test_it_signs_nobody_in(nobody, link):
    nobody.client.post(link)
    assert nobody.get("/").location == "/signin"


def test_undo_takes_it_back_once_and_spends_the_link(nobody, link, acts):
    undo = {"act": "undo", "of": undo_of(nobody.client.post(link))}
    assert "Taken back" in words(nobody.client.post(link, data=undo))
    nobody.client.post(link, data=undo)
    assert "This link is spent" in words(nobody.client.post(link))
    assert acts() == [Act.ADDED, Act.DELIVERED, Act.UNDONE]


def test_undo_is_offered_for_seven_days(tracker, nobody, link, acts):
    undo = {"act": "undo", "of": undo_of(nobody.client.post(link))}
    tracker.clock.pass_by(8 * DAY)
    assert "Undo" not in words(nobody.get(link))
    nobody.client.post(link, data=undo)
    assert acts() == [Act.ADDED, Act.DELIVERED]


def test_undo_before_it_was_used_does_nothing(nobody, link, acts):
    nobody.client.post(link, data={"act": "undo", "of": "00000000"})
    assert acts() == [Act.ADDED]


def test_what_was_delivered_on_the_page_stays_as_it_is(browser, nobody, promise, link, acts):
    browser.post(f"/promises/{promise.id}/deliver")
    assert "Already marked on Mon 5 Jan, 09:00" in words(nobody.client.post(link))
    assert acts() == [Act.ADDED, Act.DELIVERED]


def test_what_was_released_meanwhile_is_said(browser, nobody, promise, link, acts):
    browser.post(f"/promises/{promise.id}/release")
    assert "Nothing is owed any more" in words(nobody.client.post(link))
    assert acts() == [Act.ADDED, Act.RELEASED]


def test_a_spoilt_link_is_refused_without_saying_why(tracker, efua, kofi, nobody, promise, link, acts):
    foreign = Links(["another key, forty letters long, of ours"], HOME)
    spoilt = {
        "another purpose": "/l/" + made(tracker.links, efua, promise, "unsubscribe").rsplit("/", 1)[1],
        "another user": made(tracker.links, kofi, promise),
        "too old": made(tracker.links, efua, promise, at=NOW - 36 * DAY),
        "from the future": made(tracker.links, efua, promise, at=NOW + DAY),
        "another key": made(foreign, efua, promise),
        "changed": link[:-6] + ("A" if link[-6] != "A" else "B") + link[-5:],
        "cut": link[:-1],
        "nothing": "/l/x",
    }
    answers = {why: (nobody.get(one), nobody.client.post(one)) for why, one in spoilt.items()}
    assert {why: (shown.status_code, sent.status_code) for why, (shown, sent) in answers.items()} == dict.fromkeys(
        spoilt, (404, 404)
    )
    assert len({answer.text for pair in answers.values() for answer in pair}) == 1
    says = "This link does not work any more It may be old, or cut short. Open the newest letter, or sign in instead."
    assert says in words(answers["cut"][0])
    assert acts() == [Act.ADDED]


def test_however_its_end_is_spelled_it_is_one_link(nobody, link, acts):
    nobody.client.post(link)
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        nobody.client.post(link[:-1] + letter)
    assert acts() == [Act.ADDED, Act.DELIVERED]


def test_a_link_is_for_a_key_that_is_still_read(tracker, efua, promise, nobody):
    assert KEY in tracker.secret_keys
    assert nobody.get(made(Links([KEY], HOME), efua, promise)).status_code == 200


@pytest.fixture
def stop(tracker, efua):
    return tracker.links.make("unsubscribe", user=efua.id, at=NOW).removeprefix(HOME)


@pytest.fixture
def wanted(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return accounts.user(db, efua.id).digest_on

    return read


def test_a_mail_programs_own_button_stops_the_letters(nobody, stop, wanted):
    from_web_mail = {"Sec-Fetch-Site": "cross-site"}
    answer = nobody.client.post(stop, data={"List-Unsubscribe": "One-Click"}, headers=from_web_mail)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert not wanted()
    assert nobody.client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200


def test_looking_stops_nothing_and_shows_a_form(nobody, stop, wanted):
    for method in ("GET", "HEAD", "OPTIONS") * 5:
        nobody.get(stop, method)
    assert wanted()
    assert "Stop the letter" in words(nobody.get(stop))


def test_an_old_letter_still_stops_the_new_ones(tracker, nobody, stop, wanted):
    tracker.clock.pass_by(900 * DAY)
    assert nobody.client.post(stop).status_code == 200
    assert not wanted()


def test_a_spoilt_link_stops_nothing(nobody, stop, link, wanted):
    for spoilt in (stop[:-1], "/unsubscribe/" + link.rsplit("/", 1)[1]):
        assert nobody.client.post(spoilt).status_code == 404
    assert wanted()


@pytest.fixture
def reminded(tracker, efua):
    """Efua wishes to be reminded; where a reminder's way out leads."""
    with tracker.database.write() as db:
        accounts.save_user(db, replace(efua, reminders=True, next_reminder_at=NOW))
    return tracker.links.make("remind", user=efua.id, at=NOW).removeprefix(HOME)


@pytest.fixture
def wishes(tracker, efua):
    def read():
        with tracker.database.read() as db:
            one = accounts.user(db, efua.id)
        return one.digest_on, one.reminders

    return read


def test_a_reminders_own_button_stops_the_reminders_and_not_the_letter(nobody, reminded, wishes):
    from_web_mail = {"Sec-Fetch-Site": "cross-site"}
    answer = nobody.client.post(reminded, data={"List-Unsubscribe": "One-Click"}, headers=from_web_mail)
    assert (answer.status_code, wishes()) == (200, (True, False))
    assert "No more reminders" in words(answer)
    assert "Set-Cookie" not in answer.headers
    assert nobody.client.post(reminded).status_code == 200


def test_the_letters_button_stops_the_letter_and_not_the_reminders(nobody, stop, reminded, wishes):
    nobody.client.post(stop)
    assert wishes() == (False, True)


def test_looking_at_a_reminders_way_out_stops_nothing(nobody, reminded, wishes):
    for method in ("GET", "HEAD", "OPTIONS") * 5:
        nobody.get(reminded, method)
    assert wishes() == (True, True)
    assert "Stop the reminders?" in words(nobody.get(reminded))


def test_neither_way_out_is_the_other(nobody, stop, reminded, wishes):
    for path, token in (("/reminders/", stop), ("/unsubscribe/", reminded)):
        assert nobody.client.post(path + token.rsplit("/", 1)[1]).status_code == 404
    assert wishes() == (True, True)


def test_the_pages_behind_links_speak_the_language_of_whose_letter_it_is(tracker, efua, nobody, link, stop, reminded):
    with tracker.database.write() as db:
        accounts.save_user(db, replace(efua, locale="fr"))
    for path in (link, stop, reminded):
        assert '<html lang="fr">' in nobody.get(path, headers={"Accept-Language": "en"}).text, path


def test_a_link_leaves_nothing_in_the_log(nobody, link, caplog):
    caplog.set_level("DEBUG")
    nobody.get(link)
    nobody.client.post(link)
    assert link.rsplit("/", 1)[1] not in caplog.text


def test_using_a_link_is_recorded(tracker, efua, nobody, link):
    nobody.client.post(link)
    read = tracker.links.read("deliver", link.rsplit("/", 1)[1], NOW)
    with tracker.database.read() as db:
        assert links.linked(db, efua.id, read.subject, read.id).used_at == NOW

"""Promises on the page: written down, delivered, moved, taken back; each act once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests import making
from tests.keeping import keep
from tests.making import DAY, FRIDAY, HOUR, NOW
from tests.web.browsing import words
from tracker.domain.entry import Act
from tracker.store import ledger


@pytest.fixture
def acts(tracker, efua):
    def read(promise_id):
        with tracker.database.read() as db:
            return [entry.act for entry in ledger.entries(db, efua.id, promise_id)]

    return read


@pytest.fixture
def stored(tracker, efua):
    def read(promise_id=None):
        with tracker.database.read() as db:
            return ledger.promise(db, efua.id, promise_id) if promise_id else ledger.promises(db, efua.id)

    return read


NEW = {"body": "Send proposal", "who": "Ama", "whose": "mine", "due_on": "2026-01-06", "due_at": ""}


def test_one_tap_delivers_and_the_next_page_offers_undo(browser, promised, stored):
    promise = promised()
    assert browser.post(f"/promises/{promise.id}/deliver", back="home").location == "/"
    page = browser.sees("/")
    assert "Delivered: send proposal. Undo" in page
    assert stored(promise.id).delivered_at == NOW


def test_delivered_twice_is_delivered_once(browser, promised, acts):
    promise = promised()
    for _ in range(3):
        assert browser.post(f"/promises/{promise.id}/deliver").status_code == 303
    assert acts(promise.id) == [Act.ADDED, Act.DELIVERED]


def test_undo_restores_and_sent_twice_takes_back_one_act(browser, promised, stored, acts):
    promise = promised()
    browser.post(f"/promises/{promise.id}/deliver")
    undo = undo_address(browser, f"/promises/{promise.id}")
    for _ in range(3):
        assert browser.post(undo).status_code == 303
    assert stored(promise.id).open
    assert acts(promise.id) == [Act.ADDED, Act.DELIVERED, Act.UNDONE]


def test_an_undo_of_what_was_changed_since_takes_nothing_back(browser, promised, stored):
    promise = promised()
    browser.post(f"/promises/{promise.id}/undo?of=0000")
    assert "Nothing was taken back: this promise has changed since." in browser.sees(f"/promises/{promise.id}")
    assert stored() == (promise,)


def undo_address(browser, page):
    return (
        browser.get(page).text.split("/undo?of=")[0].rsplit('"', 1)[1]
        + "/undo?of="
        + (browser.get(page).text.split("/undo?of=")[1].split('"')[0])
    )


def test_a_delivery_may_be_dated_back_and_is_marked_as_such(browser, promised, stored, tracker):
    promise = promised()
    tracker.clock.pass_by(2 * DAY)
    browser.post(f"/promises/{promise.id}/deliver", at_on="2026-01-06", at_at="15:30")
    assert stored(promise.id).delivered_at == NOW + DAY + timedelta(hours=6, minutes=30)
    assert "Back-dated: said to have been delivered on Tue 6 Jan, 15:30." in browser.sees(f"/promises/{promise.id}")


def test_a_delivery_in_the_future_is_refused(browser, promised, stored):
    promise = promised()
    answer = browser.post(f"/promises/{promise.id}/deliver", at_on="2026-01-06", at_at="15:30")
    assert answer.status_code == 422
    assert "future" in words(answer)
    assert stored(promise.id).open


@pytest.mark.parametrize("typed", [{"at_on": "tomorrow"}, {"at_on": "2026-01-05", "at_at": "noon"}])
def test_a_day_or_time_that_cannot_be_read_is_refused(browser, promised, stored, typed):
    promise = promised()
    assert browser.post(f"/promises/{promise.id}/deliver", **typed).status_code == 422
    assert stored(promise.id).open


def test_a_new_due_told_in_time_counts(browser, promised, stored):
    promise = promised()
    browser.post(f"/promises/{promise.id}/due", due_on="2026-01-12", due_at="", told="yes")
    page = browser.sees(f"/promises/{promise.id}")
    assert "Due moved from Fri 9 Jan, 17:00 to Mon 12 Jan. They were told in time, so the new due counts." in page
    assert stored(promise.id).binding.dated
    assert stored(promise.id).renegotiations == 1


def test_a_new_due_of_which_nobody_was_told_does_not_count(browser, promised, stored):
    promise = promised()
    browser.post(f"/promises/{promise.id}/due", due_on="2026-01-12", told="no")
    assert stored(promise.id).binding.due == FRIDAY
    assert "They were not told, so the old due still counts." in browser.sees(f"/promises/{promise.id}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due_on": "2026-01-12"}, "Say whether they were told"),
        ({"told": "yes"}, "Choose the day"),
        ({"told": "yes", "due_on": "2026-01-09", "due_at": "17:00"}, "the due it already has"),
    ],
)
def test_a_new_due_that_is_not_whole_is_refused(browser, promised, stored, typed, said):
    promise = promised()
    answer = browser.post(f"/promises/{promise.id}/due", **typed)
    assert answer.status_code in (409, 422)
    assert said in words(answer)
    assert stored(promise.id) == promise


def test_broken_by_own_word_bears_its_cause(browser, promised, stored):
    promise = promised()
    browser.post(f"/promises/{promise.id}/break", cause="capacity")
    assert "Cause: capacity." in browser.sees(f"/promises/{promise.id}")
    assert "Repair" in browser.sees(f"/promises/{promise.id}")


@pytest.mark.parametrize(("act", "left"), [("release", "released_at"), ("strike", "void")])
def test_released_and_struck_out(browser, promised, stored, act, left):
    promise = promised()
    assert browser.post(f"/promises/{promise.id}/{act}").status_code == 303
    assert getattr(stored(promise.id), left)


def test_what_is_closed_cannot_be_moved(browser, promised):
    promise = promised()
    browser.post(f"/promises/{promise.id}/release")
    answer = browser.post(f"/promises/{promise.id}/due", due_on="2026-01-12", told="yes")
    assert answer.status_code == 409
    assert "it was released" in words(answer)


def test_a_promise_typed_by_hand_is_written_down(browser, stored):
    answer = browser.post("/promises/new", **NEW)
    (promise,) = stored()
    assert answer.location == f"/promises/{promise.id}"
    assert (promise.body, promise.promisee, promise.mine) == ("Send proposal", "Ama", True)
    assert promise.binding.dated
    assert f"{promise.binding.due:%d %H:%M:%S}" == "06 23:59:59"


def test_what_others_promised_me_is_waited_on(browser, stored):
    browser.post("/promises/new", **NEW | {"whose": "theirs", "who": "Nils", "due_at": "17:00"})
    (promise,) = stored()
    assert (promise.promiser, promise.mine, promise.binding.dated) == ("Nils", False, False)
    assert "Waiting on Send proposal tomorrow from Nils" in browser.sees("/")


@pytest.mark.parametrize("left_out", ["body", "who", "due_on"])
def test_a_promise_without_words_person_or_due_is_refused_and_what_was_typed_stays(browser, stored, left_out):
    answer = browser.post("/promises/new", **NEW | {left_out: ""})
    assert answer.status_code == 422
    assert "Not saved." in words(answer)
    assert stored() == ()
    kept = {"body": "Send proposal", "who": "Ama", "due_on": "2026-01-06"}
    del kept[left_out]
    for typed in kept.values():
        assert f'value="{typed}"' in answer.text


def test_the_form_has_no_due_of_its_own(browser):
    assert 'name="due_on" type="date" value="" required' in browser.get("/promises/new").text


def test_an_address_fills_words_in_but_writes_nothing_down(browser, stored):
    assert 'value="Call Kofi"' in browser.get("/promises/new?body=Call+Kofi").text
    assert stored() == ()


def test_the_list_shows_each_kind_with_the_rate(browser, promised, tracker):
    late = promised("print posters", due=NOW - DAY)
    kept = promised("book the hall", due=NOW + HOUR)
    for promise in (late, kept):
        browser.post(f"/promises/{promise.id}/deliver")
    promised("send proposal")
    assert "Send" not in browser.sees("/promises?show=kept").split("History")[0].split("Kept on time")[0]
    assert "print posters" in browser.sees("/promises?show=late")
    page = browser.sees("/promises")
    assert "send proposal" in page
    assert "1 of 2" in page
    assert "Provisional" in page


def test_five_decided_promises_show_a_rate_with_its_interval(browser, promised):
    for n in range(5):
        promise = promised(f"promise {n}", due=NOW - DAY if n == 0 else NOW + HOUR)
        browser.post(f"/promises/{promise.id}/deliver")
    page = browser.sees("/promises")
    assert "80%" in page
    assert "4 of 5 kept" in page
    assert "between 38% and 96%" in page


def test_words_from_outside_stay_words(browser, promised):
    promise = promised('<script>alert("x")</script>', promisee="<b>Ama</b>")
    for address in ("/", "/promises", f"/promises/{promise.id}"):
        page = browser.get(address).text
        assert "<script>" not in page
        assert "<b>Ama" not in page


def test_the_same_act_sent_many_times_at_once_is_one_entry(app, browser, promised, acts):
    promise = promised()
    token, cookies = browser.token, [browser.client.get_cookie(name) for name in ("tracker-session", "tracker-page")]

    def send(_):
        client = app.test_client()
        for cookie in cookies:
            client.set_cookie(cookie.key, cookie.value)
        return client.post(f"/promises/{promise.id}/deliver", data={"csrf_token": token}).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(24)))
    assert answers == {303}
    assert acts(promise.id) == [Act.ADDED, Act.DELIVERED]


def test_what_is_open_stands_in_the_order_of_what_it_loses_next_with_a_countdown(browser, promised):
    promised("water the plants", due=NOW - 100 * HOUR)
    promised("send proposal", due=NOW + 2 * HOUR)
    promised("book the hall", due=NOW - 20 * HOUR)
    page = browser.sees("/promises")
    said = (
        "send proposal",
        "Worth 1 until Mon 12:00, then 0.75",
        "book the hall",
        "Worth 0.75 until Mon 14:00, then 0.5",
        "water the plants",
        "Worth 0.25 until Thu 06:00, then 0.1",
    )
    assert [page.index(words) for words in said] == sorted(page.index(words) for words in said)


def test_five_hundred_open_promises_are_all_listed(browser, tracker, efua):
    with tracker.database.write() as db:
        for n in range(500):
            keep(db, efua.id, making.promise(f"promise {n}", id=f"p{n}", due=NOW + n * HOUR / 2 - 4 * DAY))
    assert browser.get("/promises").text.count(">Worth ") == 500


def test_a_due_at_the_end_of_all_days_is_refused_and_no_page_breaks(browser, promised, promises):
    answer = browser.post("/promises/new", body="send it", who="Ama", due_on="9999-12-31")
    assert answer.status_code == 422
    assert "Choose a day between 1970 and 2199." in answer.text
    answer = browser.post(f"/promises/{promised().id}/due", due_on="9999-12-31", told="yes")
    assert answer.status_code == 409
    assert len(promises()) == 1
    assert browser.get("/promises").status_code == 200

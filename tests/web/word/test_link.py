"""The link of a promisee opens one promise to whoever holds it, and nothing else (requirement 43)."""

import re
from dataclasses import replace
from datetime import timedelta

from tests.making import DAY, NOW
from tests.web.browsing import HOME, KEY, Browser, words
from tests.web.word.saying import ASKED, LATER, says
from tracker.domain.entry import Act
from tracker.mail.links import Links
from tracker.store import accounts
from tracker.web.app import create_app
from tracker.web.history import state


def refused(who, *links):
    answers = [answer for link in links for answer in (who.get(link), says(who, link, "have"))]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1, "no detail"
    return answers[0].text


def test_a_new_link_and_a_withdrawn_one_revoke_the_older(tracker, browser, nobody, promise, asked, entries):
    first = asked()
    tracker.clock.pass_by(LATER)
    second = asked()
    refused(nobody, first)
    assert nobody.get(second).status_code == 200
    browser.post(f"/promises/{promise.id}/ask/withdraw")
    refused(nobody, first, second)
    assert entries()[-1][0] is Act.WITHDRAWN


def test_it_is_good_for_thirty_days(tracker, nobody, link):
    tracker.clock.pass_by(30 * DAY)
    assert nobody.get(link).status_code == 200
    tracker.clock.pass_by(timedelta(seconds=1))
    refused(nobody, link)


def test_of_what_was_struck_out_it_says_nothing(browser, nobody, promise, link):
    browser.post(f"/promises/{promise.id}/strike")
    assert "proposal" not in refused(nobody, link)


def test_of_what_was_taken_back_it_says_nothing(tracker, browser, efua, nobody, promise, link, now_is):
    for _ in range(2):  # the asking, and the promise
        browser.post(f"/promises/{promise.id}/undo?of={state(now_is())}")
    assert now_is() is None
    refused(nobody, link)


def test_a_spoilt_link_is_refused_without_saying_why(tracker, efua, kofi, nobody, promise, link, entries):
    def made(links=tracker.links, user=efua, purpose="word", subject=promise.id, at=NOW):
        return links.make(purpose, user=user.id, subject=subject, at=at).removeprefix(HOME)

    refused(
        nobody,
        "/w/" + made(purpose="deliver").rsplit("/", 1)[1],
        "/w/" + made(purpose="unsubscribe").rsplit("/", 1)[1],
        "/w/" + made(purpose="feed").rsplit("/", 1)[1],
        made(user=kofi),
        made(subject="another"),
        made(at=NOW - 31 * DAY),
        made(at=NOW + DAY),
        made(at=NOW - timedelta(seconds=1)),  # asked at another instant
        made(links=Links(["another key, forty letters long, of ours"], HOME)),
        link[:-1],
        "/w/x",
    )
    assert entries() == ASKED


def test_a_letter_changed_anywhere_spoils_it(nobody, link, entries):
    token = link.removeprefix("/w/")
    for place in range(token.rindex(".")):
        altered = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert nobody.get(f"/w/{altered}").status_code == 404
    assert entries() == ASKED


def test_its_token_opens_nothing_else(app, tracker, nobody, promise, link, entries):
    token = link.removeprefix("/w/")
    filled = {"token": token, "promise_id": promise.id}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(("word.", "static")):
            continue
        path = re.sub(r"<(?:path:)?(\w+)>", lambda found: filled.get(found[1], token), rule.rule)
        for method in rule.methods & {"GET", "POST"}:
            answer = nobody.get(path, method, query_string={"token": token}, headers={"Authorization": token})
            assert "proposal" not in answer.text, (method, path)
    assert entries() == ASKED


def test_it_signs_nobody_in_and_shows_a_signed_in_reader_no_more(app, nobody, stranger, link):
    says(nobody, link, "not yet")
    assert nobody.get("/").location == "/signin"
    assert words(stranger.get(link)) == words(nobody.get(link))


def test_one_link_may_not_fill_the_ledger(nobody, link, entries):
    answers = [says(nobody, link, word).status_code for word in ("have", "not yet") * 15]
    assert answers.count(429) == 10
    assert len(entries()) <= len(ASKED) + 2 * 20


def test_a_link_leaves_nothing_in_the_log(nobody, link, caplog):
    caplog.set_level("DEBUG")
    says(nobody, link, "have")
    assert link.rsplit("/", 1)[1] not in caplog.text


def test_what_is_promised_to_me_or_to_nobody_is_nobodys_to_ask(browser, promised):
    theirs = promised("review the draft", promisee="me", promiser="Kofi")
    assert browser.get(f"/promises/{theirs.id}/ask").status_code == 404
    assert browser.post(f"/promises/{theirs.id}/ask").status_code == 409
    unnamed = promised("tidy up", promisee="")
    assert browser.post(f"/promises/{unnamed.id}/ask").status_code == 409
    assert "nobody to ask" in browser.sees(f"/promises/{unnamed.id}/ask")


def test_anothers_promise_cannot_be_asked_about(stranger, promise):
    assert stranger.get(f"/promises/{promise.id}/ask").status_code == 404
    for act in ("ask", "ask/withdraw", "reopen"):
        assert stranger.post(f"/promises/{promise.id}/{act}").status_code == 404


def test_a_key_that_was_replaced_still_opens_its_links(tracker, efua, promise, link, sqlite):
    renewed = replace(tracker, links=Links(["a new key of forty letters, as ours are", KEY], HOME))
    assert Browser(create_app(renewed)).get(link).status_code == 200


def test_a_users_name_is_shown_where_they_set_one(tracker, efua, nobody, link):
    with tracker.database.write() as db:
        accounts.save_user(db, replace(efua, name="Efua Mensah"))
    assert "Efua Mensah promised you" in words(nobody.get(link))
    assert "efua@example.com" not in nobody.get(link).text

"""A partner's way: invited on a page, asked by a letter, joined and gone by links that need no account."""

import re

import pytest

from tests.fakes import FakeClock
from tests.making import DAY, HOUR, NOW
from tests.web.browsing import words
from tracker.services import digests, partnering
from tracker.store import partners

NILS = {"address": "nils@example.com", "name": "Nils"}


@pytest.fixture
def partner(tracker, efua):
    """The one partner, as they are now."""

    def read():
        with tracker.database.read() as db:
            (one,) = partners.partners(db, efua.id)
        return one

    return read


@pytest.fixture
def sent(tracker):
    """The path of the link in the newest letter that went out by then."""

    def send(purpose, at=NOW):
        partnering.write_due(tracker.database, tracker.post, at)
        digests.send_waiting(tracker.database, tracker.post, FakeClock(at))
        text = tracker.post.outbox.sent[-1].message.get_body(("plain",)).get_content()
        return re.search(rf"(/{purpose}/\S+)", text)[1]

    return send


@pytest.fixture
def join(browser, sent):
    browser.post("/partner", **NILS)
    return sent("join")


def test_the_page_says_what_a_partner_gets(browser):
    page = browser.sees("/partner")
    assert "Invite a partner" in page
    assert "0, of which 0 overdue" in page
    assert 'href="/partner"' in browser.get("/settings").text


def test_a_partners_pages_speak_the_language_that_their_browser_asks_for(nobody, join):
    french = nobody.get(join, headers={"Accept-Language": "fr"})
    assert '<html lang="fr">' in french.text
    assert "Voulez-vous suivre ses semaines\u00a0?" in french.text
    assert "Will you read along?" in nobody.get(join, headers={"Accept-Language": "de"}).text


def test_an_invitation_is_sent_and_shown(browser, partner, sent, tracker):
    browser.post("/partner", **NILS)
    page = browser.sees("/partner")
    assert "Nils is invited, by one letter." in page
    assert "invited Mon 5 Jan, no answer yet · reads counts alone".replace(" ·", "") in page
    sent("join")
    tracker.clock.pass_by(HOUR)
    browser.post("/partner", **NILS)
    assert "was invited before" in browser.sees("/partner")
    assert len(tracker.post.outbox.sent) == 1


@pytest.mark.parametrize(
    ("but", "said"),
    [({"address": "nils"}, "not one mail address"), ({"address": "efua@example.com"}, "your own")],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(browser, but, said):
    answer = browser.post("/partner", **NILS | but)
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="Nils"' in answer.text


def test_looking_at_an_invitation_says_what_would_come_and_changes_nothing(nobody, join, partner):
    for method in ("GET", "HEAD", "OPTIONS") * 5:
        nobody.get(join, method)
    assert partner().joined_at is None
    page = words(nobody.get(join))
    assert "efua@example.com asks you" in page
    assert "It does not say what was promised, nor to whom." in page
    assert nobody.client.post(join, data={"say": "perhaps"}).status_code == 200
    assert (partner().joined_at, partner().ended_at) == (None, None)


def test_the_invitation_says_when_bodies_are_told(browser, nobody, sent):
    browser.post("/partner", **NILS, shows_bodies="yes")
    assert "names what was promised and to whom" in words(nobody.get(sent("join")))


def test_yes_by_a_tap_and_no_by_another(nobody, browser, join, partner):
    answer = nobody.client.post(join, data={"say": "yes"})
    assert "You read along with" in words(answer)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert partner().reads
    assert "said yes Mon 5 Jan" in browser.sees("/partner")
    assert "Nothing comes" in words(nobody.client.post(join, data={"say": "no"}))
    assert not partner().reads
    assert "Ended Nils" in browser.sees("/partner")
    nobody.client.post(join, data={"say": "yes"})
    assert partner().reads, "a slip of one's own can be mended"


def test_a_mail_programs_own_button_ends_it_and_looking_does_not(nobody, join, sent, partner):
    nobody.client.post(join, data={"say": "yes"})
    leave = sent("leave", NOW + 7 * DAY)
    nobody.tracker.clock.pass_by(7 * DAY)
    assert "Stop reading along" in words(nobody.get(leave))
    assert partner().reads
    from_web_mail = {"Sec-Fetch-Site": "cross-site"}
    answer = nobody.client.post(leave, data={"List-Unsubscribe": "One-Click"}, headers=from_web_mail)
    assert answer.status_code == 200
    assert not partner().reads
    assert nobody.client.post(leave, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    nobody.client.post(leave, data={"say": "again"})
    assert partner().reads
    nobody.client.post(leave)
    nobody.tracker.clock.pass_by(2 * DAY)
    nobody.client.post(leave, data={"say": "again"})
    assert not partner().reads


def test_a_form_from_another_site_says_no_yes_for_anybody(nobody, join, partner):
    answer = nobody.client.post(join, data={"say": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert partner().joined_at is None


def test_an_answer_comes_within_thirty_days_or_not_at_all(nobody, join, partner, tracker):
    tracker.clock.pass_by(30 * DAY + HOUR)
    assert nobody.get(join).status_code == 404
    assert nobody.client.post(join, data={"say": "yes"}).status_code == 404
    assert partner().joined_at is None


def test_a_link_opens_nothing_else(nobody, join, tracker, efua, promised):
    promised("send the secret proposal")
    token = join.rsplit("/", 1)[1]
    assert "secret" not in nobody.get(join).text
    for other in ("l", "w", "leave", "unsubscribe", "feed"):
        assert nobody.get(f"/{other}/{token}").status_code == 404
    assert nobody.get("/partner").location == "/signin"


def test_its_user_ends_it_at_once_and_may_undo_that(browser, nobody, join, partner):
    nobody.client.post(join, data={"say": "yes"})
    browser.post(f"/partner/{partner().id}/end")
    page = browser.get("/partner").text
    assert "gets nothing any more" in page
    assert not partner().reads
    browser.post(re.search(r'action="(/partner/[^"]+/undo[^"]*)"', page)[1].replace("&amp;", "&"))
    assert partner().reads


def test_a_stale_undo_takes_nothing_back(browser, join, partner):
    browser.post(f"/partner/{partner().id}/end")
    browser.post(f"/partner/{partner().id}/undo?of=other")
    assert "nothing was taken back" in browser.sees("/partner")
    assert partner().ended_at


def test_a_yes_after_its_user_ended_it_changes_nothing(browser, nobody, join, partner):
    browser.post(f"/partner/{partner().id}/end")
    said = words(nobody.client.post(join, data={"say": "yes"}))
    assert "You do not read along" in said
    assert "Yes, I read along" not in said
    assert not partner().reads


def test_a_strangers_partner_is_not_ones_own(stranger, join, partner):
    assert "Nils" not in stranger.sees("/partner")
    assert stranger.post(f"/partner/{partner().id}/end").status_code == 404


def test_a_link_and_an_address_leave_nothing_in_the_log(nobody, join, caplog):
    caplog.set_level("DEBUG", logger="tracker")
    nobody.client.post(join, data={"say": "yes"})
    assert join.rsplit("/", 1)[1] not in caplog.text
    assert "nils" not in caplog.text.lower()

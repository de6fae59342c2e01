"""Who looks after the service: the pages, from invitation to end, and that they are not there for a member."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import DAY, NOW
from tests.services.test_leaving import made_owner
from tests.web.browsing import Browser, words
from tracker.services import digests, signin
from tracker.store import accounts

NILS = "nils@example.com"
PATHS = ("/members", "/members/efua", "/members/none")


@pytest.fixture
def owner(tracker, app, efua, kofi):
    """Kofi's browser: he looks after the service."""
    made_owner(tracker.database, kofi)
    return Browser(app, replace(kofi))


@pytest.fixture
def link(tracker):
    """The link in the newest letter."""

    def newest():
        digests.send_waiting(tracker.database, tracker.post, tracker.clock)
        text = tracker.post.outbox.sent[-1].message.get_body(("plain",)).get_content()
        return re.search(r"/invited/[\w-]+", text)[0]

    return newest


def roles(tracker):
    with tracker.database.read() as db:
        return {one.id: one.role.value for one in accounts.users(db)}


@pytest.mark.parametrize("path", PATHS)
def test_for_a_member_these_pages_are_not_there(browser, owner, path):
    assert browser.get(path).status_code == 404
    for act in ("role", "quotas", "end"):
        assert browser.post(f"/members/efua/{act}", role="owner", calendars="900").status_code == 404
    assert browser.post("/members/invite", address=NILS).status_code == 404


def test_an_owner_sees_who_is_here_and_no_word_of_theirs(owner, promised):
    promised("marked-body")
    page = owner.sees("/members") + owner.sees("/members/efua")
    assert "efua@example.com" in page
    assert "marked-body" not in page
    assert "What an owner cannot do" in page


def test_the_invited_accepts_with_name_and_zone_and_lands_on_the_first_steps(tracker, app, owner, link):
    assert "is invited, by one letter" in owner.sees(owner.post("/members/invite", address=NILS).location)
    nils, address = Browser(app), link()
    assert f'value="{NILS}"' in nils.get(address).text
    assert nils.post(address, name="Nils", zone="Europe/Oslo").location == "/start"
    assert nils.get("/start").status_code == 200
    assert Browser(app).get(address).status_code == 404
    assert NILS in owner.sees("/members")
    assert sorted(roles(tracker).values()) == ["member", "member", "owner"]


def test_without_script_the_zone_is_that_of_who_invited(app, owner, link):
    owner.post("/members/invite", address=NILS)
    assert 'value="Africa/Accra" list="zones"' in Browser(app).get(link()).text


def test_a_zone_that_is_none_is_said_and_nothing_is_lost(app, owner, link):
    owner.post("/members/invite", address=NILS)
    nils, address = Browser(app), link()
    answer = nils.post(address, name="Nils", zone="Nowhere")
    assert answer.status_code == 422
    assert "That zone is not known" in words(answer)
    assert 'value="Nils"' in answer.text
    assert nils.post(address, name="Nils", zone="Europe/Oslo").status_code == 303


def test_taken_back_or_late_the_page_says_whom_to_ask(tracker, app, owner, link):
    owner.post("/members/invite", address=NILS)
    address = link()
    tracker.clock.pass_by(7 * DAY)
    assert "This invitation is spent" in Browser(app).sees(address)
    assert "expired: send it again" in owner.sees("/members")
    again = re.search(r'action="(/members/invitations/[\w-]+/again)"', owner.get("/members").text)[1]
    owner.post(again)
    assert Browser(app).get(link()).status_code == 200
    owner.post(again.replace("again", "take-back"))
    assert Browser(app).get(link()).status_code == 404
    assert NILS not in owner.sees("/members").split("is taken back")[1]


def test_an_address_that_is_here_is_said_to_be(owner):
    answer = owner.post("/members/invite", address="efua@example.com")
    assert (answer.status_code, "is here already" in words(answer)) == (422, True)


def test_who_invites_sees_the_link_nowhere(owner, link):
    owner.post("/members/invite", address=NILS)
    token = link().rpartition("/")[2]
    pages = ("/members", "/account", "/letters", "/letter", "/copy/tracker.json", "/settings")
    assert not any(token in owner.get(page).text for page in pages)


def test_a_role_is_given_and_taken_and_one_owner_remains(tracker, owner):
    owner.post("/members/efua/role", role="owner")
    owner.post("/members/kofi/role", role="member")
    assert roles(tracker) == {"efua": "owner", "kofi": "member"}
    assert owner.get("/members").status_code == 404


def test_the_last_owner_is_told_why_not(tracker, owner):
    answer = owner.post("/members/kofi/role", role="member")
    assert (answer.status_code, "Make somebody else an owner first" in words(answer)) == (409, True)
    assert roles(tracker)["kofi"] == "owner"


def test_room_is_given_and_an_empty_field_is_as_for_all(owner):
    owner.post("/members/efua/quotas", calendars="3", promises="")
    page = owner.get("/members/efua").text
    assert re.search(r'name="calendars"[^>]*value="3"', page)
    assert re.search(r'name="promises"[^>]*value=""', page)
    refused = owner.post("/members/efua/quotas", calendars="many")
    assert (refused.status_code, "whole number" in words(refused)) == (422, True)


def test_an_account_is_ended_by_an_owner_who_signed_in_lately(tracker, owner, browser):
    assert owner.post("/members/efua/end", address="kofi@example.com").status_code == 422
    tracker.clock.pass_by(timedelta(hours=1))
    assert owner.post("/members/efua/end", address="efua@example.com").status_code == 403
    assert browser.get("/").status_code == 200
    again = Browser(owner.client.application, replace(accounts_of(tracker)["kofi"]))
    assert again.post("/members/efua/end", address="efua@example.com").status_code == 303
    assert browser.get("/").location == "/signin"
    assert roles(tracker) == {"kofi": "owner"}


def accounts_of(tracker):
    with tracker.database.read() as db:
        return {one.id: one for one in accounts.users(db)}


def test_by_google_who_is_invited_may_accept(tracker, app, owner):
    owner.post("/members/invite", address=NILS)
    nils = Browser(app)
    with nils.client.session_transaction() as session:
        session["vouched"] = NILS
    assert NILS in nils.get("/invited").text
    assert nils.post("/invited", name="Nils", zone="Europe/Oslo").location == "/start"


def test_who_comes_by_google_uninvited_is_shown_no_form(app, owner):
    nobody = Browser(app)
    assert nobody.get("/invited").status_code == 404
    assert nobody.post("/invited", name="Nils", zone="Europe/Oslo").status_code == 404


def test_the_letter_and_the_page_speak_french_too(app, owner, link):
    owner.post("/members/invite", address=NILS, locale="fr")
    address = link()
    page = Browser(app).get(address, headers={"Accept-Language": "fr"}).text
    assert "Accepter l’invitation" in page


def test_a_session_that_began_while_invited_is_no_one_elses(tracker, app, owner, link, efua):
    owner.post("/members/invite", address=NILS)
    hers = Browser(app, efua)
    assert hers.post(link(), name="Nils", zone="Europe/Oslo").status_code == 303
    token = hers.client.get_cookie("tracker-session").value
    assert signin.user_of(tracker.database, token, NOW).email == NILS

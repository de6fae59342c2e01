"""Every door x who stands before it: nobody, whoever has ended, another user, its owner (reliability C38)."""

import re
import shutil
from collections import Counter

from tests.closed.doors import ACTS_ON_GET, DOORS, Kind, everywhere, of
from tests.closed.knocking import everything, secret_of, send
from tests.closed.world import filled, world
from tests.web.browsing import Browser
from tracker.store import accounts

SIGNED_IN = (Kind.PAGE, Kind.THING, Kind.FORM, Kind.ACT, Kind.OWNERS, Kind.OWNERS_FORM)
BY_TOKEN = (Kind.PROGRAM, Kind.PROGRAMS_THING)
THINGS = (Kind.THING, Kind.ACT, Kind.PROGRAMS_THING)
FORM_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')  # it says at which second it was made
NOT_COMPARED = {"Set-Cookie", "X-Request-Id"}  # whose cookie, and which request it was: never the same twice


def ended(there):
    """Browsers with the cookie of Kofi's session: one in which he signed out, one that outlives his account."""
    signed_out, outlived = Browser(there.app, there.kofi.user), Browser(there.app, there.kofi.user)
    cookie = signed_out.client.get_cookie("tracker-session").value
    assert signed_out.post("/signout").status_code == 303
    signed_out.client.set_cookie("tracker-session", cookie)
    with there.tracker.database.write() as db:
        accounts.remove_user(db, there.kofi.user.id)
    return signed_out, outlived


def test_every_door_has_one_row_and_every_row_its_door(at_home):
    rows = Counter(row for rows in DOORS.values() for row in rows)
    doors = {f"{method} {rule}" for method, rule in everywhere(at_home.app)}
    assert sorted(doors - set(rows)) == [], "give each a row in tests/closed/doors.py"
    assert sorted(set(rows) - doors) == [], "no rule is so any more: take the row out of tests/closed/doors.py"
    assert [row for row, count in rows.items() if count > 1] == []


def test_nobody_and_who_has_ended_are_shown_no_page_and_may_send_no_form(there):
    former = there.kofi
    strangers = (there.nobody, *ended(there))
    before = everything(there.tracker)
    for method, rule in of(*SIGNED_IN):
        for whose in (there.efua, former):
            for browser in strangers:
                answer = send(there, browser, method, whose.address(rule))
                wanted = (303, "/signin") if method == "GET" else (401, None)
                assert (answer.status_code, answer.location) == wanted, (method, rule)
                assert not any(name in answer.text for name in whose.ids), (method, rule)
    assert everything(there.tracker) == before


def test_a_session_opens_nothing_for_programs_and_neither_does_a_token_that_is_none(there):
    kofi, lost = there.kofi, there.kofi.secret
    ended(there)
    before = everything(there.tracker)
    for method, rule in of(*BY_TOKEN):
        address = there.efua.address(rule)
        assert send(there, there.efua.browser, method, address).status_code in (400, 401), rule
        for secret in (lost, lost[:-1], "trk_", "x", there.efua.things["token"]):
            answer = send(there, there.nobody, method, address, secret=secret)
            assert answer.status_code == 401, (method, rule)
            assert not any(name in answer.text for name in (*there.efua.ids, *kofi.ids)), (method, rule)
    assert everything(there.tracker) == before


TWICE_IS_ONCE = {"/questions/<sign>/ask-again", "/questions/<sign>/unmet", "/api/v1/questions/<sign>/ask-again"}
"""To take back what was never said is answered like what was taken back already."""


def told(answer):
    headers = sorted((name, value) for name, value in answer.headers if name not in NOT_COMPARED)
    return answer.status_code, headers, FORM_TOKEN.sub("", answer.text)


def test_anothers_thing_and_a_missing_one_answer_alike_to_the_byte(there):
    before = everything(there.tracker)
    efua, kofi = there.efua, there.kofi
    for method, rule in of(*THINGS):
        secret = kofi.secret if rule.startswith("/api/") else ""
        missing = {name: "9" * len(value) for name, value in efua.things.items()}
        others = told(send(there, kofi.anew(), method, efua.address(rule), secret=secret))
        none = told(send(there, kofi.anew(), method, filled(rule, missing, {}), secret=secret))
        assert others == none, (method, rule)
        assert others[0] in (404, 422) or rule in TWICE_IS_ONCE, (method, rule)
    assert everything(there.tracker) == before


def test_a_member_does_not_see_what_is_for_owners(there):
    before = everything(there.tracker)
    for method, rule in of(Kind.OWNERS, Kind.OWNERS_FORM):
        assert send(there, there.kofi.browser, method, there.efua.address(rule)).status_code in (403, 404), (
            method,
            rule,
        )
    assert everything(there.tracker) == before


def test_a_signed_link_opens_the_same_for_whoever_holds_it(there):
    for method, rule in of(Kind.LINK):
        address = there.efua.address(rule)
        shown = {who.get(address).text for who in (there.nobody, there.kofi.browser, there.efua.browser)}
        assert len(shown) == 1, (method, rule)


SHUT_UNTIL_ASKED_FOR = {ACTS_ON_GET, "GET /readyz", "GET /metrics", "GET /invited"}
"""Open doors behind which nothing is for who comes without reason: no answer of Google's, no heart that beats, no
token for the figures in the settings, nobody whom Google vouched for.
"""


def test_what_is_open_is_open_and_what_is_no_link_of_ours_is_none(there):
    before = everything(there.tracker)
    for method, rule in of(Kind.OPEN, Kind.DESCRIBED):
        answer = there.nobody.get(there.efua.address(rule))
        assert answer.status_code < 400 or f"{method} {rule}" in SHUT_UNTIL_ASKED_FOR, rule
    for method, rule in of(Kind.LINK, Kind.LINK_ACT):
        for token in ("none", "a.b.c", there.efua.links["/l/"][:-1], "%00", "é"):
            answer = send(there, there.efua.browser, method, rule.replace("<token>", token))
            assert answer.status_code == 404, (method, rule, token)
    assert everything(there.tracker) == before


MAY_BE_MISSING = {
    "POST /giving/suggested/<sign>": "its meeting suggests nothing",
    "POST /giving/suggested/<sign>/again": "its meeting suggests nothing",
    "POST /giving/suggested/<sign>/no": "its meeting suggests nothing",
    "POST /api/v1/questions/<sign>/met": "it is no meeting",
    "POST /overlooked/meeting": "no event is named",
    "POST /overlooked/promise": "no event is named",
    "POST /people/<person_id>/merge": "no other person is named",
    "POST /people/<person_id>/part": "nobody was merged",
    "POST /people/<person_id>/same": "no other person is named",
    "POST /people/cards/undo": "no cards were brought in",
    "POST /questions/<sign>/met": "it is no meeting",
    "POST /people/aside/<sign>": "who was met is named already",
    "POST /people/aside/<sign>/undo": "nobody was set aside",
    "POST /week/<week>/given": "no plan is there",
    "POST /week/<week>/undo": "no plan is there",
}
"""Doors that open to their owner, who finds nothing to act upon."""


def test_every_door_opens_to_whose_it_is(sqlite, tmp_path):
    with world(sqlite) as there:
        path, kept = sqlite.path, tmp_path / "kept.db"
        there.efua.anew()
        sqlite.close()
        shutil.copy(path, kept)
        shut = {}
        for method, rule in of(*SIGNED_IN, *BY_TOKEN):
            address, secret = there.efua.address(rule), secret_of(there, rule)
            status = send(there, there.efua.anew(), method, address, secret=secret).status_code
            if status >= 500 or status in (401, 403, 404, 405):
                shut[f"{method} {rule}"] = status
            sqlite.close()
            shutil.copy(kept, path)
        assert set(shut.values()) <= {404}, shut
        assert set(shut) <= set(MAY_BE_MISSING)

"""A form that its user did not send themselves is refused, and changes nothing (reliability C41)."""

import pytest

from tests.closed.doors import SENT_FROM_ANYWHERE, Kind, everywhere, of
from tests.closed.knocking import everything, secret_of, send

BY_SESSION = (Kind.FORM, Kind.ACT, Kind.OWNERS_FORM, Kind.OPEN_FORM)
PUSHED = "POST /google/push"
"""Google's message, which shows the token of its channel and is of no session."""


def forms():
    return [(method, rule) for method, rule in of(*BY_SESSION) if f"{method} {rule}" != PUSHED]


def test_every_form_without_its_token_is_refused(at_home):
    before = everything(at_home.tracker)
    for method, rule in forms():
        answer = send(at_home, at_home.efua.anew(), method, at_home.efua.address(rule), data={})
        assert answer.status_code == 400, (method, rule)
    assert everything(at_home.tracker) == before


def test_every_form_with_another_sessions_token_is_refused(at_home):
    before = everything(at_home.tracker)
    stolen = {"csrf_token": at_home.kofi.browser.token}
    for method, rule in forms():
        answer = send(at_home, at_home.efua.anew(), method, at_home.efua.address(rule), data=stolen)
        assert answer.status_code == 400, (method, rule)
    assert everything(at_home.tracker) == before


def test_every_form_sent_by_another_site_is_refused_save_the_buttons_of_mail_programs(at_home):
    before = everything(at_home.tracker)
    for method, rule in everywhere(at_home.app):
        if method == "POST" and f"{method} {rule}" not in SENT_FROM_ANYWHERE:
            sent = {"headers": {"Sec-Fetch-Site": "cross-site"}, "secret": secret_of(at_home, rule)}
            answer = send(at_home, at_home.efua.anew(), method, at_home.efua.address(rule), **sent)
            assert answer.status_code == 403, (method, rule)
    assert everything(at_home.tracker) == before


@pytest.mark.parametrize("door", sorted(SENT_FROM_ANYWHERE))
def test_the_buttons_of_mail_programs_act_without_any_cookie(at_home, door):
    method, rule = door.split()
    one_click = {"data": {"List-Unsubscribe": "One-Click"}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    before = everything(at_home.tracker)
    assert send(at_home, at_home.nobody, method, at_home.efua.address(rule), **one_click).status_code == 200
    assert everything(at_home.tracker) != before


def test_no_session_acts_where_programs_do(at_home):
    before = everything(at_home.tracker)
    for method, rule in of(Kind.PROGRAM, Kind.PROGRAMS_THING):
        if method != "GET":
            answer = send(at_home, at_home.efua.anew(), method, at_home.efua.address(rule), json={})
            assert answer.status_code == 401, (method, rule)
    assert everything(at_home.tracker) == before

"""Looking changes nothing, nothing leads away from here, and nobody but the settings says where here is (C42)."""

import re
from urllib.parse import urlsplit

from tests.closed.doors import ACTS_ON_GET, Kind, everywhere, of
from tests.closed.knocking import everything, secret_of, send
from tests.web.browsing import HOME
from tracker.services import digests

ELSEWHERE = "evil.example"
AWAY = (
    f"//{ELSEWHERE}",
    f"\\\\{ELSEWHERE}",
    f"https:{ELSEWHERE}",
    f"%2f%2f{ELSEWHERE}",
    f"https://{ELSEWHERE}/",
    "/\\x",
)
NAMES = ("next", "back", "leads", "url", "to", "return", "redirect", "sign")
FORGED = {
    "Host": ELSEWHERE,
    "X-Forwarded-Host": ELSEWHERE,
    "X-Original-Host": ELSEWHERE,
    "Forwarded": f"host={ELSEWHERE}",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.9",
}
LEADS_OUT = {"/google/back", "/google/connect", "/signin/google"}
ENDS = {"/signout", "/account/delete"}


def stays(location):
    """Whether an address that we lead to is one of ours, in the eyes of a browser, which takes \\ for /."""
    if not location:
        return True
    parts = urlsplit(location.replace("\\", "/"))
    return parts.netloc in ("", urlsplit(HOME).netloc) and not location.replace("\\", "/").startswith("//")


def look(there, method):
    """Efua's look and nobody's at every door, whatever it is for."""
    nobody = there.nobody
    for rule in sorted({rule for _, rule in everywhere(there.app)}):
        for browser in (there.efua.anew(), nobody):
            sent = {"secret": secret_of(there, rule)}
            answer = send(there, browser, method, there.efua.address(rule), **sent)
            assert answer.status_code < 500 or rule == "/readyz", (method, rule)


def test_looking_at_any_page_changes_no_row(there):
    before = everything(there.tracker)
    look(there, "GET")
    assert everything(there.tracker) == before


def test_nor_does_asking_for_its_head_or_what_may_be_done(at_home):
    before = everything(at_home.tracker)
    look(at_home, "HEAD")
    look(at_home, "OPTIONS")
    assert everything(at_home.tracker) == before


def led(there, method, rule, away):
    """Where a door leads that is asked to lead away by every name that anybody might read."""
    browser = there.efua.anew()
    asked = dict.fromkeys(NAMES, away)
    if method == "GET":
        answer = browser.get(there.efua.address(rule), query_string=asked)
    else:
        sent = {"data": asked | {"csrf_token": browser.token}, "query_string": asked}
        answer = send(there, browser, method, there.efua.address(rule), **sent)
    assert answer.status_code < 500 or rule == "/readyz", (method, rule, away)
    return answer.location


def test_a_door_that_is_asked_to_lead_away_stays_here(at_home):
    for method, rule in of(Kind.PAGE, Kind.OPEN, Kind.THING, Kind.FORM, Kind.ACT, Kind.OPEN_FORM):
        if rule not in LEADS_OUT and rule not in ENDS:
            first = led(at_home, method, rule, AWAY[0])
            assert stays(first), (method, rule, first)
            for away in AWAY[1:] if first else ():
                assert stays(led(at_home, method, rule, away)), (method, rule, away)


def at(there, method, address, **but):
    """A request of Efua's browser that was led to another name of this host."""
    cookies = "; ".join(f"{name}={value}" for name, value in there.efua.cookies)
    client = there.app.test_client(use_cookies=False)  # its own jar knows our own host alone
    return client.open(address, method=method, headers=FORGED | {"Cookie": cookies}, buffered=True, **but)


def test_a_forged_host_stands_in_no_answer(at_home):
    for method, rule in everywhere(at_home.app):
        if method == "GET" and f"{method} {rule}" != ACTS_ON_GET:
            answer = at(at_home, method, at_home.efua.address(rule))
            assert answer.status_code < 500 or rule == "/readyz", rule
            assert ELSEWHERE not in answer.get_data().decode("latin-1") + str(answer.headers), rule


def test_a_forged_host_stands_in_no_letter(at_home):
    form = {"csrf_token": at_home.efua.browser.token, "email": at_home.efua.user.email}
    assert at(at_home, "POST", "/signin", data=form).status_code == 200
    digests.send_waiting(at_home.tracker.database, at_home.tracker.post, at_home.clock)
    letters = [kept.message.get_body(("plain",)).get_content() for kept in at_home.tracker.outbox.sent]
    links = [link for letter in letters for link in re.findall(r"https?://\S+", letter)]
    assert any("/signin/" in link for link in links)
    assert [link for link in links if not link.startswith(HOME)] == []

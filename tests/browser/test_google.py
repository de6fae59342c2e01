"""Google Calendar from first to last in Chromium, against the real service and a stand-in for Google."""

import json
import time
from email import message_from_bytes, policy
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.at_google import account, event, registered
from tests.browser.looking import WIDTHS, window
from tests.google.standin import Google, serving
from tests.running import a_service

PATIENCE = 30  # seconds
EFUA, KOFI = "efua@gmail.com", "kofi@gmail.com"
EVENTS = "See the events of your calendars"
LIST = "See which calendars are in your list"


@pytest.fixture
def service(tmp_path):
    """A service that nobody has signed in to yet, without the example calendar."""
    return a_service(tmp_path)


@pytest.fixture
def google(service):
    """A stand-in with Efua's account, in which a promise stands, and Kofi's; the service is its client."""
    with serving(registered(Google(ticked=False), service)) as google:
        account(google, EFUA, "Efua Mensah")
        account(google, KOFI, "Kofi Boateng")
        calendar(google).put(event("Send Ama the outline", 3, id="outline"))
        service.configure(google=google.url)
        yield google


@pytest.fixture
def at(service, google, chromium):
    """Efua at her desk, signed in."""
    nothing = service.folder / "nothing.ics"
    nothing.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nEND:VCALENDAR\r\n")
    with (
        service.running(feed=str(nothing)),
        window(chromium, service.base_url, also=(google.url,)) as at,
    ):
        at.go(service.link)
        at.page.get_by_role("button", name="Sign in", exact=True).click()
        yield at


def calendar(google, name=EFUA, who=EFUA):
    return google.account(who).calendars[name]


def press(at, name):
    at.page.get_by_role("button", name=name).first.click()


def says(at, *words):
    """The page shows all of these words, and is a sound page."""
    for said in words:
        expect(at.page.get_by_text(said).first).to_be_visible(timeout=PATIENCE * 1000)
    at.look()


def consent(at, *ticks, who=None, answer="Allow"):
    """Goes through the consent page, on which nothing is ticked at first."""
    if who:
        at.page.get_by_label(who).check()
    for tick in ticks:
        at.page.get_by_label(tick).check()
    press(at, answer)


def listings(google, name=EFUA):
    """The askings for one calendar's events so far: for each whether it asked for changes only."""
    return ["syncToken" in one.query for one in google.asked if one.path.endswith(f"/{quote(name)}/events")]


def renewals(google):
    return sum(one.form.get("grant_type") == "refresh_token" for one in google.asked)


def sync(service):
    """All calendars read by the command, in a process beside the service; whether all went well."""
    for _ in range(PATIENCE):
        done = service.command("sync")
        if "another worker" not in done.stdout:  # the service's own may have one in hand just then
            return done.returncode == 0
        time.sleep(1)
    raise AssertionError(done.stdout)


def promised(service):
    """What the service keeps as promised, by its words."""
    told = json.loads(service.command("promises", "--all", "--json").stdout)
    return sorted(one["body"] for one in told)


def letters(service):
    """What was sent so far, by subject: letters stay on this machine."""
    put_down = (service.folder / "data" / "letters" / "new").iterdir()
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in put_down]
    return {letter["Subject"]: " ".join(letter.get_body(("plain",)).get_content().split()) for letter in found}


def test_a_calendar_at_google_from_connecting_it_to_letting_it_go(at, service, google):
    connect(at)
    refusals(at)
    choose(at, service, google)
    change(at, service, google)
    expire(at, service, google)
    take_back(at, service, google)
    reconnect(at, service, google)
    let_go(at, service, google)


def connect(at):
    at.go("/calendars")
    at.look()
    at.page.get_by_role("link", name="Connect", exact=True).click()
    says(at, "See the list of Google calendars you’re subscribed to", "View events on all your calendars")
    assert at.page.get_by_label("Authorized redirect URI").input_value() == f"{at.origin}/google/back"
    press(at, "Continue to Google")


def refusals(at):
    """A permission is left out, then consent is denied: each has its page, whose button begins anew."""
    consent(at, EVENTS)
    says(at, "A permission was not ticked", "See the list of Google calendars you’re subscribed to")
    press(at, "Try again")
    consent(at, EVENTS, LIST, answer="Cancel")
    says(at, "You did not agree at Google")
    press(at, "Try again")


def choose(at, service, google):
    consent(at, EVENTS, LIST)
    says(at, "Which calendars?", f"{EFUA} is connected.")
    returned = at.page.url
    at.page.reload()
    assert at.page.url == returned, "what is reloaded is not the way back from Google"
    boxes = {box.get_attribute("value"): box for box in at.page.get_by_role("checkbox").all()}
    assert [name for name, box in boxes.items() if box.is_checked()] == [EFUA]
    assert [name for name, box in boxes.items() if box.is_disabled()] == ["nils@example.com"]
    at.page.get_by_label("Garden group").check()
    press(at, "Follow what is ticked")
    says(at, "Efua Mensah was read: 1 new.")
    assert listings(google)[0] is False
    assert sync(service)
    at.go("/")
    says(at, "Did you promise this?", "Send Ama the outline")
    at.page.get_by_role("button", name="Yes").first.click()


def change(at, service, google):
    """What changes at Google comes by the next reading, and only that is asked for: by the command here, since
    the page asks once a minute at most, and says so.
    """
    calendar(google).put(event("Return the atlas to Nils", 4, id="atlas"))
    before = len(listings(google))
    at.go("/calendars")
    card = at.page.locator("section", has=at.page.get_by_role("heading", name="Efua Mensah", exact=True))
    card.get_by_role("button", name="Sync now").click()
    says(at, "Efua Mensah was read less than a minute ago.")
    assert listings(google)[before:] == []
    assert sync(service)
    assert set(listings(google)[before:]) == {True}
    at.go("/")
    says(at, "Return the atlas to Nils")


def expire(at, service, google):
    """An access token that has ended is renewed, and nobody sees it."""
    google.expire_access()
    calendar(google).put(event("Send Ines the receipts", 5, id="receipts"))
    before = renewals(google)
    assert sync(service)
    assert renewals(google) == before + 1
    at.go("/questions")
    says(at, "Send Ines the receipts")


def take_back(at, service, google):
    """Leave that is taken back is told on the page, by letter and in the digest, and Google is left alone."""
    google.take_back(google.account(EFUA))
    google.expire_access()
    assert not sync(service)
    asked = len(google.asked)
    assert not sync(service)
    assert len(google.asked) == asked, "leave that is known to be lost is not tried again"
    at.go("/calendars")
    says(at, f"Waits until {EFUA} is connected again.", "Google no longer lets tracker read this account.")
    assert service.command("digest").returncode == 0
    told = letters(service)
    assert f"Google no longer lets tracker read the calendars of {EFUA}." in told["Connect Google Calendar again"]
    assert [f"Reconnect {EFUA}, or its calendars stay unread." in text for text in told.values()].count(True) == 1
    assert len(told) == 2
    at.go("/")
    says(at, f"Reconnect {EFUA}:", "nothing newer is judged.")
    assert service.command("doctor").stdout.count(f"FAULT  Google account {EFUA}") == 1


def reconnect(at, service, google):
    """Another account is refused with both ways out; the same one goes on with nothing lost or doubled."""
    before = promised(service)
    press(at, "Reconnect")
    consent(at, EVENTS, LIST, who=KOFI)
    says(at, "That was another Google account", f"Connect {KOFI} as well")
    press(at, f"Use {EFUA}")
    assert at.page.get_by_label(EFUA).is_checked()
    calendar(google).delete("receipts")
    consent(at, EVENTS, LIST)
    says(at, f"{EFUA} is connected again.")
    expect(at.page.get_by_text("followed", exact=True)).to_have_count(2)
    assert sync(service)
    assert promised(service) == before
    at.go("/questions")
    says(at, "Return the atlas to Nils")
    expect(at.page.get_by_text("Send Ines the receipts")).to_have_count(0)
    at.go("/")
    expect(at.page.get_by_text("no longer lets")).to_have_count(0)


def let_go(at, service, google):
    """The token is given back, the events are gone, and what was promised stands."""
    at.go("/calendars")
    at.page.get_by_role("link", name=f"Disconnect {EFUA}").click()
    says(at, f"Disconnect {EFUA}?", "1 promise came from them")
    (token,) = (one.refresh for one in google.grants if one.live)
    press(at, "Disconnect")
    says(at, "the leave is given back at Google")
    assert google.revoked[-1] == token
    at.go("/questions")
    expect(at.page.get_by_text("Return the atlas to Nils")).to_have_count(0)
    assert promised(service) == ["Send Ama the outline"]


def test_who_has_an_account_here_signs_in_with_google(service, google, chromium):
    with service.running(), window(chromium, service.base_url, also=(google.url,)) as at:
        assert service.command("user", "mail", EFUA).returncode == 0
        at.go("/signin")
        press(at, "Sign in with Google")
        consent(at, who=KOFI)
        says(at, "There is no account for this address")
        press(at, "Try again")
        consent(at, who=EFUA)
        assert at.page.url == f"{at.origin}/"
        expect(at.page.get_by_role("navigation")).to_have_count(1)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_a_client_the_pages_name_the_easy_way_and_what_the_other_takes(service, chromium, width):
    with service.running(), window(chromium, service.base_url, width) as at:
        at.go(service.link)
        press(at, "Sign in")
        at.go("/calendars")
        says(at, "that is the easy way")
        at.page.get_by_role("link", name="what that takes").click()
        says(at, "The easy way: a secret address", "With a client of your own")
        field = at.page.get_by_label("Authorized redirect URI")
        field.focus()
        assert at.page.evaluate("document.activeElement.readOnly")
        assert field.input_value() == f"{service.base_url}/google/back"

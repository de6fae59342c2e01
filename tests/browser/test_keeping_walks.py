"""Keeping one's word and giving, walked in Chromium as a person would; axe looks at each stop, in both lights."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.hand import Hand
from tests.browser.looking import window
from tests.browser.pictures import picture_of
from tests.running import Feeds, a_service, serving

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
SHADES = {"Ama Owusu": "cooling", "Nils Lindqvast": "warm", "Yaa Tarrow": "cold"}
FEED = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tracker tests//EN\r\n{}END:VCALENDAR\r\n"
LUNCH = """BEGIN:VEVENT
UID:{first}-{day}
DTSTAMP:20260101T000000Z
DTSTART:{day}T120000Z
DTEND:{day}T130000Z
SUMMARY:Lunch with {first}
ORGANIZER:mailto:me@localhost
ATTENDEE;PARTSTAT=ACCEPTED;CN={name}:mailto:{address}
END:VEVENT
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One service for all walks, each by somebody of their own."""
    one = a_service(tmp_path_factory.mktemp("walks"))
    with one.running():
        yield one


@pytest.fixture
def somebody(service, request):
    """Efua, new here: with an account that no other walk has."""
    address = f"{request.node.name[5:25].strip('_')}@example.com"
    assert service.command("user", "add", address, "--name", "Efua").returncode == 0
    hand = Hand(service.command("user", "link", "--user", address).stdout.strip())
    hand.address = address
    return hand


def at(service, chromium, hand, width="phone"):
    return window(chromium, service.base_url, width, storage_state=hand.state(service.base_url))


def owed(hand, body, days, who="Ama Owusu"):
    """A promise written down, due so many days from now: its page."""
    due_on = f"{NOW + days * DAY:%F}"
    return hand.post("/promises/new", body=body, who=who, whose="mine", due_on=due_on, due_at="09:00")


def lunches(*told):
    """A calendar of lunches: with whom, and how many days from now."""
    each = (
        LUNCH.format(first=name.split()[0], name=name, address=address, day=f"{NOW + days * DAY:%Y%m%d}")
        for name, address, days in told
    )
    return FEED.format("".join(each).replace("\n", "\r\n")).encode()


@pytest.fixture
def followed(service, somebody):
    """Has somebody follow a calendar, which is read at once, and what it tells made ready."""
    with serving(Feeds()) as feeds:

        def follow(told):
            feeds.told["/work.ics"] = told
            somebody.post("/calendars/follow", token_from="/calendars", address=feeds.address(), name="Work")
            assert service.command("digest", "--user", somebody.address).returncode == 0
            somebody.get("/")  # what was said of it has been read

        yield follow


def ama(hand, **more):
    """Ama, named: her page."""
    said = {"name": "Ama Owusu", "circle": "close", "addresses": "ama@example.com", "influence": "chairs the board"}
    return hand.post("/people/new", token_from="/people/new", **(said | more))


def test_the_first_day_names_a_person_their_value_and_a_date(service, chromium, somebody, pictures):
    with at(service, chromium, somebody) as here:
        here.go("/")
        here.look()
        picture_of(here.page, pictures / "first-day-phone.png")
        here.page.get_by_label("1 person").fill("Ama Owusu")
        here.page.get_by_label("1 value").fill("An introduction to Nils")
        here.page.get_by_label("1 date").fill(f"{NOW + 3 * DAY:%F}")
        here.page.get_by_label("Write it down as a promise").check()
        here.page.get_by_role("button", name="Plan it").click()
        assert here.text("h1") == "Ama Owusu"
        here.look()
        here.go("/week")
        assert "An introduction to Nils" in here.text()
        here.look()
        picture_of(here.page, pictures / "week-phone.png")
        here.go("/promises")
        assert "An introduction to Nils".lower() in here.text().lower()


def test_before_a_lunch_it_says_what_to_bring_and_why(service, chromium, somebody, followed, pictures):
    ama(somebody, interests="Bees in cities\nOld bridges", value="An hour on her chapter", reach="much")
    followed(lunches(("Ama Owusu", "ama@example.com", 2)))
    with at(service, chromium, somebody, "desk") as here:
        here.go("/")
        said = here.page.locator("section").filter(has_text="Bring something").inner_text()
        for idea in ("Lunch with Ama", "Bees in cities", "Old bridges", "An hour on her chapter"):
            assert idea in said
        here.look()
        picture_of(here.page, pictures / "bring-something.png")


def test_after_a_miss_it_is_repaired(service, chromium, somebody, pictures):
    page = owed(somebody, "send the seminar outline", -3)
    with at(service, chromium, somebody, "desk") as here:
        here.go(page)
        here.look()
        here.page.get_by_role("link", name=re.compile("Repair")).first.click()
        here.look()
        here.page.get_by_label("I had taken on too much").check()
        here.page.get_by_role("button", name="Write it down").click()
        words = here.page.get_by_label("Words to send").input_value()
        assert "seminar outline" in words
        here.page.get_by_label("What do you promise?").fill("send the seminar outline, whole")
        here.page.get_by_label("Due on").fill(f"{NOW + 4 * DAY:%F}")
        here.look()
        picture_of(here.page, pictures / "repair.png")
        here.page.get_by_role("button", name="Promise it").click()
        here.page.get_by_role("link", name="Send the seminar outline, whole").first.click()
        assert "send the seminar outline" in here.text().lower()
        here.look()


def test_before_its_due_a_promise_is_renegotiated_with_words_to_send(service, chromium, somebody, pictures):
    page = owed(somebody, "send the figures", 2)
    with at(service, chromium, somebody) as here:
        here.go(page)
        here.page.get_by_role("link", name=re.compile("Renegotiate|another due", re.IGNORECASE)).first.click()
        here.page.get_by_label("Due on").fill(f"{NOW + 6 * DAY:%F}")
        here.page.get_by_role("button", name="Write the words").click()
        words = here.page.get_by_label("Words to send").input_value()
        assert "send the figures" in words.lower()
        here.look()
        picture_of(here.page, pictures / "renegotiate-phone.png")
        here.page.get_by_role("button", name="They know: move it").click()
        assert "They were told in time, so the new due counts." in here.text()
        here.look()


def test_a_promisee_says_that_they_have_it_on_a_phone_without_an_account(service, chromium, somebody, pictures):
    page = owed(somebody, "send the reference", 1)
    with at(service, chromium, somebody) as here:
        here.go(f"{page}/ask")
        here.page.get_by_role("button", name="Make the link").click()
        words = here.page.get_by_label("Words to send").input_value()
        here.look()
    link = re.search(r"http\S+/w/\S+", words)[0]
    with window(chromium, service.base_url, "phone") as theirs:
        theirs.go(link)
        assert "Efua" in theirs.text("body")
        theirs.look()
        picture_of(theirs.page, pictures / "promisee-phone.png")
        theirs.page.get_by_role("button", name="I have it").click()
        assert "You said on" in theirs.text("body")
        theirs.look()
    with at(service, chromium, somebody) as here:
        here.go(page)
        assert "Ama" in here.text()
        assert "received" in here.text().lower()


def test_the_years_plan_shows_who_is_due_to_be_looked_at(service, chromium, somebody, pictures):
    ama(somebody, goal="a talk together", value="An hour on her chapter", review_on=f"{NOW - DAY:%F}")
    ama(somebody, name="Nils Lindqvast", addresses="nils@example.com", goal="join the council")
    somebody.get("/")  # what was said of it has been read
    for width in ("desk", "phone"):
        with at(service, chromium, somebody, width) as here:
            here.go("/year")
            said = here.text()
            assert "a talk together" in said
            assert "join the council" in said
            here.look()
            picture_of(here.page, pictures / f"year{'-phone' if width == 'phone' else ''}.png")


def test_the_map_shows_influence_against_warmth_at_one_look(service, chromium, somebody, followed, pictures):
    ama(somebody, reach="much", circle="inner")
    ama(somebody, name="Nils Lindqvast", addresses="nils@example.com", reach="some", influence="hires")
    ama(somebody, name="Yaa Tarrow", addresses="yaa@example.com", reach="much", influence="gives the grant")
    followed(
        lunches(
            ("Ama Owusu", "ama@example.com", -20),
            ("Nils Lindqvast", "nils@example.com", -3),
        )
    )
    for width in ("desk", "phone"):
        with at(service, chromium, somebody, width) as here:
            here.go("/people/map")
            rows = here.page.get_by_role("row").all_inner_texts()
            told = {row.split("\n")[0]: row for row in rows[1:]}
            assert {name: shade in told[name] for name, shade in SHADES.items()} == dict.fromkeys(SHADES, True)
            here.look()
            picture_of(here.page, pictures / f"map{'-phone' if width == 'phone' else ''}.png")
            here.page.locator("table a", has_text="Ama Owusu").click()
            assert here.text("h1") == "Ama Owusu"

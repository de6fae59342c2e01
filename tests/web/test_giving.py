"""Giving on the pages: written down by one tap, suggested and answered, counted side by side; what to bring."""

import re

import pytest

from tests import keeping
from tests.making import DAY, NOW, candidate, person
from tests.web.browsing import words
from tracker.domain.people import Direction, Give, GiveKind, MeetingKind
from tracker.domain.reading.candidate import Kind
from tracker.services import ideas
from tracker.store import accounts, people
from tracker.web.whom import MOST

AMA = person(addresses=frozenset({"ama@example.com"}), value="data on soil", interests="wells")
KOFI = person("Kofi Boateng")


@pytest.fixture
def named(tracker, efua):
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, AMA, KOFI)


@pytest.fixture
def gives(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return people.gives(db, efua.id)

    return read


@pytest.fixture
def lunch(told):
    def tell(*who, at=NOW - DAY, title="Lunch", **but):
        values = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "start": at}
        who = who or ("ama@example.com",)
        return told(candidate(title, who=who, called=who, **(values | but)))

    return tell


def undo_in(answer_page):
    """The address of the Undo that a page shows."""
    return re.search(r'action="([^"]*/(?:undo|again)[^"]*)"', answer_page)[1]


def test_one_tap_on_a_persons_page_writes_a_give_down(browser, named, gives):
    assert 'name="kind" value="nomination"' in browser.get("/people/ama").text
    browser.post("/people/ama/gives", kind="article", direction="given", note="On slow reviews")
    (one,) = gives()
    assert (one.person, one.kind, one.direction, one.at) == ("ama", GiveKind.ARTICLE, Direction.GIVEN, NOW)
    page = browser.sees("/people/ama")
    assert "Written down: article, given." in page
    assert "On slow reviews" in page


def test_each_kind_has_a_plain_name(browser, named):
    page = browser.sees("/people/ama")
    for name in ("Lunch or coffee paid", "Award or nomination", "Committee or service work", "Expertise or advice"):
        assert name in page


def test_undo_takes_a_give_out_again_and_a_second_time_says_so(browser, named, gives):
    browser.post("/people/ama/gives", kind="meal", direction="received")
    undo = undo_in(browser.get("/people/ama").text)
    browser.post(undo)
    assert gives() == ()
    assert browser.post(undo).status_code == 404


def test_from_the_page_of_all_gives_a_person_is_chosen(browser, named, gives):
    refused = browser.post("/giving", kind="talk", direction="given", who="")
    assert (refused.status_code, gives()) == (422, ())
    assert "Choose with whom" in words(refused)
    browser.post("/giving", kind="talk", direction="given", who="Kofi", at_on="2026-01-02")
    assert [(one.person, one.kind) for one in gives()] == [("kofi", GiveKind.TALK)]


def test_who_is_not_one_person_is_refused_with_the_remedy_and_nothing_typed_is_lost(browser, tracker, efua, named):
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, person("Kofi Annor", id="annor"))
    typed = {"kind": "talk", "direction": "received", "note": "On goats", "at_on": "2026-01-02"}
    unknown, several = (browser.post("/giving", who=who, **typed) for who in ("Zoe", "Kofi"))
    assert "You named nobody who is called “Zoe”." in words(unknown)
    assert "“Kofi” may be Kofi Annor or Kofi Boateng. Type the whole name or an address, or write it down" in words(
        several
    )
    for value in ('value="Kofi"', 'value="received" checked', 'value="On goats"', 'value="2026-01-02"'):
        assert value in several.text
    assert 'value="On goats"' in browser.post("/people/ama/gives", **typed | {"kind": "money"}).text


def test_of_a_thousand_persons_the_likeliest_are_offered_and_every_other_is_known_by_name(
    browser, tracker, efua, gives
):
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, *(person(f"Nobody {n:04}", id=f"n{n}") for n in range(1_000)))
    browser.post("/giving", who="Nobody 0999", kind="talk", direction="given")
    assert [one.person for one in gives()] == ["n999"]
    page = browser.get("/giving").text
    assert re.findall(r'<option value="(Nobody \d+)">', page)[:2] == ["Nobody 0999", "Nobody 0000"]
    assert page.count('<option value="Nobody') == MOST
    assert len(page) < 50_000


@pytest.mark.parametrize(
    ("but", "says"),
    [
        ({"kind": "money"}, "Choose what"),
        ({"direction": "sold"}, "given or received"),
        ({"at_on": "2027-01-01"}, "That lies in the future. Mark it once it has happened."),
        ({"note": "x" * 501}, "Say it shorter"),
    ],
)
def test_a_give_that_makes_no_sense_is_refused_and_nothing_is_kept(browser, named, gives, but, says):
    give = {"kind": "article", "direction": "given"} | but
    for refused in (browser.post("/people/ama/gives", **give), browser.post("/giving", who="Ama", **give)):
        assert refused.status_code == 422
        assert says in words(refused)
    assert gives() == ()


def test_given_and_received_stand_side_by_side_by_person_and_week(browser, named):
    for kind, direction, on in (("article", "given", "2026-01-02"), ("meal", "received", "2026-01-01")):
        browser.post("/giving", who="Ama", kind=kind, direction=direction, at_on=on)
    browser.post("/giving", who="kofi boateng", kind="advice", direction="given", at_on="2025-12-01")
    page = browser.sees("/giving")
    assert "Giving by kind 2 given, 1 received given 2 received 1" in page
    assert "Ama Mensah 1 1 Kofi Boateng 1 0" in page
    assert "Week of Mon 29 Dec 2025 1 given, 1 received" in page
    assert "Week of Mon 1 Dec 2025 1 given, 0 received" in page


def test_gives_are_filtered_by_kind_and_year_and_nonsense_shows_all(browser, named):
    browser.post("/giving", who="Ama", kind="article", direction="given", at_on="2026-01-02", note="new")
    browser.post("/giving", who="Ama", kind="article", direction="given", at_on="2025-06-02", note="old")
    browser.post("/giving", who="Ama", kind="meal", direction="given", at_on="2025-06-02", note="ate")

    def shown(address):
        page = browser.sees(address).split("Gives chosen")[-1].split("All gives")[-1]
        return [note for note in ("new", "old", "ate") if f"· {note}" in page or f" {note} Edit" in page]

    assert shown("/giving") == shown("/giving?kind=money&year=soon") == ["new", "old", "ate"]
    assert shown("/giving?kind=article") == ["new", "old"]
    assert shown("/giving?year=2025") == ["old", "ate"]
    assert shown("/giving?kind=article&year=2025") == ["old"]
    assert "None of that kind in that year" in browser.sees("/giving?kind=talk")


def test_of_very_many_gives_the_older_are_shown_when_asked_for(browser, tracker, efua, named):
    many = (Give(f"g{n}", "ama", GiveKind.ARTICLE, Direction.GIVEN, NOW - n * DAY, f"note {n}") for n in range(101))
    old = Give("old", "kofi", GiveKind.ARTICLE, Direction.GIVEN, NOW - 200 * DAY, "long ago")
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, *many, old)
    page = browser.sees("/giving")
    assert "102 given, most often an article; 0 received" in page
    assert "Ama Mensah 101 0" in page
    assert "Kofi Boateng 1 0" not in page
    assert "Kofi Boateng 1 0" in browser.sees("/giving?all=1")
    assert "Show 2 older" in page
    assert "note 99 Edit" in page
    assert "note 100 Edit" not in page
    assert "note 100 Edit" in browser.sees("/giving?all=1")


def test_a_give_is_edited_and_the_edit_undone(browser, named, gives):
    browser.post("/giving", who="Ama", kind="article", direction="given", note="On wells", at_on="2026-01-02")
    one = gives()[0]
    form = browser.get(f"/giving/{one.id}").text
    assert 'value="On wells"' in form
    assert 'value="2026-01-02"' in form
    typed = {"kind": "advice", "direction": "received", "note": "On goats", "at_on": "2026-01-03", "at_at": "10:00"}
    assert browser.post(f"/giving/{one.id}", **typed | {"at_on": "someday"}).status_code == 422
    assert gives() == (one,)
    browser.post(f"/giving/{one.id}", **typed)
    assert (gives()[0].kind, gives()[0].note, gives()[0].at.hour) == (GiveKind.ADVICE, "On goats", 10)
    browser.post(undo_in(browser.get("/giving").text))
    assert gives() == (one,)


def test_a_give_is_taken_back_and_there_again(browser, named, gives):
    browser.post("/giving", who="Ama", kind="article", direction="given")
    one = gives()[0]
    assert "Taken back" not in browser.sees("/people/ama")
    assert f"/giving/{one.id}?back=person" in browser.get("/people/ama").text
    assert f"/giving/{one.id}/take-back" in browser.get(f"/giving/{one.id}").text
    assert browser.post(f"/giving/{one.id}/take-back", back="person").location == "/people/ama"
    assert gives() == ()
    undo = undo_in(browser.get("/people/ama").text)
    browser.post(undo)
    assert gives() == (one,)
    browser.post(undo)
    assert "It is there already." in browser.sees("/giving")
    assert gives() == (one,)


def test_an_undo_of_what_was_changed_since_changes_nothing(browser, named, gives):
    browser.post("/giving", who="Ama", kind="article", direction="given")
    one, undo = gives()[0], undo_in(browser.get("/giving").text)
    browser.post(f"/giving/{one.id}", kind="talk", direction="given", at_on="2026-01-03")
    browser.post(undo)
    assert gives()[0].kind is GiveKind.TALK
    assert "More was done since" in browser.sees("/giving")


def test_a_lunch_asks_who_paid_on_three_pages_until_it_is_answered(browser, named, gives, lunch):
    lunch()
    for page in ("/", "/giving", "/people/ama"):
        assert "Who paid?" in browser.sees(page), page
    assert "Who paid?" not in browser.sees("/people/kofi")
    assert gives() == ()
    accept = re.search(r'action="(/giving/suggested/[^"/]+)"', browser.get("/").text)[1]
    answer = browser.post(accept, direction="received", back="home")
    assert answer.location == "/"
    assert [(one.kind, one.direction, one.note) for one in gives()] == [(GiveKind.MEAL, Direction.RECEIVED, "Lunch")]
    for page in ("/", "/giving", "/people/ama"):
        assert "Who paid?" not in browser.sees(page), page


def test_of_very_many_suggestions_twenty_are_asked_at_once(browser, named, told):
    values = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "who": ("Kofi",), "called": ("Kofi",)}
    told(*(candidate("Lunch", uid=f"l{n}", start=NOW - n * DAY, **values) for n in range(1, 23)))
    page = browser.sees("/giving")
    assert page.count("Who paid?") == 20
    assert "2 more once these are answered" in page


def test_no_is_remembered_with_an_undo(browser, named, gives, lunch):
    lunch()
    decline = re.search(r'action="(/giving/suggested/[^"]+/no)"', browser.get("/giving").text)[1]
    browser.post(decline, back="giving")
    page = browser.get("/giving").text
    assert "Who paid?" not in page
    browser.post(undo_in(page))
    assert "Who paid?" in browser.sees("/giving")
    assert gives() == ()


def test_a_suggestion_that_is_gone_or_not_answered_is_refused_in_words(browser, named, gives, lunch):
    assert "not asked any more" in words(browser.post("/giving/suggested/nothing", direction="given"))
    lunch()
    accept = re.search(r'action="(/giving/suggested/[^"/]+)"', browser.get("/giving").text)[1]
    refused = browser.post(accept)
    assert (refused.status_code, gives()) == (422, ())
    assert "given or received" in words(refused)


def test_a_talk_before_strangers_asks_for_whom(browser, named, gives, lunch):
    lunch("", title="Talk at the Rotary", meeting=MeetingKind.NETWORKING)
    page = browser.get("/giving").text
    accept = re.search(r'action="(/giving/suggested/[^"/]+)"', page)[1]
    assert "With whom?" in page
    assert "Choose with whom" in words(browser.post(accept, direction="given", who=""))
    browser.post(accept, direction="given", who="Kofi")
    assert [(one.person, one.kind) for one in gives()] == [("kofi", GiveKind.TALK)]


def test_before_a_lunch_home_giving_and_the_person_say_what_to_bring_and_why(browser, tracker, efua, named, lunch):
    lunch(at=NOW + 2 * DAY, title="Lunch with Ama")
    assert "Bring something" not in browser.sees("/")
    assert "No idea is ready" in browser.sees("/giving")
    ideas.prepare(tracker.database, efua, NOW)
    for address in ("/", "/giving", "/people/ama"):
        page = browser.sees(address)
        assert "Lunch with Ama" in page, address
        assert "Data on soil you can give it to Ama" in page, address
        assert "An article, a name or a question on wells Ama cares for “wells”" in page, address
    assert "Data on soil you can give it" not in browser.sees("/people/kofi")


def test_looking_at_ideas_writes_nothing(browser, tracker, efua, named, lunch):
    lunch(at=NOW + 2 * DAY)
    for address in ("/", "/giving", "/people/ama", "/letters/preview"):
        browser.get(address)
    assert "No idea is ready" in browser.sees("/giving")


def test_offers_are_kept_one_in_a_line(browser, tracker, efua, named):
    browser.post("/giving/offers", offers=" read a draft \r\n\r\nread a draft\r\ntea")
    with tracker.database.read() as db:
        assert accounts.user(db, efua.id).offers == ("read a draft", "tea")
    assert "read a draft\ntea</textarea>" in browser.get("/giving").text
    assert browser.post("/giving/offers", offers="x" * 3001).status_code == 422
    with tracker.database.read() as db:
        assert accounts.user(db, efua.id).offers == ("read a draft", "tea")


def test_without_anybody_named_the_page_says_where_to_begin(browser):
    page = browser.sees("/giving")
    assert "Nothing is written down yet" in page
    assert "Name a person" in page


def test_nobody_sees_or_touches_anothers_gives(browser, stranger, named, gives, lunch):
    lunch()
    browser.post("/giving", who="Ama", kind="article", direction="given", note="secret")
    one = gives()[0]
    accept = re.search(r'action="(/giving/suggested/[^"/]+)"', browser.get("/giving").text)[1]
    assert "secret" not in stranger.sees("/giving")
    for address in (f"/giving/{one.id}", f"/giving/{one.id}/take-back", f"/giving/{one.id}/undo?of=1"):
        assert stranger.post(address, kind="talk", direction="given", at_on="2026-01-02").status_code == 404
    assert stranger.get(f"/giving/{one.id}").status_code == 404
    assert stranger.post("/people/ama/gives", kind="talk", direction="given").status_code == 404
    assert stranger.post(accept, direction="given").status_code == 422
    assert gives() == (one,)

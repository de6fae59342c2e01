"""One person on the page: all that may be said, with Undo; merged and parted; how often to meet."""

import pytest

from tests.making import DAY, NOW, candidate
from tests.web.browsing import words
from tracker.domain.people import Cadence, MeetingKind, Reach
from tracker.domain.reading.candidate import Kind
from tracker.services import people as services
from tracker.store import accounts, people

ALL = {
    "name": "Ama Mensah",
    "names": "Amma\nMimi",
    "addresses": "ama@example.com",
    "circle": "inner",
    "ideal": "3",
    "longest": "5",
    "tags": "Mentor, board",
    "influence": "Chairs the prize",
    "reach": "much",
    "value": "Careful reading",
    "learn": "How boards decide",
    "interests": "bees\nold maps",
    "goal": "One paper",
    "note": "Met in Tema\n\nlikes tea",
    "review_on": "2026-03-01",
}


@pytest.fixture
def named(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return people.persons(db, efua.id)

    return read


@pytest.fixture
def ama(browser, named):
    browser.post("/people/new", **ALL)
    return named()[0]


@pytest.fixture
def kofi_named(tracker, efua):
    return services.name_person(
        tracker.database, efua, name="Kofi Boateng", addresses=frozenset({"k@example.com"}), via="page", now=NOW
    )


def undo(browser, path):
    """Press the Undo that stands on a page."""
    page = browser.get(path).text
    address = page.rsplit('<div class="note"', 1)[1].split('action="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    return browser.post(address)


def met(told, *ago, who="kofi@example.com", called="Kofi Boateng"):
    told(
        *(
            candidate(
                "Coffee", uid=f"m{days}", kind=Kind.MEETING, meeting=MeetingKind.ONE_TO_ONE, due=None,
                who=(who,), called=(called,), start=NOW - days * DAY,
            )
            for days in ago
        )
    )  # fmt: skip


def test_all_that_is_said_in_the_form_is_kept_and_shown(browser, ama):
    assert (ama.names, ama.tags, ama.reach) == ({"Amma", "Mimi"}, {"mentor", "board"}, Reach.MUCH)
    assert (ama.cadence, ama.note) == (Cadence(21 * DAY, 35 * DAY), "Met in Tema\n\nlikes tea")
    page = browser.sees(f"/people/{ama.id}")
    for said in ("Chairs the prize", "much", "How boards decide", "bees old maps", "every 3 weeks, 5 weeks at most"):
        assert said in page
    assert "set for them" in page


def test_what_is_kept_comes_back_into_the_form_and_saving_it_changes_nothing(browser, ama, named):
    form = browser.get(f"/people/{ama.id}/edit").text
    assert "bees\nold maps</textarea>" in form
    assert 'value="board, mentor"' in form
    browser.post(f"/people/{ama.id}/edit", **ALL | {"tags": "board, mentor"})
    assert named() == (ama,)


@pytest.mark.parametrize(
    ("but", "said"),
    [
        ({"reach": "all"}, "Choose how much"),
        ({"ideal": "0"}, "whole number from 1 to 520"),
        ({"longest": ""}, "whole number from 3 to 520"),
        ({"longest": "2"}, "whole number from 3 to 520"),
        ({"tags": ", ".join(map(str, range(51)))}, "more than 50"),
        ({"names": "x" * 501}, "longer than 500"),
        ({"note": "x" * 2001}, "longer than 2000"),
    ],
)
def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(browser, named, but, said):
    answer = browser.post("/people/new", **ALL | but)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Chairs the prize" in answer.text
    assert named() == ()


def test_a_name_alone_is_enough(browser, named):
    browser.post("/people/new", name="Kofi", circle="close")
    assert (named()[0].name, named()[0].cadence) == ("Kofi", None)


def test_naming_editing_and_removing_each_have_their_undo(browser, named):
    browser.post("/people/new", **ALL)
    (first,) = named()
    browser.post(f"/people/{first.id}/edit", **ALL | {"value": "Time"})
    undo(browser, f"/people/{first.id}")
    assert named() == (first,)
    browser.post(f"/people/{first.id}/remove")
    assert named() == ()
    undo(browser, "/people")
    assert named() == (first,)


def test_an_undo_of_what_has_changed_since_takes_nothing_back(browser, ama, named):
    answer = browser.post(f"/people/{ama.id}/undo?of=00000000")
    assert answer.status_code == 303
    assert named() == (ama,)
    assert "Nothing was taken back: this has changed since." in browser.sees("/people")


def test_for_a_week_not_a_word_is_said(browser, ama, named):
    assert "Not a word for a week" in browser.sees(f"/people/{ama.id}")
    browser.post(f"/people/{ama.id}/quiet")
    assert named()[0].quiet_until == NOW + 7 * DAY
    undo(browser, f"/people/{ama.id}")
    assert named() == (ama,)
    browser.post(f"/people/{ama.id}/quiet")
    assert "Not a word until" in browser.sees(f"/people/{ama.id}")


def test_the_history_says_what_was_changed(browser, ama):
    browser.post(f"/people/{ama.id}/edit", **ALL | {"value": "Time", "goal": "Two papers"})
    assert "Changed: what I can give, goal." in browser.sees(f"/people/{ama.id}")


def test_one_who_is_named_twice_is_made_one_and_parted_again(browser, ama, kofi_named, named):
    browser.post(f"/people/{ama.id}/take-in", other="k@example.com")
    assert named() == (ama,)
    assert browser.get(f"/people/{kofi_named.id}").location == f"/people/{ama.id}"
    page = browser.sees(f"/people/{ama.id}")
    assert "Also Kofi Boateng" in page
    browser.post(f"/people/{kofi_named.id}/part")
    assert set(named()) == {ama, kofi_named}
    undo(browser, f"/people/{kofi_named.id}")
    assert named() == (ama,)


def test_a_merging_has_its_undo(browser, ama, kofi_named, named):
    browser.post(f"/people/{ama.id}/take-in", other="Kofi")
    undo(browser, f"/people/{ama.id}")
    assert set(named()) == {ama, kofi_named}


@pytest.mark.parametrize("other", ["nobody", "Ama Mensah", ""])
def test_who_is_nobody_else_is_not_made_one_with_them(browser, ama, other):
    answer = browser.post(f"/people/{ama.id}/take-in", other=other)
    assert answer.status_code == 422
    assert "You named nobody so" in words(answer)


def test_where_several_answer_it_is_asked_which(browser, ama, named, tracker, efua):
    for number in range(2):
        services.name_person(tracker.database, efua, name=f"Kofi Nobody{number}", via="page", now=NOW)
    assert "Several answer" in words(browser.post(f"/people/{ama.id}/take-in", other="Kofi"))


def test_promises_and_gives_of_both_stand_on_one_page(browser, ama, kofi_named, promised):
    promised("call about the roof", promisee="Kofi Boateng")
    browser.post(f"/people/{kofi_named.id}/merge", into=ama.id)
    assert "call about the roof" in browser.sees(f"/people/{ama.id}")


def test_two_of_one_name_are_asked_about_until_answered(browser, ama, tracker, efua):
    twin = services.name_person(tracker.database, efua, name="ama mensah", via="page", now=NOW)
    page = browser.get("/people").text
    assert "named twice?" in page
    sign = page.split("/people/aside/", 1)[1].split('"', 1)[0]
    browser.post(f"/people/aside/{sign}", about="them")
    undo(browser, "/people")
    assert "named twice?" in browser.get("/people").text
    browser.post(f"/people/aside/{sign}", about="them")
    assert "named twice?" not in browser.get("/people").text
    browser.post(f"/people/aside/{sign}/undo")
    assert f"/people/{twin.id}/merge" in browser.get(f"/people/{ama.id}").text


def test_who_was_met_is_named_with_one_tap_or_never_asked_about_again(browser, told, named):
    met(told, 1, 8, 15, 22)
    page = browser.get("/people")
    assert "You met Kofi Boateng 4 times" in words(page)
    link = page.text.split('href="/people/new?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert 'value="Kofi Boateng"' in browser.get(f"/people/new?{link}").text
    sign = page.text.split("/people/aside/", 1)[1].split('"', 1)[0]
    browser.post(f"/people/aside/{sign}", about="Kofi Boateng")
    browser.get("/people")  # which says what was done
    assert "Kofi Boateng" not in browser.sees("/people")


def test_who_was_met_under_another_address_is_one_of_those_named(browser, told, tracker, efua, named):
    services.name_person(tracker.database, efua, name="Kofi Boateng", via="page", now=NOW)
    met(told, 1, who="kofi.boateng@work.example", called="K. B.")
    kofi = named()[0]
    assert "It is Kofi" in browser.sees("/people")
    browser.post(f"/people/{kofi.id}/same", who="kofi.boateng@work.example", name="K. B.")
    assert (named()[0].addresses, named()[0].names) == ({"kofi.boateng@work.example"}, {"K. B."})
    undo(browser, "/people")
    assert named() == (kofi,)
    browser.post(f"/people/{kofi.id}/same", who="kofi.boateng@work.example", name="K. B.")
    assert "last met yesterday" in browser.sees("/people")


def test_only_what_can_be_set_aside_is(browser):
    assert browser.post("/people/aside/p1", about="x").status_code == 404
    assert browser.post("/people/aside/p1/undo").status_code == 404


def cadences(tracker, efua):
    with tracker.database.read() as db:
        return accounts.user(db, efua.id).cadences


def test_a_tag_says_how_often_to_meet_and_the_page_says_so(browser, ama, tracker, efua):
    browser.post(f"/people/{ama.id}/edit", **ALL | {"ideal": "", "longest": ""})
    assert "the inner circle" in browser.sees(f"/people/{ama.id}")
    browser.post("/people/cadences", tag=" Mentor", ideal="4", longest="6")
    assert cadences(tracker, efua) == (("mentor", Cadence(28 * DAY, 42 * DAY)),)
    assert "every 4 weeks, 6 weeks at most Says who the tag “mentor”" in browser.sees(f"/people/{ama.id}")
    assert "1 person" in browser.sees("/people/cadences")


def test_a_tags_weeks_are_changed_dropped_and_brought_back(browser, tracker, efua):
    browser.post("/people/cadences", tag="mentor", ideal="4", longest="6")
    undone = browser.get("/people/cadences").text
    browser.post("/people/cadences", tag="mentor", ideal="2", longest="3")
    assert cadences(tracker, efua) == (("mentor", Cadence(14 * DAY, 21 * DAY)),)
    browser.post("/people/cadences/drop", tag="mentor")
    assert cadences(tracker, efua) == ()
    undo(browser, "/people/cadences")
    assert cadences(tracker, efua) == (("mentor", Cadence(14 * DAY, 21 * DAY)),)
    stale = undone.split('action="/people/cadences/undo', 1)[1].split('"', 1)[0]
    browser.post(f"/people/cadences/undo{stale}")
    assert cadences(tracker, efua) == (("mentor", Cadence(14 * DAY, 21 * DAY)),)


@pytest.mark.parametrize("but", [{"tag": ""}, {"ideal": "", "longest": ""}, {"ideal": "6", "longest": "4"}])
def test_weeks_that_make_no_sense_are_refused(browser, tracker, efua, but):
    assert (
        browser.post("/people/cadences", **{"tag": "mentor", "ideal": "4", "longest": "6"} | but).status_code == 422
    )
    assert cadences(tracker, efua) == ()


def test_a_tag_too_many_is_refused(browser, tracker, efua):
    for tag in range(51):
        answer = browser.post("/people/cadences", tag=f"t{tag:02}", ideal="1", longest="1")
    assert answer.status_code == 422
    assert len(cadences(tracker, efua)) == 50


def test_nobody_touches_anothers_people(stranger, ama):
    for path in ("", "/edit", "/card.vcf"):
        assert stranger.get(f"/people/{ama.id}{path}").status_code == 404
    for path in ("merge", "part", "take-in", "same", "quiet", "remove"):
        assert stranger.post(f"/people/{ama.id}/{path}", other="x", into="y").status_code == 404


def test_a_promise_to_a_name_that_two_answer_to_is_asked_about_and_settled(browser, ama, promised, tracker, efua):
    services.name_person(tracker.database, efua, name="Ama Owusu", via="page", now=NOW)
    promise = promised("send the outline", promisee="Ama")
    page = browser.sees(f"/people/{ama.id}")
    assert "Is it Ama whom you promised?" in page
    assert "Ama may be Ama Mensah or Ama Owusu" in page
    browser.post(f"/people/{ama.id}/promised/{promise.id}")
    page = browser.sees(f"/people/{ama.id}")
    assert "Is it Ama whom you promised?" not in page
    assert "send the outline" in page

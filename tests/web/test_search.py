"""One field finds promises, people, gives and letters by their words; whose they are not sees nothing of them."""

import pytest

from tests.making import NOW
from tracker.domain.people import Direction, GiveKind, Persons
from tracker.domain.seeking import bare, bears, sought
from tracker.services import digests, giving, ledger, people
from tracker.web import search


@pytest.fixture
def ama(tracker, efua):
    """Ama, named, with a value in which a word stands."""
    return people.name_person(
        tracker.database, efua, name="Ama Owusu", value="an hour on old bridges", via="page", now=NOW
    )


@pytest.fixture
def given(tracker, efua, ama):
    """What Efua gave her."""
    told = {"kind": GiveKind.ARTICLE, "direction": Direction.GIVEN, "at": NOW, "note": "How archives burn"}
    return giving.give(tracker.database, efua, person=ama.id, **told, via="page", now=NOW)


def test_of_each_kind_what_bears_the_words_is_found(browser, tracker, efua, ama, given, promised):
    promised("send the bridge survey")
    letter = digests.written(tracker.post, digests.preview(tracker.database, efua, NOW), NOW)
    with tracker.database.write() as db:
        digests.keep_letter(db, tracker.post, efua, letter, kind="digest", period="2026-W02", now=NOW)
    assert f'href="/people/{ama.id}"' in browser.get("/search?q=old+BRIDGES").text
    assert "send the bridge survey" in browser.sees("/search?q=bridge+ama")
    assert f'href="/giving/{given.id}"' in browser.get("/search?q=archives").text
    assert str(letter["Subject"]) in browser.sees(f"/search?q={str(letter['Subject']).split()[0]}")


def test_all_words_must_stand_in_one_thing(browser, promised):
    promised("send the survey")
    promised("book the hall")
    assert "Nothing bears these words" in browser.sees("/search?q=survey+hall")


@pytest.mark.parametrize(
    ("typed", "written"), [("cafe", "Café"), ("ÉTÉ", "ete"), ("strasse", "Straße"), ("oystein", "Øystein")]
)
def test_capitals_and_accents_do_not_matter(typed, written):
    assert bears(sought(typed), written)
    assert bare(typed) == bare(written)


def test_no_words_find_nothing_and_the_page_says_what_can_be_found(browser, promised):
    promised("send the survey")
    assert not bears(sought("  "), "anything")
    page = browser.sees("/search?q=+")
    assert "Any of its words will do" in page
    assert "send the survey" not in page


def test_another_users_things_are_not_found(browser, stranger, promised, ama):
    promised("send the survey")
    assert "send the survey" in browser.sees("/search?q=survey")
    for words in ("survey", "owusu", "bridges"):
        assert "Nothing bears these words" in stranger.sees(f"/search?q={words}")


def test_what_was_taken_back_is_not_found_and_what_was_struck_out_is(browser, tracker, efua, promised):
    struck, undone = promised("send the survey"), promised("send the survey again")
    browser.post(f"/promises/{struck.id}/strike")
    ledger.undo(tracker.database, efua, undone.id, of=undone, via="page", now=NOW)
    browser.get("/")  # what was said of it has been read
    page = browser.get("/search?q=survey").text
    assert f"/promises/{struck.id}" in page
    assert f"/promises/{undone.id}" not in page


def test_more_than_a_page_holds_is_looked_at_further_back(browser, promised):
    for number in range(search.MOST + 3):
        promised(f"survey {number:02}")
    first = browser.get("/search?q=survey").text
    further = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(further).text
    seen = [sum(f"survey {n:02}" in page for n in range(search.MOST + 3)) for page in (first, second)]
    assert seen == [search.MOST, 3]
    assert 'rel="next"' not in second


def test_a_place_that_is_none_is_the_beginning(browser, promised):
    promised("send the survey")
    for before in ("-1", "x", "²", "9" * 40):
        assert "send the survey" in browser.sees(f"/search?q=survey&before={before}")


def test_what_was_changed_last_comes_first(browser, promised):
    first, _second = promised("survey one"), promised("survey two")
    browser.post(f"/promises/{first.id}/deliver")
    browser.get("/")
    page = browser.sees("/search?q=survey")
    assert page.index("survey one") < page.index("survey two")


def test_no_more_is_read_than_a_bound_and_it_goes_on_from_there(tracker, efua, promised):
    for number in range(6):
        promised(f"thing {number}")
    with tracker.database.read() as db:
        found, further = search.looked_through(db, efua, ("thing", "0"), Persons(), farthest=4)
        assert (found, further is None) == ([], False)
        found, further = search.looked_through(db, efua, ("thing", "0"), Persons(), further, farthest=4)
    assert [one.body for one in found] == ["thing 0"]
    assert further is None

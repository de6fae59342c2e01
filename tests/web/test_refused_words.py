"""What a form is told that cannot be read, and what pages say that cannot be shown: what is wrong, and what to do."""

import pytest
from werkzeug.exceptions import ImATeapot

from tests.making import FRIDAY
from tests.web.browsing import Browser, words

TYPED = [
    ("/people/cadences", {"tag": "team"}, "Say how often, in weeks."),
    (
        "/people/new",
        {"name": "Ama", "circle": "close", "goal": "a" * 501},
        "That is longer than 500 letters. Say it shorter.",
    ),
    ("/people/new", {"name": "Ama", "circle": "close", "note": "a" * 9_000}, "That note is longer than"),
    (
        "/people/new",
        {"name": "Ama", "circle": "close", "interests": "a" * 501},
        "One line is longer than 500 letters.",
    ),
    ("/people/new", {"name": "Ama", "circle": "close", "review_on": "soon"}, "Type it as 2026-01-06."),
    (
        "/promises/new",
        {"body": "send it", "who": "Ama", "reading": "other", "due_on": "2026-01-09", "due_at": "noon"},
        "Type it as 17:00.",
    ),
    (
        "/people/new",
        {"name": "Ama", "circle": "close", "addresses": "ama@example.com\nama"},
        "'ama' is not a mail address. Type one a line, like ama@example.com.",
    ),
    (
        "/promises/new",
        {"body": "send it", "who": "Ama", "reading": "day soon"},
        "Choose one of the readings, or another day.",
    ),
    ("/settings", {"zone": "UTC", "locale": "tlh"}, "That language is not offered. Choose one from the list."),
]


@pytest.mark.parametrize(("path", "typed", "says"), TYPED)
def test_what_cannot_be_read_is_refused_with_what_to_type(browser, path, typed, says):
    answer = browser.post(path, **typed)
    assert answer.status_code == 422
    assert says in words(answer)


def test_too_many_lines_are_refused_with_what_to_leave_out(browser):
    lines = "\n".join(f"chess {number}" for number in range(60))
    answer = browser.post("/people/new", name="Ama", circle="close", interests=lines)
    assert "That is more than 50 lines. Leave out what matters least." in words(answer)


def test_too_many_tags_are_refused_with_one_to_drop(browser):
    answers = [browser.post("/people/cadences", tag=f"tag {n}", ideal="2", longest="4") for n in range(60)]
    assert any("tags. Drop one first." in words(answer) for answer in answers)


def test_a_tag_that_is_none_is_dropped_without_a_fault(browser):
    assert browser.post("/people/cadences/drop", tag="a" * 900).status_code == 303


def test_to_begin_anew_asks_from_which_day(browser):
    browser.post("/settings/anew")
    assert "Choose the day from which promises count." in browser.sees("/settings")


def test_words_for_a_due_that_has_passed_ask_for_a_later_one(browser, promised):
    page = browser.get(f"/promises/{promised(due=FRIDAY).id}/renegotiate?due_on=2026-01-02")
    assert "That due has passed already. Choose one that lies ahead." in words(page)


@pytest.mark.parametrize(
    ("method", "path", "says"),
    [
        ("GET", "/nowhere", "Nothing is here The address may be mistyped, or what stood here is gone."),
        ("POST", "/people", "That is not done this way Use the buttons on the pages. Nothing was changed."),
    ],
)
def test_what_is_not_there_and_what_is_not_done_so_have_their_pages(browser, method, path, says):
    answer = browser.post(path) if method == "POST" else browser.get(path)
    assert says in words(answer)


def test_a_form_of_another_site_is_told_where_to_send_it_from(browser):
    answer = browser.client.post(
        "/settings/here", data={"csrf_token": browser.token}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    says = "That came from another site Open the page here and send it from here. Nothing was changed."
    assert says in words(answer)


def test_a_form_without_its_token_is_told_to_reload(browser):
    says = (
        "This form is no longer good It was open in another session, or for long. Go back, reload, and send it again."
    )
    assert says in words(browser.client.post("/settings/here"))


def test_any_other_refusal_has_a_page_with_a_way_back(app, browser):
    def refuses(*_, **__):
        raise ImATeapot

    app.view_functions["people.show"] = refuses
    assert "That did not work Go back and do it once more. Nothing was changed." in words(browser.get("/people"))


def test_our_own_fault_says_that_nothing_was_saved(app, efua, browser):
    def broken(*_, **__):
        raise RuntimeError

    app.view_functions["people.show"] = broken
    says = "Something broke on our side What you sent was not saved. Try once more in a minute."
    assert says in words(Browser(app, efua).get("/people"))

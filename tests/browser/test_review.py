"""The review in Chromium: fifty questions by single keys, edit, undo, teaching; with and without a script."""

import json
from time import monotonic

import pytest
from playwright.sync_api import expect

from tests.browser import asked
from tests.browser.hand import Hand
from tests.browser.looking import NARROWEST, WIDTHS, window
from tests.running import Feeds, a_service, serving

FIFTY, TWO_MINUTES = 50, 120
SMALLEST = 44  # px each way, for a finger (WCAG 2.2, 2.5.5)
SHOWN = """() => {
    const card = document.querySelector("#asking"), said = (what) => card.querySelector(what)?.innerText ?? "";
    return {
        what: card.querySelector(".kept dd")?.innerText.toLowerCase() ?? "",
        because: said(".because"),
        marks: [...card.querySelectorAll(".read mark")].map((mark) => mark.innerText),
        choices: card.querySelectorAll(".choices button").length,
        focused: document.activeElement.id === "asked",
    };
}"""
AT_ONCE = """(keys) => {
    const down = (key) => new KeyboardEvent("keydown", { key, bubbles: true });
    for (const key of keys) document.body.dispatchEvent(down(key));
}"""


@pytest.fixture
def service(tmp_path):
    """A service of its own whose user follows the calendar full of promises, by a real feed."""
    one = a_service(tmp_path)
    with serving(Feeds()) as feeds, one.running(feed=str(asked.nothing(tmp_path))):
        feeds.told["/work.ics"] = asked.feed()
        one.hand = Hand(one.link)
        one.hand.post("/calendars/follow", token_from="/calendars", address=feeds.address(), name="Work")
        one.hand.get("/")  # what was said of it has been read
        yield one


def reviewing(service, chromium, width="desk", **options):
    return window(chromium, service.base_url, width, storage_state=service.hand.state(service.base_url), **options)


def kept(service):
    """What was decided so far: the bodies of promises, and of what was dismissed, in lower case."""
    told = service.command("export")
    assert told.returncode == 0, told.stderr
    all_of_it = json.loads(told.stdout)["tables"]
    promises = (one["record"]["body"].lower() for one in all_of_it["promises"])
    return sorted(promises), sorted(one["body"].lower() for one in all_of_it["dismissals"])


def press(page, key):
    """One key, and the page that comes of it."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def test_fifty_questions_by_single_keys_in_under_two_minutes(service, chromium):
    said = {"y": [], "n": [], "1": []}
    with reviewing(service, chromium) as at:
        at.go("/questions")
        began = monotonic()
        for number in range(FIFTY):
            shown = at.page.evaluate(SHOWN)
            assert shown["because"].startswith("Asked because ")
            assert shown["because"] != "Asked because it reads like one."
            assert all(shown["marks"]), shown
            assert shown["marks"], shown
            assert shown["focused"] is bool(number), "each next question has the focus"
            key = "n" if number % 5 == 4 else "1" if shown["choices"] else "y"
            said[key].append(shown["what"])
            press(at.page, key)
        took = monotonic() - began
    assert took < TWO_MINUTES
    assert said["1"], "some dues had to be chosen"
    assert kept(service) == (sorted(said["y"] + said["1"]), sorted(said["n"]))


def test_what_was_edited_is_what_is_kept(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        before = at.page.evaluate(SHOWN)["what"]
        at.page.keyboard.press("e")
        for name, typed in (
            ("What is promised", "Send yn the new plan"),
            ("To whom", "Yaw"),
            ("Due on", "2030-01-08"),
        ):
            at.page.get_by_label(name).or_(at.page.get_by_label("promises it to")).first.fill(typed)
        with at.page.expect_navigation():
            at.page.get_by_label("What is promised").press("Enter")
        assert "Promise accepted: Send yn the new plan." in at.text("[role=status]")
        assert at.page.evaluate(SHOWN)["what"] != before
    assert kept(service) == (["send yn the new plan"], [])


def test_out_of_an_edit_by_escape_all_is_as_it_was(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        at.page.keyboard.press("e")
        typed = at.page.get_by_label("What is promised")
        typed.press_sequentially("yn")
        assert typed.input_value().endswith("yn"), "keys that are typed answer nothing"
        at.page.keyboard.press("Escape")
        assert not typed.is_visible()
        at.page.keyboard.press("e")
        assert not typed.input_value().endswith("yn")
    assert kept(service) == ([], [])


@pytest.mark.parametrize("key", ["y", "n"])
def test_undone_by_a_key_it_is_asked_again_at_once(service, chromium, key):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        while at.page.evaluate(SHOWN)["choices"]:
            press(at.page, "j")
        before = at.page.evaluate(SHOWN)["what"]
        press(at.page, key)
        assert at.page.evaluate(SHOWN)["what"] != before
        press(at.page, "u")
        assert at.page.evaluate(SHOWN)["what"] == before
    assert kept(service) == ([], [])


def test_later_and_back_walk_the_list_and_answer_nothing(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        walked = [at.page.evaluate(SHOWN)["what"]]
        for key in ("s", "j", "k", "k"):
            press(at.page, key)
            walked.append(at.page.evaluate(SHOWN)["what"])
        first, second, third = walked[:3]
        assert len({first, second, third}) == 3
        assert walked[3:] == [second, first]
    assert kept(service) == ([], [])


def test_yes_to_an_open_due_goes_to_the_choice(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        while at.page.get_by_text("can be read in more than one way").count() == 0:
            press(at.page, "j")
        at.page.keyboard.press("y")
        focused = at.page.evaluate("document.activeElement.closest('.choices') && document.activeElement.dataset.key")
        assert focused == "1"
        assert kept(service) == ([], [])
        with at.page.expect_navigation():
            at.page.keyboard.press("2")
    assert len(kept(service)[0]) == 1


def test_two_keys_at_once_answer_one_question(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        while at.page.evaluate(SHOWN)["choices"]:
            press(at.page, "j")
        with at.page.expect_navigation():
            at.page.evaluate(AT_ONCE, "ynn")
    promises, dismissals = kept(service)
    assert (len(promises), dismissals) == (1, [])


def test_keys_are_listed_and_can_be_turned_off(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        at.page.keyboard.press("?")
        expect(at.page.get_by_role("dialog", name="Keys")).to_be_visible()
        at.look()
        at.page.get_by_role("button", name="Turn keys off").click()
        at.page.keyboard.press("Escape")
        at.page.keyboard.press("n")
        at.page.keyboard.press("y")
        expect(at.page.locator("kbd").first).to_be_hidden()
        at.go("/questions")
        at.page.keyboard.press("n")
        expect(at.page.get_by_role("status")).to_have_count(0)
    assert kept(service) == ([], [])


def focused(page):
    return page.evaluate("document.activeElement.innerText.split('\\n')[0] || document.activeElement.ariaLabel")


def test_the_focus_goes_through_the_answers_in_their_order(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/questions")
        press(at.page, "j")
        while at.page.evaluate(SHOWN)["choices"]:
            press(at.page, "j")
        order = []
        for _ in range(7):
            at.page.keyboard.press("Tab")
            order.append(focused(at.page))
        assert order == ["‹", "›", "Why?", "Yes", "No", "Edit", "Later"]


def test_without_a_script_every_answer_is_a_tap_and_the_next_question_has_the_focus(service, chromium):
    with reviewing(service, chromium, "phone", java_script_enabled=False) as at:
        at.go("/questions")
        card = at.page.locator("#asking")
        expect(at.page.locator("kbd").first).to_be_hidden()
        while card.get_by_role("button", name="Yes").count() == 0:
            card.get_by_role("link", name="Later").click()
            at.page.wait_for_load_state()
        card.get_by_role("button", name="Yes").click()
        assert at.text("[role=status]").startswith("Promise accepted")
        expect(at.page.locator("#asked:focus")).to_have_count(1)
        card.locator("[data-key=n]").click()
        assert at.text("[role=status]").startswith("Not a promise")
        at.page.get_by_role("button", name="Undo").click()
        card.locator("details.edit > summary").click()
        at.page.get_by_label("Due on").fill("2030-01-08")
        card.get_by_role("button", name="It is a promise").click()
    promises, dismissals = kept(service)
    assert (len(promises), dismissals) == (2, [])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/questions", "/overlooked"])
def test_axe_finds_nothing_and_every_answer_is_large_enough_for_a_finger(service, chromium, path, width):
    with reviewing(service, chromium, width) as at:
        at.go(path)
        at.look()
        for one in at.page.locator("main :is(button, summary.button, .acts a, .step):visible").all():
            box = one.bounding_box()
            assert min(box["height"], box["width"]) >= SMALLEST, one.inner_text()
        for summary in at.page.locator("main summary:visible").all()[:2]:
            summary.click()
        at.look()
        if width == "phone":
            at.page.set_viewport_size({"width": NARROWEST, "height": 800})
            at.fits()


def test_marks_are_seen_without_colours_and_on_paper(service, chromium):
    with reviewing(service, chromium, forced_colors="active") as at:
        at.go("/questions")
        line = "getComputedStyle(document.querySelector('mark')).textDecorationLine"
        assert at.page.evaluate(line) == "underline"
        at.page.emulate_media(media="print", forced_colors="none")
        assert at.page.evaluate(line) == "underline"


def test_what_was_overlooked_is_taught_by_one_key_and_its_like_is_found(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/overlooked?words=choir+practice")
        expect(at.page.locator("[data-row]")).to_have_count(1)
        press(at.page, "w")
        said = at.text("[role=status]")
        assert "Promise opened: Choir practice. Its like will be asked about from now on." in said
        expect(at.page.locator("[data-row]")).to_have_count(0)
        press(at.page, "u")
        at.go("/overlooked")
        titles = at.page.locator("[data-row] > .name").all_inner_texts()
        assert "Choir practice" in titles
        at.page.keyboard.press("j")
        at.page.keyboard.press("j")
        assert at.page.evaluate("document.activeElement.querySelector(':scope > .name').innerText") == titles[1]
        press(at.page, "m")
        assert f"Time with people: {titles[1]}." in at.text("[role=status]")
        assert titles[1] not in at.page.locator("[data-row] > .name").all_inner_texts()
    assert kept(service) == ([], [])


def test_what_was_overlooked_may_be_put_in_other_words_first(service, chromium):
    with reviewing(service, chromium) as at:
        at.go("/overlooked?words=choir")
        at.page.keyboard.press("e")
        at.page.get_by_label("What was promised").fill("Sing with Ines")
        at.page.get_by_label("To whom").fill("Ines")
        with at.page.expect_navigation():
            at.page.get_by_label("To whom").press("Enter")
    assert kept(service)[0] == ["sing with ines"]

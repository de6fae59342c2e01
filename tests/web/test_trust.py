"""“Your word”: what was kept and what showed ability, side by side, each figure as the formulas give it."""

import re
from html.parser import HTMLParser

import pytest

from tests.keeping import keep
from tests.making import DAY, NOW, candidate, person, promise, user
from tests.web.browsing import Browser, words
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.promise import Cause
from tracker.services import users
from tracker.store import accounts
from tracker.web.charts import PLOT


@pytest.fixture
def kept(tracker, efua):
    def write(*ones):
        with tracker.database.write() as db:
            keep(db, efua.id, *ones)

    return write


def due(days, name, **but):
    return promise(name, id=name.replace(" ", "-"), due=NOW - days * DAY, **but)


def history(kept_=7, late=2):
    """So many kept, one a week, and then so many a day late for want of capacity."""
    done = [due(7 * n + 30, f"minutes {n}").deliver(NOW - (7 * n + 30) * DAY) for n in range(kept_)]
    return [
        *done,
        *(due(7 * n + 9, f"map {n}").deliver(NOW - (7 * n + 8) * DAY).explain(Cause.CAPACITY) for n in range(late)),
    ]


def test_without_any_promise_the_page_says_what_will_stand_there(browser):
    page = browser.sees("/trust")
    assert "Nothing decided yet. Once promises fall due, your on-time rate stands here." in page
    assert "%" not in page


def test_under_five_decided_the_counts_are_shown_and_no_percentage_of_them(browser, kept):
    kept(*history(3, 1))
    page = browser.sees("/trust").partition("Trust index")[0]
    assert "3 of 4 Provisional: fewer than 5 promises are decided" in page
    assert "%" not in page


def test_the_rate_stands_with_its_number_and_interval(browser, kept):
    kept(*history())
    page = browser.sees("/trust")
    assert "78% 7 of 9 kept on time. With so many, the true rate is likely between 45% and 94%." in page


def test_character_and_competence_stand_beside_each_other_and_are_not_added(browser, kept):
    gives = (
        Give("g1", "ama", GiveKind.TALK, Direction.GIVEN, NOW - DAY),
        Give("g2", "ama", GiveKind.NOMINATION, Direction.RECEIVED, NOW - 400 * DAY),
        Give("g3", "ama", GiveKind.MEAL, Direction.GIVEN, NOW - DAY),
    )
    kept(person(), *gives)
    page = browser.sees("/trust")
    assert "2026 Talk 1" in page
    assert "2024 Award or nomination 1" in page
    assert "Given 2 Received 1" in page
    assert page.index("Character") < page.index("Competence")


def test_the_run_the_start_and_the_causes_are_told(browser, kept):
    kept(*history(), due(2, "book the hall").deliver(NOW - 3 * DAY))
    page = browser.sees("/trust")
    assert "In a row 1 promise kept since the last miss, Sat 27 Dec" in page
    assert "Scored since Wed 1 Jan 2025 begin anew" in page
    assert "Why what was missed was missed Capacity 2" in page


def test_what_counts_nowhere_is_counted(browser, kept, told):
    told(candidate())
    kept(due(3, "struck").strike(), due(3, "let off").release(NOW - 4 * DAY), promise("open", id="open"))
    page = browser.sees("/trust")
    assert "Pending 1 Released 1 Struck out 1 Not confirmed yet 1 Due before scoring began 0" in page


def test_what_was_due_before_scoring_began_is_counted_beside(browser, kept, tracker, efua):
    kept(*history())
    users.decide(tracker.database, efua, {"scored_from": NOW - 20 * DAY}, via="page", now=NOW)
    page = browser.sees("/trust")
    assert "0 of 2 Provisional" in page
    assert "Due before scoring began 7" in page


class Rows(HTMLParser):
    """The tables of a page, row by row."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.cell = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = tag

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, said):
        if self.cell:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {said}".split())


def rows(page):
    return Rows(page).rows


def test_twelve_weeks_stand_in_a_table_the_newest_first(browser, kept):
    kept(*history(), promise("open", id="open", made_at=NOW))
    told = [row for row in rows(browser.get("/trust").text) if re.match(r"\d+ \w{3}\b", row[0])]
    assert len(told) == 12
    assert told[0] == ["5 Jan so far", "1", "0", "0", "0", "none decided"]
    assert told[2] == ["22 Dec", "0", "0", "1", "0", "0 of 1 provisional"]
    assert sum(int(row[2]) for row in told) == 7


def drawing(page, name):
    """The chart of a page by its name."""
    (found,) = (
        one for one in re.findall(r'<svg class="drawn".*?</svg>', page, re.DOTALL) if f'"{name}-title"' in one
    )
    assert "style=" not in found
    return found


def test_each_bar_of_the_weeks_is_as_high_as_its_figure(browser, kept):
    kept(*history(), *(due(8, f"more {n}").deliver(NOW - 9 * DAY) for n in range(3)))
    picture = drawing(browser.get("/trust").text, "weeks")
    heights = [float(height) for height in re.findall(r'class="way kept".*?height="([\d.]+)em"', picture)]
    assert sorted(heights) == pytest.approx([PLOT / 4] * 7 + [PLOT * 3 / 4], abs=0.01)  # in one week 3, and 1 late


def test_the_weeks_say_how_they_went_and_how_much_is_known(browser, kept):
    kept(*history())
    page = browser.sees("/trust")
    assert "Week by week 7 of 9 kept in twelve weeks Too few to tell the last six weeks from the six before." in page
    assert "kept 7 late 2 broken 0" in page


def test_how_late_what_was_late_came_is_drawn_and_told(browser, kept):
    kept(*history(), due(40, "lost"))
    page = browser.get("/trust").text
    picture = page.partition('aria-labelledby="lateness lateness-about"')[2].partition("<details")[0]
    assert picture.count('class="way kept"') == picture.count('class="way late"') == 1
    assert picture.count('class="way broken"') == 1
    assert "How late 2 of 10 came late, the latest by 23 hours 1 was broken, and stands apart." in browser.sees(
        "/trust"
    )
    assert ["Up to 1 day late", "2"] in rows(page)
    assert ["In all", "10"] in rows(page)


def test_where_weeks_begin_on_sunday_they_do_in_the_table(app, tracker):
    ines = user(id="ines", email="ines@example.com", locale="en-US")
    with tracker.database.write() as db:
        accounts.add_user(db, ines)
        keep(db, ines.id, *history())
    told = [row for row in rows(Browser(app, ines).get("/trust").text) if re.match(r"\w{3} \d+\b", row[0])]
    assert [row[0] for row in told][:2] == ["Jan 4 so far", "Dec 28"]


def test_the_index_is_worked_out_from_the_last_promises_and_comes_out(browser, kept):
    kept(*history())
    page = browser.get("/trust")
    adds = [float(row[5]) for row in rows(page.text) if len(row) == 6 and re.fullmatch(r"\d\.\d{3}", row[5])]
    sums = re.search(r"\(1 \+ ([\d.]+)\) / \(2 \+ ([\d.]+)\) = ([\d.]+), which is said as (\d+)%", words(page))
    gained, weight, value = map(float, sums.groups()[:3])
    assert adds[-1] == gained == pytest.approx(sum(adds[:-1]), abs=0.004)
    assert (1 + gained) / (2 + weight) == pytest.approx(value, abs=0.001)
    assert f"Trust index {sums[4]}%" in words(page)


def test_each_person_has_their_own_row_and_the_rest_are_told_of(browser, kept):
    kept(*(person(f"Person{n:02} Somebody", id=f"p{n}") for n in range(22)))
    kept(*(due(3, f"to {n}", promisee=f"Person{n:02} Somebody").deliver(NOW - 4 * DAY) for n in range(22)))
    told = [row for row in rows(browser.get("/trust").text) if row[0].startswith("Person")]
    assert len(told) == 1 + 20
    assert told[1] == ["Person00 Somebody", "1 of 1 provisional", "66%", "0"]
    assert "2 others have the same on their own page" in browser.sees("/trust")


def test_another_users_word_is_not_shown(stranger, kept):
    kept(*history())
    assert "Nothing decided yet." in stranger.sees("/trust")


def test_the_rate_leads_to_it_from_home(browser, kept):
    kept(promise())
    assert 'href="/trust"' in browser.get("/").text


def test_a_persons_page_tells_my_word_to_them(browser, kept):
    kept(person(), *history(), promise("open", id="open"))
    page = browser.sees("/people/ama")
    assert "Your word to Ama On time 78% 7 of 9, likely 45% to 94% Trust index" in page
    assert "Open 1 promise" in page

"""Your copy, on the page: both files, for whoever is signed in, of nobody else."""

import json
from io import BytesIO
from zipfile import ZipFile

from tests.making import FRIDAY, NOW
from tests.web.browsing import words
from tracker.services import ledger


def owe(tracker, user, body):
    ledger.add(tracker.database, user, body=body, promisee="Ama", due=FRIDAY, dated=False, via="page", now=NOW)


def test_the_page_leads_to_both_files_and_says_how_to_put_it_back(browser):
    page = browser.get("/copy")
    assert "/copy/tracker.json" in page.text
    assert "/copy/tracker.zip" in page.text
    assert "tracker restore" in words(page)
    assert "/copy" in browser.get("/settings").text


def test_json_is_a_file_with_everything_of_mine_and_no_secret(tracker, browser, efua, kofi):
    owe(tracker, efua, "send proposal")
    owe(tracker, kofi, "return the atlas")
    answer = browser.get("/copy/tracker.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=tracker-2026-01-05.json"
    assert answer.headers["Cache-Control"] == "no-store"
    told = json.loads(answer.data)
    assert told["secrets"] is False
    assert [row["record"]["body"] for row in told["tables"]["promises"]] == ["send proposal"]
    assert b"atlas" not in answer.data


def test_sheets_are_a_zip_of_mine(tracker, browser, efua, kofi):
    owe(tracker, efua, "send proposal")
    owe(tracker, kofi, "return the atlas")
    answer = browser.get("/copy/tracker.zip")
    assert answer.headers["Content-Disposition"] == "attachment; filename=tracker-2026-01-05.zip"
    with ZipFile(BytesIO(answer.data)) as packed:
        text = packed.read("promises.csv").decode("utf-8-sig")
    assert "send proposal" in text
    assert "atlas" not in text


def test_who_asks_for_one_all_the_time_is_told_to_wait(browser):
    answers = [browser.get("/copy/tracker.json").status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]

"""Cards on the page: looked at before they are kept, brought in once, taken back, and downloaded."""

import random
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from string import ascii_letters

import pytest

from tests.web.browsing import words
from tracker.calendars.cards import LARGEST, parse
from tracker.services import people as services
from tracker.store import people

CARD = "BEGIN:VCARD\nVERSION:{version}\nFN:{name}\nEMAIL:{address}\nNOTE:likes bees\nEND:VCARD\n"
KOFI = CARD.format(version="3.0", name="Kofi Boateng", address="kofi@example.com")
YAA = CARD.format(version="4.0", name="Yaa Sarpong", address="yaa@example.com")
BAD = "BEGIN:VCARD\nVERSION:3.0\nTEL:1\nEND:VCARD\n"


@pytest.fixture
def named(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return people.persons(db, efua.id)

    return read


def look(browser, *told):
    file = BytesIO("".join(told).encode()), "book.vcf"
    answer = browser.client.post("/people/cards", data={"csrf_token": browser.token, "file": file})
    answer.request.environ["wsgi.input"].close()  # a large one is a file of the test's own
    return answer


def held(answer):
    return answer.text.split('name="held" value="', 1)[1].split('"', 1)[0]


def bring_in(browser, answer, *ticked):
    return browser.post("/people/cards/in", held=held(answer), card=list(ticked))


def test_a_look_keeps_nothing_and_says_what_would_be_done(browser, named):
    answer = look(browser, KOFI, BAD, YAA)
    assert "2 new, 1 to look at." in words(answer)
    assert "neither a name nor an address" in words(answer)
    assert named() == ()


def test_those_ticked_are_named_and_nobody_else(browser, named):
    bring_in(browser, look(browser, KOFI, YAA), "1")
    assert [(one.name, one.addresses, one.note) for one in named()] == [
        ("Yaa Sarpong", {"yaa@example.com"}, "likes bees")
    ]


def test_the_same_file_again_brings_nothing_new(browser, named):
    first = look(browser, KOFI)
    for _ in range(2):
        bring_in(browser, first, "0")
    assert len(named()) == 1
    assert "Nothing new." in browser.sees("/people")
    assert "1 that says nothing new" in words(look(browser, KOFI))


def test_a_card_adds_to_whom_its_address_means(browser, tracker, efua, named, now):
    services.name_person(
        tracker.database, efua, name="Kofi", addresses=frozenset({"kofi@example.com"}), via="page", now=now
    )
    answer = look(browser, KOFI)
    assert "adds to Kofi" in words(answer)
    bring_in(browser, answer, "0")
    assert [(one.name, one.names) for one in named()] == [("Kofi", {"Kofi Boateng"})]


def test_one_undo_takes_back_all_that_came_in_together(browser, tracker, efua, named, now):
    kofi = services.name_person(
        tracker.database, efua, name="Kofi", addresses=frozenset({"kofi@example.com"}), via="page", now=now
    )
    tracker.clock.pass_by(timedelta(hours=1))
    bring_in(browser, look(browser, KOFI, YAA), "0", "1")
    assert len(named()) == 2
    page = browser.get("/people").text
    address = page.rsplit('<div class="note"', 1)[1].split('action="', 1)[1].split('"', 1)[0]
    browser.post(address)
    assert named() == (kofi,)
    browser.post(address)
    assert "Nothing was taken back" in browser.sees("/people")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", "no card in that file"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no card in that file"),
        ("x" * (LARGEST + 1), "That file is larger than 5 MB. Export it without pictures, or in parts."),
    ],
)
def test_what_is_no_file_of_cards_is_refused_in_words(browser, told, said):
    answer = look(browser, told)
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_card_that_takes_more_memory_than_it_may_is_refused_with_what_to_export(browser, named):
    endless = "BEGIN:VCARD\nFN:Ama\nNOTE;" + "A=1;" * 1_200_000 + ":x\nEND:VCARD\n"
    answer = look(browser, endless)
    assert answer.status_code == 422
    assert "That file could not be read within bounds. Export fewer cards, without pictures." in words(answer)


FULL = """
import os, resource
from tracker.domain.promise import Refused
from tracker.services import cards
resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1,) * 2)
try:
    cards.read(b"BEGIN:VCARD\\nFN:Ama\\nEND:VCARD\\n")
except Refused as refused:
    print(refused)
"""


def test_a_machine_that_lets_no_process_start_is_not_laid_to_the_file():
    child = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, timeout=300, check=True)
    assert child.stdout.startswith("No file can be read just now: this machine allows no new process or open file.")
    assert "Choose it again in a minute" in child.stdout


def test_more_than_a_look_can_carry_is_refused_with_what_to_export(browser, named):
    draw = random.Random(8)
    notes = ("".join(draw.choices(ascii_letters, k=1_900)) for _ in range(300))
    answer = look(browser, *(KOFI.replace("likes bees", note) for note in notes))
    assert answer.status_code == 422
    assert "Those are too many cards at once. Export them in parts." in words(answer)


def test_no_file_at_all_is_refused_in_words(browser):
    assert "Choose a .vcf file" in words(browser.post("/people/cards"))


def test_a_look_is_its_users_own_and_cannot_be_altered(browser, stranger, named):
    answer = look(browser, KOFI)
    for who, sent in ((stranger, held(answer)), (browser, held(answer)[:-2] + "xx"), (browser, "")):
        refused = who.post("/people/cards/in", held=sent, card="0")
        assert refused.status_code == 422
        assert "run out" in words(refused)
    assert named() == ()


def test_a_file_as_large_as_may_be_is_looked_at_and_brought_in(browser, named):
    cards = [CARD.format(version="3.0", name=f"Nobody {n}", address=f"n{n}@example.com") for n in range(2_000)]
    answer = look(browser, *cards)
    assert answer.status_code == 200
    assert "tick those who matter" in words(answer)
    bring_in(browser, answer, *map(str, range(0, 2_000, 2)))
    assert len(named()) == 1_000


def test_cards_are_downloaded_all_or_one(browser, tracker, efua, named):
    bring_in(browser, look(browser, KOFI, YAA), "0", "1")
    every = browser.get("/people/cards.vcf")
    assert every.content_type == "text/vcard; charset=utf-8"
    assert every.headers["Content-Disposition"] == 'attachment; filename="people.vcf"'
    assert [one.name for one in parse(every.data).persons] == ["Kofi Boateng", "Yaa Sarpong"]
    one = browser.get(f"/people/{named()[1].id}/card.vcf")
    assert [card.name for card in parse(one.data).persons] == ["Yaa Sarpong"]


def test_an_undo_of_no_time_is_none(browser):
    assert browser.post("/people/cards/undo?at=then").status_code == 404
    assert browser.post("/people/cards/undo?at=2026-01-05").status_code == 303


def test_a_card_has_the_addresses_of_who_was_merged(browser, named):
    bring_in(browser, look(browser, KOFI, YAA), "0", "1")
    kofi, yaa = named()
    browser.post(f"/people/{yaa.id}/merge", into=kofi.id)
    (card,) = parse(browser.get("/people/cards.vcf").data).persons
    assert (card.name, card.names) == ("Kofi Boateng", {"Yaa Sarpong"})
    assert card.addresses == {"kofi@example.com", "yaa@example.com"}

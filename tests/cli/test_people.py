"""`tracker people`: cards in and out by command."""

import pytest

from tracker.calendars.cards import parse

BOOK = """BEGIN:VCARD
VERSION:3.0
FN:Kofi Boateng
EMAIL:kofi@example.com
END:VCARD
BEGIN:VCARD
VERSION:3.0
TEL:1
END:VCARD
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.vcf"
    path.write_text(BOOK)
    return str(path)


def test_an_import_only_says_what_it_would_do_until_it_is_to_write(tracker, book):
    said = tracker("people", "import", book)
    assert said.stdout.splitlines() == ["new: Kofi Boateng", "Nothing is kept yet. Do it with --write."]
    assert "left out: card 2: " in said.stderr
    assert tracker("people", "export").stdout == ""


def test_an_import_writes_once_and_an_export_gives_it_back(tracker, book):
    assert tracker("people", "import", book, "--write").stdout.splitlines()[-1] == "In: 1."
    assert tracker("people", "import", book, "--write").stdout.splitlines() == ["In: 0."]
    for words in ((), ("Kofi",), ("kofi@example.com",)):
        (kofi,) = parse(tracker("people", "export", *words).stdout.encode()).persons
        assert (kofi.name, kofi.addresses) == ("Kofi Boateng", {"kofi@example.com"})


def test_a_card_that_adds_says_to_whom(tracker, book, tmp_path):
    tracker("people", "import", book, "--write")
    more = tmp_path / "more.vcf"
    more.write_text(BOOK.replace("FN:Kofi Boateng", "FN:K. Boateng"))
    assert tracker("people", "import", str(more)).stdout.startswith("adds to Kofi Boateng: K. Boateng\n")


def test_what_holds_no_card_and_who_is_not_named_is_refused_in_words(tracker, tmp_path):
    empty = tmp_path / "empty.vcf"
    empty.write_text("hello")
    assert "no card in that file" in tracker.complaint("people", "import", str(empty))
    assert "You named nobody so" in tracker.complaint("people", "export", "Nils")

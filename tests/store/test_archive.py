"""Letters to be looked at again: by kind and span, a page at a time, and only one's own."""

from dataclasses import replace

import pytest

from tests.making import DAY, NOW
from tests.store.test_letters import LETTER, RAW
from tracker.domain.event import Span
from tracker.store import archive, letters
from tracker.store.letters import State

KINDS = ("digest", "reminder")


@pytest.fixture
def kept(database, efua, kofi):
    """Four letters of Efua's, a day apart, and one to sign in by; one of Kofi's."""
    rows = [
        ("d1", "digest", 0, State.SENT),
        ("r1", "reminder", 1, State.SENT),
        ("r2", "reminder", 2, State.GIVEN_UP),
        ("d2", "digest", 7, State.SENT),
        ("s", "signin", 8, State.SENT),
    ]
    with database.write() as db:
        for name, kind, days, state in rows:
            at = NOW + days * DAY
            one = replace(LETTER, id=name, kind=kind, period=name, made_at=at, state=state.value, message_id=name)
            letters.add_letter(db, one, name.encode())
        letters.add_letter(db, replace(LETTER, id="kofis", user="kofi"), RAW)
    return database


def ids(found):
    return [letter.id if letter else None for letter in found]


def page(db, kinds=KINDS, within=None, skip=0, most=10):
    return ids(archive.page(db, "efua", kinds, within=within, skip=skip, most=most))


def test_they_come_newest_first_by_kind_a_page_at_a_time(kept):
    with kept.read() as db:
        assert page(db) == ["d2", "r2", "r1", "d1"]
        assert page(db, ("reminder",)) == ["r2", "r1"]
        assert page(db, skip=1, most=2) == ["r2", "r1"]
        assert page(db, skip=4) == []


def test_a_span_holds_its_beginning_and_not_its_end(kept):
    with kept.read() as db:
        assert page(db, within=Span(NOW, NOW + 2 * DAY)) == ["r1", "d1"]
        assert page(db, within=Span(NOW + 7 * DAY, NOW + 9 * DAY)) == ["d2"]


def test_the_ones_beside_one_are_of_the_kinds_that_are_shown(kept):
    with kept.read() as db:
        found = {letter.id: letter for letter in letters.letters(db, "efua")}
        assert ids(archive.beside(db, "efua", KINDS, found["r1"])) == ["d1", "r2"]
        assert ids(archive.beside(db, "efua", KINDS, found["d1"])) == [None, "r1"]
        assert ids(archive.beside(db, "efua", KINDS, found["d2"])) == ["r2", None]


def test_of_two_made_at_once_each_has_the_other_beside_it(kept):
    with kept.write() as db:
        twin = replace(LETTER, id="d1b", period="twin", made_at=NOW)
        letters.add_letter(db, twin, RAW)
        first, second = (letters.letter(db, "efua", name) for name in ("d1", "d1b"))
        assert ids(archive.beside(db, "efua", KINDS, first))[1] == "d1b"
        assert ids(archive.beside(db, "efua", KINDS, second)) == ["d1", "r1"]


def test_the_first_was_made_when_it_was(kept):
    with kept.read() as db:
        assert archive.began_at(db, "efua", KINDS) == NOW
        assert archive.began_at(db, "efua", ("reminder",)) == NOW + DAY
        assert archive.began_at(db, "nobody", KINDS) is None


def test_only_what_went_out_was_sent(kept):
    with kept.read() as db:
        assert ids(archive.sent(db, "efua", KINDS, 10)) == ["d2", "r1", "d1"]
        assert ids(archive.sent(db, "efua", KINDS, 1)) == ["d2"]


def test_bodies_are_given_for_the_named_of_ones_own(kept):
    with kept.read() as db:
        assert archive.bodies(db, "efua", ["d1", "kofis", "none"]) == {"d1": b"d1"}

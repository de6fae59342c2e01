"""What the notes of an invitation ask of the one invited."""

import pytest

from tests.domain.reading.inviting import AMA, EFUA, HERSELF, KOFI, NILS, invited, meeting, promise
from tracker.domain.event import Attendee, PartStat
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reading.due import best
from tracker.domain.reading.lines import note

SENT = "kofi@acme.example"


@pytest.mark.parametrize(
    ("notes", "what"),
    [
        ("Hi Efua, could you send me the figures by Friday? Thanks, Kofi", "send me the figures"),
        ("Dear Efua, please forward the signed form.", "forward the signed form."),
        ("Could you bring the projector?", "bring the projector"),
        ("Still two gaps. Can you please share your slides before we meet", "share your slides before we meet"),
        ("Bonjour, pourriez-vous envoyer le devis ?", "envoyer le devis"),
    ],
)
def test_what_the_one_who_invites_asks_is_promised_to_them(notes: str, what: str) -> None:
    found = promise(invited("Catch-up", by=KOFI, description=notes))
    assert found
    assert (found.promiser, found.who, found.body.casefold()) == (ME, (SENT,), what)


@pytest.mark.parametrize(
    ("notes", "day"),
    [
        ("Could you send me the figures by Friday?", "09 Jan"),
        ("Could you send the form tomorrow?", "07 Jan"),
        ("Could you send the form?", ""),
        ("Pourriez-vous signer le bail d'ici vendredi ?", "09 Jan"),
    ],
)
def test_what_is_asked_is_due_when_the_words_say(notes: str, day: str) -> None:
    found = promise(invited("Catch-up", by=KOFI, description=notes))
    assert found
    assert (f"{due.at:%d %b}" if (due := best(found.due)) else "") == day


@pytest.mark.parametrize("notes", ["Please join by the link below.", "Please let me know.", "Could you all hear us?"])
def test_a_courtesy_asks_for_nothing(notes: str) -> None:
    assert not promise(invited("Catch-up", by=KOFI, description=notes))


def test_what_is_asked_for_somebody_else_goes_to_them_and_is_not_marked() -> None:
    found = promise(invited("Catch-up", by=KOFI, description="Could you send Ines the figures?"))
    assert found
    assert (found.who, found.marked) == (("Ines",), False)


def test_what_is_asked_of_several_is_nobodys_until_somebody_is_named() -> None:
    told = {"by": KOFI, "attendees": (HERSELF, KOFI, NILS, AMA)}
    assert not promise(invited("Planning", description="Could you send the figures?", **told))
    named = promise(invited("Planning", description="Hi Efua, could you send the figures?", **told))
    assert named
    assert (named.promiser, named.who) == (ME, (SENT,))


def test_a_desk_asks_nobody_in_particular() -> None:
    desk = Attendee("noreply@acme.example", "Acme", PartStat.ACCEPTED)
    assert not promise(invited("Visit", by=desk, description="Please bring the form."))
    assert not promise(invited("Visit", desk, by=desk, description="Please bring the form."))


def test_what_the_user_writes_to_others_is_not_asked_of_the_user() -> None:
    assert not promise(invited("Catch-up", KOFI, description="Could you send the figures?"))


def test_half_an_hour_about_a_thing_that_is_asked_for_is_a_due() -> None:
    told = invited("Annual report", minutes=30, by=KOFI, description="could you send your part by Friday")
    found = [(one.kind, one.who) for one in detect(told, EFUA)]
    assert found == [(Kind.PROMISE, (SENT,))]


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Annual report", "I need the figures for Friday."),
        ("Annual report", "We still need your part."),
        ("Rapport annuel", "Il me manque votre partie."),
    ],
)
def test_notes_that_say_what_is_missing_make_half_an_hour_about_a_thing_a_due(title: str, notes: str) -> None:
    assert promise(invited(title, minutes=30, by=KOFI, description=notes))
    assert not promise(invited(title, minutes=30, by=KOFI, description="Kofi"))


def test_an_hour_is_time_together_whatever_is_asked_for() -> None:
    notes = "could you send your part by Friday"
    assert meeting(invited("Model documentation", KOFI, by=KOFI, description=notes))


@pytest.mark.parametrize("greeting", ["Hi", "Hello", "Dear", "Good morning", "Bonjour", "Salut"])
def test_a_greeting_is_no_part_of_a_name(greeting: str) -> None:
    found = note(f"{greeting} Ama, could you send the list?", invited("x").local_start)
    assert (found.label, found.promiser) == ("action", "Ama")

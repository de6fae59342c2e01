"""To whom a promise goes, and whose it is: names held against those invited."""

import pytest

from tests.domain.reading.inviting import AMA, EFUA, HERSELF, KOFI, NILS, invited, promise, whole_day
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Kind
from tracker.domain.reading.detect import detect

OTHER_AMA = Attendee("ama.sarpong@acme.example", "Ama Sarpong")
NOT_YET = HERSELF._replace(partstat=PartStat.NEEDS_ACTION)


def short(summary: str, *others: Attendee, **but: object) -> CalendarEvent:
    return invited(summary, *others, minutes=0, **but)


@pytest.mark.parametrize(
    ("told", "who"),
    [
        (short("Send slides to Ama", AMA, KOFI), "ama@ourschool.example"),
        (short("slides to ama", AMA, KOFI), "ama@ourschool.example"),
        (short("Slides back to KDB", AMA, KOFI), "kofi@acme.example"),
        (short("Slides @kofi", AMA, KOFI), "kofi@acme.example"),
        (short("Slides -> Mr Lindqvast", AMA, NILS), "nils@acme.example"),
        (short("Send Kofi & Ama the slides", AMA, KOFI), "kofi@acme.example"),
        (short("Return Kofi's drill", AMA, KOFI), "kofi@acme.example"),
        (short("Sign the lease for Nils", AMA, NILS), "nils@acme.example"),
        (short("Reference for Ama - send to Kofi", AMA, KOFI), "kofi@acme.example"),
        (short("Send slides", KOFI), "kofi@acme.example"),
        (short("Send slides", by=KOFI), "kofi@acme.example"),
        (short("Send slides", AMA, NILS, by=KOFI), "kofi@acme.example"),
        (short("Send slides to Ama", AMA, NILS, by=KOFI), "ama@ourschool.example"),
        (short("Invoice to Acme", KOFI), "kofi@acme.example"),
        (short("Send slides to Ines", AMA, KOFI), "Ines"),
        (short("Send slides to Ines"), "Ines"),
        (short("Papers to clerk"), "clerk"),
        (short("Get back to ines about the roof"), "ines"),
        (short("Thank-you note Ines"), "Ines"),
        (short("Efua to send deck", NILS, by=KOFI), "kofi@acme.example"),
        (short("Give Efua the keys back", NILS, by=KOFI), "kofi@acme.example"),
        (short("Proofread Ines's essay", AMA, KOFI), "Ines"),
        (short("Send slides and proofs", AMA, KOFI), None),
        (short("Send slides", AMA, KOFI), None),
        (short("Send slides"), None),
        (short("Send slides to Ama", AMA, OTHER_AMA), None),
        (short("Remember to call the bank"), None),
        (short("Invoice to Acme", KOFI, NILS, by=NILS), "nils@acme.example"),
        (short("Visa letters to the embassy"), "the embassy"),
        (short("Scissors to the sharpener"), None),
        (short("Pay bus driver"), "bus driver"),
        (short("Rent to owner aunty"), "owner aunty"),
        (short("Grant report Arts Council"), "Arts Council"),
        (short("NSF interim report"), "NSF"),
        (short("ESG annual report"), None),
        (short("Slides for AGM"), None),
        (short("Deposit for the event at Roskilde"), None),
        (short("Abiba's reference letter"), "Abiba"),
        (short("Certificate to Holt accounts"), "Holt accounts"),
        (short("Cert -> Noreen Q."), "Noreen Q."),
        (short("Grant form - Abiba needs it"), "Abiba"),
        (short("Invoice #221 - Bluegate Ltd"), "Bluegate Ltd"),
        (short("Bluegate Ltd - invoice 221"), "Bluegate Ltd"),
        (short("Call back Dr Mensima"), "Dr Mensima"),
        (short("Bring samosas to potluck"), None),
        (short("Return form to school"), "school"),
        (short("return radek's drill"), "radek"),
        (short("give back Bodil's tent"), "Bodil"),
        (short("return today's form"), None),
        (short("invoice Tarrow Wexmoor #12"), "Tarrow Wexmoor"),
        (short("Invoice Tarrow March"), "Tarrow"),
        (short("skis back to SAC Davos"), "SAC Davos"),
        (short("PPH tax filing"), None),
        (short("Venmo Radek for pizza"), "Radek"),
        (short("answer Mrs Ofori's letter"), "Mrs Ofori"),
        (short("Reply to complaint, Mr Fukaze!"), "Mr Fukaze"),
        (short("Send Ama's slides to Ines", AMA, KOFI), "Ines"),
        (short("final invoice Acme", AMA, KOFI), "kofi@acme.example"),
        (short("Send deck to Orchid Ventures", KOFI), "Orchid Ventures"),
        (short("Final invoice Bastin-Roux"), "Bastin-Roux"),
        (short("Report Stat"), None),
        (short("Grant form - Friday needs it"), None),
        (short("Timesheets"), None),
        (short("Grant report North Weald Arts Council"), "North Weald Arts Council"),
        (short("Old North Weald Arts Council grant report"), None),
        (short("Bring samosas to potluck, papers to clerk"), "clerk"),
        (short("Papers to clerk."), "clerk"),
        (short("Cert -> Noreen Q"), "Noreen Q"),
    ],
)
def test_to_whom_a_promise_goes(told: CalendarEvent, who: str | None) -> None:
    found = promise(told)
    assert found
    assert (found.promiser, found.who) == (ME, (who,) if who else ())


@pytest.mark.parametrize(
    ("told", "promiser"),
    [
        (short("Kofi to send minutes", KOFI), "Kofi Danso-Boateng"),
        (short("Kofi to send minutes", AMA), "Kofi"),
        (short("Nils brings the cups", NILS), "Nils Lindqvast"),
        (short("Survey due from Nils", NILS, KOFI), "Nils Lindqvast"),
        (short("awaiting Nils's comments", NILS, KOFI), "Nils Lindqvast"),
        (short("I'll send the minutes", by=KOFI), "Kofi Danso-Boateng"),
        (short("J'enverrai le compte rendu", by=KOFI), "Kofi Danso-Boateng"),
        (short("I'll send the minutes", KOFI), ME),
        (short("I'll send the minutes"), ME),
        (short("Efua to send minutes", by=KOFI), ME),
        (short("Send the minutes", by=KOFI), ME),
        (whole_day("Waiting on Nils: budget numbers"), "Nils"),
        (whole_day("Kofi to rework the budget"), "Kofi"),
        (short("Trip to inspect the site"), ME),
    ],
)
def test_whose_a_promise_is(told: CalendarEvent, promiser: str) -> None:
    found = promise(told)
    assert found
    assert found.promiser == promiser
    assert not (found.who and promiser != ME)


def test_what_somebody_else_who_is_called_so_too_promised_is_not_the_users() -> None:
    namesake = Attendee("efua.sarpong@acme.example", "Efua Sarpong")
    found = promise(short("Efua to send minutes", namesake))
    assert found
    assert found.promiser == "Efua"


def test_i_in_notes_is_who_invites() -> None:
    notes = (
        "Action items:\n- I will book the room\n- Efua to send minutes\n- Nils and Efua to call Ama\n- Ama to write"
    )
    told = invited("Planning", KOFI, NILS, AMA, by=KOFI, attendees=(KOFI, NOT_YET, NILS, AMA), description=notes)
    found = [(one.promiser, one.line.lstrip("- ")) for one in detect(told, EFUA) if one.kind is Kind.PROMISE]
    assert found == [
        ("Kofi Danso-Boateng", "I will book the room"),
        (ME, "Efua to send minutes"),
        (ME, "Nils and Efua to call Ama"),
        ("Ama Owusu", "Ama to write"),
    ]


def test_a_name_in_notes_that_fits_two_is_asked_and_a_mark_alone_is_nothing() -> None:
    notes = "Action items:\n- Efua to send minutes to Ama\n- Efua to send slides to Kofi\n!p\n"
    told = invited("Planning", AMA, OTHER_AMA, KOFI, description=notes)
    found = [(one.body, one.who) for one in detect(told, EFUA) if one.kind is Kind.PROMISE]
    assert found == [("send minutes", ()), ("send slides", ("kofi@acme.example",))]

"""Why a line of notes or a request counts, as its user is shown it: rule by rule, with the words of each."""

from datetime import UTC, datetime

import pytest

from tests.domain.reading.inviting import AMA, EFUA, HERSELF, KOFI, NILS, invited, promise
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.promise import ME
from tracker.domain.reading import notes
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reading.due import Due
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.lines import note, plain

TUESDAY = datetime(2026, 3, 10, 15, tzinfo=UTC)
BASE = ("base", "")


def told(found: Finding) -> list[tuple[str, str]]:
    return [(each.rule, each.quote) for each in found.evidence]


@pytest.mark.parametrize(
    ("line", "who", "what", "rules"),
    [
        ("We went through the fees. ACTION: Ama to ask", "Ama", "ask",
         [BASE, ("marked", "ACTION:"), ("owner to", "Ama to"), ("verb", "ask")]),
        ("We went through the fees. (ACTION: order new keys)", "", "order new keys",
         [BASE, ("marked", "(ACTION:"), ("verb", "order")]),
        ("| [x] Ama to call | done |", "Ama", "call",
         [BASE, ("box", "[x]"), ("owner to", "Ama to"), ("verb", "call")]),
        ("| AI: Ama to call | later |", "Ama", "call",
         [BASE, ("marked", "AI:"), ("owner to", "Ama to"), ("verb", "call")]),
        ("`AI` Kofi: fix_the_lamp", "Kofi", "fix_the_lamp",
         [BASE, ("marked", "AI"), ("owner:", "Kofi:")]),
        ("[ ] order chairs by Friday", "", "order chairs",
         [BASE, ("box", "[ ]"), ("maybe a verb", "order"), ("due words", "by Friday")]),
        ("- Kofi Boateng will mend it (due Friday)", "Kofi Boateng", "mend it",
         [BASE, ("named will", "Kofi Boateng will"), ("first name", "Kofi"), ("due words", "due Friday")]),
        ("Ama: call the bank", "Ama", "call the bank",
         [BASE, ("named:", "Ama:"), ("verb", "call")]),
        ("- Ama: call the bank", "Ama", "call the bank",
         [BASE, ("named:", "Ama:"), ("item", "-"), ("verb", "call")]),
        ("[Kofi] call the bank", "Kofi", "call the bank",
         [BASE, ("[owner]", "[Kofi]"), ("verb", "call")]),
        ("Kofi will mend it", "Kofi", "mend it",
         [BASE, ("named will", "Kofi will"), ("first name", "Kofi")]),
        ("Kofi Mensah Boateng will mend it", "Kofi Mensah Boateng", "mend it",
         [BASE, ("named will", "Kofi Mensah Boateng will"), ("first name", "Kofi")]),
        ("call the bank (@kofi)", "@kofi", "call the bank",
         [BASE, ("(owner)", "(@kofi)"), ("verb", "call")]),
        ("call the bank !p", "", "call the bank",
         [BASE, ("marker", "!p")]),
    ],
)  # fmt: skip
def test_a_line_is_an_action_for_reasons_that_stand_in_it(
    line: str, who: str, what: str, rules: list[tuple[str, str]]
) -> None:
    found = note(line, TUESDAY)
    assert (found.label, found.promiser, found.what, told(found)) == ("action", who, what, rules)


@pytest.mark.parametrize(
    "line",
    [
        "TODO: what?",
        "TODO: call",
        "see the list and order chairs",
        "Fees: ACTION: why?",
        "TODO: order the chairs?",
        "Fees (ACTION: order chairs?)",
        "Fees (@kofi)",
    ],
)
def test_a_question_a_word_alone_and_mere_talk_are_no_actions(line: str) -> None:
    found = note(line, TUESDAY)
    assert (found.label, found.promiser, found.due) == ("none", ME, None)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- **Ama** will  _call_ them", "Ama will call them"),
        ("see [the list](https://example.org/a_b)", "see the list"),
        ("[x](y", "[x](y"),
        ("snake_case stays", "snake_case stays"),
        ("`code` goes", "code goes"),
    ],
)
def test_a_line_is_shown_without_bullet_emphasis_and_addresses(written: str, shown: str) -> None:
    assert plain(written) == shown


def read(text: str, *, wrote: bool = False) -> list[tuple[str, str, str]]:
    found = notes.read(text, TUESDAY, (KOFI,), wrote=wrote)
    return [(each.promiser, each.what, f"{each.due.at:%m-%d}" if isinstance(each.due, Due) else "") for each in found]


def test_tags_are_no_words_and_items_of_html_are_items() -> None:
    html = "<p>Action items</p><ul><li>order chairs</li><li>sort <b>out</b> parking</li></ul><p>Agenda:</p>"
    assert read(html) == [("", "order chairs", ""), ("", "sort out parking", "")]


def test_a_sentence_of_ones_own_has_its_due() -> None:
    assert read("Let me get back to you with the numbers by Friday.", wrote=True) == [
        ("I", "Let me get back to you with the numbers", "03-13")
    ]


def test_items_behind_a_blank_line_are_still_of_the_list_and_prose_behind_one_ends_it() -> None:
    assert len(read("Action items:\n- order chairs\n\n- sort out parking")) == 2
    assert len(read("Action items:\n- order chairs\n\nsort out parking\n- call the bank")) == 1


def test_a_heading_is_short_and_ends_what_came_before() -> None:
    long = "Action items " + "x" * 107 + ":"
    assert read("Action items:\n- order chairs\n\nMinutes:\n- call the bank") == [("", "order chairs", "")]
    assert len(long) == 121
    assert read(f"{long}\n- order chairs") == []


def test_the_day_in_a_heading_counts_from_its_midnight() -> None:
    assert read("Action items 3 March\n- call the bank within 2 days") == [("", "call the bank", "03-05")]


def test_of_very_many_sentences_the_first_are_read() -> None:
    first = "I'll send the map. " * 39
    assert len(read(first + "\nI'll call the bank.\nI'll go by train.", wrote=True)) >= 40


def test_a_request_is_shown_with_its_sentence_and_has_its_due() -> None:
    asked = promise(
        invited(
            "Catch-up", by=KOFI, description="Hi Efua. Could you send me the figures by Friday? Please also call."
        )
    )
    assert asked
    assert told_of(asked) == [BASE, ("asked", "Could you send me the figures by Friday")]
    assert isinstance(asked.due, Due)
    assert (asked.due.quote, asked.due.at.day) == ("by Friday", 9)
    assert (asked.line, asked.body) == ("Could you send me the figures by Friday?", "send me the figures")


def test_a_request_in_french_has_a_french_due() -> None:
    asked = promise(
        invited("Rendez-vous", by=KOFI, description="Bonjour, pourriez-vous envoyer le devis avant vendredi ?")
    )
    assert asked
    assert isinstance(asked.due, Due)
    assert (asked.due.quote, asked.due.at.day, asked.body) == ("avant vendredi", 8, "envoyer le devis")


def told_of(one: Candidate) -> list[tuple[str, str]]:
    return [(each.rule, each.quote) for each in one.evidence]


def test_who_only_pencilled_it_in_is_asked_for_nothing() -> None:
    maybe = HERSELF._replace(partstat=PartStat.TENTATIVE)
    notes_ = "Could you send me the figures by Friday?"
    assert not promise(invited("Catch-up", by=KOFI, description=notes_, attendees=(maybe, KOFI)))
    assert not promise(invited("Catch-up", by=KOFI, description=notes_, attendees=(HERSELF, KOFI, AMA)))


def test_who_asks_goes_by_their_name_where_no_address_is_known() -> None:
    kofi = Attendee("", "Kofi Boateng", PartStat.ACCEPTED)
    asked = promise(
        invited("Catch-up", by=kofi, attendees=(HERSELF, kofi), description="Could you send the figures?")
    )
    assert asked
    assert asked.who == ("Kofi Boateng",)


def weights(found: Finding) -> list[tuple[str, str, float]]:
    return [(each.rule, each.quote, each.weight) for each in found.evidence]


def test_each_reason_weighs_what_its_row_says() -> None:
    base = ("base", "", -3.5)
    called = ("verb", "call", 2.6)
    assert weights(note("=> Ama to call", TUESDAY)) == [
        base, ("arrow", "=>", 0.5), ("owner to", "Ama to", 1.5), called,
    ]  # fmt: skip
    assert weights(note("[x] Ama: call", TUESDAY)) == [base, ("box", "[x]", 4.1), ("owner:", "Ama:", 1.5), called]
    assert weights(note("- Zuri Okafor will mend it", TUESDAY)) == [
        base, ("named will", "Zuri Okafor will", 2.6), ("full name", "Zuri Okafor", 0.95),
    ]  # fmt: skip
    assert weights(note("| Kofi Danso | order chairs | Friday |", TUESDAY)) == [
        base, ("table row", "Kofi Danso", 2.6), ("maybe a verb", "order", 1.5), ("due words", "Friday", 2.0),
    ]  # fmt: skip


def test_an_item_under_a_name_says_so() -> None:
    (found,) = notes.read("Action items\nKofi:\n- fix the lamp", TUESDAY, (KOFI,))
    assert weights(found) == [
        ("base", "", -3.5),
        ("in a list of actions", "", 4.0),
        ("verb", "fix", 2.6),
        ("under a name", "Kofi", 1.0),
    ]


def _marked(told: CalendarEvent) -> list[tuple[str, bool]]:
    return [(one.body, one.marked) for one in detect(told, EFUA) if one.kind is Kind.PROMISE]


def test_a_mark_in_the_notes_decides_where_the_user_wrote_them_and_for_that_line_alone() -> None:
    own = "- call the bank !p\n- Efua: order chairs"
    assert _marked(invited("Planning", description=own)) == [("call the bank", True), ("order chairs", False)]


def test_a_mark_that_somebody_else_typed_decides_nothing() -> None:
    told = invited("Planning", by=KOFI, attendees=(HERSELF, KOFI, NILS), description="Efua: call the bank !p")
    assert _marked(told) == [("call the bank", False)]


@pytest.mark.parametrize(
    "calendar", ["en.ghana#holiday@group.v.calendar.google.com", "x#contacts@group.v.calendar.google.com"]
)
def test_a_calendar_of_holidays_or_of_birthdays_promises_nothing(calendar: str) -> None:
    told = invited("Send the report to Ama by Friday !p", by=Attendee(calendar, "Holidays"))
    assert detect(told, EFUA) == ()


@pytest.mark.parametrize("beside", ["chair, by Friday", "by Friday", "board, due on Friday"])
def test_a_due_may_stand_beside_an_owners_name(beside: str) -> None:
    found = note(f"Kofi ({beside}) to mend the gate", TUESDAY)
    assert (found.promiser, found.what) == ("Kofi", "mend the gate")
    assert isinstance(found.due, Due)
    assert f"{found.due.at:%d %b}" == "13 Mar"


def test_a_week_beside_an_owners_name_is_a_due_too() -> None:
    assert note("Kofi (chair, next week) to mend the gate", TUESDAY).due

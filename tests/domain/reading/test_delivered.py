"""What an event says of its own delivery: a title ticked off or struck out, a line of its notes; and when it was."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.making import event
from tracker.domain.reading import delivered
from tracker.domain.reading.delivered import Said, of_line, said

FRIDAY = datetime(2026, 3, 13, 17, tzinfo=UTC)  # the promise's event
WRITTEN = datetime(2026, 3, 12, 12, tzinfo=UTC)  # a Thursday: when the event was last changed


def _said(title: str = "Send the deck to Ama", notes: str = "", updated: datetime | None = WRITTEN) -> Said | None:
    return said(event(title, at=FRIDAY, description=notes, zone="UTC", updated=updated))


@pytest.mark.parametrize(
    ("title", "quote"),
    [
        ("✓ Send the deck to Ama", "✓"),
        ("✔️ Send the deck to Ama", "✔️"),
        ("[x] Send the deck to Ama", "[x]"),
        ("done: Send the deck to Ama", "done:"),
        ("DONE - Send the deck to Ama", "DONE -"),
        ("[Done] Send the deck to Ama", "[Done]"),
        ("Sent: Send the deck to Ama", "Sent:"),
        ("Send the deck to Ama (done)", "(done)"),
        ("Send the deck to Ama - DONE", "- DONE"),
        ("Send the deck to Ama ✅", "✅"),
        ("✓ done: Send the deck to Ama", "✓"),
        ("fait : Send the deck to Ama", "fait :"),
        ("Send the deck to Ama - fait", "- fait"),
        ("~~Send the deck to Ama~~", "~~Send the deck to Ama~~"),
        ("\u0336".join("Send the deck to Ama") + "\u0336", "\u0336".join("Send the deck to Ama") + "\u0336"),
    ],
)
def test_a_title_that_was_ticked_off_says_so_and_keeps_its_words(title: str, quote: str) -> None:
    assert _said(title) == Said(WRITTEN, quote, "Send the deck to Ama")


@pytest.mark.parametrize(
    ("line", "quote", "day"),
    [
        ("sent on Tuesday", "sent on Tuesday", "2026-03-10"),
        ("Sent 3 March ✔", "Sent 3 March ✔", "2026-03-03"),
        ("paid on the 5th", "paid on the 5th", "2026-03-05"),
        ("I sent it to her on 2026-03-09.", "I sent it to her on 2026-03-09", "2026-03-09"),
        ("delivered yesterday, Bo has it", "delivered yesterday", "2026-03-11"),
        ("She wants the long one. Emailed it 2 days ago", "Emailed it 2 days ago", "2026-03-10"),
        ("Submitted last Friday", "Submitted last Friday", "2026-03-06"),
        ("Posted on 28 December", "Posted on 28 December", "2025-12-28"),
        ("Payé le 12 mars par carte", "Payé le 12 mars", "2026-03-12"),
        ("Status: done", "Status: done", "2026-03-12"),
        ("Deck sent to Ama on Tuesday", "Deck sent to Ama on Tuesday", "2026-03-10"),
        ("10 March: sent", "10 March: sent", "2026-03-10"),
        ("On Tuesday I sent it to her", "On Tuesday I sent it to her", "2026-03-10"),
        ("✓ sent Tuesday", "sent Tuesday", "2026-03-10"),
        ("(sent last night)", "sent last night", "2026-03-11"),
        ("sent to all on 9/3, no reply from Bo", "sent to all on 9/3", "2026-03-09"),
        ("Sent.", "Sent", "2026-03-12"),
        ("Sent – 3 March", "Sent – 3 March", "2026-03-03"),
    ],
)
def test_a_line_of_notes_says_so_with_the_last_day_before_it_was_written(line: str, quote: str, day: str) -> None:
    found = _said(notes=f"Long version.\n- {line}")
    assert found is not None
    assert (found.quote, f"{found.at:%Y-%m-%d}", found.summary) == (quote, day, "Send the deck to Ama")


@pytest.mark.parametrize(
    "title",
    [
        "Done with exams party",
        "Donegal trip",
        "[ ] pay the printer",
        "Get the proposal done",
        "Well done, team! lunch",
        "Paid parental leave seminar",
        "Checklist review ✓/✗ with Bea",
        "doctor - sent me home?",
        "✓",
        "done",
        "--- done",
        "Send the deck to Ama (sent on 20 March 2027)",
        "\u0336".join("Send the de") + "\u0336ck to Ama",
    ],
)
def test_the_word_in_another_sense_is_no_delivery(title: str) -> None:
    assert _said(title) is None


@pytest.mark.parametrize(
    "line",
    [
        "Done by Friday",
        "paid if Kofi agrees",
        "sent on Tuesday by Kofi",
        "Invitation sent on Tuesday",
        "> sent on Tuesday",
        "3/5 done",
        "to be sent on Tuesday",
        "not sent yet",
        "sent by Kofi on Monday",
        "has this been sent?",
        "half done, rest later",
        "once it is sent, tell Bo",
        "Sent from my telephone",
        "delivered cakes must be cold",
        "Nearly done!",
        "Sent?",
        "sent on Tuesday?",
        "must be paid on the 5th",
        "Paid parking in the yard",
        "sent on 20 March 2026",
    ],
)
def test_notes_on_what_is_to_come_or_was_done_by_others_are_none(line: str) -> None:
    assert _said(notes=line) is None


def test_a_category_may_say_so() -> None:
    assert said(event("Rent", at=FRIDAY, updated=WRITTEN, categories=("Home", "Done"))) == Said(
        WRITTEN, "Done", "Rent"
    )
    assert said(event("Rent", at=FRIDAY, updated=WRITTEN, categories=("Done deals",))) is None


def test_a_clock_time_is_kept_and_today_ends_when_it_was_written() -> None:
    at_noon, today = _said(notes="submitted today 9:45"), _said(notes="submitted today")
    assert at_noon is not None
    assert today is not None
    assert at_noon.at == WRITTEN.replace(hour=9, minute=45)
    assert today.at == WRITTEN


def test_a_stamp_from_long_before_the_event_gives_way_to_its_end() -> None:
    fresh = _said("✓ Rent", updated=FRIDAY - delivered.EARLY)
    stale = _said("✓ Rent", updated=FRIDAY - delivered.EARLY - timedelta(seconds=1))
    unknown = _said("✓ Rent", updated=None)
    ends = event("Rent", at=FRIDAY).end
    assert [each and each.at for each in (fresh, stale, unknown)] == [FRIDAY - delivered.EARLY, ends, ends]


def test_a_line_of_a_list_says_it_of_itself_alone() -> None:
    meeting = event("Planning", at=FRIDAY, zone="UTC", updated=WRITTEN)
    assert of_line("[x] Ama to book the hall", meeting) == Said(WRITTEN, "[x]", "Ama to book the hall")
    assert of_line("Ama to book the hall - done 10 March", meeting) == Said(
        datetime(2026, 3, 10, 23, 59, 59, tzinfo=UTC), "- done 10 March", "Ama to book the hall"
    )
    assert of_line("[ ] Ama to book the hall", meeting) is None
    assert of_line("Kofi: emailed the board - fait", meeting) == Said(WRITTEN, "- fait", "Kofi: emailed the board")

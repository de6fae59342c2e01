"""Gives, suggestions and ideas in the words of page and letter."""

from datetime import timedelta

import pytest

from tests.mail.weeks import AMA, KOFI, MONDAY, day, known, letter, user
from tracker.domain.digest import compose
from tracker.domain.event import EventKey
from tracker.domain.ideas import Bring, Idea, Source, prepared
from tracker.domain.people import Direction, Give, GiveKind, Meeting, MeetingKind, Person
from tracker.domain.suggesting import Suggestion
from tracker.mail import giving
from tracker.mail.words import GIFTS, KINDS

KEY = EventKey("work", "lunch")
LUNCH = Meeting(MeetingKind.MEAL, day(2, 12), ("ama@example.com",), KEY, title="Lunch")
MOST_OF_A_LETTER = 102_000  # bytes of HTML that Gmail shows before it cuts


def bring(*persons: Person, title: str = "Lunch") -> Bring:
    return Bring(LUNCH._replace(title=title), persons or (AMA,), ())


def idea(line: str, source: Source) -> Idea:
    return Idea("ama", line, MONDAY.date(), KEY, source)


@pytest.mark.parametrize("kind", list(GiveKind))
@pytest.mark.parametrize("direction", list(Direction))
def test_each_kind_of_give_has_its_words(kind: GiveKind, direction: Direction) -> None:
    assert giving.kind_of(kind) == KINDS[kind]
    assert giving.passed(Give("g", "ama", kind, direction, MONDAY)) == f"{KINDS[kind]}, {direction.value}"
    asked, gave, received = giving.ways_of(Suggestion("s", "ama", kind, MONDAY, "Lunch"))
    assert asked.endswith("?")
    assert gave != received
    told = compose(known(gives=(Give("g", "ama", kind, direction, day(-2)),)), MONDAY)
    assert GIFTS[kind] in letter(told).get_body(("plain",)).get_content().lower()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "source", "says", "cites"),
    [
        ("send the map", Source.PROMISE, "Send the map", "you promised it to Ama"),
        ("data on soil", Source.VALUE, "Data on soil", "you can give it to Ama"),
        ("wells", Source.INTEREST, "An article, a name or a question on wells", "Ama cares for “wells”"),
        ("How wells fail", Source.GIFT, "A good question about “How wells fail”", "Ama gave you that last"),
        (
            "advice",
            Source.GIFT,
            "A good question about the expertise or advice they gave you",
            "Ama gave you that last",
        ),
        ("read a draft", Source.OFFER, "Read a draft", "one of your offers"),
    ],
)
def test_an_idea_says_what_to_bring_and_where_that_stands(line: str, source: Source, says: str, cites: str) -> None:
    one = idea(line, source)
    assert (giving.says(one), giving.cites(one, bring())) == (says, cites)


def test_among_several_an_offer_says_for_whom() -> None:
    assert giving.cites(idea("tea", Source.OFFER), bring(AMA, KOFI)) == "one of your offers, for Ama"


def test_a_meeting_without_a_title_is_called_by_its_persons() -> None:
    digest = compose(known(), MONDAY)
    assert giving.brought(bring(AMA, KOFI, title=""), digest)[0] == "Ama Owusu and Kofi Boateng, Wed 7 Jan, 12:00"


def test_a_suggestion_without_a_person_is_told_by_its_day() -> None:
    talk = Suggestion("s", "", GiveKind.TALK, day(-3), "Talk at the Rotary")
    assert giving.suggested(talk, compose(known(), MONDAY)) == ("Talk at the Rotary", ("Fri 2 Jan. Who spoke?",))


def test_text_from_outside_can_do_no_harm_and_a_week_full_of_lunches_stays_a_letter() -> None:
    long = "very long words\u202e " * 40
    lines = "\n".join(f"{number} {long}" for number in range(90))
    persons = (AMA, KOFI, Person(id="yaa", name=f"Yaa {long}", addresses=frozenset({"yaa@example.com"}), value=lines))
    lunches = [
        Meeting(MeetingKind.MEAL, day(1) + timedelta(hours=hour), ("yaa@example.com",), KEY._replace(uid=str(hour)))
        for hour in range(-200, 100, 2)
    ]
    meetings = tuple(one._replace(title=f"Lunch {long}") for one in lunches)
    told = known(user=user(), persons=persons, meetings=meetings)
    written = letter(compose(told._replace(ideas=prepared(told.stock, meetings, (), MONDAY)), MONDAY))
    html = written.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "Bring something" in html
    assert "Was this a give?" in html
    assert "\u202e" not in html
    assert len(html.encode()) < MOST_OF_A_LETTER

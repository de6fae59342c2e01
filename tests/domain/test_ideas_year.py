"""A year of meetings made, moved and cancelled, and of lines written and taken out: what is brought."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import DAY, HOUR, NOW, person, promise, user
from tracker.domain.event import EventKey
from tracker.domain.ideas import MOST, REST, Bring, Idea, Stock, brought, prepared
from tracker.domain.people import Direction, Give, GiveKind, Meeting, MeetingKind, Persons

NAMES = ("Ama", "Kofi", "Yaa")
WORDS = [f"line {number}" for number in range(14)]


class Year:
    """What is known on each day, and the ideas remembered so far."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.persons = [person(name) for name in NAMES]
        self.meetings: list[Meeting] = []
        self.promises: list[Any] = []
        self.gives: list[Give] = []
        self.offers: tuple[str, ...] = ()
        self.shown: dict[tuple[str, str, EventKey], Idea] = {}

    def live(self, day: int) -> tuple[Stock, tuple[Bring, ...]]:
        """One day: something happens, ideas are prepared twice, and read."""
        now = NOW + day * DAY
        for happens in self.chance.sample((self.meet, self.move, self.write, self.promise, self.give), k=2):
            happens(now)
        stock = Stock(user(offers=self.offers), Persons(self.persons), self.promises, self.gives)
        for _ in range(2):
            for idea in prepared(stock, self.meetings, self.shown.values(), now):
                self.shown[idea.person, idea.line, idea.event] = idea
        return stock, brought(stock, self.meetings, self.shown.values(), now)

    def meet(self, now: Any) -> None:
        who = tuple(self.chance.sample(NAMES, k=self.chance.randint(1, 3)))
        at = now + self.chance.randint(-3, 20) * DAY + self.chance.randint(0, 10) * HOUR
        key = EventKey("work", f"event {len(self.meetings)}")
        self.meetings.append(Meeting(MeetingKind.MEAL, at, who, key))

    def move(self, now: Any) -> None:
        if self.meetings:
            place = self.chance.randrange(len(self.meetings))
            one = self.meetings.pop(place)
            if self.chance.random() < 0.8:  # else it is cancelled
                self.meetings.insert(place, one._replace(at=one.at + self.chance.randint(-15, 30) * DAY))

    def write(self, now: Any) -> None:
        some = "\n".join(self.chance.sample(WORDS, k=self.chance.randint(0, 4)))
        place = self.chance.randrange(len(NAMES))
        self.persons[place] = replace(self.persons[place], **{self.chance.choice(("value", "interests")): some})
        self.offers = tuple(self.chance.sample(WORDS, k=self.chance.randint(0, 3)))

    def promise(self, now: Any) -> None:
        number, to = len(self.promises), self.chance.choice(NAMES)
        self.promises.append(promise(self.chance.choice(WORDS), id=f"p{number}", promisee=to, due=now + 9 * DAY))
        old = self.chance.randrange(len(self.promises))
        if self.promises[old].open:
            self.promises[old] = self.promises[old].deliver(now)

    def give(self, now: Any) -> None:
        who = self.chance.choice(NAMES).lower()
        note = self.chance.choice(WORDS)
        self.gives.append(Give(str(len(self.gives)), who, GiveKind.ADVICE, Direction.RECEIVED, now, note))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9))
def test_over_a_year_nothing_comes_again_within_eight_weeks_and_all_of_it_stands_somewhere(seed):
    year = Year(seed)
    seen: dict[tuple[str, str], tuple[date, EventKey]] = {}
    for day in range(365):
        stock, brings = year.live(day)
        today = NOW.date() + timedelta(days=day)
        for bring in brings:
            assert len(bring.ideas) <= MOST
            for idea in bring.ideas:
                whose = next(one for one in bring.persons if one.id == idea.person)
                assert idea.line in stock.lines(whose)[idea.source]
                last, event = seen.get((idea.person, idea.line), (date.min, idea.event))
                assert event == idea.event or today - last >= REST
                seen[idea.person, idea.line] = today, idea.event
    assert seen


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10**9))
def test_the_same_year_brings_the_same_ideas(seed):
    one, other = Year(seed), Year(seed)
    assert [one.live(day)[1] for day in range(60)] == [other.live(day)[1] for day in range(60)]

"""What the shape of an event says for or against a promise and a meeting: one table of facts, told as evidence.

Weights are log-odds, by hand: what a person would say who sees no title; the invented events in tests/detection
showed where they were wrong.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.event import PartStat
from tracker.domain.reading import requests
from tracker.domain.reading.doers import brought, done_by
from tracker.domain.reading.evidence import Evidence
from tracker.domain.reading.meetings import called_up, introduced, routine
from tracker.domain.reading.names import behind, ends_with
from tracker.domain.reading.structure import FEW, HALF_HOUR, LONGEST, MANY, SHORT, Shape
from tracker.domain.reading.titles import Told, reading
from tracker.domain.reading.words import tells

HINDRANCES = frozenset(("not taking place", "a booking", "a journey"))  # which make it no promise, whoever decides
DAY = 24 * 60.0

_GIVEN = re.compile(
    r"(?!(?:[Ww]elcome|[Bb]ack|[Dd]rive|[Ww]alk|[Mm]ove|[Tt]rip|[Vv]isit|[Rr]ide|[Tt]ram|[Tt]alk|[Ss]peak|[Cc]all) )"
    r"[\w ]{2,40}? to [A-Z][\w.]+$"
)
_ARROW = re.compile(r"(?<=\w) ?(?:->|→|=>) ?(?=\w)")


class Fact(NamedTuple):
    """A row: a name in plain words, what it weighs for a promise and for a meeting, and what it quotes when it holds.

    What is quoted may be bare True: the name says all. What is of `people` needs others who are invited; of whole
    `days` are those that hold on no others (True), or on all others but these (False).
    """

    name: str
    promise: float
    meeting: float
    holds: Callable[[Shape], str | bool]
    people: bool = False
    days: bool | None = None


def told(shape: Shape) -> Told:
    """All facts that hold, as evidence for or against a promise and a meeting."""
    table = _TABLES[bool(shape.guests), shape.event.all_day]
    holding = [(fact, "" if quote is True else str(quote)) for fact in table if (quote := fact.holds(shape))]
    return Told(
        tuple(Evidence(fact.name, quote, fact.promise) for fact, quote in holding if fact.promise),
        tuple(Evidence(fact.name, quote, fact.meeting) for fact, quote in holding if fact.meeting),
    )


def _others(least: int, most: int) -> Callable[[Shape], str]:
    def holds(shape: Shape) -> str:
        many = len(shape.others)
        holding = least <= many <= most and len(shape.guests) <= MANY and not shape.hidden
        return f"{many} other{'s' if many > 1 else ''}" if holding else ""

    return holds


def _all_day_with(shape: Shape) -> bool:
    return shape.event.all_day and 0 < len(shape.others) <= FEW and not shape.hidden


def _goes(shape: Shape) -> str:
    """The one invited to whom something goes: "Slides to Ama", "Slides @ama"."""
    found = behind(shape.title, shape.tongue.events.to, shape.guests)
    return (found[0].name or found[0].address) if found else ""


def _done_by(shape: Shape) -> str:
    found = done_by(shape)
    return f"{found[0].name or found[0].address} {found[1]}" if found else ""


def _handed(shape: Shape) -> str:
    """An arrow, which hands something over: "Drawings -> Acme"; or, where nobody is invited, "Keys to Ama"."""
    given = not shape.guests and not shape.event.all_day and _GIVEN.match(shape.title)
    found = (_ARROW.search(shape.title) or given) if not _goes(shape) else None
    return found[0] if found and (shape.event.all_day or shape.minutes < SHORT) else ""


def _accepted(shape: Shape) -> bool:
    """Whether all others come; to a thing that is handed over nobody comes."""
    few = 0 < len(shape.others) <= FEW and not shape.hidden
    return few and all(each.partstat is PartStat.ACCEPTED for each in shape.others) and not _thing(shape)


def _unanswered(shape: Shape) -> bool:
    """Something short for few, of whom nobody has answered: it is nothing that one comes to."""
    short = shape.event.all_day or shape.minutes < SHORT
    few = 0 < len(shape.others) <= FEW and not shape.hidden
    return short and few and all(each.partstat is PartStat.NEEDS_ACTION for each in shape.others)


def _crowd(named: bool) -> Callable[[Shape], str]:
    def holds(shape: Shape) -> str:
        many = len(shape.guests)
        return f"{many} others" if many > MANY and bool(shape.named) is named and not shape.mingling else ""

    return holds


def _lasts(least: float, most: float) -> Callable[[Shape], str]:
    """From so many minutes up to, but not, so many; all day is no length."""

    def holds(shape: Shape) -> str:
        within = least <= shape.minutes < most and not shape.event.all_day
        return f"{shape.minutes:.0f} minutes" if within else ""

    return holds


def _met(holds: Callable[[Shape], str]) -> Callable[[Shape], str]:
    """Only where others take part: without them it is no meeting anyway."""
    return lambda shape: holds(shape) if shape.others else ""


def _named(shape: Shape) -> str:
    who = shape.named[0] if shape.named and len(shape.others) <= MANY else None
    return (who.name or who.address) if who else ""


def _away(shape: Shape) -> str:
    return shape.away[0] if shape.away and len(shape.others) <= MANY else ""


def _repeats(least: int, most: int) -> Callable[[Shape], bool]:
    """Whether it comes again, as meetings and routines do; so do a rent and a report."""

    def holds(shape: Shape) -> bool:
        again = shape.event.recurring and not shape.event.todo and least <= len(shape.others) <= most
        return again and not _thing(shape)

    return holds


def _thing(shape: Shape) -> str:
    """What is handed over or paid, where nothing takes place: "Photos for Ama", all day or without length, and no
    more than one other invited, unless it is another who invites.
    """
    if len(shape.guests) > 1 and not shape.asks:
        return ""
    due = shape.minutes <= DAY if shape.event.all_day else shape.minutes < SHORT
    thing = tells(shape.tongue.code, "thing", shape.title) if due else ""
    return "" if len(shape.guests) > 1 and tells(shape.tongue.code, "judged", thing) else thing


def _for_one(shape: Shape) -> str:
    """A thing and for whom it is, who alone is invited: "Reference for Ama". What is but talked about is none."""
    events, code = shape.tongue.events, shape.tongue.code
    thing = tells(code, "thing", shape.title)
    if not thing or len(shape.guests) != 1 or shape.asks or shape.minutes > HALF_HOUR or tells(code, "judged", thing):
        return ""
    return thing if shape.named and ends_with(shape.title, thing, events.on_behalf, shape.guests) else ""


def _returned(shape: Shape) -> str:
    """What goes back to somebody, in no more time than that takes: "Ama's ladder goes back"."""
    brief = shape.event.all_day or shape.minutes <= HALF_HOUR
    return tells(shape.tongue.code, "returned", shape.title) if brief and len(shape.guests) < 2 else ""


def _begged(shape: Shape) -> str:
    """What the title of somebody else's invitation asks for, where it takes no time: "Pls confirm the dates"."""
    brief = shape.minutes <= DAY if shape.event.all_day else shape.minutes < SHORT
    asked = shape.asks and brief and len(shape.guests) <= MANY
    return tells(shape.tongue.code, "begged", shape.title) if asked else ""


def _absent(shape: Shape) -> str:
    """Where somebody is not, on whole days: "Ama back from leave"."""
    return tells(shape.tongue.code, "absent", shape.title) if shape.event.all_day and not _thing(shape) else ""


def _no_task(shape: Shape) -> bool:
    """Whether the title of a whole day says nothing of a task: the name of a feast, of a place, of a person."""
    bare = not (shape.guests or shape.event.todo or _thing(shape) or _handed(shape))
    return shape.event.all_day and bare and not speaks(shape.title) and not done_by(shape)


@lru_cache(maxsize=8192)  # calendars repeat their titles
def speaks(title: str) -> bool:
    """Whether a title's own words speak of a deed or a due, each by a row."""
    return any(each.weight > 0 and each.rule not in ("base", "words") for each in reading(title).promise)


def _alone(shape: Shape) -> str:
    """What the user does for themselves, in time that they keep for it: "Read plays"."""
    event = shape.event
    kept = not shape.guests and not event.all_day and not event.todo and shape.minutes >= HALF_HOUR
    return tells(shape.tongue.code, "alone", shape.title) if kept else ""


def _wanted(shape: Shape) -> str:
    """What the notes of who invites ask for, where it is short, or where it is about a thing and not long."""
    if shape.event.all_day or shape.minutes < SHORT:
        return requests.wanted(shape)
    about = shape.minutes <= HALF_HOUR and tells(shape.tongue.code, "thing", shape.title)
    return requests.wanted(shape) if about else ""


def _at_table(shape: Shape) -> str:
    return tells(shape.tongue.code, "table", shape.event.location)


def _met_by_words(shape: Shape) -> bool:
    """What is short or lasts all day, and so might be a due, though its words alone speak of a meeting."""
    if (not shape.event.all_day and shape.minutes >= SHORT) or _ARROW.search(shape.title):
        return False
    return _speaks_of_meeting(shape.title)


@lru_cache(maxsize=8192)
def _speaks_of_meeting(title: str) -> bool:
    read = reading(title)
    promise, meeting = (sum(each.weight for each in some) for some in (read.promise, read.meeting))
    return meeting > max(promise, 0.0)


def _off(shape: Shape) -> str:
    """That it was called off, by the whole title: what is left of one without its mark may not show it."""
    return tells(shape.tongue.code, "off", shape.event.summary[:LONGEST])


def _offered(shape: Shape) -> str:
    """How many are invited at once: by words, or by a mailbox of nobody in particular."""
    if shape.mingling:
        return ""
    if shape.asks and shape.tongue.events.desk.match(shape.asks.address.partition("@")[0]):
        return shape.asks.address
    crowded = shape.hidden or len(shape.guests) > MANY
    return tells(shape.tongue.code, "offer", shape.whole) if crowded else ""


FACTS = (
    Fact("two people", -0.3, 2.6, _others(1, 1), people=True),
    Fact("several people", 0.0, 2.4, _others(2, FEW), people=True),
    Fact("a group", -1.0, 0.3, _others(FEW + 1, MANY), people=True),
    Fact("a crowd", -2.0, -17.0, _crowd(named=False), people=True),
    Fact("a crowd, one named", -1.5, -2.0, _crowd(named=True), people=True),
    Fact("only the organizer is shown", 0.3, 0.3, lambda shape: shape.hidden, people=True),
    Fact("names one invited", 0.4, -0.2, _named, people=True),
    Fact("goes to one invited", 2.3, -1.8, _goes, people=True),
    Fact("goes somewhere", 1.6, -0.5, _handed),
    Fact("they accepted", -1.0, 1.5, _accepted, people=True),
    Fact("short, and nobody answered", 1.5, -1.4, _unanswered, people=True),
    Fact("brings two together", -3.5, 2.5, introduced, people=True),
    Fact("one invited does it", 3.5, -2.0, _done_by),
    Fact("one invited brings it", 2.0, -2.0, brought, people=True),
    Fact("a name to call", -1.5, 5.0, called_up, days=False),
    Fact("outside your organisation", 0.4, 0.4, _away, people=True),
    Fact("new people", -1.0, 3.2, lambda shape: shape.mingling),
    Fact("no length", 3.4, -4.0, _lasts(0, 1), days=False),
    Fact("a quarter of an hour", 0.9, -1.5, _lasts(1, 16), days=False),
    Fact("time together", -2.6, 2.1, _met(_lasts(16, 241)), people=True, days=False),
    Fact("hours on end", -1.0, -0.2, _lasts(241, 1e9), days=False),
    Fact("all day", 2.3, -17.0, lambda shape: shape.event.all_day, days=True),
    Fact("all day, with others", 2.0, 0.0, _all_day_with, people=True, days=True),
    Fact("time alone", -2.2, 0.0, _alone, days=False),
    Fact("a thing to hand over", 1.8, -2.0, _thing),
    Fact("a thing for one invited", 3.5, -4.0, _for_one, people=True),
    Fact("goes back", 5.5, -5.5, _returned),
    Fact("asked for in the title", 4.0, -4.0, _begged, people=True),
    Fact("somebody is away", -4.0, 0.0, _absent, days=True),
    Fact("names no task", -0.9, 0.0, _no_task, days=True),
    Fact("asked for in the notes", 6.5, -6.0, _wanted, people=True),
    Fact("words of a meeting", -2.5, 0.0, _met_by_words),
    Fact("several days", -2.8, 0.0, lambda shape: shape.event.all_day and shape.minutes > DAY, days=True),
    Fact("shown as free", -0.7, -1.0, lambda shape: shape.event.transparent),
    Fact("repeats", -2.1, -0.5, _repeats(0, 2)),
    Fact("a group again and again", -1.5, -0.8, _repeats(3, 10_000), people=True),
    Fact("to-do", 4.0, -9.0, lambda shape: shape.event.todo),
    Fact("asked, not accepted", -0.5, -0.4, lambda shape: shape.asked),
    Fact("only pencilled in", -2.0, -22.0, lambda shape: shape.answer is PartStat.TENTATIVE),
    Fact("everyone else declined", -3.0, -22.0, lambda shape: shape.refused, people=True),
    Fact("not taking place", -11.0, -20.0, _off),
    Fact("a booking", -2.0, -13.0, lambda shape: tells(shape.tongue.code, "booking", shape.about)),
    Fact("a journey", -2.0, -8.0, _met(lambda shape: tells(shape.tongue.code, "journey", shape.title)), people=True),
    Fact("a routine", 0.0, -6.0, routine),
    Fact("an offer to many", -1.8, -13.0, _offered),
    Fact("a place to eat", 0.0, 0.6, _at_table, people=True),
)  # fmt: skip
_TABLES = {  # which facts can hold, by whether others are invited and whether it is whole days
    (invited, days): tuple(fact for fact in FACTS if (invited or not fact.people) and fact.days in (None, days))
    for invited in (False, True)
    for days in (False, True)
}

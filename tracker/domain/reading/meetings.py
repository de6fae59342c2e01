"""Which kind of meeting an event is: by its title, by how many they are, by where it is and what it is about."""

import re
from collections.abc import Collection

from tracker.domain.event import PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.reading.names import addressed, first_named, is_name
from tracker.domain.reading.structure import FEW, HALF_HOUR, MANY, SHORT, SHORT_NOTE, Shape
from tracker.domain.reading.words import tells

EATEN = (11.5, 13.75), (18.0, 21.0)  # hours at which people sit down to eat
LEAST, MOST = 45, 200  # minutes that they sit
_CALLED = re.compile(r"[A-ZÀ-Þ][^\W\d_A-Z]{2,20}(?: [A-ZÀ-Þ][\w.'’-]{0,20})?")
_TOPIC = re.compile(r" (?!(?:at|in|on|with|by|to|for|from|of) )[^\W\d_]|\W{2,3}\w")  # more words than the routine's
_NUMBER = re.compile(r"(?:\+|\b0)\d[\d /().-]{6,16}\d\b")
_IN_PAIRS = (MeetingKind.MEAL, MeetingKind.MENTORING)  # two are no committee
_AMONG_FEW = (MeetingKind.MEAL, MeetingKind.MENTORING, MeetingKind.COMMITTEE, MeetingKind.NETWORKING)
_AT_LARGE = (MeetingKind.NETWORKING, MeetingKind.MEAL, MeetingKind.MENTORING, MeetingKind.COMMITTEE)


def kind(words: Collection[MeetingKind], shape: Shape) -> MeetingKind:
    """Which kind of meeting it is, of those that its title tells: "Networking dinner" with four friends is a meal,
    with nobody named it is networking. Else where it is and what it is about tells, else how many they are.
    """
    few = 0 < len(shape.guests) <= MANY and not shape.hidden
    if shape.mingling and not FEW < len(shape.guests) <= MANY:
        return MeetingKind.NETWORKING
    order = _IN_PAIRS if len(shape.others) == 1 else _AMONG_FEW if few else _AT_LARGE
    if found := next((each for each in order if each in words), None) or _about(shape):
        return found
    single = MeetingKind.ONE_TO_ONE in words or addressed(shape.title) or called_up(shape)
    pair = (len(shape.others) == 1 and not tells(shape.tongue.code, "pairs", shape.title)) or (
        single and not shape.others
    )
    return MeetingKind.ONE_TO_ONE if pair else MeetingKind.OTHER


def introduced(shape: Shape) -> bool:
    """Whether a third brings two together: who invites is not named, but the user and the other are: "Ama / Efua"."""
    if len(shape.others) != 2:
        return False
    if len(shape.named) == 2 and shape.minutes >= SHORT and tells(shape.tongue.code, "link", shape.title):
        return True
    if shape.asks is None or shape.asks in shape.named:
        return False
    return len(shape.named) == 1 and bool(first_named(shape.title, shape.own))


def called_up(shape: Shape) -> str:
    """A bare name with a phone beside it, where nobody is invited: "Ama (phone)", or a number in the notes."""
    if shape.guests or shape.event.todo:
        return ""
    phone = tells(shape.tongue.code, "phone", shape.title)
    name = shape.title.removesuffix(phone).strip()
    if not (phone or _NUMBER.search(shape.about)) or not _CALLED.fullmatch(name) or not is_name(name):
        return ""
    layer = shape.tongue.titles.meeting_layer
    return "" if layer and name.split()[0].casefold() in layer.words else shape.title


def routine(shape: Shape) -> str:
    """What goes on whoever comes; not a body that sits on it, nor people who come to meet."""
    code, title = shape.tongue.code, shape.title
    found = tells(code, "routine", title)
    if not found or len(shape.named) > 1 or shape.mingling or tells(code, "body", title):  # "Ama vs Kofi: shifts"
        return ""
    before, _, rest = title.partition(found)
    return "" if _beside(shape, before.casefold(), rest) else found


def _beside(shape: Shape, before: str, rest: str) -> bool:
    """Whether few come who accepted, and the word of a routine only tells of what they talk: "Ama, exam - tutoring",
    "Clinic team, summer plan".
    """
    few = 0 < len(shape.others) <= FEW and not shape.hidden and shape.minutes >= HALF_HOUR
    coming = few and all(each.partstat is PartStat.ACCEPTED for each in shape.others)
    if not coming or tells(shape.tongue.code, "crew", rest):
        return coming
    names = (each.name.split()[0].casefold() for each in shape.named if each.name.strip())
    return bool(_TOPIC.match(rest)) and any(name in before for name in names)


def _about(shape: Shape) -> MeetingKind | None:
    code, whole = shape.tongue.code, shape.whole
    guided = len(shape.others) <= FEW and tells(code, "guidance", whole)
    linked = len(shape.others) == 2 and tells(code, "link", whole)
    if introduced(shape) or (linked and not guided):
        return MeetingKind.NETWORKING
    if tells(code, "meal", shape.title) or tells(code, "table", shape.title):
        return MeetingKind.MEAL
    if shape.mingling:
        return MeetingKind.NETWORKING
    if guided:
        return MeetingKind.MENTORING
    if (not tells(code, "prepares", shape.title) and tells(code, "table", shape.event.location)) or tells(
        code, "meal", shape.event.description[:SHORT_NOTE]
    ):
        return MeetingKind.MEAL
    return MeetingKind.COMMITTEE if _decides(shape) else MeetingKind.MEAL if _at_noon_or_night(shape) else None


def _decides(shape: Shape) -> bool:
    """Whether several meet as a body: by its name, by capitals that it is called by, or by what its notes say."""
    if len(shape.others) < 2:
        return False
    code = shape.tongue.code
    named = tells(code, "body", shape.title) or _initialled(shape)
    return bool(named or tells(code, "decides", shape.whole))


def _at_noon_or_night(shape: Shape) -> bool:
    """Whether few meet for an hour or more when people eat, at a place that is no place of work."""
    start, place = shape.event.local_start, shape.event.location
    if not place or shape.event.recurring or shape.hidden or not 0 < len(shape.others) <= FEW:
        return False
    clock = start.hour + start.minute / 60
    eaten = any(begin <= clock <= end for begin, end in EATEN) and LEAST <= shape.minutes <= MOST
    code = shape.tongue.code
    return eaten and not tells(code, "work", place) and not tells(code, "business", shape.title)


def _initialled(shape: Shape) -> bool:
    """Whether some meet again and again under a few capitals, as bodies do that decide: "SMT"."""
    again = shape.event.recurring and len(shape.others) > 2
    return again and shape.tongue.events.bodies.fullmatch(shape.title.strip()) is not None

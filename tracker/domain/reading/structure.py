"""How an event looks to its user, whatever its title says: who takes part and how, how long it is, and whose."""

import re
from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.reading.language import Language
from tracker.domain.reading.languages.choice import LANGUAGES, spoken
from tracker.domain.reading.names import addressed, behind, first_named, fitting, meant

LONGEST = 300  # letters of a title that are looked at
SHORT_NOTE = 60  # letters of a description that may tell a meal: "Breakfast, at ours"
LOOKED_AT = 600  # letters of a description that tell of bookings, offers and lessons
FEW, MANY = 5, 12  # others in what is still a small circle, and in what is no circle any more
EATEN = (11.5, 13.75), (18.0, 21.0)  # hours at which people sit down to eat
SHORT = 16  # minutes that are no time to do something together
LEAST, MOST = 45, 200  # minutes that they sit
NEVER = frozenset(("holiday", "holidays", "birthday", "birthdays", "anniversary", "vacation"))
PUBLIC_MAIL = frozenset(
    f"{name}.{top}"
    for name in ("gmail", "googlemail", "outlook", "hotmail", "live", "icloud", "me", "yahoo", "gmx", "proton", "aol")
    for top in ("com", "net", "de", "fr", "me", "co.uk")
)
_WORD = re.compile(r"\w+")
_IN_PAIRS = (MeetingKind.MEAL, MeetingKind.MENTORING)  # two are no committee
_AMONG_FEW = (MeetingKind.MEAL, MeetingKind.MENTORING, MeetingKind.COMMITTEE, MeetingKind.NETWORKING)
_AT_LARGE = (MeetingKind.NETWORKING, MeetingKind.MEAL, MeetingKind.MENTORING, MeetingKind.COMMITTEE)
_FIRST = re.compile(r"(?:(?<=^)|(?<=[:;,–—-] ))\S*[^\s:,](?: [A-Z][^\s:,]*)?")  # where a sentence may begin
_MINUTE = timedelta(minutes=1)


class Shape(NamedTuple):
    """How an event looks. `title` are the words to be read, which may be fewer than its own. `guests` are all persons
    invited beside its user, no rooms, and who invited them; `others` are those of them who did not decline. `own` is
    its user, by each address.

    `asks` is somebody else who invites; `answer` the user's answer to them, None where there was nothing to answer.
    `hidden`: that organizer is the only other who is shown. `refused`: others were invited, and all declined.
    `named` are those whom the title names by a part of their name, `away` the domains that are none of the user's.
    `about` are its notes and place; `mingling` are words by which people come together who do not know each other:
    among few only where somebody else is the host, or where its notes say that the others are new.
    """

    event: CalendarEvent
    title: str
    tongue: Language
    own: tuple[Attendee, ...]
    guests: tuple[Attendee, ...]
    others: tuple[Attendee, ...]
    asks: Attendee | None
    answer: PartStat | None
    hidden: bool
    refused: bool
    named: tuple[Attendee, ...]
    away: tuple[str, ...]
    minutes: float
    about: str
    mingling: str

    @property
    def asked(self) -> bool:
        """Whether somebody else's invitation was not accepted, or not yet."""
        return self.answer not in (None, PartStat.ACCEPTED)


def seen(event: CalendarEvent, user: User, title: str) -> Shape:
    """How an event looks to its user."""
    title = title[:LONGEST]
    tongue = spoken(title)
    guests = _guests(event, user, tongue)
    others = tuple(each for each in guests if each.partstat is not PartStat.DECLINED)
    asks = _asks(event, user)
    hidden = asks is not None and bool(event.attendees) and not others and not guests
    if hidden and asks and not _is_desk(asks, tongue):
        others = (asks,)
    about = (
        f"{event.description[:LOOKED_AT]}\n{event.location[:LOOKED_AT]}"
        if event.description or event.location
        else ""
    )
    shape = Shape(
        event=event,
        title=title,
        tongue=tongue,
        own=_own(user),
        guests=guests or others,
        others=others,
        asks=asks,
        answer=answer(event, user),
        hidden=hidden,
        refused=bool(guests) and not others,
        named=_named(title, others),
        away=_away(others, user),
        minutes=(event.end - event.start) / _MINUTE,
        about=about,
        mingling="",
    )
    return shape._replace(mingling=_mingling(shape))


def answer(event: CalendarEvent, user: User) -> PartStat | None:
    """What the user answered to somebody else's invitation; None where there was nothing to answer."""
    if _asks(event, user) is None:
        return None
    return next((each.partstat for each in event.attendees if each.address in user.addresses), None)


def never(event: CalendarEvent, user: User) -> bool:
    """Whether an event is a holiday or a birthday by what kind of calendar holds it, or was declined."""
    if any(category.strip().casefold() in NEVER for category in event.categories):
        return True
    organizer = event.organizer.address if event.organizer else ""
    if organizer.endswith(("#holiday@group.v.calendar.google.com", "#contacts@group.v.calendar.google.com")):
        return True
    return answer(event, user) is PartStat.DECLINED


def kind(words: Collection[MeetingKind], shape: Shape) -> MeetingKind:
    """Which kind of meeting it is, of those that its title tells: "Networking dinner" with four friends is a meal,
    with nobody named it is networking. Else where it is and what it is about tells, else how many they are.
    """
    few = 0 < len(shape.guests) <= MANY and not shape.hidden
    if shape.mingling and not FEW < len(shape.guests) <= MANY:
        return MeetingKind.NETWORKING
    order = _IN_PAIRS if len(shape.others) == 1 else _AMONG_FEW if few else _AT_LARGE
    if told := next((each for each in order if each in words), None) or _about(shape):
        return told
    single = MeetingKind.ONE_TO_ONE in words or addressed(shape.title)
    pair = (len(shape.others) == 1 and not shape.tongue.events.pairs.search(shape.title)) or (
        single and not shape.others
    )
    return MeetingKind.ONE_TO_ONE if pair else MeetingKind.OTHER


def done_by(shape: Shape) -> tuple[Attendee, str] | None:
    """The one invited who is to do what the title says, and the words that say so: "Nils brings" the cups."""
    everybody = (*shape.own, *shape.guests)
    for name in _FIRST.finditer(shape.title) if shape.named else ():
        does = shape.tongue.events.does.match(shape.title, name.end())
        who = meant(name[0], everybody) if does else None
        if does and who and who not in shape.own:
            return who, does[0].strip()
    found = shape.tongue.events.owes.match(shape.title)
    fits = fitting(found["who"], everybody) if found else ()
    if found and (not fits or (len(fits) == 1 and fits[0] not in shape.own)):
        return (fits or (Attendee("", found["who"]),))[0], found[0].strip()
    return (_awaited(shape, everybody) if shape.named else None) or _theirs(shape)


def _theirs(shape: Shape) -> tuple[Attendee, str] | None:
    """The only one invited to something short, of whom the notes say that they do it: "she sends it"."""
    if len(shape.guests) != 1 or shape.asks or not (shape.event.all_day or shape.minutes < SHORT):
        return None
    word = said(shape.tongue.events.theirs, shape.event.description[:LOOKED_AT])
    return (shape.guests[0], word) if word else None


def _awaited(shape: Shape, everybody: tuple[Attendee, ...]) -> tuple[Attendee, str] | None:
    """The one of whom the title says that something is due from them."""
    found = behind(shape.title, shape.tongue.events.awaited, everybody)
    word = shape.tongue.events.awaited.search(shape.title)
    return (found[0], word[0].strip()) if word and len(found) == 1 and found[0] not in shape.own else None


def introduced(shape: Shape) -> bool:
    """Whether a third brings two together: who invites is not named, but the user and the other are: "Ama / Efua"."""
    if len(shape.others) != 2:
        return False
    if len(shape.named) == 2 and shape.minutes >= SHORT and shape.tongue.events.link.search(shape.title):
        return True
    if shape.asks is None or shape.asks in shape.named:
        return False
    return len(shape.named) == 1 and bool(first_named(shape.title, shape.own))


def said(words: re.Pattern[str], text: str) -> str:
    """What a pattern in lower case finds in a text in any case: three times as fast as one that ignores case."""
    low = text.lower()
    found = words.search(low) if low else None
    if not found:
        return ""
    return text[found.start() : found.end()] if len(low) == len(text) else found[0]


def _about(shape: Shape) -> MeetingKind | None:
    events = shape.tongue.events
    guided = len(shape.others) <= FEW and said(events.guidance, f"{shape.title}\n{shape.about}")
    linked = len(shape.others) == 2 and events.link.search(f"{shape.title}\n{shape.about}")
    if introduced(shape) or (linked and not guided):
        return MeetingKind.NETWORKING
    if said(events.meal, shape.title) or said(events.table, shape.title):
        return MeetingKind.MEAL
    if shape.mingling:
        return MeetingKind.NETWORKING
    if guided:
        return MeetingKind.MENTORING
    if said(events.table, shape.event.location) or said(events.meal, shape.event.description[:SHORT_NOTE]):
        return MeetingKind.MEAL
    return MeetingKind.COMMITTEE if _decides(shape) else MeetingKind.MEAL if _at_noon_or_night(shape) else None


def _decides(shape: Shape) -> bool:
    """Whether several meet as a body: by its name, by capitals that it is called by, or by what its notes say."""
    events = shape.tongue.events
    told = (
        events.body.search(shape.title) or _initialled(shape) or said(events.decides, f"{shape.title}\n{shape.about}")
    )
    return len(shape.others) > 1 and bool(told)


def _at_noon_or_night(shape: Shape) -> bool:
    """Whether few meet for an hour or more when people eat, at a place that is no place of work."""
    start, place = shape.event.local_start, shape.event.location
    if not place or shape.event.recurring or shape.hidden or not 0 < len(shape.others) <= FEW:
        return False
    clock = start.hour + start.minute / 60
    eaten = any(begin <= clock <= end for begin, end in EATEN) and LEAST <= shape.minutes <= MOST
    return eaten and not said(shape.tongue.events.work, place)


def _own(user: User) -> tuple[Attendee, ...]:
    return tuple(Attendee(address, user.name) for address in sorted(user.addresses)) or (Attendee("", user.name),)


def _initialled(shape: Shape) -> bool:
    """Whether some meet again and again under a few capitals, as bodies do that decide: "SMT"."""
    again = shape.event.recurring and len(shape.others) > 2
    return again and shape.tongue.events.bodies.fullmatch(shape.title.strip()) is not None


def _mingling(shape: Shape) -> str:
    """Who is invited to a crowd may see no more of it than its host, whom the title then does not name."""
    events = shape.tongue.events
    found = said(events.strangers, f"{shape.title}\n{shape.about}") if len(shape.others) != 0 else ""
    if not 0 < len(shape.guests) <= FEW:
        host = shape.asks.name if shape.asks else ""
        found = found or said(events.mingling, f"{shape.title}\n{host}\n{shape.about}")
    elif said(events.guidance, shape.title) or events.body.search(shape.title):
        return ""
    elif shape.asks and not shape.named:
        found = found or said(events.mingling, shape.title) or _occasion(shape)
    return "" if found and said(events.prepares, shape.title) else found


def _occasion(shape: Shape) -> str:
    """What only its host is seen of."""
    alone = len(shape.guests) == 1 and not shape.event.recurring and shape.minutes > LEAST
    return said(shape.tongue.events.occasion, shape.title) if alone else ""


def _guests(event: CalendarEvent, user: User, tongue: Language) -> tuple[Attendee, ...]:
    """Every other person invited, once, and the organizer where they stand among them or beside them."""
    people = {
        each.address or each.name: each for each in event.attendees if not _is_room(each[0], each[1], tongue.code)
    }
    asks = _asks(event, user)
    if asks and any(address not in user.addresses for address in people):
        people.setdefault(asks.address or asks.name, asks)
    return tuple(each for each in people.values() if each.address not in user.addresses)


def _asks(event: CalendarEvent, user: User) -> Attendee | None:
    organizer = event.organizer
    return organizer if organizer and organizer.address not in user.addresses else None


@lru_cache(4096)  # those invited are the same few
def _is_room(address: str, name: str, code: str) -> bool:
    """Whether a room is invited; the door leaves out those that their calendar calls so (RFC 5545, 3.2.3)."""
    room = next(each for each in LANGUAGES if each.code == code).events.room
    return address.partition("@")[2].startswith("resource.calendar.") or bool(room.search(name[:LONGEST]))


def _is_desk(attendee: Attendee, tongue: Language) -> bool:
    return bool(tongue.events.desk.match(attendee.address.partition("@")[0]))


def _named(title: str, others: Iterable[Attendee]) -> tuple[Attendee, ...]:
    words = set(_WORD.findall(title.casefold()))
    return tuple(each for each in others if not words.isdisjoint(_parts(each)))


@lru_cache(4096)
def _parts(attendee: Attendee) -> tuple[str, ...]:
    """The words of a name by which a title may mean somebody."""
    name = (attendee.name or attendee.address.partition("@")[0])[:LONGEST].casefold()
    return tuple(part for part in _WORD.findall(name) if len(part) > 2)


def _away(others: Iterable[Attendee], user: User) -> tuple[str, ...]:
    """The domains of others that are none of the user's own; nobody is outside of a public mail provider."""
    own = {address.partition("@")[2] for address in user.addresses} - PUBLIC_MAIL
    hosts = {each.address.partition("@")[2] for each in others} - {""}
    return tuple(sorted(hosts - own)) if own else ()

"""How an event looks to its user, whatever its title says: who takes part and how, how long it is, and whose."""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.reading.language import Language
from tracker.domain.reading.languages.choice import BY_CODE, spoken
from tracker.domain.reading.words import tells

LONGEST = 300  # letters of a title that are looked at
SHORT_NOTE = 60  # letters of a description that may tell a meal: "Breakfast, at ours"
LOOKED_AT = 600  # letters of a description that tell of bookings, offers and lessons
FEW, MANY = 5, 12  # others in what is still a small circle, and in what is no circle any more
SHORT = 16  # minutes that are no time to do something together
HALF_HOUR = 30.0  # minutes; what is longer is time together, whatever is asked for
LEAST = 45  # minutes that people come together for, at the least
NEVER = frozenset(("holiday", "holidays", "birthday", "birthdays", "anniversary", "vacation"))
PUBLIC_MAIL = frozenset(
    f"{name}.{top}"
    for name in ("gmail", "googlemail", "outlook", "hotmail", "live", "icloud", "me", "yahoo", "gmx", "proton", "aol")
    for top in ("com", "net", "de", "fr", "me", "co.uk")
)
_WORD = re.compile(r"\w+")
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
    def whole(self) -> str:
        """Title, notes and place; the title alone where it has none, so that nothing is sought twice."""
        return f"{self.title}\n{self.about}" if self.about else self.title

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
    own = (each for each in event.attendees if each.address in user.addresses)
    return any(each.partstat is PartStat.DECLINED for each in own)  # also where the feed leaves out who invites


def _own(user: User) -> tuple[Attendee, ...]:
    return tuple(Attendee(address, user.name) for address in sorted(user.addresses)) or (Attendee("", user.name),)


def _mingling(shape: Shape) -> str:
    """Who is invited to a crowd may see no more of it than its host, whom the title then does not name."""
    code, whole = shape.tongue.code, shape.whole
    found = tells(code, "strangers", whole) if shape.others else ""
    if not 0 < len(shape.guests) <= FEW:
        host = shape.asks.name if shape.asks else ""
        found = found or tells(code, "mingling", whole) or tells(code, "mingling", host)
    elif tells(code, "guidance", shape.title) or tells(code, "body", shape.title):
        return ""
    elif shape.asks and not shape.named:
        found = found or tells(code, "mingling", shape.title) or _occasion(shape)
    return "" if found and tells(code, "prepares", shape.title) else found


def _occasion(shape: Shape) -> str:
    """What only its host is seen of."""
    alone = len(shape.guests) == 1 and not shape.event.recurring and shape.minutes > LEAST
    return tells(shape.tongue.code, "occasion", shape.title) if alone else ""


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
    room = BY_CODE[code].events.room
    return address.partition("@")[2].startswith("resource.calendar.") or bool(room.search(name[:LONGEST]))


def _is_desk(attendee: Attendee, tongue: Language) -> bool:
    return bool(tongue.events.desk.match(attendee.address.partition("@")[0]))


def _named(title: str, others: Iterable[Attendee]) -> tuple[Attendee, ...]:
    words = _words(title)
    return tuple(each for each in others if not words.isdisjoint(_parts(each)))


@lru_cache(8192)  # calendars repeat their titles
def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.casefold()))


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

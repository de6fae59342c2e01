"""A body read by us and by the stock pair, compared series by series.

Where the pair refuses a whole body for one bad line, it is asked again about each series alone.
"""

from collections import Counter
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from tests.differential import stock
from tests.differential.lines import Line, Part, components, rule_parts, unescaped
from tests.differential.mend import TIMES, Alone, alone, mends
from tests.differential.ours import Ours, ours
from tests.differential.stock import Name, Occurrence, Outcome
from tracker.domain.event import Span

READ, HOME = Outcome("read"), ZoneInfo("UTC")


@dataclass
class Group:
    """All that a body says of one UID, and what each reader made of it. The table of differences looks at this."""

    name: Name
    parts: list[Part] = field(default_factory=list)
    calendars: list[Part] = field(default_factory=list)  # in which they stand
    ours: list[Occurrence] = field(default_factory=list)
    theirs: list[Occurrence] = field(default_factory=list)
    named: tuple[bool, bool] = (True, True)  # whether we, and whether they, know the UID
    outcome: Outcome = READ  # of the body, or of this series alone and mended where that was refused
    mended: tuple[str, ...] = ()  # what had to be mended so that they read it
    skipped: tuple[str, ...] = ()  # our reasons
    sound: bool = True  # whether all components of the body are closed
    bare: bool = False  # whether it stands outside of any calendar
    definitions: dict[str, set[str]] = field(default_factory=dict)  # each TZID of the body as its VTIMEZONEs have it
    status: str = "accept"
    window: Span | None = None
    zone: ZoneInfo = HOME

    @property
    def extra(self) -> list[Occurrence]:
        """What only we show."""
        return sorted((Counter(self.ours) - Counter(self.theirs)).elements())

    @property
    def missing(self) -> list[Occurrence]:
        """What only they show."""
        return sorted((Counter(self.theirs) - Counter(self.ours)).elements())

    @property
    def equal(self) -> bool:
        """Whether both say the same."""
        return self.outcome.kind == "read" and self.named[0] == self.named[1] and self.ours == self.theirs

    @property
    def starts(self) -> list[Line]:
        """Every DTSTART."""
        return [line for part in self.parts for line in part.all("DTSTART")]

    @property
    def times(self) -> list[Line]:
        """Every line that holds a time."""
        return [line for part in self.parts for line in part.lines if line.name in TIMES[:6]]

    @property
    def masters(self) -> list[Part]:
        """The components that are no instance of another."""
        return [part for part in self.parts if not part.first("RECURRENCE-ID")]

    @property
    def rules(self) -> list[dict[str, str]]:
        """The rules of the masters."""
        return [rule_parts(line.value) for part in self.masters for line in part.all("RRULE")]


@dataclass
class Compared:
    """One body: what each reader made of the whole, and of each series."""

    whole: Outcome
    ours: Ours
    all: list[Group]

    @property
    def differing(self) -> list[Group]:
        """The series of which the two say different things."""
        return [group for group in self.all if not group.equal]


def compare(body: bytes, *, window: Span, zone: ZoneInfo) -> Compared:
    """Both readings of a body."""
    whole, mine = stock.read(body, window=window, zone=zone), ours(body, window=window, zone=zone)
    calendars = components(body)
    groups, zones, sound = grouped(calendars), definitions(calendars), all(part.sound for part in calendars)
    outside = {uid for part in calendars if part.kind != "VCALENDAR" for uid in uids(part)}
    for name in set(whole.names) | set(mine.occurrences) | set(whole.occurrences):
        groups.setdefault(name, Group(name))
    for group in groups.values():
        group.window, group.zone, group.definitions, group.sound = window, zone, zones, sound
        group.bare = group.name[1] in outside
        theirs = whole if whole.kind == "read" else asked_alone(group)
        _fill(group, theirs, mine)
    return Compared(whole, mine, list(groups.values()))


def _fill(group: Group, theirs: Outcome, mine: Ours) -> None:
    group.outcome, group.status = theirs, mine.status
    group.ours = mine.occurrences.get(group.name, [])
    group.theirs = theirs.occurrences.get(group.name, [])
    told = {name for name in theirs.names if name[1] == group.name[1]}
    group.named = (group.name[1] in mine.names, bool(told))
    group.skipped = tuple(reason for uid, reason in mine.skipped if uid == group.name[1])


def asked_alone(group: Group) -> Outcome:
    """What the pair makes of this series without the others, mended as little as will do."""
    parts = {id(calendar): [part for part in group.parts if part in calendar.parts] for calendar in group.calendars}
    calendars = [alone(calendar, parts.pop(id(calendar))) for calendar in group.calendars if id(calendar) in parts]
    outcome, names = _asked(group, calendars), []
    steps = list(mends(calendars))
    for name, better in steps if outcome.kind == "refused" else steps[-1:]:
        if outcome.kind == "read":
            break
        names.append(name)
        outcome = _asked(group, better)
    group.mended = tuple(names)
    return outcome


def _asked(group: Group, calendars: list[Alone]) -> Outcome:
    body = "\r\n".join([line for calendar in calendars for line in calendar.lines()] + [""])
    assert group.window
    return stock.read(body.encode(), window=group.window, zone=group.zone)


def grouped(calendars: list[Part]) -> dict[Name, Group]:
    """The events and todos of all calendars, by kind and UID."""
    groups: dict[Name, Group] = {}
    for calendar in calendars:
        for part in calendar.parts:
            if part.kind in ("VEVENT", "VTODO"):
                name = (part.kind, unescaped(part.value("UID")))
                group = groups.setdefault(name, Group(name))
                group.parts.append(part)
                group.calendars.append(calendar)
    return groups


def uids(part: Part) -> set[str]:
    """The UIDs of a component and all within it."""
    return {unescaped(part.value("UID"))}.union(*(uids(inner) for inner in part.parts))


def definitions(calendars: list[Part]) -> dict[str, set[str]]:
    """Every TZID that a body defines, in small letters, with all that is said of it."""
    found: dict[str, set[str]] = {}
    for calendar in calendars:
        for part in calendar.parts:
            if part.kind == "VTIMEZONE":
                found.setdefault(part.value("TZID").lower(), set()).add("\n".join(part.raw))
    return found

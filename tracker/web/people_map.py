"""The map of people: how much hangs on what they decide, against how warm it is, in one look.

Warmth runs from left to right, what hangs on them from below to above. Each dot bears a name, and names never lie on
each other: who would is set a lane lower, and a row grows with its lanes.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import Blueprint, render_template

from tracker.domain.people import Person, Reach
from tracker.domain.warmth import Shade, Warmth, warmths
from tracker.services.gather import gather
from tracker.web import visit

page = Blueprint("people_map", __name__)

ROWS = (Reach.MUCH, Reach.SOME, Reach.LITTLE, Reach.UNSAID)
COLUMNS = (Shade.COLD, Shade.COOLING, Shade.WARM)
MOST = 60  # on the map: who has most influence; the list has everybody
WIDE, NARROW = 960, 300  # units as wide as a pixel: for a desk, and for a phone
MARGIN, TOP, HEAD, LANE = 14, 34, 30, 30
LETTER = 8  # as wide as a letter of a label may be
GAP = 14  # from the middle of a dot to its label


class Dot(NamedTuple):
    """One person on the map: where the dot is, and where its label begins or, if `turned`, ends."""

    one: Warmth
    label: str
    x: float
    y: float
    turned: bool

    @property
    def edge(self) -> float:
        """Where its label stands."""
        return self.x - GAP if self.turned else self.x + GAP

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the dot and its label reach."""
        long = GAP + LETTER * len(self.label)
        return (self.x - long, self.x + GAP) if self.turned else (self.x - GAP, self.x + long)


class Row(NamedTuple):
    """Those on whom as much hangs."""

    reach: Reach
    top: float
    height: float
    dots: tuple[Dot, ...]


class Sheet(NamedTuple):
    """The whole map in one width."""

    name: str
    width: int
    height: float
    rows: tuple[Row, ...]
    thirds: tuple[tuple[Shade, float, float], ...]


@page.get("/people/map")
def show() -> str:
    """The map, and the same as a table."""
    with visit.tracker().database.read() as db:
        known = gather(db, visit.user(), visit.now())
    each = sorted(warmths(known.named, known.meetings, visit.now(), known.user.cadences), key=_weight)
    shown = each[:MOST]
    sheets = (sheet("wide", shown, WIDE), sheet("narrow", shown, NARROW))
    asked = any(one.person.reach is not Reach.UNSAID for one in each)
    return render_template("people_map.html", each=each, shown=shown, sheets=sheets, asked=asked)


def _weight(one: Warmth) -> tuple[int, float, str]:
    """Who stands first: on whom most hangs, and among them the coldest."""
    return ROWS.index(one.person.reach), share(one), one.person.name


def sheet(name: str, each: Sequence[Warmth], width: int) -> Sheet:
    """The map of these in one width."""
    rows: list[Row] = []
    top: float = TOP
    for reach in ROWS:
        theirs = [one for one in each if one.person.reach is reach]
        dots = _laid(theirs, top + HEAD, width)
        bottom = max((dot.y + LANE / 2 for dot in dots), default=top + HEAD + LANE / 2)
        rows.append(Row(reach, top, bottom - top, dots))
        top = bottom
    third = width / 3
    thirds = tuple((shade, third * place, third * (place + 0.5)) for place, shade in enumerate(COLUMNS))
    return Sheet(name, width, top, tuple(rows), thirds)


def _laid(each: Iterable[Warmth], top: float, width: int) -> tuple[Dot, ...]:
    """Each in the first lane in which their name lies on nobody's."""
    lanes: list[list[Dot]] = []
    for one in sorted(each, key=lambda one: (-share(one), one.person.name)):
        place = 0
        while place < len(lanes) and any(_touch(_dot(one, 0, width), other) for other in lanes[place]):
            place += 1
        if place == len(lanes):
            lanes.append([])
        lanes[place].append(_dot(one, top + LANE * (place + 0.5), width))
    return tuple(dot for lane in lanes for dot in lane)


def _touch(one: Dot, other: Dot) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _dot(one: Warmth, y: float, width: int) -> Dot:
    label = _label(one.person, 24 if width == WIDE else 14)
    x = round(MARGIN + share(one) * (width - 2 * MARGIN), 1)
    return Dot(one, label, x, y, turned=x + GAP + LETTER * len(label) > width)


def _label(person: Person, longest: int) -> str:
    first, *more = person.name.split()
    short = f"{first} {more[-1][0]}." if more else first
    label = person.name if len(person.name) <= longest else short
    return label if len(label) <= longest else f"{label[: longest - 1]}…"


def share(one: Warmth) -> float:
    """How warm, from 0 to 1: the thirds are cold, cooling and warm, and within each it goes by the days gone by."""
    ideal, longest = one.wanted.cadence
    gone = one.at - one.last_met if one.last_met else None
    if one.shade is Shade.WARM:
        return 1 - (min(1, gone / ideal) if gone is not None else 1) / 3
    if gone is None:
        return 0
    if one.shade is Shade.COOLING:
        return 2 / 3 - (gone - ideal) / (longest - ideal) / 3
    return max(0, 1 - (gone - longest) / longest) / 3

"""What the API says of a promise, and what may be said to it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tracker.domain.known import Known, Line
from tracker.domain.promise import Cause
from tracker.domain.verdict import Outcome
from tracker.mail.words import name_of
from tracker.web import history, visit
from tracker.web.api.paging import Cursor
from tracker.web.api.shapes import WHOLE, Body, DayOrInstant, Instant, Limit, Moment, Name, Shape, Words, here, maybe


class State(StrEnum):
    """Which promises are listed: the tabs of the page of promises."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    RELEASED = "released"
    WAITING_ON = "waiting on"
    ALL = "all"


class Order(StrEnum):
    """In which order."""

    SOONEST = "soonest"
    LATEST = "latest"


class Worth(Shape):
    """What an open promise is worth if it is delivered by `until`."""

    value: float
    until: Moment


class Promise(Shape):
    """A promise as it stands now, judged."""

    id: str
    body: str = Field(description="What is promised.")
    promiser: str = Field(description="Who gives it; `me` where it is the user.")
    promisee: str = Field(description="To whom; `me` where it is the user; empty where nobody was named.")
    who: str = Field(description="What the other one is called: the person meant by name, else as written.")
    mine: bool = Field(description="Whether the user is the promiser.")
    due: Moment = Field(description="The due that binds; of a dated one the last second of its day.")
    dated: bool = Field(description="Whether only a day was named.")
    outcome: Outcome
    open: bool = Field(description="Whether something is owed still.")
    worth: Worth | None = Field(description="null: nothing is left to lose.")
    made_at: Moment
    delivered_at: Moment | None
    released_at: Moment | None
    reneged_at: Moment | None
    renegotiations: int
    cause: Cause | None
    repairs: str | None = Field(description="The id of the missed promise in whose place it was made.")
    note: str
    calendar: str | None = Field(description="The id of the calendar that told it; null: it was typed.")
    quote: str = Field(description="The calendar's words; empty where it was typed.")
    state: str = Field(description="A name of how it stands now, which `undo` asks for.")
    page: str = Field(description="Where a person looks at it.")


class Promises(Shape):
    """A page of promises."""

    items: list[Promise]
    next: str | None = Field(description="The cursor of the next page; null: this is the last.")
    zone: str = Field(description="IANA name of the zone of the user's clock.")


class Which(Shape):
    """Which promises are asked for."""

    state: State = State.OPEN
    order: Order = Order.SOONEST
    due_before: DayOrInstant | None = Field(None, description="Due before this day begins, or this instant.")
    due_after: DayOrInstant | None = Field(None, description="Due on this day or later, or after this instant.")
    q: Words = Field("", description="Words that each stand in it, in its note, its quote or its person's name.")
    limit: Limit = 50
    cursor: Cursor | None = None


class NewPromise(Shape):
    """A promise to be written down."""

    body: Body = Field(description="What is promised, as a verb phrase.", examples=["send the outline"])
    due: DayOrInstant = Field(description="By when. A day means its end on the user's clock.")
    promisee: Name = Field("", description="To whom, by name or address.", examples=["Ama"])
    promiser: Name = Field("me", description="Who promised it, where it was not the user.")
    note: Words = ""


class Delivery(Shape):
    """When it was delivered."""

    at: Instant | None = Field(None, description="An instant that has passed; now, where it is left out.")


class Taking(Shape):
    """Which act is to be taken back."""

    of: Annotated[str, Field(max_length=20)] = Field(description="The `state` of the promise as it was read last.")
    acts: Annotated[int, Field(ge=1, le=2), WHOLE] = Field(
        1, description="2, where one answer accepted and delivered it."
    )


class NewDue(Shape):
    """A new due, and whether its promisee was told of it: only then does it count."""

    due: DayOrInstant
    told: bool


class Reneging(Shape):
    """Why it will not be kept."""

    cause: Cause | None = None


class Undone(Shape):
    """What is left after an act was taken back."""

    promise: Promise | None = Field(description="null: the act was that it was written down; it is no more.")


class Entry(Shape):
    """One act on a promise."""

    at: Moment
    act: str
    by: str = Field(description="`me`, or who else did it.")
    via: str
    headline: str
    detail: str


class History(Shape):
    """All that was ever done to a promise, newest first."""

    items: list[Entry]


def shown(line: Line, known: Known) -> Promise:
    """A judged promise as it is told."""
    one, verdict, origin, user = line.promise, line.verdict, line.promise.origin, known.user
    return Promise(
        id=one.id,
        body=one.body,
        promiser=one.promiser,
        promisee=one.promisee,
        who=name_of(one.promisee if one.mine else one.promiser, known.named),
        mine=one.mine,
        due=here(verdict.term.due, user),
        dated=verdict.term.dated,
        outcome=verdict.outcome,
        open=one.open,
        worth=Worth(value=line.worth[0], until=here(line.worth[1], user)) if line.worth else None,
        made_at=here(one.made_at, user),
        delivered_at=maybe(one.delivered_at, user),
        released_at=maybe(one.released_at, user),
        reneged_at=maybe(one.reneged_at, user),
        renegotiations=verdict.renegotiations,
        cause=one.cause,
        repairs=one.repairs,
        note=one.note,
        calendar=origin.event.calendar if origin else None,
        quote=origin.quote if origin else "",
        state=history.state(one),
        page=f"{visit.tracker().base_url}/promises/{one.id}",
    )


def page_of(lines: Iterable[Line], onward: str | None, known: Known) -> Promises:
    """A page of them."""
    return Promises(items=[shown(line, known) for line in lines], next=onward, zone=known.user.zone.key)

"""Questions: what only the user can settle, listed and answered."""

from enum import StrEnum

from pydantic import Field

from tracker.domain.account import User
from tracker.domain.people import Person
from tracker.domain.reading.due import Due, readings
from tracker.domain.reconcile import Ask
from tracker.domain.reconcile import Question as Found
from tracker.domain.token import Scope
from tracker.services import answers as services
from tracker.services import teaching
from tracker.services.answers import Reply
from tracker.services.gather import gather
from tracker.web import visit
from tracker.web.api import door
from tracker.web.api.promise_shapes import Promise
from tracker.web.api.promises import READ, VIA, WRITE, as_told
from tracker.web.api.shapes import Body, DayOrInstant, Moment, Name, Shape, as_due, here, maybe


class Kind(StrEnum):
    """What is asked."""

    IS_PROMISE = "is promise"
    IS_MEETING = "is meeting"
    MOVED = "moved"
    GONE = "gone"
    DELIVERED = "delivered"


class Reading(Shape):
    """One way to read when it is due."""

    due: Moment
    dated: bool


class Question(Shape):
    """A difference between what a calendar told and what was decided."""

    sign: str = Field(description="Its lasting name, by which it is answered.")
    ask: Kind
    sure: bool = Field(description="Whether it was found surely enough to be listed; else it is one of a few a day.")
    body: str
    promiser: str
    promisee: str = Field(description="Empty: nobody is named.")
    readings: list[Reading] = Field(description="One: that is the due. Several: say which. None: say it.")
    title: str = Field(description="The event's.")
    event_at: Moment | None
    quote: str
    rule: str
    confidence: float
    calendar: str
    delivered_at: Moment | None = Field(description="When its calendar calls it done; null: it does not.")
    word: str = Field(description="Which word of its calendar that is; an answer to it names it.")
    promise: Promise | None = Field(description="What was decided; null: nothing was.")


class Questions(Shape):
    """All that is asked now, surest first."""

    items: list[Question]
    zone: str


class Acceptance(Shape):
    """It is a promise: as found, or as it is said here."""

    body: Body | None = None
    promisee: Name | None = None
    due: DayOrInstant | None = Field(None, description="Needed, where the words leave it open.")
    word: Name | None = Field(None, description="The calendar's word that it was done, where that is answered too.")
    delivered: bool = Field(False, description="Whether that word is right.")


class Dismissal(Shape):
    """It is none."""

    series: bool = Field(False, description="Nor is any other of its series.")


class Dismissed(Shape):
    """What was dismissed."""

    sign: str = Field(description="By this it can be asked again.")


class Moved(Shape):
    """Whether they were told of the new due; and what it is, where the calendar's own is a guess."""

    told: bool
    due: DayOrInstant | None = None


class Word(Shape):
    """The answer to a calendar's word that it was done."""

    word: Name
    delivered: bool


@door.get("/questions", scope=READ, answers=Questions)
def listed() -> Questions:
    """List what only the user can settle, the surest first."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    asked = [_shown(one, user, known.persons, sure=True) for one in known.questions]
    unsure = [_shown(one, user, known.persons, sure=False) for one in known.review]
    return Questions(items=asked + unsure, zone=user.zone.key)


def _shown(one: Found, user: User, persons: tuple[Person, ...], *, sure: bool) -> Question:
    told, promise = one.candidate, one.promise
    due = told.due if told else None
    origin = promise.origin if promise else None
    return Question(
        sign=one.sign,
        ask=Kind[Ask(one.ask).name],
        sure=sure,
        body=told.body if told else promise.body if promise else "",
        promiser=told.promiser if told else promise.promiser if promise else "",
        promisee=told.promisee(persons) if told else promise.promisee if promise else "",
        readings=[Reading(due=here(each.at, user), dated=each.dated) for each in (readings(due) if due else ())],
        title=told.title if told else "",
        event_at=here(told.start, user) if told else None,
        quote=told.quote if told else origin.quote if origin else "",
        rule=told.rule if told else origin.rule if origin else "",
        confidence=told.confidence if told else 1.0,
        calendar=told.event.calendar if told else origin.event.calendar if origin else "",
        delivered_at=maybe(one.delivered_at, user),
        word=told.delivery_sign if told else "",
        promise=as_told(promise) if promise else None,
    )


@door.post("/questions/<sign>/accept", scope=WRITE, body=Acceptance, answers=Promise, refuses=("refused",))
def accept(sign: str, asked: Acceptance) -> Promise:
    """It is a promise: as found, or in these words and with this due."""
    due = _due(asked.due)
    promise = services.accept(
        visit.tracker().database,
        visit.user(),
        sign,
        body=asked.body,
        promisee=asked.promisee,
        due=due.at if due else None,
        dated=bool(due and due.dated),
        reply=Reply(asked.word, asked.delivered) if asked.word else None,
        via=VIA,
        now=visit.now(),
    )
    return as_told(promise)


def _due(told: DayOrInstant | None) -> Due | None:
    return as_due(told, visit.user()) if told is not None else None


@door.post("/questions/<sign>/dismiss", scope=WRITE, body=Dismissal, answers=Dismissed)
def dismiss(sign: str, asked: Dismissal) -> Dismissed:
    """It is none; or none in its whole series is. It is not asked again."""
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    found = services.dismiss(database, user, sign, series=asked.series, via=VIA, now=now)
    return Dismissed(sign=found.series_sign if asked.series else found.sign)


@door.post("/questions/<sign>/ask-again", scope=WRITE)
def ask_again(sign: str) -> None:
    """Take a dismissal back: it is asked again."""
    services.undismiss(visit.tracker().database, visit.user(), sign, via=VIA, now=visit.now())


@door.post("/questions/<sign>/met", scope=Scope.PROMISES_WRITE)
def met(sign: str) -> None:
    """It was time with them: it counts as contact."""
    teaching.confirm_meeting(visit.tracker().database, visit.user(), sign, via=VIA, now=visit.now())


@door.post("/promises/<promise_id>/moved", scope=WRITE, body=Moved, answers=Promise, refuses=("refused",))
def moved(promise_id: str, asked: Moved) -> Promise:
    """It moved in its calendar: say whether they were told."""
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    due = _due(asked.due) if asked.told else None
    return as_told(services.moved(database, user, promise_id, told=asked.told, due=due, via=VIA, now=now))


@door.post("/promises/<promise_id>/still-owed", scope=WRITE, answers=Promise)
def still_owed(promise_id: str) -> Promise:
    """It is gone from its calendar, and stands all the same."""
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    return as_told(services.still_owed(database, user, promise_id, via=VIA, now=now))


@door.post("/promises/<promise_id>/delivered-then", scope=WRITE, body=Word, answers=Promise, refuses=("refused",))
def delivered_then(promise_id: str, asked: Word) -> Promise:
    """Its calendar calls it done: say whether it was delivered then."""
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    reply = Reply(asked.word, asked.delivered)
    return as_told(services.delivered_then(database, user, promise_id, reply, via=VIA, now=now))

"""One line, as one would write it in a calendar, read as a promise: nothing is kept of it (requirement 32)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tracker.domain.promise import ME
from tracker.domain.reading import typed
from tracker.domain.reading.due import Due, readings
from tracker.domain.reading.typed import LONGEST
from tracker.domain.token import Scope
from tracker.store import people
from tracker.web import visit
from tracker.web.api import door
from tracker.web.api.questions import Reading
from tracker.web.api.shapes import NO_CONTROL, Shape, here


class Line(Shape):
    """What was typed."""

    line: Annotated[str, StringConstraints(max_length=LONGEST, pattern=NO_CONTROL)] = Field(
        examples=["Send the outline to Ama by Friday 17:00"]
    )


class Read(Shape):
    """What it says; what it does not say is left open."""

    body: str
    promiser: str
    promisee: str
    meant: list[str] = Field(description="The names of all whom the person in it may mean.")
    clear: bool = Field(description="Whether the one reading of its due is sure.")
    readings: list[Reading] = Field(description="When it may be due; none: it does not say.")


@door.get("/typed", scope=Scope.PROMISES_READ, query=Line, answers=Read)
def read(asked: Line) -> Read:
    """Read one line as a promise: what, to whom, by when. What it leaves open, a program asks its user."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        persons = people.persons(db, user.id)
    said = typed.read(asked.line, user, now)
    due = readings(said.due) if said.due else ()
    named = said.who if said.promiser == ME else said.promiser
    return Read(
        body=said.body,
        promiser=said.promiser,
        promisee=said.who,
        meant=[person.name for person in persons.meant(named)] if named else [],
        clear=isinstance(said.due, Due),
        readings=[Reading(due=here(each.at, user), dated=each.dated) for each in due],
    )

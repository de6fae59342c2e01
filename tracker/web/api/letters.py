"""Letters: which went out, newest first. Their words are for the mailbox and the page."""

from typing import Annotated

from pydantic import Field, WithJsonSchema

from tracker.domain.account import User
from tracker.domain.token import Scope
from tracker.services import archive as services
from tracker.services import digests
from tracker.services.archive import KINDS
from tracker.store import archive
from tracker.store.letters import Letter as Written
from tracker.store.letters import State
from tracker.web import limits, visit
from tracker.web.api import door, paging
from tracker.web.api.paging import Cursor, Place, Stretch
from tracker.web.api.shapes import Limit, Moment, Shape, here, maybe

_STATE = Annotated[str, WithJsonSchema({"type": "string", "enum": list(State)})]


class Letter(Shape):
    """A letter, and how far it has come."""

    id: str
    kind: str
    period: str = Field(description="The week that it tells of, as 2026-W02; of other kinds, a name of its own.")
    subject: str
    made_at: Moment
    sent_at: Moment | None
    state: _STATE
    page: str


class Letters(Shape):
    """A page of letters, newest first."""

    items: list[Letter]
    next: str | None
    zone: str


class Which(Shape):
    """Which letters are asked for."""

    limit: Limit = 50
    cursor: Cursor | None = None


class Preview(Shape):
    """What would go out next, as it is now."""

    subject: str
    text: str = Field(description="Its words; each link in it that opens a door is left out.")


class Sending(Shape):
    """Whether a copy goes out with the next tick."""

    kept: bool = Field(description="false: one was kept in this same second.")


@door.get("/letters/next", scope=Scope.LETTERS_READ, answers=Preview)
def preview() -> Preview:
    """Read the letter that would go out next, as it is now."""
    tracker, now = visit.tracker(), visit.now()
    message = digests.written(tracker.post, digests.preview(tracker.database, visit.user(), now), now)
    return Preview(subject=str(message["Subject"]), text=services.part(message, "plain", tracker.links))


@door.post("/letters", scope=Scope.LETTERS_WRITE, answers=Sending, status=202, often=limits.MAILED)
def send() -> Sending:
    """Have a copy of the next letter sent to its user; the week's own comes as planned."""
    tracker = visit.tracker()
    return Sending(kept=services.send_now(tracker.database, tracker.post, visit.user(), visit.now()))


@door.get("/letters", scope=Scope.LETTERS_READ, query=Which, answers=Letters)
def listed(asked: Which) -> Letters:
    """List the letters of the user, newest first."""
    user = visit.user()
    before = Stretch(backwards=True).going_on(asked.cursor).before
    with visit.tracker().database.read() as db:
        found = archive.before(db, user.id, KINDS, before.at, before.id, asked.limit + 1)
    some, onward = paging.cut(iter(found), asked.limit, _place)
    return Letters(items=[_shown(one, user) for one in some], next=onward, zone=user.zone.key)


def _place(one: Written) -> Place:
    return Place(one.made_at, one.id)


def _shown(one: Written, user: User) -> Letter:
    return Letter(
        id=one.id,
        kind=one.kind,
        period=one.period,
        subject=one.subject,
        made_at=here(one.made_at, user),
        sent_at=maybe(one.sent_at, user),
        state=one.state,
        page=f"{visit.tracker().base_url}/letters/{one.id}",
    )

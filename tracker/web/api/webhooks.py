"""Webhooks: listed, begun, told of other things, and ended; what each was told lately. Tests are sent on the page."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from tracker.domain.account import User
from tracker.domain.notice import CHOICES, Kind
from tracker.domain.token import Scope
from tracker.services import webhooks as services
from tracker.store import notices, webhooks
from tracker.store.notices import Notice as Kept
from tracker.store.notices import State
from tracker.store.webhooks import Webhook as Listening
from tracker.tongue import worded
from tracker.web import limits, rooms, visit
from tracker.web.api import answering, door
from tracker.web.api.promises import VIA
from tracker.web.api.shapes import Moment, Shape, here, maybe

READ, WRITE = Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE
SHOWN = 50
_ADDRESS = StringConstraints(strict=True, min_length=1, max_length=2000, pattern=r"^[!-~]+$")


def _to_choose(kind: Kind) -> Kind:
    """A test comes by itself."""
    if kind not in CHOICES:
        raise PydanticCustomError("enum", "choice", {"expected": ", ".join(CHOICES)})
    return kind


_Kind = Annotated[Kind, AfterValidator(_to_choose), WithJsonSchema({"type": "string", "enum": list(CHOICES)})]
Kinds = Annotated[list[_Kind], Field(min_length=1, max_length=len(CHOICES))]


class Webhook(Shape):
    """An address that is told what happens; of it only as much as shows no secret."""

    id: str
    shown: str
    kinds: list[Kind]
    made_at: Moment
    stopped_at: Moment | None = Field(description="null: it is told.")
    failing_since: Moment | None = Field(description="null: the last notice arrived.")
    trouble: str = Field(description="Why the last notice did not arrive, and the remedy; empty: it did.")
    page: str


class Begun(Webhook):
    """A new one, and what its notices are signed with: the only time that it is told."""

    secret: str


class Webhooks(Shape):
    """All of them, oldest first."""

    items: list[Webhook]
    zone: str


class NewWebhook(Shape):
    """An address to be told, and of what."""

    address: Annotated[str, _ADDRESS] = Field(description="https; it is sealed, and never told again.")
    kinds: Kinds


class Choice(Shape):
    """What it is told from now on."""

    kinds: Kinds


class Notice(Shape):
    """One thing that it was told, or is to be."""

    id: str = Field(description="What the header webhook-id says.")
    kind: Kind
    made_at: Moment
    told_at: Moment | None
    state: Annotated[State, WithJsonSchema({"type": "string", "enum": list(State)})]
    attempts: int
    answered: int | None = Field(description="The status of the last answer; null: none came.")
    next_try_at: Moment | None
    trouble: str


class Notices(Shape):
    """The last fifty, newest first."""

    items: list[Notice]
    zone: str


@door.get("/webhooks", scope=READ, answers=Webhooks)
def listed() -> Webhooks:
    """List the addresses that are told, and whether they take it."""
    user = visit.user()
    with visit.tracker().database.read() as db:
        found = webhooks.webhooks(db, user.id)
    return Webhooks(items=[Webhook(**_said(one, user)) for one in found], zone=user.zone.key)


@door.post(
    "/webhooks", scope=WRITE, body=NewWebhook, answers=Begun, status=201, refuses=("refused",), often=limits.FOLLOWED
)
def begin(asked: NewWebhook) -> Begun:
    """Have an address told from now on."""
    tracker, user = visit.tracker(), visit.user()
    begun = services.begin(
        tracker.database,
        tracker.seal,
        user,
        address=asked.address,
        kinds=asked.kinds,
        allow_private=tracker.config.calendars.allow_private,
        most=rooms.of_user().webhooks,
        id=answering.id_of_made(),
        via=VIA,
        now=visit.now(),
    )
    return Begun(**_said(begun.webhook, user), secret=begun.secret)


@door.put("/webhooks/<webhook_id>/kinds", scope=WRITE, body=Choice, answers=Webhook, refuses=("refused",))
def choose(webhook_id: str, asked: Choice) -> Webhook:
    """Say what it is told from now on."""
    services.choose(visit.tracker().database, visit.user(), webhook_id, asked.kinds, visit.now())
    return read(webhook_id)


@door.get("/webhooks/<webhook_id>", scope=READ, answers=Webhook)
def read(webhook_id: str) -> Webhook:
    """Read how one stands."""
    user = visit.user()
    with visit.tracker().database.read() as db:
        return Webhook(**_said(services.the(db, user, webhook_id), user))


@door.get("/webhooks/<webhook_id>/notices", scope=READ, answers=Notices)
def told(webhook_id: str) -> Notices:
    """List what it was told lately, or is to be, newest first."""
    user = visit.user()
    with visit.tracker().database.read() as db:
        found = notices.notices(db, user.id, services.the(db, user, webhook_id).id, SHOWN)
    return Notices(items=[_notice(one, user) for one in found], zone=user.zone.key)


@door.delete("/webhooks/<webhook_id>", scope=WRITE)
def remove(webhook_id: str) -> None:
    """End one, with its secret and all that it was told."""
    services.remove(visit.tracker().database, visit.user(), webhook_id, via=VIA, now=visit.now())


def _said(one: Listening, user: User) -> dict[str, object]:
    return {
        "id": one.id,
        "shown": one.shown,
        "kinds": list(one.kinds),
        "made_at": here(one.made_at, user),
        "stopped_at": maybe(one.stopped_at, user),
        "failing_since": maybe(one.failing_since, user),
        "trouble": worded(one.trouble),
        "page": f"{visit.tracker().base_url}/webhooks/{one.id}",
    }


def _notice(one: Kept, user: User) -> Notice:
    return Notice(
        id=one.id,
        kind=one.kind,
        made_at=here(one.made_at, user),
        told_at=maybe(one.told_at, user),
        state=State(one.state),
        attempts=one.attempts,
        answered=one.status,
        next_try_at=maybe(one.next_try_at, user),
        trouble=worded(one.trouble),
    )

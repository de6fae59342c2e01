"""A promise, the terms it has been given, and what may be done to it. Each act gives a new promise.

Terms and definitions follow promise theory (Burgess) and the conversation for action (Winograd and Flores):
a due may move, but only an agreement made before the old due ran out binds the promisee.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, repeat
from typing import Any, NamedTuple, Self

from tracker.domain.event import EventKey
from tracker.domain.lasting import each
from tracker.domain.saying import Worded
from tracker.domain.term import Term as Term

ME = "me"
HEARD = ("asked_at", "received_at", "doubted_at")  # what passed between me and its promisee about it
AT_ONCE = timedelta(minutes=5)  # a delivery written down within this of its own instant is not back-dated


class Refused(Worded, ValueError):
    """An act that makes no sense on this promise now; the words say why, to its user."""


class Cause(StrEnum):
    """Why a promise was late or broken (reasons for non-completion, Last Planner)."""

    FORGOT = "forgot"
    CAPACITY = "capacity"
    BLOCKED = "blocked"
    UNCLEAR = "unclear"
    CHOSE_NOT_TO = "chose not to"


class Origin(NamedTuple):
    """Where a promise came from: the event, the words, the rule that found them, and the candidate's sign.

    `told_due` is the due that the event told when last settled; a difference becomes a question.
    `followed` is False once its user said that the promise stands whatever becomes of the event.
    """

    event: EventKey
    quote: str
    rule: str
    sign: str
    told_due: datetime | None
    followed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One's declared intention to bring something about for someone, by a time.

    `promiser` is ME for one's own; else somebody's name, and one waits on them. The first term binds from the
    start; `binding` says which one does now.
    """

    id: str
    body: str
    promisee: str
    terms: tuple[Term, ...]
    made_at: datetime
    promiser: str = ME
    origin: Origin | None = None  # None: typed by hand
    delivered_at: datetime | None = None  # None: not delivered
    released_at: datetime | None = None  # None: still owed
    reneged_at: datetime | None = None  # None: its promiser has not broken it by own word
    void: bool = False
    cause: Cause | None = None  # None: neither late nor broken, or not said
    repairs: str | None = None  # the id of the late or broken promise that this one repairs
    note: str = ""
    asked_at: datetime | None = None  # None: its promisee was not asked whether they have it
    received_at: datetime | None = None  # None: its promisee has not said that they have it
    doubted_at: datetime | None = None  # None: its promisee has not said that they lack it still
    marked_at: datetime | None = None  # when a delivery was written down that was dated back; None: none was
    by_calendar: bool = False  # whether its delivery is its calendar's word, which its user confirmed

    @property
    def mine(self) -> bool:
        """Whether I am the promiser."""
        return self.promiser == ME

    @property
    def binding(self) -> Term:
        """The term judged against: the last that was agreed to before the due which it moved had passed."""
        return self._bound[-1]

    @property
    def renegotiations(self) -> int:
        """How many times the due moved by agreement."""
        return len(self._bound) - 1

    @property
    def _bound(self) -> list[Term]:
        """The terms that bound in their turn. One that its promisee never agreed to is passed over: it moved nothing,
        and one that they agree to after it still may (requirements 2.4).
        """
        bound = [self.terms[0]]
        for term in self.terms[1:]:
            if term.agreed_at is not None and term.agreed_at < bound[-1].due:
                bound.append(term)
        return bound

    @property
    def open(self) -> bool:
        """Whether something is still owed, as far as people have said."""
        return not (self.delivered_at or self.released_at or self.reneged_at or self.void)

    @property
    def backdated(self) -> bool:
        """Whether its delivery was written down later than it is said to have been (requirement 13)."""
        return self.marked_at is not None

    def deliver(self, at: datetime, *, marked_at: datetime | None = None, by_calendar: bool = False) -> Self:
        """Done, by its promiser's word, or their calendar's that they confirm. `marked_at`: when they said so."""
        self._must_be_open()
        backdated = marked_at is not None and marked_at - at > AT_ONCE
        return replace(self, delivered_at=at, marked_at=marked_at if backdated else None, by_calendar=by_calendar)

    def renegotiate(self, due: datetime, *, agreed_at: datetime | None, dated: bool = False, zone: str = "") -> Self:
        """A new due; it binds only if its promisee agreed before the present one runs out."""
        self._must_be_open()
        if due == self.binding.due:
            raise Refused("That is the due it already has. Choose another.")
        return replace(self, terms=(*self.terms, Term(due, agreed_at, dated, zone)))

    def release(self, at: datetime) -> Self:
        """Its promisee let me off, or the matter fell away for both."""
        self._must_be_open()
        return replace(self, released_at=at)

    def renege(self, at: datetime, cause: Cause | None = None) -> Self:
        """Broken by its promiser's own word."""
        self._must_be_open()
        return replace(self, reneged_at=at, cause=cause)

    def strike(self) -> Self:
        """Struck out: it never was a promise."""
        return replace(self, void=True)

    def explain(self, cause: Cause) -> Self:
        """Why it was late or broken, in its promiser's word."""
        return replace(self, cause=cause)

    def ask(self, at: datetime) -> Self:
        """Its promisee is asked whether they have it."""
        if self.void or not self.mine or self.promisee in ("", ME):
            raise Refused("Only the promisee of a promise of your own can be asked: say first to whom it is.")
        return replace(self, asked_at=at)

    def unask(self) -> Self:
        """Its promisee is asked no more: the link that they were given is withdrawn."""
        return replace(self, asked_at=None)

    def reopen(self) -> Self:
        """Not delivered after all, by its promiser's word; what its promisee has by their own word, they have."""
        if not self.delivered_at or self.received_at:
            raise Refused("Only what was called delivered, and not received, can be taken up again.")
        return replace(self, delivered_at=None, marked_at=None, by_calendar=False)

    def receive(self, at: datetime) -> Self:
        """Its promisee has it, by their own word: which is delivery too, where its promiser said nothing yet."""
        if not self.delivered_at:
            self._must_be_open()
        return replace(self, received_at=at, doubted_at=None, delivered_at=self.delivered_at or at)

    def doubt(self, at: datetime) -> Self:
        """Its promisee says that they do not have it yet. What its promiser said stands beside it; a delivery that
        was but their own word goes with that word.
        """
        delivered_at = None if self.delivered_at == self.received_at else self.delivered_at
        return replace(self, doubted_at=at, received_at=None, delivered_at=delivered_at)

    def settle(self, told_due: datetime) -> Self:
        """The due that its event tells now has been looked at: no longer a question."""
        return replace(self, origin=self.origin._replace(told_due=told_due)) if self.origin else self

    def unfollow(self) -> Self:
        """It stands, whatever becomes of its event."""
        return replace(self, origin=self.origin._replace(followed=False)) if self.origin else self

    def _must_be_open(self) -> None:
        if not self.open:
            raise _closed(self)


def _closed(promise: Promise) -> Refused:
    if promise.void:
        return Refused("This promise is closed: it was struck out. Take that back first.")
    if day := promise.delivered_at and promise.delivered_at.date().isoformat():
        return Refused("This promise is closed: it was marked delivered on %(day)s. Take that back first.", day=day)
    if promise.released_at:
        return Refused("This promise is closed: it was released. Take that back first.")
    return Refused("This promise is closed: it was broken by own word. Take that back first.")


def still_open(promises: Iterable[Promise]) -> list[Promise]:
    """Those of which something is still owed, in their order."""
    return list(chain.from_iterable(each(promises, _open)))


def _open(promises: Sequence[Promise]) -> list[Promise]:
    return [promise for promise in promises if promise.open]


def find(promises: Iterable[Promise], promise_id: str) -> Promise | None:
    """The one of that id; None when there is none."""
    return next((found for ids in each(promises, by_id) if (found := ids.get(promise_id))), None)


def by_id(promises: Sequence[Promise]) -> dict[str, Promise]:
    """Each under its id."""
    return {promise.id: promise for promise in promises}


Record = dict[str, Any]
_LATER = (*HEARD, "marked_at")


def to_record(promise: Promise) -> Record:
    """A promise as plain JSON values; `from_record` is its inverse. What came later to promises is written only where
    it is said, so that a record of before is still equal to what it is read as.
    """
    origin = promise.origin
    later: Record = {name: _iso(getattr(promise, name)) for name in _LATER if getattr(promise, name)}
    later |= {"by_calendar": True} if promise.by_calendar else {}
    later |= {"zones": [term.zone for term in promise.terms]} if any(term.zone for term in promise.terms) else {}
    return later | {
        "id": promise.id,
        "body": promise.body,
        "promiser": promise.promiser,
        "promisee": promise.promisee,
        "made_at": _iso(promise.made_at),
        "terms": [[_iso(term.due), _iso(term.agreed_at), term.dated] for term in promise.terms],
        "origin": origin
        and [
            list(origin.event),
            origin.quote,
            origin.rule,
            origin.sign,
            _iso(origin.told_due),
            origin.followed,
        ],
        "delivered_at": _iso(promise.delivered_at),
        "released_at": _iso(promise.released_at),
        "reneged_at": _iso(promise.reneged_at),
        "void": promise.void,
        "cause": promise.cause,
        "repairs": promise.repairs,
        "note": promise.note,
    }


def from_record(record: Mapping[str, Any]) -> Promise:
    """The promise that `to_record` wrote down."""
    instants = {name: _instant(record.get(name)) for name in ("delivered_at", "released_at", "reneged_at", *_LATER)}
    zones: Iterable[str] = record.get("zones", ())  # older records have none
    return Promise(
        id=record["id"],
        body=record["body"],
        promiser=record["promiser"],
        promisee=record["promisee"],
        made_at=datetime.fromisoformat(record["made_at"]),
        terms=tuple(
            Term(datetime.fromisoformat(due), _instant(agreed_at), dated, zone)
            for (due, agreed_at, dated), zone in zip(record["terms"], chain(zones, repeat("")), strict=False)
        ),
        origin=_origin(record["origin"]),
        void=record["void"],
        cause=Cause(record["cause"]) if record["cause"] else None,
        repairs=record["repairs"],
        note=record["note"],
        by_calendar=record.get("by_calendar", False),  # older records do not say
        **instants,
    )


def _origin(record: list[Any] | None) -> Origin | None:
    if record is None:
        return None
    event, quote, rule, sign, told_due, followed = record
    return Origin(EventKey(*event), quote, rule, sign, _instant(told_due), followed)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

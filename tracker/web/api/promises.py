"""Promises: listed, read, written down, and all that may be done to them. Each rule is the services' own."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from tracker.domain.account import User
from tracker.domain.known import Known, Line, line_of, lines
from tracker.domain.lasting import only
from tracker.domain.promise import ME
from tracker.domain.promise import Promise as Kept
from tracker.domain.seeking import bears, sought
from tracker.domain.token import Scope
from tracker.mail.words import name_of
from tracker.services import ledger as services
from tracker.services.gather import affairs
from tracker.store import ledger
from tracker.store.ledger import Overtaken
from tracker.web import history, promise_list, visit
from tracker.web.api import answering, door, paging, problems
from tracker.web.api.paging import Place, Stretch
from tracker.web.api.promise_shapes import (
    Delivery,
    Entry,
    History,
    NewDue,
    NewPromise,
    Order,
    Promise,
    Promises,
    Reneging,
    Taking,
    Undone,
    Which,
    page_of,
    shown,
)
from tracker.web.api.shapes import as_due, here

VIA = "api"
READ, WRITE = Scope.PROMISES_READ, Scope.PROMISES_WRITE


@door.get("/promises", scope=READ, query=Which, answers=Promises)
def listed(asked: Which) -> Promises:
    """List promises, by their due; those that are open, where no state is named."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = affairs(db, user)
    chosen = only(lines(known, now), promise_list.of_kind, asked.state.value)
    walked = paging.walked(chosen.parts, _place, _stretch(asked, user))
    some, onward = paging.cut(_bearing(walked, asked.q, known), asked.limit, _place)
    return page_of(some, onward, known)


def _place(line: Line) -> Place:
    return Place(line.verdict.term.due, line.promise.id)


def _stretch(asked: Which, user: User) -> Stretch:
    within = Stretch(backwards=asked.order is Order.LATEST)
    if asked.due_after is not None:
        within = within._replace(after=Place(_beginning(asked.due_after, user), ""))
    if asked.due_before is not None:
        within = within._replace(before=Place(_beginning(asked.due_before, user), ""))
    return within.going_on(asked.cursor)


def _beginning(told: Any, user: User) -> datetime:
    return told if isinstance(told, datetime) else datetime.combine(told, time(), user.zone)


def _bearing(judged: Iterator[Line], typed: str, known: Known) -> Iterator[Line]:
    words = sought(typed)
    return (line for line in judged if not words or bears(words, *_texts(line.promise, known)))


def _texts(one: Kept, known: Known) -> tuple[str, ...]:
    who = name_of(one.promisee if one.mine else one.promiser, known.persons)
    return one.body, one.note, one.origin.quote if one.origin else "", who


@door.post("/promises", scope=WRITE, body=NewPromise, answers=Promise, status=201, refuses=("refused",))
def make(asked: NewPromise) -> Promise:
    """Write a promise down."""
    due = as_due(asked.due, visit.user())
    return _did(
        partial(services.add, id=answering.id_of_made()),
        body=asked.body,
        promisee=asked.promisee,
        promiser=asked.promiser or ME,
        due=due.at,
        dated=due.dated,
        note=asked.note,
    )


@door.get("/promises/<promise_id>", scope=READ, answers=Promise)
def read(promise_id: str) -> Promise:
    """Read one promise, judged as of now."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = affairs(db, user)
    line = line_of(promise_id, known, now)
    return shown(line, known) if line else problems.missing()


@door.get("/promises/<promise_id>/history", scope=READ, answers=History)
def told(promise_id: str) -> History:
    """All that was ever done to a promise, newest first, in words and by name."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        entries = ledger.entries(db, user.id, promise_id) if ledger.promise(db, user.id, promise_id) else ()
    if not entries:
        problems.missing()
    said = ((entry, history.told(entry, user.zone, now)) for entry in reversed(entries))
    return History(
        items=[
            Entry(
                at=here(entry.at, user),
                act=entry.act.value,
                by=ME if entry.by == user.id else entry.by,
                via=entry.via,
                headline=words.headline,
                detail=words.detail,
            )
            for entry, words in said
        ]
    )


@door.post("/promises/<promise_id>/deliver", scope=WRITE, body=Delivery, answers=Promise, refuses=("refused",))
def deliver(promise_id: str, asked: Delivery) -> Promise:
    """Mark it delivered, now or at an instant that has passed. What is delivered already stays as it is."""
    return _did(services.deliver, promise_id, at=asked.at)


@door.post("/promises/<promise_id>/undo", scope=WRITE, body=Taking, answers=Undone, refuses=("refused", "overtaken"))
def undo(promise_id: str, asked: Taking) -> Undone:
    """Take back the last act on it, unless something was done since it was read."""
    user, database, now = visit.user(), visit.tracker().database, visit.now()
    with database.read() as db:
        before = services.the(db, user, promise_id)
    if history.state(before) != asked.of:
        raise Overtaken
    left = services.undo(database, user, promise_id, of=before, acts=asked.acts, via=VIA, now=now)
    return Undone(promise=read(promise_id) if left else None)


@door.post("/promises/<promise_id>/renegotiate", scope=WRITE, body=NewDue, answers=Promise, refuses=("refused",))
def renegotiate(promise_id: str, asked: NewDue) -> Promise:
    """Give it a new due; it binds if its promisee was told before the old one ran out."""
    due = as_due(asked.due, visit.user())
    return _did(services.renegotiate, promise_id, due=due.at, dated=due.dated, told=asked.told)


@door.post("/promises/<promise_id>/release", scope=WRITE, answers=Promise, refuses=("refused",))
def release(promise_id: str) -> Promise:
    """Its promisee let its user off, or the matter fell away for both."""
    return _did(services.release, promise_id)


@door.post("/promises/<promise_id>/renege", scope=WRITE, body=Reneging, answers=Promise, refuses=("refused",))
def renege(promise_id: str, asked: Reneging) -> Promise:
    """Say that it will not be kept, and why."""
    return _did(services.renege, promise_id, cause=asked.cause)


@door.post("/promises/<promise_id>/strike", scope=WRITE, answers=Promise, refuses=("refused",))
def strike(promise_id: str) -> Promise:
    """Strike it out: it never was a promise."""
    return _did(services.strike, promise_id)


def as_told(one: Kept) -> Promise:
    """A promise as it is kept now, judged; after an act of any noun."""
    return read(one.id)


def _did(act: Callable[..., Kept], *which: str, **facts: Any) -> Promise:
    return as_told(act(visit.tracker().database, visit.user(), *which, **facts, via=VIA, now=visit.now()))

"""What tracker overlooked: events that gave neither a promise nor time with people, to be taught by one tap."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent, EventKey, Span
from tracker.domain.feedback import title_key
from tracker.domain.learning import heeded
from tracker.domain.promise import Promise, Refused
from tracker.domain.reading.candidate import Band, Candidate, folded
from tracker.domain.reading.due import Due
from tracker.services import remembering, teaching
from tracker.store import calendars, ledger, people
from tracker.store import overlooked as store
from tracker.store.overlooked import Mark, Seen
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, headers, visit
from tracker.web.promises import VIA, undo_of

page = Blueprint("overlooked", __name__)

BACK, AHEAD = timedelta(days=14), timedelta(days=14)
MOST = 20  # titles on a page
AT_ONCE = 50  # events read by one statement
FARTHEST = 400  # events read for a page: where nearly all were found, it ends early and says so
LONGEST = 80  # letters that are searched for


class Plain(NamedTuple):
    """An event that gave nothing: its number in the list, from 1, and how many others of its title follow it."""

    event: CalendarEvent
    number: int
    others: int = 0

    @property
    def due(self) -> Due:
        """By when it would be due if nothing else is said: its end."""
        return Due(max(self.event.start, self.event.end), dated=False)


class Listed(NamedTuple):
    """One page of such events; `after`: where the next one begins, None where this is the last."""

    plain: tuple[Plain, ...]
    after: Mark | None


@page.get("/overlooked")
def show() -> Response:
    """The events round today of which nothing was made, newest first; of each title one."""
    return _shown()


def _shown(trouble: str = "", at: EventKey | None = None) -> Response:
    user, typed = visit.user(), request.values
    words, before = typed.get("words", "")[:LONGEST], typed.get("after", "")
    with visit.tracker().database.read() as db:
        listed = _listed(db, user, words, _mark(before))
        known = {calendar.id: calendar.name for calendar in calendars.calendars(db, user.id)}
        persons = people.persons(db, user.id)
    shown = render_template(
        "overlooked.html",
        days=_by_day(listed.plain, user),
        before=before,
        after=_named(listed.after) if listed.after else "",
        words=words,
        calendars=known,
        persons=persons,
        trouble=trouble,
        at=at,
        typed=typed,
    )
    return headers.keyed(make_response(shown))


def _by_day(plain: Iterable[Plain], user: User) -> list[tuple[datetime, list[Plain]]]:
    """The list cut at the midnights of its user, each part with an instant of its day."""
    cut = [list(day) for _, day in groupby(plain, key=lambda one: one.event.start.astimezone(user.zone).date())]
    return [(day[0].event.start, day) for day in cut]


def _listed(db: Connection, user: User, words: str, after: Mark | None) -> Listed:
    """As many as a page holds, read in pieces until it is full."""
    settled = _settled(db, user)
    found: dict[str, Plain] = {}
    read = 0
    for seen in _read(db, user, words, after):
        read += 1
        key = title_key(seen.event.summary)
        if _bears(seen.event, words) and not settled(seen):
            if key not in found and len(found) == MOST:
                return Listed(tuple(found.values()), after)
            first = found.get(key)
            found[key] = first._replace(others=first.others + 1) if first else Plain(seen.event, len(found) + 1)
        after = seen.mark
    return Listed(tuple(found.values()), after if read == FARTHEST else None)


def _bears(event: CalendarEvent, words: str) -> bool:
    title = folded(event.summary)
    return all(word in title for word in folded(words).split())


def _read(db: Connection, user: User, words: str, after: Mark | None) -> Iterator[Seen]:
    within = Span(visit.now() - BACK, visit.now() + AHEAD)
    for _piece in range(FARTHEST // AT_ONCE):
        seen = store.page(db, user.id, within, words, after=after, limit=AT_ONCE)
        yield from seen
        if len(seen) < AT_ONCE:
            return
        after = seen[-1].mark


def _settled(db: Connection, user: User) -> Callable[[Seen], bool]:
    """Whether of an event something was made or asked, or nothing can be: it is private."""
    learned, dismissed = remembering.known(db, user), ledger.dismissed(db, user.id)
    made = {promise.origin.event for promise in ledger.promises(db, user.id) if promise.origin}

    def settled(seen: Seen) -> bool:
        asked = (one for one in heeded(seen.found, learned) if _asked(one, dismissed))
        return seen.event.private or seen.event.key in made or any(asked)

    return settled


def _asked(candidate: Candidate, dismissed: frozenset[str]) -> bool:
    return candidate.band is not Band.IGNORE or bool({candidate.sign, candidate.series_sign} & dismissed)


@page.post("/overlooked/promise")
def promise() -> AnyResponse | tuple[Response, int]:
    """This was a promise, perhaps in other words: it is opened, and its like is asked about from now on."""
    try:
        made = _promised(_key())
    except (forms.Unreadable, Refused) as trouble:
        return _shown(worded(trouble), _key()), 422
    said = _("Promise opened: %(what)s. Its like will be asked about from now on.", what=made.body)
    visit.say(said, undo=undo_of(made))
    return _back()


def _promised(key: EventKey) -> Promise:
    form, user, tracker = request.form, visit.user(), visit.tracker()
    edited = "body" in form
    due = forms.due(form, user.zone) if edited else None
    return teaching.teach_promise(
        tracker.database,
        tracker.doors.detector,
        user,
        key,
        body=forms.text(form, "body", asked=_("Say what was promised, in a few words.")) if edited else None,
        promisee=forms.text(form, "promisee", longest=200) if edited else None,
        due=due.at if due else None,
        dated=bool(due and due.dated),
        via=VIA,
        now=visit.now(),
    )


@page.post("/overlooked/meeting")
def meeting() -> AnyResponse | tuple[Response, int]:
    """This was time with people: it counts as contact, and its like does from now on."""
    tracker, user, key = visit.tracker(), visit.user(), _key()
    try:
        met = teaching.teach_meeting(tracker.database, tracker.doors.detector, user, key, via=VIA, now=visit.now())
    except Refused as trouble:
        return _shown(worded(trouble), key), 422
    undo = url_for("questions.unmet", sign=met.sign)
    visit.say(_("Time with people: %(title)s. Its like will count from now on.", title=met.title), undo=undo)
    return _back()


def _key() -> EventKey:
    return EventKey(*(request.form.get(name, "") for name in ("calendar", "uid", "occurrence")))


def _back() -> AnyResponse:
    """To the same place in the list."""
    same = {name: request.form.get(name) or None for name in ("words", "after")}
    return visit.go("overlooked.show", **same, at=request.form.get("place") or None)


def _named(mark: Mark) -> str:
    return f"{mark.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{mark.number}"


def _mark(named: str) -> Mark | None:
    """The place that an address names; one that names none is the beginning."""
    at, _between, number = named.partition("_")
    try:
        return Mark(datetime.fromisoformat(at).astimezone(UTC), int(number))
    except ValueError:
        return None

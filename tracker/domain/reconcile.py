"""What was told beside what was known, and beside what was decided: changes, and questions."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.event import CalendarEvent, EventKey, Pull
from tracker.domain.lasting import each, whole
from tracker.domain.promise import Origin, Promise, Term, still_open
from tracker.domain.reading.candidate import Band, Candidate, Kind
from tracker.domain.reading.due import Due

ASK_BACK = timedelta(days=14)  # what was due longer ago is history: nobody is asked about it
Slot = tuple[str, str, str]
Pair = tuple[Candidate | None, Promise | None]
FEW = 4  # up to this many coming events may vanish at once without doubt


class SuddenlyEmpty(Exception):
    """A whole pull in which more than half of the coming events are missing. Nothing of it is believed."""

    def __init__(self, known: int, missing: int) -> None:
        super().__init__(f"{missing} of {known} coming events are missing")
        self.known, self.missing = known, missing


class Changes(NamedTuple):
    """What a pull says that we did not know. A changed event keeps its key."""

    new: tuple[CalendarEvent, ...] = ()
    changed: tuple[CalendarEvent, ...] = ()
    gone: tuple[EventKey, ...] = ()


def compare(known: Mapping[EventKey, CalendarEvent], pull: Pull, *, believe: bool = False, now: datetime) -> Changes:
    """What changed. An event that the pull does not name is gone only if it lies in the span that it tells whole.
    One that can no longer be read is not gone either: it stays as it was known.

    Raises SuddenlyEmpty, unless told to `believe`, when more than half of the coming events would go
    (reliability D6; vdirsyncer's rule of the empty store).
    """
    told = {event.key: event for event in pull.events}
    missing = [event for key, event in known.items() if key not in told and _speaks_of(pull, event)]
    if not believe:
        named = {event.key.root for event in pull.events}  # where a series is still told, nothing of it vanished
        _doubt(known.values(), [event for event in missing if event.key.root not in named], now)
    return Changes(
        new=tuple(event for key, event in told.items() if key not in known),
        changed=tuple(event for key, event in told.items() if key in known and known[key] != event),
        gone=tuple(event.key for event in missing),
    )


def _speaks_of(pull: Pull, event: CalendarEvent) -> bool:
    """Whether a pull that does not name an event says by that that it is gone."""
    if not pull.whole or not pull.whole.covers(event) or (pull.only is not None and event.key.uid not in pull.only):
        return False
    return not any(skipped.uid == event.key.uid and not skipped.kept for skipped in pull.skipped)


def _doubt(known: Collection[CalendarEvent], missing: Iterable[CalendarEvent], now: datetime) -> None:
    coming = sum(event.start >= now for event in known)
    lost = sum(event.start >= now for event in missing)
    if lost > FEW and lost * 2 > coming:
        raise SuddenlyEmpty(coming, lost)


class Ask(StrEnum):
    """What only the user can settle."""

    IS_PROMISE = "is this a promise?"
    IS_MEETING = "was this time with them?"
    MOVED = "it moved: were they told?"
    GONE = "it is gone: what became of it?"
    DELIVERED = "it was done there: delivered then?"


class Question(NamedTuple):
    """A difference between what was told and what was decided. It has no row: the answer has one.

    `candidate` is what the calendar tells now, None when it tells nothing any more; `promise` is what was
    decided, None when nothing was. So with DELIVERED and no promise it is asked whether it was one, too.
    """

    ask: Ask
    candidate: Candidate | None
    promise: Promise | None

    @property
    def sign(self) -> str:
        """A lasting name for links: the candidate's, else that of the promise's origin."""
        if self.candidate:
            return self.candidate.sign
        return self.promise.origin.sign if self.promise and self.promise.origin else ""

    @property
    def delivered_at(self) -> datetime | None:
        """When its calendar says that it was done; None where it does not say so."""
        return self.candidate.delivered_at if self.candidate else None

    @property
    def term(self) -> Term | None:
        """What a delivery would be judged against: the promise's binding term, else the due that the words tell."""
        if self.promise:
            return self.promise.binding
        due = self.candidate.due if self.candidate else None
        return Term(due.at, None, due.dated) if isinstance(due, Due) else None


def questions(
    candidates: Iterable[Candidate],
    promises: Iterable[Promise],
    *,
    dismissed: Collection[str],
    standing: Collection[EventKey],
    now: datetime,
) -> tuple[Question, ...]:
    """All that must be asked, soonest due first. `standing` are the keys of the events that still take place.

    What may be a promise is among them whether it is listed, or only asked about: see the tray.
    """
    told, decided = whole(candidates).once(_by_slot), each(promises, _by_origin)
    asked_about = _slots(candidates, promises, now)
    made = {slot: [one for month in decided for one in month.get(slot, ())] for slot in asked_about}
    pairs = [pair for slot in asked_about for pair in _pair(list(told.get(slot, ())), made[slot], standing)]
    asked = [one for candidate, promise in pairs for one in _ask(candidate, promise, dismissed, standing, now)]
    return tuple(sorted(_once(asked, pairs), key=_soonest))


def _once(asked: Iterable[Question], pairs: Iterable[Pair]) -> Iterable[Question]:
    """Without lines that notes carry over from week to week, while their matter is open, or asked, since earlier."""
    since: dict[str, datetime] = {}
    opened = (candidate for candidate, promise in pairs if candidate and promise and promise.open)
    for matter in (*opened, *(one.candidate for one in asked if one.candidate)):
        since[matter.matter_sign] = min(matter.start, since.get(matter.matter_sign, matter.start))
    for one in asked:
        new, line = one.candidate, one.promise is None and one.candidate and one.candidate.line
        if not (new and line and since[new.matter_sign] < new.start):
            yield one


def told_of(promise: Promise, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """What its calendar tells of a promise now, first what it was accepted from: its event's, else its slot's."""
    origin = promise.origin
    near = [one for one in candidates if origin and one.event.slot == origin.event.slot]
    own = [one for one in near if origin and one.event == origin.event]
    return tuple(sorted(own or near, key=lambda candidate: not origin or candidate.sign != origin.sign))


def _slots(candidates: Iterable[Candidate], promises: Iterable[Promise], now: datetime) -> set[Slot]:
    """Where anything can be asked: what is told is not too old for it, or something is still owed."""
    told = whole(candidates).once(_by_last)
    lately = (one.event.slot for one in told[bisect_left(told, now - ASK_BACK, key=_last) :])
    return {*lately, *(one.origin.event.slot for one in still_open(promises) if one.origin)}


def _by_last(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted((one for one in candidates if one.kind is Kind.PROMISE), key=_last)


def _by_slot(candidates: Iterable[Candidate]) -> dict[Slot, list[Candidate]]:
    told: dict[Slot, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind is Kind.PROMISE:
            told.setdefault(candidate.event.slot, []).append(candidate)
    return told


def _by_origin(promises: Iterable[Promise]) -> dict[Slot, list[Promise]]:
    decided: dict[Slot, list[Promise]] = {}
    for promise in promises:
        if promise.origin:
            decided.setdefault(promise.origin.event.slot, []).append(promise)
    return decided


def _pair(told: list[Candidate], decided: list[Promise], standing: Collection[EventKey]) -> Iterable[Pair]:
    """Each promise beside its candidate: by sign, then by event, since an edited title is no new promise. Last, one
    whose event is told no more beside what is told in its slot: that series was cut in two, or moved.
    """
    rules: tuple[Callable[[Candidate, Promise], bool], ...] = (
        lambda candidate, promise: candidate.sign == _from(promise).sign,
        lambda candidate, promise: candidate.event == _from(promise).event,
        lambda candidate, promise: _from(promise).event not in standing,
    )
    for belongs in rules:
        for promise in tuple(decided):
            if same := next((candidate for candidate in told if belongs(candidate, promise)), None):
                told.remove(same)
                decided.remove(promise)
                yield same, promise
    yield from ((candidate, None) for candidate in told)
    yield from ((None, promise) for promise in decided)


def _from(promise: Promise) -> Origin:
    assert promise.origin  # only such promises are paired
    return promise.origin


def _ask(
    candidate: Candidate | None,
    promise: Promise | None,
    dismissed: Collection[str],
    standing: Collection[EventKey],
    now: datetime,
) -> Iterable[Question]:
    delivered = candidate is not None and _said_delivered(candidate, dismissed)
    if promise is None:
        if candidate and candidate.event in standing and _worth_asking(candidate, dismissed, now):
            yield Question(Ask.DELIVERED if delivered else Ask.IS_PROMISE, candidate, None)
    elif not promise.open or promise.origin is None or not promise.origin.followed:
        return
    elif (candidate.event if candidate else promise.origin.event) not in standing:
        yield Question(Ask.GONE, None, promise)
    elif delivered:  # before a move: what was delivered by now was so in time for the old due, or can move no more
        yield Question(Ask.DELIVERED, candidate, promise)
    elif candidate and _moved(candidate, promise, promise.origin):
        yield Question(Ask.MOVED, candidate, promise)


def _said_delivered(candidate: Candidate, dismissed: Collection[str]) -> bool:
    return bool(candidate.delivered_at) and candidate.delivery_sign not in dismissed


def _moved(candidate: Candidate, promise: Promise, origin: Origin) -> bool:
    """Whether its event tells another due than the one last looked at, and than the one that binds."""
    told = candidate.told_due
    return told is not None and told.at not in (origin.told_due, promise.binding.due)


def _worth_asking(candidate: Candidate, dismissed: Collection[str], now: datetime) -> bool:
    if candidate.band is Band.IGNORE or candidate.sign in dismissed or candidate.series_sign in dismissed:
        return False
    return _last(candidate) >= now - ASK_BACK


def _soonest(question: Question) -> tuple[datetime, str]:
    candidate, promise = question.candidate, question.promise
    if candidate:
        return _last(candidate), question.sign
    return (promise.binding.due if promise else datetime.max.replace(tzinfo=UTC)), question.sign


def _last(candidate: Candidate) -> datetime:
    return candidate.told_due.at if candidate.told_due else candidate.start

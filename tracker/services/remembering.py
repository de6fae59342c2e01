"""What its user answers, remembered; the one writer of that log. All that is learned is read from it here."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.feedback import Answer, Feedback, Shown, shown, standing, to_take_back
from tracker.domain.lasting import whole
from tracker.domain.learning import Learned, heeded, learned
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reading.detect import VERSION
from tracker.store import events, feedback


def replayed(log: Iterable[Feedback]) -> Learned:
    """What a log teaches."""
    return whole(log).once(learned)


def known(db: Connection, user: User) -> Learned:
    """All that this user's answers taught so far."""
    return replayed(feedback.log(db, user.id))


def candidates(db: Connection, user: User) -> tuple[Candidate, ...]:
    """All that was found in a user's events, as sure as what was learned makes it."""
    return heeded(events.candidates(db, user.id), known(db, user))


def remember(
    db: Connection,
    user: User,
    answer: Answer,
    candidate: Candidate,
    *,
    place: int = 0,
    edited: Collection[str] = (),
    series: bool = False,
    via: str,
    now: datetime,
) -> None:
    """Keep an answer to a candidate, as it was shown. `series`: a dismissal is of the whole series."""
    whole = series or not candidate.event.recurrence_id
    said = _shown(db, user, candidate)._replace(place=place, edited=tuple(sorted(edited)), whole=whole)
    keep(db, user, answer, said, via=via, now=now)


def taught(db: Connection, user: User, candidate: Candidate, key: str, *, via: str, now: datetime) -> None:
    """Keep that a title was taught to be of a candidate's kind; the candidate as it would have been without."""
    keep(db, user, Answer.TAUGHT, _shown(db, user, candidate)._replace(key=key), via=via, now=now)


def _shown(db: Connection, user: User, candidate: Candidate) -> Shown:
    what = known(db, user)
    (seen,) = heeded((candidate,), what)
    return shown(seen, reader=VERSION, learned=what.answers)


def keep(db: Connection, user: User, answer: Answer, said: Shown, *, via: str, now: datetime) -> None:
    """Keep an answer to what was shown; twice is once."""
    log = feedback.log(db, user.id)
    last = next((each for each in reversed(standing(log)) if each.shown.sign == said.sign), None)
    if last and (last.answer, last.shown.whole) == (answer, said.whole):
        return
    feedback.add(db, user.id, answer, said, via=via, at=now)
    _look_again(db, user, replayed(log))


def struck(db: Connection, user: User, sign: str, *, via: str, now: datetime) -> None:
    """A promise that came from a calendar was none: a dismissal of what it came from, as that was last shown."""
    told = next((each for each in events.candidates(db, user.id) if each.sign == sign), None)
    if told:
        remember(db, user, Answer.DISMISSED, told, via=via, now=now)
        return
    last = next((each for each in reversed(feedback.log(db, user.id)) if each.shown.sign == sign), None)
    if last:
        keep(db, user, Answer.DISMISSED, last.shown, via=via, now=now)


def forget(
    db: Connection, user: User, signs: Collection[str], answers: Collection[Answer], *, via: str, now: datetime
) -> None:
    """Take back all such answers to what goes by these signs."""
    log = feedback.log(db, user.id)
    feedback.take_back(db, user.id, tuple(to_take_back(log, signs, answers)), via=via, at=now)
    _look_again(db, user, replayed(log))


def _look_again(db: Connection, user: User, before: Learned) -> None:
    """Let all events be read anew whose title is taught since, or is no more."""
    if changed := {key for _, key in before.taught ^ known(db, user).taught}:
        events.look_again(db, user.id, changed)

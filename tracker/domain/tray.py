"""The review tray: what is found, but not surely enough to be listed, is asked about, a few a day."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.domain.event import EventKey
from tracker.domain.feedback import Feedback, standing, title_key
from tracker.domain.lasting import whole
from tracker.domain.reading.candidate import Band, Candidate, Kind
from tracker.domain.reconcile import ASK_BACK, Ask, Question

A_DAY = 5  # asked of one user from the tray, in a day of their zone


def listed(asked: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that are asked at once: of what was found surely, and of what was decided."""
    return tuple(question for question in asked if not _unsure(question))


def review(
    asked: Iterable[Question],
    candidates: Iterable[Candidate],
    *,
    answered: int,
    dismissed: Collection[str],
    standing: Collection[EventKey],
    now: datetime,
) -> tuple[Question, ...]:
    """What is asked from the tray now, the most uncertain first: promises, and meetings that are over. Of one title
    only one is asked. `answered` is how many were answered today, `standing` which events took place.
    """
    doubtful = whole(candidates).once(_doubtful)
    recent = doubtful[bisect_left(doubtful, now - ASK_BACK, key=_start) : bisect_right(doubtful, now, key=_start)]
    met = (each for each in recent if each.event in standing and not _dismissed(each, dismissed))
    unsure = [*filter(_unsure, asked), *(Question(Ask.IS_MEETING, each, None) for each in met)]
    firsts: dict[object, Question] = {}
    for question in sorted(unsure, key=_least_sure):
        firsts.setdefault(_title(question), question)
    return tuple(firsts.values())[: max(0, A_DAY - answered)]


def answered_today(log: Iterable[Feedback], zone: ZoneInfo, now: datetime) -> int:
    """How many answers to the tray were given on this day in their user's zone, and not taken back."""
    return whole(log).once(_answered, zone)[now.astimezone(zone).date()]


def _answered(log: Iterable[Feedback], zone: ZoneInfo) -> Counter[date]:
    return Counter(each.at.astimezone(zone).date() for each in standing(log) if each.shown.band is Band.ASK)


def counts(candidate: Candidate, confirmed: bool) -> bool:
    """Whether a meeting counts as contact: one found surely does at once, another when its user has confirmed it."""
    return candidate.kind is Kind.MEETING and (confirmed or candidate.band is Band.LIST)


def _unsure(question: Question) -> bool:
    return question.promise is None and question.candidate is not None and question.candidate.band is Band.ASK


def _doubtful(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The meetings that are asked about when they are over, in order."""
    met = (each for each in candidates if each.kind is Kind.MEETING and each.band is Band.ASK)
    return sorted(met, key=_start)


def _start(candidate: Candidate) -> datetime:
    return candidate.start


def _dismissed(candidate: Candidate, dismissed: Collection[str]) -> bool:
    return candidate.sign in dismissed or candidate.series_sign in dismissed


def _title(question: Question) -> object:
    assert question.candidate  # nothing else is unsure
    return question.candidate.kind, title_key(question.candidate.read)


def _least_sure(question: Question) -> tuple[float, datetime, str]:
    assert question.candidate
    return abs(question.candidate.confidence - 0.5), question.candidate.start, question.sign

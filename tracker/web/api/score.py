"""The score, as the page of one's word says it, and this week, as the letter does."""

from collections.abc import Iterable
from functools import partial

from pydantic import Field

from tracker.domain.digest import compose
from tracker.domain.giving import balance, competence
from tracker.domain.known import Known, Line, lines, scored
from tracker.domain.people import GiveKind
from tracker.domain.token import Scope
from tracker.domain.trust import HALF_LIFE, Rate, Run, TrustIndex, kept_since, rate, trust_index
from tracker.domain.warmth import Shade
from tracker.services.gather import gather
from tracker.web import visit
from tracker.web.api import door
from tracker.web.api.promise_shapes import Promise, shown
from tracker.web.api.shapes import Moment, Shape, here, maybe


class OnTime(Shape):
    """How many of the decided promises were kept. Of fewer than five it says nothing yet: then it is provisional."""

    kept: int
    decided: int
    share: float | None
    low: float = Field(description="Wilson's 95 % interval.")
    high: float
    provisional: bool


class Trust(Shape):
    """A guide between 0 and 1, not a grade, and the weight of the evidence behind it."""

    value: float
    weight: float
    half_life_days: int


class Row(Shape):
    """How many were kept in a row since the last miss."""

    kept: int
    since: Moment | None


class Ability(Shape):
    """How many gives of one kind, in one year, showed what the user can do."""

    year: int
    kind: GiveKind
    number: int


class Score(Shape):
    """Whether promises are kept, and what was given that shows ability: side by side, never added up."""

    rate: OnTime
    trust: Trust
    run: Row
    ability: list[Ability]
    given: int
    received: int
    page: str


class Cooling(Shape):
    """Somebody whom it is time to meet."""

    id: str
    name: str
    shade: Shade
    last_met: Moment | None


class Week(Shape):
    """One week as its letter tells it: what is owed now, and how the week behind went."""

    began: Moment
    ended: Moment
    overdue: list[Promise]
    coming: list[Promise]
    kept: list[Promise]
    late: list[Promise]
    broken: list[Promise]
    waiting_on: list[Promise]
    questions: int
    given: int
    received: int
    cold: list[Cooling]
    rate: OnTime
    trust: Trust
    zone: str


@door.get("/score", scope=Scope.PROMISES_READ, answers=Score)
def read() -> Score:
    """Read the on-time rate, the trust index, and what was given that shows ability."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    counted = scored(lines(known, now), user)
    passed = balance(known.gives)
    return Score(
        rate=_rate(rate(counted)),
        trust=_trust(trust_index(counted, now)),
        run=_run(kept_since(counted)),
        ability=[Ability(**one._asdict()) for one in competence(known.gives, user.zone)],
        given=passed.given,
        received=passed.received,
        page=f"{visit.tracker().base_url}/trust",
    )


def _rate(one: Rate) -> OnTime:
    low, high = one.interval
    said = {"kept": one.kept, "decided": one.decided, "share": one.share, "provisional": one.provisional}
    return OnTime(**said, low=low, high=high)


def _trust(one: TrustIndex) -> Trust:
    return Trust(value=one.value, weight=one.weight, half_life_days=HALF_LIFE.days)


def _run(one: Run) -> Row:
    return Row(kept=one.kept, since=maybe(one.since, visit.user()))


@door.get("/week", scope=Scope.PROMISES_READ, answers=Week)
def week() -> Week:
    """Read this week as its letter would tell it now: what is owed, and how the week behind went."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    told = compose(known, now)
    each = partial(_each, known)
    return Week(
        began=here(told.week.start, user),
        ended=here(told.week.end, user),
        overdue=each(told.overdue),
        coming=each(told.coming),
        kept=each(told.kept),
        late=each(told.late),
        broken=each(told.broken),
        waiting_on=each(told.awaited),
        questions=len(told.questions),
        given=len(told.given),
        received=len(told.received),
        cold=[
            Cooling(id=one.person.id, name=one.person.name, shade=one.shade, last_met=maybe(one.last_met, user))
            for one in told.cold
        ],
        rate=_rate(told.rate),
        trust=_trust(told.trust),
        zone=user.zone.key,
    )


def _each(known: Known, judged: Iterable[Line]) -> list[Promise]:
    return [shown(line, known) for line in judged]

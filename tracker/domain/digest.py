"""A week composed into a digest, and when the next one is due."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from tracker.domain.account import Calendar, Connection, User
from tracker.domain.event import Span
from tracker.domain.game import Game, game, week_of
from tracker.domain.ideas import Bring, brought
from tracker.domain.known import Known, Line, lines, owed, scored
from tracker.domain.lasting import only
from tracker.domain.loss import by_loss
from tracker.domain.people import Direction, Give, Person
from tracker.domain.promise import Promise
from tracker.domain.reconcile import Question
from tracker.domain.shared import within
from tracker.domain.suggesting import Suggestion, suggested
from tracker.domain.trend import Week, twelve
from tracker.domain.trust import Rate, Run, TrustIndex, kept_since, rate, trust_index
from tracker.domain.verdict import Outcome, Verdict
from tracker.domain.warmth import Shade, Warmth, warmths

COMING = timedelta(days=7)
WEEK = timedelta(days=7)
MOMENT = timedelta(microseconds=1)
REMIND_FOR = 4 * WEEK  # of a lost connection, which makes four letters (requirement 22)


class Lost(NamedTuple):
    """A connection that Google took back, and the calendars that cannot be read without it."""

    connection: Connection
    calendars: tuple[Calendar, ...]

    @property
    def trouble(self) -> str:
        """What is wrong, and the remedy, as the first of its calendars was told."""
        return next((calendar.trouble for calendar in self.calendars if calendar.trouble), "")

    @property
    def synced_at(self) -> datetime | None:
        """When the last of its calendars to be read was read; what came later is known of none. None: never."""
        return min((one.synced_at for one in self.calendars if one.synced_at), default=None)


class Digest(NamedTuple):
    """The account of one user's week, worst first. `week` is the one behind; coming are the seven days ahead.

    `rate` and `trust` weigh all that is scored, `before` is the rate as it stood when the week began.
    `calendars` say how fresh each is. `game` is how the accountability game stands (requirement 40).
    `bring` are the meetings of the next days with what to bring to each, `suggestions` gives that may have been some.
    `weeks` are twelve, of which the last is `week`; `run` is what was kept since the last miss. What is owed stands
    in the order in which it costs most next (requirement 31).
    """

    user: User
    week: Span
    at: datetime
    overdue: tuple[Line, ...]
    coming: tuple[Line, ...]
    kept: tuple[Line, ...]
    late: tuple[Line, ...]
    broken: tuple[Line, ...]
    renegotiated: tuple[Line, ...]
    waiting_on: tuple[Line, ...]
    rate: Rate
    before: Rate
    trust: TrustIndex
    given: tuple[Give, ...]
    received: tuple[Give, ...]
    cold: tuple[Warmth, ...]
    persons: tuple[Person, ...]
    questions: tuple[Question, ...]
    calendars: tuple[Calendar, ...]
    connections: tuple[Connection, ...] = ()
    game: Game | None = None  # None: it was not asked
    bring: tuple[Bring, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    weeks: tuple[Week, ...] = ()
    run: Run = Run(0, None)

    @property
    def to_bring(self) -> tuple[Bring, ...]:
        """The meetings to come to which something could be brought."""
        return tuple(one for one in self.bring if one.ideas)

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say: nothing owed, decided, asked, given, grown cold or planned last week, and
        all is fresh.
        """
        said = (
            self.overdue,
            self.coming,
            self.kept,
            self.late,
            self.broken,
            self.renegotiated,
            self.awaited,
        )
        also = (self.given, self.received, self.cold, self.questions, self.suggestions, self.to_bring)
        planned = self.game is not None and self.game.last is not None and not self.game.last.skipped
        return not any(said + also) and not any(self.troubled) and bool(self.persons) and not planned

    @property
    def awaited(self) -> tuple[Line, ...]:
        """What I wait for: first what is open, then what was broken in the last weeks, the newest first. What was
        broken before that is no news, and no letter need say so for ever.
        """
        broken = of(self.waiting_on, Outcome.BROKEN)
        lately = (line for line in reversed(broken) if self._recent(line.verdict.at))
        return (*(line for line in self.waiting_on if line.verdict.outcome is not Outcome.BROKEN), *lately)

    @property
    def troubled(self) -> tuple[Calendar, ...]:
        """The calendars that cannot be trusted to be up to date."""
        cut_off = {calendar.id for lost in self.lost for calendar in lost.calendars}
        return tuple(one for one in self.calendars if one.stale(self.at) or one.trouble or one.id in cut_off)

    @property
    def troubled_alone(self) -> tuple[Calendar, ...]:
        """Those of the troubled for which no lost connection is the reason."""
        cut_off = {calendar.id for lost in self.lost for calendar in lost.calendars}
        return tuple(calendar for calendar in self.troubled if calendar.id not in cut_off)

    @property
    def lost(self) -> tuple[Lost, ...]:
        """The connections that Google took back and by which calendars are followed: each is told of once."""
        each = (
            Lost(one, tuple(calendar for calendar in self.calendars if calendar.connection == one.id))
            for one in self.connections
            if one.lost_at
        )
        return tuple(lost for lost in each if lost.calendars)

    @property
    def reminded(self) -> tuple[Lost, ...]:
        """Those lost of which a letter still reminds; after that they show only in how fresh each calendar is."""
        return tuple(lost for lost in self.lost if self._recent(lost.connection.lost_at or self.at))

    def _recent(self, at: datetime) -> bool:
        zone = self.user.zone  # within one zone these are wall clocks, on which letters lie a week apart
        return self.at.astimezone(zone) <= at.astimezone(zone) + REMIND_FOR


def compose(known: Known, now: datetime) -> Digest:
    """The digest as of now, about the seven days before today in the user's zone."""
    user, judged = known.user, lines(known, now)
    open_now = owed(judged)
    mine = tuple(line for line in open_now if line.promise.mine)
    week = week_before(user, now)
    decided = only(judged, _decided_in, week)
    counted = scored(judged, user)
    gives = [give for give in within(known.gives, week.start, week.end) if week.holds(give.at)]
    return Digest(
        user=user,
        week=week,
        at=now,
        overdue=by_loss(of(mine, Outcome.OVERDUE), user.leniency),
        coming=by_loss(_coming(mine, now), user.leniency),
        kept=of(decided, Outcome.KEPT),
        late=of(decided, Outcome.LATE),
        broken=of(decided, Outcome.BROKEN),
        renegotiated=tuple(only(judged, _renegotiated_in, week)),
        waiting_on=tuple(line for line in open_now if not line.promise.mine),
        rate=rate(counted),
        before=rate(only(counted, _until, week.start)),
        trust=trust_index(counted, now),
        run=kept_since(counted),
        weeks=twelve(judged, user, week.end - MOMENT, begins=week.start.weekday()),
        given=tuple(give for give in gives if give.direction is Direction.GIVEN),
        received=tuple(give for give in gives if give.direction is Direction.RECEIVED),
        cold=_cold(known, now),
        persons=known.persons,
        questions=known.questions,
        calendars=known.calendars,
        connections=known.connections,
        game=game(known.plans, known.promises, now.astimezone(user.zone).date()),
        bring=brought(known.stock, known.meetings, known.ideas, now),
        suggestions=suggested(known.meetings, known.named, known.gives, known.dismissed, now),
    )


def of(judged: Iterable[Line], outcome: Outcome) -> tuple[Line, ...]:
    """Those with one outcome."""
    return tuple(line for line in judged if line.verdict.outcome is outcome)


def _coming(judged: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    return tuple(line for line in of(judged, Outcome.PENDING) if line.verdict.term.due < now + COMING)


def _decided_in(judged: Sequence[Line], week: Span) -> list[Line]:
    """Mine decided in a week. Only whole days: what happens on a letter's own day is told by the next, once."""
    decided = (line for line in judged if line.promise.mine and line.verdict.outcome.decided)
    return [line for line in decided if week.holds(line.verdict.at)]


def _renegotiated_in(judged: Sequence[Line], week: Span) -> list[Line]:
    return [line for line in judged if line.promise.mine and _agreed_in(line.promise, week)]


def _until(verdicts: Sequence[Verdict], start: datetime) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.at < start]


def _agreed_in(promise: Promise, week: Span) -> bool:
    agreed_at = promise.binding.agreed_at
    return promise.renegotiations > 0 and agreed_at is not None and week.holds(agreed_at)


def _cold(known: Known, now: datetime) -> tuple[Warmth, ...]:
    """Who has grown cold, save those whom we are to meet, and those of whom its user wants no word this week."""
    each = warmths(known.persons, known.meetings, now, known.user.cadences)
    return tuple(one for one in each if one.shade is Shade.COLD and one.nudges)


def week_before(user: User, now: datetime) -> Span:
    """The seven days that end with the user's last midnight: on a Monday, the week from Monday to Monday."""
    today = now.astimezone(user.zone).date()
    start, end = (datetime.combine(day, time.min, user.zone) for day in (today - WEEK, today))
    return Span(start, end)


def week_name(user: User, at: datetime) -> str:
    """The ISO week in which a letter falls due, in the user's zone, as `2026-W47`: one letter each."""
    return week_of(at.astimezone(user.zone).date())


def next_digest(user: User, after: datetime) -> datetime:
    """The next digest day and hour on the user's wall clock, later than `after`, also over a change of clocks.

    An hour that the clocks skip is read with the offset before the gap, one that they repeat as the first pass.
    """
    local = after.astimezone(user.zone)
    ahead = (user.digest_day - local.weekday()) % 7
    day = local.date() + timedelta(days=ahead)
    at = datetime.combine(day, time(user.digest_hour), user.zone)
    return at if at > after else datetime.combine(day + WEEK, time(user.digest_hour), user.zone)

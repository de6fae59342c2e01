"""What a letter between the weekly ones reminds of, and when it may come: if its user wishes, once a day at most.

Each promise of mine is named once as due tomorrow and once as just overdue, for each due that binds it. The day of
the weekly letter has no reminder, and what that letter called overdue is not said to be so again.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.known import Known, Line, lines, owed
from tracker.domain.people import Person
from tracker.domain.verdict import Outcome

DAY = timedelta(days=1)
JUST = 2 * DAY  # for so long what is overdue is just so, however long nobody could be told


class Reminder(NamedTuple):
    """What one user is reminded of at an instant, soonest due first."""

    user: User
    at: datetime
    tomorrow: tuple[Line, ...]
    overdue: tuple[Line, ...]
    persons: tuple[Person, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say: then no letter goes out."""
        return not (self.tomorrow or self.overdue)


def reminder(known: Known, since: datetime | None, now: datetime) -> Reminder:
    """What to remind of now. `since` is the instant up to which its user was told what is overdue; None: never."""
    mine = [line for line in owed(lines(known, now)) if line.promise.mine]
    told = max(since or now - JUST, now - JUST)
    return Reminder(known.user, now, _tomorrow(mine, known.user, now), _just_overdue(mine, told), known.persons)


def _tomorrow(mine: Iterable[Line], user: User, now: datetime) -> tuple[Line, ...]:
    """Those due on the next day of the user's calendar."""
    tomorrow = now.astimezone(user.zone).date() + DAY
    pending = (line for line in mine if line.verdict.outcome is Outcome.PENDING)
    return tuple(line for line in pending if line.verdict.term.due.astimezone(user.zone).date() == tomorrow)


def _just_overdue(mine: Iterable[Line], told: datetime) -> tuple[Line, ...]:
    """Those that became overdue since. At the very limit one is pending still: then the next time tells of it."""
    return tuple(line for line in mine if line.verdict.outcome is Outcome.OVERDUE and line.verdict.ran_out_at >= told)


def next_reminder(user: User, after: datetime) -> datetime:
    """The next day on which a reminder may come, at the hour of the user's letters on their wall clock.

    An hour that the clocks skip is read with the offset before the gap, one that they repeat as the first pass.
    """
    today = after.astimezone(user.zone).date()
    hours = (datetime.combine(today + days * DAY, time(user.digest_hour), user.zone) for days in range(4))
    return next(at for at in hours if at > after.astimezone(UTC) and not of_letter(user, at))


def may_come(user: User, now: datetime) -> bool:
    """Whether now is a time for one: the hour has come on a day without the weekly letter, and they are here."""
    return now.astimezone(user.zone).hour >= user.digest_hour and not of_letter(user, now) and not user.is_away(now)


def of_letter(user: User, at: datetime) -> bool:
    """Whether the weekly letter comes on the day of an instant."""
    return user.digest_on and at.astimezone(user.zone).weekday() == user.digest_day

"""How long a letter is tried for that no mail server takes: after 1, 5, 15 and 60 minutes, then hourly, for a day.

A day is less than the four or five of RFC 5321, 4.5.4.1: last week's letter is of little use then, and that it was
given up is shown. A machine that slept, or was without a network, has not tried: so a letter is not given up for its
age alone.
"""

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
AGE = timedelta(hours=24)
OFTEN = 8  # tries, which take five hours together


def next_try(failures: int, now: datetime) -> datetime:
    """When to try again after so many failures, one at least."""
    return now + WAITS[min(failures, len(WAITS)) - 1]


def enough(failures: int, made_at: datetime, now: datetime) -> bool:
    """Whether a letter that was made then has been tried for long enough."""
    return failures >= OFTEN and now - made_at > AGE

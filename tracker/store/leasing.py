"""When a lease is over. Leases stand in the database by this machine's clock, and that may be set (reliability C36).

One that would end later than any is given was given by a clock that has been set back since: whoever took it may be
dead, and nobody would look before that hour came again.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, SQLColumnExpression, or_

LONGEST = timedelta(hours=1)  # far more than we ever give: other machines' clocks may stand a little apart


def over(until: SQLColumnExpression[datetime | None], now: datetime) -> ColumnElement[bool]:
    """Whether a lease until then has run out; unknown where there is none."""
    return or_(until <= now, until > now + LONGEST)

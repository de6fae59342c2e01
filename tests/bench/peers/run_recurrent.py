"""recurrent, which reads dates and rules, with parsedatetime below."""

from datetime import datetime

from dated import report
from recurrent.event_parser import RecurringEvent


def parse(text: str, reference: datetime) -> datetime | None:
    """None where it read a rule, or nothing."""
    found = RecurringEvent(now_date=reference).parse(text)
    return found if isinstance(found, datetime) else None


report(parse)

"""parsedatetime, which finds a date in whatever stands round it."""

from datetime import datetime

import parsedatetime
from dated import report

CALENDAR = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)


def parse(text: str, reference: datetime) -> datetime | None:
    """None where it saw neither a date nor a time."""
    found, context = CALENDAR.parseDT(text, sourceTime=reference)
    return found if context.hasDateOrTime else None


report(parse)

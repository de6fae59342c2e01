"""dateparser, told to prefer the future; the word that leads a phrase is taken off, since it reads a date alone."""

import re
from datetime import datetime

import dateparser
from dated import report

LEAD = re.compile(r"^(?:due\s+)?(?:by|before|until|due|no later than|on or before)\s+(?:the\s+)?", re.I)


def parse(text: str, reference: datetime) -> datetime | None:
    """As its documents advise for dates to come."""
    settings = {"RELATIVE_BASE": reference, "PREFER_DATES_FROM": "future"}
    return dateparser.parse(LEAD.sub("", text), languages=["en"], settings=settings)


report(parse)

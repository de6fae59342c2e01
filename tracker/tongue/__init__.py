"""The languages that people are spoken to in: words out of catalogues, dates and numbers by locale.

Which one is spoken is said once for each request, letter or command, by `speak` or `speaking`; whoever utters a
sentence asks only for its words. It exports what its rooms hold.
"""

from tracker.tongue.dates import (
    clock,
    date_alone,
    day,
    decimal,
    either,
    fixed,
    listed,
    month,
    number,
    percent,
    weekday,
)
from tracker.tongue.locales import LOCALES, Tongue, best, tongue
from tracker.tongue.speech import (
    N_,
    first_weekday,
    gettext,
    ngettext,
    npgettext,
    pgettext,
    speak,
    speaking,
    spoken,
    teach,
)
from tracker.tongue.worded import worded

__all__ = [
    "LOCALES",
    "N_",
    "Tongue",
    "best",
    "clock",
    "date_alone",
    "day",
    "decimal",
    "either",
    "first_weekday",
    "fixed",
    "gettext",
    "listed",
    "month",
    "ngettext",
    "npgettext",
    "number",
    "percent",
    "pgettext",
    "speak",
    "speaking",
    "spoken",
    "teach",
    "tongue",
    "weekday",
    "worded",
]

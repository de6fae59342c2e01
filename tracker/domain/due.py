"""Words for a due time, read against a reference on its wall clock. What is ambiguous is said, never guessed."""

from datetime import datetime
from typing import NamedTuple


class Due(NamedTuple):
    """An instant by which, and the words that said so.

    `dated`: only a day was named; `at` is then the last second of that day on the reference's wall clock.
    """

    at: datetime
    dated: bool
    quote: str = ""


class Unclear(NamedTuple):
    """Words for a due time with more than one reading, or one that already lies in the past."""

    readings: tuple[Due, ...]
    quote: str

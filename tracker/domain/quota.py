"""How much one user may have, so that nobody takes what others need (reliability C44)."""

from collections.abc import Mapping
from typing import NamedTuple, Self


class Quotas(NamedTuple):
    """The most of each for one user; `upload` is the size of one file in MiB. How often a calendar is read by
    hand is no quota: once a minute, for everybody (services/progress.py).
    """

    calendars: int = 20
    upload: int = 10
    promises: int = 50_000
    people: int = 10_000
    gives: int = 50_000
    tokens: int = 50
    webhooks: int = 10

    def but(self, own: Mapping[str, int]) -> Self:
        """The same, but for what is said for one user."""
        return self._replace(**{name: most for name, most in own.items() if name in self._fields})


OWN = {"calendars": 1_000, "promises": 10**6, "people": 10**6, "gives": 10**6, "tokens": 50, "webhooks": 10}
"""Those that an owner may set for one user, each with the most that it can be."""

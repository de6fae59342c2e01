"""What came of one fault: a line of the table that `make faults` prints."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.cluster import Cluster


class Row(NamedTuple):
    """A fault that struck so many times, and what came of it.

    `acts` were acknowledged; of these so many are `lost`. `doubled` is what happened twice, `in_gap` how many of
    those in the one gap that has a name (a letter was taken, and who sent it died before writing that down). `wrong`
    is verdicts that differ from those of an undisturbed run; `recovery` seconds, the longest, until all went on by
    itself. `seen` is what the user saw, in the product's own words.
    """

    fault: str
    times: int
    acts: int
    lost: int
    doubled: int
    in_gap: int
    wrong: int
    recovery: float
    seen: str

    @property
    def holds(self) -> bool:
        """The bar (reliability C23, C30 to C37). What never struck shows nothing."""
        right = not self.lost and not self.wrong and self.doubled == self.in_gap and "Traceback" not in self.seen
        return right and self.times > 0


def failed(fault: str, broken: Exception) -> Row:
    """The row of one that did not come to its end."""
    return Row(fault, 0, 0, 0, 0, 0, 0, 0.0, f"NOT RUN TO ITS END: {type(broken).__name__}")


Fault = Callable[[Path, Cluster, int], Row]
"""Struck so many times, in a folder of its own, with PostgreSQL beside it for those that want it."""

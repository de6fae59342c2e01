"""Evidence: a rule that fired, the words that it matched, and what it weighs; and how sure a sum of it makes one."""

from collections.abc import Iterable
from math import exp
from typing import NamedTuple


class Evidence(NamedTuple):
    """One rule that fired: its name, the words it matched, and how much it weighs for (or, below zero, against)."""

    rule: str
    quote: str
    weight: float


def sure(evidence: Iterable[Evidence]) -> float:
    """How sure the evidence makes one, from 0 to 1: the logistic of its summed weights, which are log-odds."""
    return 1 / (1 + exp(-sum(each.weight for each in evidence)))

"""Which promises are listed, in which order, a page at a time; and what an empty list teaches."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracker.domain.known import Line
from tracker.domain.lasting import each, only
from tracker.domain.loss import by_loss
from tracker.domain.verdict import Leniency, Outcome
from tracker.tongue import N_

MOST = 500  # of a kind on a page: so many open ones are shown in one list (requirement 31)

OPEN = (Outcome.OVERDUE, Outcome.PENDING)
SHOWN: dict[str, Callable[[Line], bool]] = {
    "open": lambda line: line.promise.mine and line.verdict.outcome in OPEN,
    "kept": lambda line: line.promise.mine and line.verdict.outcome is Outcome.KEPT,
    "late": lambda line: line.promise.mine and line.verdict.outcome is Outcome.LATE,
    "broken": lambda line: line.promise.mine and line.verdict.outcome is Outcome.BROKEN,
    "released": lambda line: line.promise.mine and line.verdict.outcome in (Outcome.RELEASED, Outcome.VOID),
    "waiting on": lambda line: not line.promise.mine,
    "all": lambda line: True,
}
# Translators: which promises are listed, and how many: a word and a number on a tab
TABS = {
    "open": N_("Open"),
    "kept": N_("Kept"),
    "late": N_("Late"),
    "broken": N_("Broken"),
    "released": N_("Released"),
    "waiting on": N_("Waiting on"),
    "all": N_("All"),
}
EMPTY = {
    "open": (N_("None open"), N_("Promises come from your calendars once you confirm them, or you write one down.")),
    "kept": (N_("None kept"), N_("What you deliver by its due stands here, from the first one on.")),
    "late": (
        N_("None late"),
        N_("What you deliver after its due stands here. It still counts in part: the sooner, the more."),
    ),
    "broken": (
        N_("None broken"),
        N_("What is never delivered stands here, and what you say that you will not keep."),
    ),
    "released": (
        N_("None released"),
        N_("What you were let off stands here, and what was struck out. It counts nowhere."),
    ),
    "waiting on": (
        N_("None yet"),
        N_("What others promise you stands here, with a nudge at hand. It never counts in your score."),
    ),
    "all": (N_("None yet"), N_("Promises come from your calendars once you confirm them, or you write one down.")),
}


class Listed(NamedTuple):
    """One page of the promises of a kind: its number from 1, and how many pages there are."""

    kind: str
    lines: Sequence[Line]
    number: int
    pages: int

    @property
    def empty(self) -> tuple[str, str]:
        """What is said where there is none: a heading and a sentence, not translated yet."""
        return EMPTY[self.kind]


def listed(judged: Sequence[Line], leniency: Leniency, kind: str, number: str = "1") -> Listed:
    """The page of that number; the first or the last where there is none such."""
    kind = kind if kind in SHOWN else "open"
    chosen = _ordered(kind, list(only(judged, of_kind, kind)), leniency)
    pages = max(1, -(-len(chosen) // MOST))
    asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
    at = min(max(asked, 1), pages)
    return Listed(kind, chosen[(at - 1) * MOST : at * MOST], at, pages)


def counted(judged: Sequence[Line]) -> Counter[str]:
    """How many there are of each kind."""
    counts = Counter(dict.fromkeys(SHOWN, 0))
    for part in each(judged, _counts):
        counts.update(part)
    return counts


def _counts(judged: Sequence[Line]) -> Counter[str]:
    return Counter(kind for line in judged for kind, wanted in SHOWN.items() if wanted(line))


def of_kind(judged: Sequence[Line], kind: str) -> list[Line]:
    """Those of a kind, in their order."""
    return [line for line in judged if SHOWN[kind](line)]


def _ordered(kind: str, chosen: list[Line], leniency: Leniency) -> Sequence[Line]:
    """What is open by what costs most next (requirement 31), what I wait for by its due; what is over the newest
    first.
    """
    if kind == "open":
        return by_loss(chosen, leniency)
    return chosen if kind == "waiting on" else chosen[::-1]

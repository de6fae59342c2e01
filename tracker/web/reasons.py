"""Why something is asked: each rule in plain words, with what it matched; and what all of them add up to."""

import re
from collections.abc import Iterable, Sequence
from math import floor
from typing import NamedTuple

from tracker import tongue
from tracker.domain.learning import Learned, Notice
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reading.evidence import Evidence, sure
from tracker.tongue import N_
from tracker.tongue import gettext as _
from tracker.web.quotes import whole
from tracker.web.rule_words import WORDS

# Translators: "it" is a line in a calendar, "one" a promise or a meeting
SAID_BY_ITSELF = N_("it reads like one")
OF_A_QUOTE = N_("“{}” reads like one")  # of a rule that nobody has found words for: a test says so
SILENT = frozenset(
    ("base", "prior", "words", "other words")
)  # they weigh in the sum, and say nothing that a person would
SMALL = frozenset(f"learned {family}" for family in ("words", "rule", "calendar", "rest"))  # no reason by themselves
A_DUE = "a due"
FEW = 3  # answers, before it is worth saying how they went
MOST = 3  # reasons in one line
DOUBT = -1.0  # what weighs less against it is not worth a word
LEAST = 0.05  # what weighs less has no row of its own
WIDEST = 4.0  # the weight of a full bar, in log-odds
_QUOTED = re.compile(r"\s*[“«]\s*\{\}\s*[”»]\s*")


class Row(NamedTuple):
    """One row of the sum: a rule in words with its quote, its weight in hundredths, how long its bar is, 0 to 100."""

    says: str
    weight: float
    width: float


class Sum(NamedTuple):
    """All evidence, strongest first; what is shown adds up exactly to `total`, of which `confidence` is made."""

    rows: tuple[Row, ...]
    total: float
    confidence: float


def because(candidate: Candidate) -> str:
    """Each reason once, strongest first; then the strongest doubt, if there is one worth a word."""
    said = dict.fromkeys(said_of(each, candidate) for each in told(candidate))
    doubts = [each for each in candidate.evidence if each.weight <= DOUBT and _speaks(each)]
    doubt = min(doubts, key=lambda each: each.weight, default=None)
    reasons = _joined(tuple(said)) or _(SAID_BY_ITSELF)
    return _("%(reasons)s, though %(doubt)s", reasons=reasons, doubt=said_of(doubt, candidate)) if doubt else reasons


def told(candidate: Candidate) -> tuple[Evidence, ...]:
    """The evidence that is given as its reasons: the strongest few, of those that say the same the strongest."""
    for_it = (each for each in candidate.evidence if each.weight >= 0 and _speaks(each))
    spoke = sorted((each for each in for_it if each.rule not in SMALL), key=_weight)
    each_once = {_bare(each.rule): each for each in reversed(spoke)}
    more = (each for each in each_once.values() if not _said_by_more(each, spoke))
    return tuple(sorted(more, key=_weight))[:MOST]


def _said_by_more(evidence: Evidence, others: Iterable[Evidence]) -> bool:
    """Whether it speaks of a due of which another rule quotes more: “due” beside “due Friday”."""
    more = (each for each in others if evidence.quote.strip() in each.quote and len(each.quote) > len(evidence.quote))
    return A_DUE in _bare(evidence.rule) and any(A_DUE in _bare(each.rule) for each in more)


def said_of(evidence: Evidence, candidate: Candidate) -> str:
    """One rule in words, with what it matched."""
    answer = _("yes") if evidence.weight >= 0 else _("no")
    return _(words_for(evidence)).format(quote_of(evidence, candidate), yes=answer)


def quote_of(evidence: Evidence, candidate: Candidate) -> str:
    """What a rule matched, as it is said; of what was learned about a rule, that rule in words."""
    if evidence.rule == "learned rule":
        return words_of(evidence.quote)
    return "" if evidence.rule == "learned calendar" else whole(evidence.quote, candidate.read, candidate.body)


def quotes(evidence: Evidence) -> bool:
    """Whether what is said of a rule quotes what it matched."""
    return "{}" in words_for(evidence)


def words_for(evidence: Evidence) -> str:
    """What is said of a rule, not translated yet, with a place for what it matched if that is said."""
    return WORDS.get(evidence.rule, OF_A_QUOTE if evidence.quote else SAID_BY_ITSELF)


def weighed(candidate: Candidate) -> Sum:
    """All that was weighed, as a sum in hundredths that comes out exactly as it is shown; the least as one."""
    evidence = sorted(candidate.evidence, key=lambda each: -abs(each.weight))
    least = [each.weight for each in evidence if abs(each.weight) < LEAST]
    if len(least) > 1:
        evidence[-len(least) :] = [Evidence("all else", "", sum(least))]
    shares = hundredths([each.weight for each in evidence])
    rows = tuple(_row(each, share, candidate) for each, share in zip(evidence, shares, strict=True))
    return Sum(rows, sum(shares) / 100, sure(evidence))


def _row(evidence: Evidence, share: int, candidate: Candidate) -> Row:
    return Row(said_of(evidence, candidate), share / 100, min(100, abs(share) / WIDEST))


def hundredths(weights: Sequence[float]) -> list[int]:
    """Weights rounded to hundredths so that these sum to the rounded sum: the largest remainders are rounded up."""
    scaled = [weight * 100 for weight in weights]
    rounded = [floor(each) for each in scaled]
    missing = round(sum(scaled)) - sum(rounded)
    for at in sorted(range(len(scaled)), key=lambda at: rounded[at] - scaled[at])[:missing]:
        rounded[at] += 1
    return rounded


def confirmed_like(candidate: Candidate, learned: Learned) -> str:
    """How others were answered that were found by the same rule; nothing while there are few."""
    like = learned.like(candidate)
    if like.answers < FEW:
        return ""
    return _("You confirmed %(yes)s of %(all)s like this.", yes=like.confirmed, all=like.answers)


def forgotten(notice: Notice) -> str:
    """A rule that was often right, and that answers to others have made too doubtful to ask about."""
    like = notice.reliability
    return _(
        "What “%(says)s” is hardly asked about any more, by your answers to others; yet you confirmed %(yes)s of "
        "%(all)s such. Look among what was overlooked.",
        says=words_of(notice.rule),
        yes=like.confirmed,
        all=like.answers,
    )


def signed(weight: float) -> str:
    """A weight as `+3.20` or `−1.00`, with a minus that is as wide as the plus."""
    return f"{weight:+.2f}".replace("-", "−").replace(".", tongue.decimal(0.5)[1])


def surely(confidence: float) -> str:
    """How sure that is, as a whole percent; nothing is quite certain, nor quite out of the question."""
    if confidence > 0.995:
        return _("over %(share)s", share=tongue.percent(0.99))
    return _("under %(share)s", share=tongue.percent(0.01)) if confidence < 0.005 else tongue.percent(confidence)


def ticked_off(candidate: Candidate) -> str:
    """Why it is asked whether a promise was delivered."""
    return _("“%(title)s” is ticked off in your calendar, and still open here", title=candidate.title)


def words_of(rule: str) -> str:
    """A rule in words, without what it matched."""
    return _QUOTED.sub(" ", _(WORDS.get(rule, SAID_BY_ITSELF))).strip()


def _bare(rule: str) -> str:
    """The same in the words that rules are told apart by, whatever language is spoken."""
    return _QUOTED.sub(" ", WORDS.get(rule, SAID_BY_ITSELF)).strip()


def _speaks(evidence: Evidence) -> bool:
    return evidence.rule not in SILENT


def _weight(evidence: Evidence) -> float:
    return -evidence.weight


def _joined(said: Iterable[str]) -> str:
    *before, last = [*said] or [""]
    return _("%(before)s, and %(last)s", before=", ".join(before), last=last) if before else last

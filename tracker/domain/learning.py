"""What one user's answers teach: weights on top of the rules', replayed from the log, so that to undo is to replay.

The rules' own weights are never overwritten. Each answer is a step on the logistic loss (AdaGrad: Duchi, Hazan and
Singer, JMLR 2011) for the traits of what was shown, and each trait is drawn back to nothing a little. Beside that,
titles are remembered: what was dismissed is not asked again, what was confirmed is believed sooner.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp, fsum, sqrt
from typing import NamedTuple

from tracker.domain.feedback import (
    LEARNED,
    Answer,
    Feedback,
    Shown,
    standing,
    title_key,
    traits,
    untaught,
    weighed_by,
)
from tracker.domain.reading.candidate import ASK, Candidate, Kind
from tracker.domain.reading.evidence import Evidence

RATE, BROAD = 0.3, 0.03  # how far a step goes, and how far for a trait that many titles share
SHARED = ("rule", "calendar")
PULL = 0.001  # how much each trait is drawn back to nothing (detection 3.5)
BOUND = 2.0  # as far as a trait's weight goes, up or down
FIRST = 1.0  # what the sum of squares begins at, so that a first answer of little surprise teaches little
MOST = 5  # traits that are named in what was learned
TITLE, REST = f"{LEARNED}title", f"{LEARNED}rest"
CONFIRMED, DOUBTED, SILENT = 1, -1, -2  # what is remembered of a title
REMEMBERED = {CONFIRMED: 2.5, DOUBTED: -1.0, SILENT: -2.5}
TRUSTED_AFTER, TRUSTED_FROM = 20, 0.9  # confirmed so often, and this often right: not to be lost without a notice


class Reliability(NamedTuple):
    """How often a rule was right, as its user said. `usual` is the mean log-odds at which it was confirmed."""

    confirmed: int = 0
    dismissed: int = 0
    usual: float = 0.0

    @property
    def answers(self) -> int:
        """How many there were."""
        return self.confirmed + self.dismissed

    @property
    def rate(self) -> float:
        """How often it will be right: the mean of Beta(1 + confirmed, 1 + dismissed)."""
        return (self.confirmed + 1) / (self.answers + 2)

    @property
    def trusted(self) -> bool:
        """Whether it has been confirmed often, and was seldom wrong."""
        return self.confirmed >= TRUSTED_AFTER and self.confirmed >= TRUSTED_FROM * self.answers


class Notice(NamedTuple):
    """A trusted rule that what was learned takes below what is asked about: `score` is where it stands by now."""

    kind: Kind
    rule: str
    reliability: Reliability
    score: float


class Learned(NamedTuple):
    """What was learned from `answers` answers.

    `weights` and `squares` are of traits, the weights as the evidence that they are; `rules` are of rules
    ("promise:verb"), `titles` what is remembered of titles and series. `taught` are titles that were taught to be of
    a kind; `said` is the last answer to each sign.
    """

    weights: Mapping[str, Evidence] = {}
    squares: Mapping[str, float] = {}
    rules: Mapping[str, Reliability] = {}
    titles: Mapping[str, int] = {}
    taught: frozenset[tuple[Kind, str]] = frozenset()
    said: Mapping[str, Answer] = {}
    answers: int = 0

    def shift(self, candidate: Candidate) -> tuple[Evidence, ...]:
        """All that was learned about a candidate: what is remembered of its title, the heaviest of its traits, and
        all others in one sum. The weights add up to what it adds to the log-odds.
        """
        get = self.weights.get
        said = sorted([found for trait in traits(candidate) if (found := get(trait))], key=_heaviest)
        if len(said) > MOST:
            said[MOST:] = [Evidence(REST, "", fsum([each.weight for each in said[MOST:]]))]
        if told := REMEMBERED.get(self._remembered(candidate)):
            said.insert(0, Evidence(TITLE, candidate.read[:80], told))
        return tuple(said)

    def silences(self, candidate: Candidate) -> bool:
        """Whether its user has dismissed all that bears this title; what they marked is never silenced."""
        return not candidate.marked and self._remembered(candidate) <= SILENT

    def like(self, candidate: Candidate) -> Reliability:
        """How often others found by the same rule were right."""
        return self.rules.get(f"{candidate.kind}:{candidate.rule}", Reliability())

    def kinds(self, title: str) -> frozenset[Kind]:
        """Of which kinds a title was taught to be."""
        if not self.taught:
            return frozenset()
        key = title_key(title)
        return frozenset(kind for kind in Kind if (kind, key) in self.taught)

    def confirmed(self, sign: str) -> bool:
        """Whether what goes by this sign was confirmed or taught, and not dismissed since."""
        return self.said.get(sign) in (Answer.CONFIRMED, Answer.TAUGHT)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The trusted rules that would not be asked about any more, by what was learned."""
        found = []
        for name, reliability in sorted(self.rules.items()):
            kind, rule = name.split(":", 1)
            score = sure_of(reliability.usual + _weight(self.weights.get(f"{kind}:rule:{rule}")))
            if reliability.trusted and score < ASK <= sure_of(reliability.usual):
                found.append(Notice(Kind(kind), rule, reliability, score))
        return tuple(found)

    def _remembered(self, candidate: Candidate) -> int:
        """What is remembered of its series, else of its title. A doubt about a series makes no silent title speak."""
        if not self.titles:
            return 0
        title = self.titles.get(_title(candidate.kind, candidate.read), 0)
        series = self.titles.get(candidate.series_sign, 0)
        return min(series, title) if series == DOUBTED else series or title


NOTHING = Learned()


def learned(log: Iterable[Feedback], since: Learned = NOTHING) -> Learned:
    """The log replayed in its order, what was taken back left out. `since`: on top of what was learned before, of
    which none is answered anew, or taken back, in this log.
    """
    replay = _Replay(since)
    counted = standing(log)
    for each in counted:
        replay.take(each)
    return replay.learned(since.answers + len(counted))


def heeded(candidates: Iterable[Candidate], learned: Learned) -> tuple[Candidate, ...]:
    """Candidates with all that was learned about them as evidence, and as sure as that makes them; what was taught
    counts as long as it is not taken back. What is marked was decided, and stays as it is.
    """
    shifts: dict[object, tuple[Evidence, ...]] = {}
    return tuple(each if each.marked else _heeded(each, learned, shifts) for each in candidates)


def _heeded(candidate: Candidate, learned: Learned, shifts: dict[object, tuple[Evidence, ...]]) -> Candidate:
    if candidate.kind not in learned.kinds(candidate.title):
        candidate = untaught(candidate)
    shift = _shift(candidate, learned, shifts) if learned.answers else ()
    return weighed_by(candidate, (*candidate.evidence, *shift)) if shift else candidate


def _shift(
    candidate: Candidate, learned: Learned, shifts: dict[object, tuple[Evidence, ...]]
) -> tuple[Evidence, ...]:
    """What was learned about a candidate; a series says the same each time, and is weighed once."""
    if not candidate.event.recurrence_id:
        return learned.shift(candidate)
    key = candidate.kind, candidate.event[:2], candidate.read, candidate.body, candidate.who, candidate.evidence
    if key not in shifts:
        shifts[key] = learned.shift(candidate)
    return shifts[key]


class _Replay:
    """What is being learned, answer by answer."""

    def __init__(self, since: Learned) -> None:
        self.weights = {trait: found.weight for trait, found in since.weights.items()}
        self.squares = dict(since.squares)
        self.rules, self.titles, self.said = dict(since.rules), dict(since.titles), dict(since.said)
        self.taught = set(since.taught)

    def take(self, one: Feedback) -> None:
        """Learn from one answer. Its traits learn nothing from what is remembered of its title already: else one
        title that comes each week would speak for all that resemble it.
        """
        yes, shown = one.answer is not Answer.DISMISSED, one.shown
        rule, title = f"{shown.kind}:{shown.rule}", _title(shown.kind, shown.key)
        self.rules[rule] = _counted(self.rules.get(rule, Reliability()), shown, yes)
        before = self.titles.get(title, 0)
        for name in (title, shown.series_sign):
            self.titles[name] = _memory(self.titles.get(name, 0), shown, yes)
        if self.titles[title] != before:
            self._step(shown, yes)
        self.said[shown.sign] = one.answer
        if one.answer is Answer.TAUGHT:
            self.taught.add((shown.kind, shown.key))
        elif not yes:
            self.taught.discard((shown.kind, shown.key))

    def _step(self, shown: Shown, yes: bool) -> None:
        """One step for each trait, down the slope of the loss. The pull never turns a step round: what is dismissed
        never rises by it, what is confirmed never falls.
        """
        weights, squares = self.weights, self.squares
        before = [weights.get(trait, 0.0) for trait in shown.traits]
        slope = sure_of(shown.base + fsum(before)) - yes
        for trait, weight in zip(shown.traits, before, strict=True):
            steep = slope + PULL * weight
            if steep * slope > 0:
                squares[trait] = square = squares.get(trait, FIRST) + steep * steep
                step = _rate(trait) * steep / sqrt(square)
                weights[trait] = max(-BOUND, min(BOUND, weight - step))

    def learned(self, answers: int) -> Learned:
        weights = {trait: _evidence(trait, weight) for trait, weight in self.weights.items()}
        return Learned(weights, self.squares, self.rules, self.titles, frozenset(self.taught), self.said, answers)


@lru_cache(maxsize=8192)
def _rate(trait: str) -> float:
    return BROAD if trait.split(":", 2)[1] in SHARED else RATE


def _counted(before: Reliability, shown: Shown, yes: bool) -> Reliability:
    if not yes:
        return before._replace(dismissed=before.dismissed + 1)
    times = before.confirmed + 1
    return before._replace(confirmed=times, usual=before.usual + (shown.base - before.usual) / times)


def _memory(before: int, shown: Shown, yes: bool) -> int:
    """A title dismissed whole is silent at once; of a series also one whose occurrences were, twice in a row."""
    if yes:
        return CONFIRMED
    return SILENT if shown.whole or before < 0 else DOUBTED


def _heaviest(found: Evidence) -> tuple[float, Evidence]:
    return -abs(found.weight), found


def _weight(found: Evidence | None) -> float:
    return found.weight if found else 0.0


def _title(kind: Kind, text: str) -> str:
    return f"{kind}:{title_key(text)}"


def _evidence(trait: str, weight: float) -> Evidence:
    _, family, quote = trait.split(":", 2)
    return Evidence(LEARNED + family, quote, weight)


def sure_of(log_odds: float) -> float:
    """How sure a sum of weights makes one."""
    return 1 / (1 + exp(-log_odds))

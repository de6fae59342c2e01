"""What the acts of a run that was disturbed are judged to be, beside what they should be."""

from tests.hosted.load import Load
from tracker.domain.verdict import Outcome, judge
from tracker.services.replay import audit
from tracker.store import ledger
from tracker.wiring import Tracker


def wrong(tracker: Tracker, work: Load, calm: Load | None = None) -> int:
    """How many delivered promises are not judged kept, and how many ledgers are not whole. `calm`: a run that nothing
    disturbed, of which the same must be true.
    """
    undisturbed = set(_outcomes(tracker, calm).values()) if calm else {Outcome.KEPT}
    assert undisturbed == {Outcome.KEPT}, undisturbed
    outcomes = _outcomes(tracker, work)
    return sum(outcomes.get(id) is not Outcome.KEPT for id in work.delivered) + _unwhole(tracker, work)


def _outcomes(tracker: Tracker, work: Load) -> dict[str, Outcome]:
    now, found = tracker.clock(), {}
    for one in work.users:
        with tracker.database.read() as db:
            found |= {p.id: judge(p, one.leniency, now).outcome for p in ledger.promises(db, one.id)}
    return found


def _unwhole(tracker: Tracker, work: Load) -> int:
    with tracker.database.read() as db:
        return sum(not audit(db, one.id).whole for one in work.users)

"""The kinds of `make kills` as rows: kill -9 of all that a service is made of, while it is at work."""

from collections import Counter

from tests.faults.kills import acts, failover, letters
from tests.faults.row import Row

ACTS_A_KILL = 100  # 200 kills are 20,000 acts (C30)
LETTERS = 200
SHORT = 10.0  # seconds in which errors may be met after a failover (C34)


def acts_embedded(folder, cluster, times) -> Row:
    """`tracker run`, killed."""
    return _of_acts("kill -9 of tracker run", acts.embedded(folder, cluster, many=times * ACTS_A_KILL, kills=times))


def acts_hosted(folder, cluster, times) -> Row:
    """One of all processes, PostgreSQL among them, killed."""
    came = acts.hosted(folder, cluster, many=times * ACTS_A_KILL, kills=times)
    return _of_acts("kill -9 of any process, hosted", came)


def acts_failover(folder, cluster, times) -> Row:
    """The primary PostgreSQL killed, its standby promoted; each time two new servers, and nothing started anew."""
    came = _all_of([failover.hosted(folder / str(one), cluster, many=ACTS_A_KILL) for one in range(times)])
    assert came["seconds with errors"] < SHORT, came
    assert not came["started anew"], came
    row = _of_acts("kill -9 of the primary", came)
    return row._replace(seen=f"{row.seen} Errors for {came['seconds with errors']:.1f} s at most")


def letters_embedded(folder, cluster, times) -> Row:
    """One process that sends letters, killed."""
    return _of_letters("kill -9 while letters are sent", letters.embedded(folder, cluster, many=LETTERS, kills=times))


def letters_hosted(folder, cluster, times) -> Row:
    """Two workers that send letters, one of them killed."""
    came = letters.hosted(folder, cluster, many=LETTERS, kills=times)
    return _of_letters("kill -9 while letters are sent, hosted", came)


def _of_acts(name, came) -> Row:
    lost, recovery = came["missing"] + came["chains broken"], came["recovery, seconds"]
    wrong, acts = came["wrong verdicts"], came["acknowledged"]
    return Row(name, came["kills"], acts, lost, came["double"], 0, wrong, recovery, _seen(came))


def _seen(came) -> str:
    """What the hands met, by its kind or its status; each act was sent again until it was acknowledged."""
    met = ", ".join(f"{kind} ({times:,})" for kind, times in sorted(came["errors"].items())) or "no error"
    log = "; ".join(came["amiss in the log"])
    return f"{met}; then “Promise written down.”" + (f"; in the log {log}" if log else "")


def _all_of(each):
    """What came of several runs, as of one."""
    sums = ("acknowledged", "missing", "chains broken", "double", "wrong verdicts", "started anew")
    came = {key: sum(one[key] for one in each) for key in sums}
    came |= {key: max(one[key] for one in each) for key in ("recovery, seconds", "seconds with errors")}
    came["errors"] = sum((Counter(one["errors"]) for one in each), Counter())
    return came | {"kills": len(each), "amiss in the log": [said for one in each for said in one["amiss in the log"]]}


def _of_letters(name, came) -> Row:
    twice, outside = came["handed over twice"], came["of those outside the gap"]
    lost = came["never handed over"] + came["not sent at the end"]
    seen = "each letter; one that came twice bears the same Message-ID" if twice else "each letter, once"
    recovery = came["recovery, seconds"]
    return Row(name, came["kills"], came["letters"], lost, twice, twice - outside, 0, recovery, seen)

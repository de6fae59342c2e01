"""The kinds of `make kills` as rows: kill -9 of all that a service is made of, while it is at work."""

from tests.faults.kills import acts, failover, letters
from tests.faults.row import Row

ACTS_A_KILL = 100  # 200 kills are 20,000 acts (C30)
LETTERS = 200
AGAIN = "an error of the connection, and the same act sent again; then “Promise written down.”"


def acts_embedded(folder, cluster, times) -> Row:
    """`tracker run`, killed."""
    return _of_acts("kill -9 of tracker run", acts.embedded(folder, cluster, many=times * ACTS_A_KILL, kills=times))


def acts_hosted(folder, cluster, times) -> Row:
    """One of all processes, PostgreSQL among them, killed."""
    came = acts.hosted(folder, cluster, many=times * ACTS_A_KILL, kills=times)
    return _of_acts("kill -9 of any process, hosted", came)


def acts_failover(folder, cluster, times) -> Row:
    """The primary PostgreSQL killed, its standby promoted, once."""
    came = failover.hosted(folder, cluster, many=times * ACTS_A_KILL)
    return _of_acts("kill -9 of the primary", came | {"kills": 1})


def letters_embedded(folder, cluster, times) -> Row:
    """One process that sends letters, killed."""
    return _of_letters("kill -9 while letters are sent", letters.embedded(folder, cluster, many=LETTERS, kills=times))


def letters_hosted(folder, cluster, times) -> Row:
    """Two workers that send letters, one of them killed."""
    came = letters.hosted(folder, cluster, many=LETTERS, kills=times)
    return _of_letters("kill -9 while letters are sent, hosted", came)


def _of_acts(name, came) -> Row:
    lost, recovery = came["missing"] + came["chains broken"], came["recovery, seconds"]
    wrong = came["wrong verdicts"]
    return Row(name, came["kills"], came["acknowledged"], lost, came["double"], 0, wrong, recovery, AGAIN)


def _of_letters(name, came) -> Row:
    twice, outside = came["handed over twice"], came["of those outside the gap"]
    lost = came["never handed over"] + came["not sent at the end"]
    seen = "each letter; one that came twice bears the same Message-ID" if twice else "each letter, once"
    recovery = came["recovery, seconds"]
    return Row(name, came["kills"], came["letters"], lost, twice, twice - outside, 0, recovery, seen)

"""What a run found, as one table: bodies and series equal, and those that differ by each cause."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.differential.compare import Compared, Group, compare
from tests.differential.differences import DIFFERENCES, explained
from tests.differential.generate import Case
from tests.differential.incremental import incremental
from tests.differential.leniency import MENDED

UNEXPLAINED = "unexplained"


class Row(NamedTuple):
    """What one body came to: its series, and the cause of each that differs, with what is to be seen of it."""

    case: Case
    series: int
    causes: tuple[tuple[str, str], ...]


def row(case: Case) -> Row:
    """One body compared, and its successor read with what we remember of it."""
    found = compare(case.body, window=case.window, zone=case.zone)
    causes = [(_cause(group), _seen(group)) for group in found.differing]
    causes += [(UNEXPLAINED, why) for why in incremental(case, found.ours.reading)]
    return Row(case, len(found.all), tuple(causes + _mended(found)))


def _cause(group: Group) -> str:
    difference = explained(group)
    return difference.name if difference else UNEXPLAINED


def _mended(found: Compared) -> list[tuple[str, str]]:
    """Where the pair refuses a whole body: what had to be mended so that it reads each of its series."""
    if found.whole.kind == "read":
        return []
    return [
        (name, "") for name in sorted({group.mended[-1] for group in found.all if group.mended}) or ["one-bad-series"]
    ]


def _seen(group: Group) -> str:
    """A difference as a person looks at it."""
    some = [
        f"  only ours {group.extra[:4]}",
        f"  only theirs {group.missing[:4]}",
        f"  {group.outcome} {group.mended}",
    ]
    return "\n".join([f"{group.name} {group.named} {group.status} {group.skipped}", *some[:2], some[2][:300]])


class Table:
    """Rows added up."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.bodies = self.series = self.equal = 0
        self.by_cause: Counter[str] = Counter()
        self.bodies_by_cause: Counter[str] = Counter()
        self.unexplained: list[str] = []

    def add(self, found: Row) -> None:
        """One more."""
        self.bodies += 1
        self.series += found.series
        self.equal += not found.causes
        self.by_cause.update(name for name, _ in found.causes)
        self.bodies_by_cause.update({name for name, _ in found.causes})
        what = [seen for name, seen in found.causes if name == UNEXPLAINED]
        if what:
            self.unexplained.append("\n".join([f"{found.case.name} {found.case.window} {found.case.zone}", *what]))
            self._save(found.case)

    def _save(self, case: Case) -> None:
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / (case.name.replace("/", "_").removesuffix(".ics") + ".ics")).write_bytes(case.body)

    def __str__(self) -> str:
        lines = [
            *self.unexplained,
            f"{self.bodies:,} bodies with {self.series:,} series; {self.equal:,} bodies equal",
        ]
        lines.append(f"{'cause':26} {'right':6} {'section':9} {'bodies':>6} {'series':>6}")
        causes = [(one.name, one.right, one.section) for one in DIFFERENCES]
        causes += [(name, "we", section) for name, (section, _) in MENDED.items()]
        for name, right, section in [*causes, (UNEXPLAINED, "", "")]:
            if self.by_cause[name] or name == UNEXPLAINED:
                lines.append(
                    f"{name:26} {right:6} {section:9} {self.bodies_by_cause[name]:6} {self.by_cause[name]:6}"
                )
        return "\n".join(lines)

"""The table: a row for each thing measured, with its bar and whether it holds."""

from typing import NamedTuple

from tests.bench.contestants import Peer
from tests.bench.running import Outcome

_WIDTHS = (42, 9, 18, 9, 9, 13)
LINE = "".join(
    name.rjust(width) if place else name.ljust(width)
    for place, (name, width) in enumerate(
        zip(("", "CPU s", "ratio", "peak MB", "wall s", "occurrences"), _WIDTHS, strict=True)
    )
)


class Row(NamedTuple):
    """One line. `ratio` in `unit`; `holds` is None where there is no bar."""

    label: str
    outcome: Outcome
    ratio: float | None = None
    unit: str = "floor"
    bar: str = ""
    holds: bool | None = None
    note: str = ""


def at_most(label: str, outcome: Outcome, floor: Outcome, times: float) -> Row:
    """A row that may cost so many times the floor."""
    ratio = outcome.cpu / floor.cpu if not outcome.trouble and floor.cpu else None
    held = ratio is not None and ratio <= times
    return Row(label, outcome, ratio, bar=f"at most {times:g} x floor", holds=held, note=outcome.said)


def slower(peer: Peer, outcome: Outcome, ours: Outcome, times: float) -> Row:
    """A peer that should take at least so many times as long as we do. Who did not finish has not beaten us."""
    ratio = outcome.cpu / ours.cpu if not outcome.trouble and ours.cpu else None
    held = not ours.trouble and (ratio is None or ratio >= times)
    bar = f"at least {times:g} x tracker" if times > 1 else "slower than tracker"
    return Row(f"    {peer.name}", outcome, ratio, "tracker", bar, held if ratio else None, peer.note)


def highest(label: str, outcomes: list[Outcome], bound: float) -> Row:
    """The highest peak of several."""
    peak = max(outcome.peak for outcome in outcomes)
    held = peak < bound and not any(outcome.trouble for outcome in outcomes)
    return Row(label, Outcome(peak=peak), bar=f"under {bound:g} MB", holds=held)


def shown(row: Row) -> str:
    """As a line of the table."""
    cells = [row.label, *_figures(row)]
    line = "".join(
        cell.rjust(width) if place else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    verdict = {True: "pass", False: "MISS", None: ""}[row.holds]
    said = [f"{row.bar}: {verdict}" if verdict else "", row.outcome.trouble, row.note]
    return f"{line}  {'; '.join(part for part in said if part)}".rstrip()


def _figures(row: Row) -> list[str]:
    told = row.outcome
    ratio = f"{row.ratio:.2f} x {row.unit}" if row.ratio is not None else ""
    timed = not told.trouble and told.wall
    return [
        f"{told.cpu:.3f}" if timed else "",
        ratio,
        f"{told.peak:.0f}" if told.peak else "",
        f"{told.wall:.2f}" if timed else "",
        f"{told.counted:,}" if told.counted is not None else "",
    ]


def passed(rows: list[Row]) -> bool:
    """Whether every bar holds."""
    return all(row.holds is not False for row in rows)

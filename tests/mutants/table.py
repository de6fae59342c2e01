"""What became of the mutants, module by module."""

import json
from collections import Counter
from pathlib import Path

from tests.mutants.tree import Mutant, made
from tracker.domain.trust import Rate

LEFT = ("survived", "no test")
SEEN = ("killed", "timeout", "crashed")


def gathered(results: Path, known: Path, tree: Path) -> None:
    """What a run wrote line by line is put to what is known, each with its change."""
    if results.exists():
        held = json.loads(known.read_text()) if known.exists() else {}
        changes = {one.name: one.change for one in made(tree)}
        for name, outcome, test, _ in map(json.loads, results.read_text().splitlines()):
            held[name] = [changes[name], outcome, test]
        known.write_text(json.dumps(held))
        results.unlink()


def outcomes(known: Path, mutants: list[Mutant]) -> dict[str, str]:
    """What became of each that was tried, the last time that it was; under its name stands another where rules were
    changed since.
    """
    held = json.loads(known.read_text()) if known.exists() else {}
    same = (one.name for one in mutants if one.name in held and held[one.name][0] == one.change)
    return {name: held[name][1] for name in same}


def report(mutants: list[Mutant], became: dict[str, str], survivors: Path) -> None:
    """A line for each module to the terminal; what survived into a file, each with its change."""
    modules: dict[str, Counter[str]] = {}
    for mutant in mutants:
        modules.setdefault(mutant.module, Counter())[became.get(mutant.name, "not tried")] += 1
    print("| module | killed | of | in % | 95 % interval | by timeout | at import | not tried |")
    print("|---|---|---|---|---|---|---|---|")
    for module, counts in sorted(modules.items()):
        print(_row(f"`{module.removeprefix('tracker.domain.')}`", counts))
    print(_row("**all**", sum(modules.values(), Counter())))
    left = [one for one in mutants if became.get(one.name) in LEFT]
    survivors.write_text("\n".join(f"## {one.name}\n{one.change}\n" for one in left))
    print(f"\n{len(left)} survived: {survivors}")


def _row(name: str, counts: Counter[str]) -> str:
    killed = sum(counts[one] for one in SEEN)
    n = killed + sum(counts[one] for one in LEFT)
    low, high = Rate(killed, n).interval
    told = f"{100 * killed / n:.1f} | {100 * low:.1f} to {100 * high:.1f}" if n else "- | -"
    return (
        f"| {name} | {killed} | {n} | {told} | {counts['timeout']} | {counts['at import']} | {counts['not tried']} |"
    )

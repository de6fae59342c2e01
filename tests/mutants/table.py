"""What became of the mutants, module by module."""

import json
from collections import Counter
from math import sqrt
from pathlib import Path

from tests.mutants.reasons import REASONS, reason
from tests.mutants.tree import Mutant, made
from tracker.domain.trust import Rate, Z

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
    low, high = _weighed([*modules.values()])
    print(f"\nOf all, tried or not, each module by its size: {100 * low:.1f} to {100 * high:.1f} % are killed.")
    left = [one for one in mutants if became.get(one.name) in LEFT]
    print(f"\n{len(left)} survived, each with its change in {survivors}\n")
    print("| survived | why | in |")
    print("|---|---|---|")
    told = []
    for why in REASONS:
        of_it = [one for one in left if reason(one) is why]
        print(f"| {len(of_it)} | {'equal: ' if why.equal else ''}{why.says} | {_places(of_it)} |")
        told += [f"# {why.says}", *(f"## {one.name}\n{one.change}\n" for one in of_it)]
    survivors.write_text("\n".join(told))


def _weighed(modules: list[Counter[str]]) -> tuple[float, float]:
    """Bounds (95 %) of the share of all that is killed, from what was drawn of each module: the sum over the modules,
    each by how many of its mutants count, and of their variances, as of samples without return.
    """
    drawn = [(sum(one[x] for x in SEEN), sum(one[x] for x in LEFT), one["not tried"]) for one in modules]
    sizes = [killed + left + rest for killed, left, rest in drawn if killed + left]
    shares = [(killed / (killed + left), killed + left) for killed, left, _ in drawn if killed + left]
    total = sum(sizes)
    middle = sum(size * share for size, (share, _) in zip(sizes, shares, strict=True)) / total
    spread = sqrt(
        sum(
            (size / total) ** 2 * share * (1 - share) / n * (size - n) / max(1, size - 1)
            for size, (share, n) in zip(sizes, shares, strict=True)
        )
    )
    return middle - Z * spread, min(1.0, middle + Z * spread)


def _places(mutants: list[Mutant]) -> str:
    """The functions in which they are, each with how many."""
    functions = Counter(_plain(one.function) for one in mutants)
    return ", ".join(f"`{name}`{f' ×{many}' if many > 1 else ''}" for name, many in sorted(functions.items()))


def _plain(function: str) -> str:
    """A function as it is written, "lasting.Part.once": mutmut joins the parts by signs of its own."""
    module, _, name = function.removeprefix("tracker.domain.").rpartition(".")
    return f"{module}.{name.removeprefix('xǁ').removeprefix('x_').replace('ǁ', '.')}"


def _row(name: str, counts: Counter[str]) -> str:
    killed = sum(counts[one] for one in SEEN)
    n = killed + sum(counts[one] for one in LEFT)
    low, high = Rate(killed, n).interval
    told = f"{100 * killed / n:.1f} | {100 * low:.1f} to {100 * high:.1f}" if n else "- | -"
    return (
        f"| {name} | {killed} | {n} | {told} | {counts['timeout']} | {counts['at import']} | {counts['not tried']} |"
    )

"""How well words are read, and how fast, beside what others would take for it: one table.

    make bench-detect DATA=folder
    python -m tests.bench.bench_detect --data folder [--only part] [--no-peers] [--events 20000]

The folder holds the development sets that docs/detection.md names; they are not ours to ship. The sets of our own lie
in tests/detection. Every figure was worked out in this run; those of the held halves are only ever looked at.
"""

import argparse
import gzip
import lzma
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench import (
    contestants,
    dues_score,
    french_score,
    notes_cv,
    owner,
    sentences_cv,
    structure_score,
    titles_cv,
)
from tests.bench.contestants import SCRIPTS, NotHere, Peer
from tests.bench.dues_score import PART as DUES
from tests.bench.running import ROOT, Outcome, run
from tests.bench.scores import Score, shown

PARTS: dict[str, Callable[[Path], Iterator[Score]]] = {
    "sentences": sentences_cv.scores,
    "notes": notes_cv.scores,
    "titles": titles_cv.scores,
    DUES: dues_score.scores,
    "structure": structure_score.scores,
    "french": french_score.scores,
    "learning": owner.scores,
}
DATES = (
    Peer("dateparser 1.5.0", "run_dateparser.py", ("dateparser==1.5.0",)),
    Peer("parsedatetime 2.6", "run_parsedatetime.py", ("parsedatetime==2.6",)),
    Peer("recurrent 0.4.1", "run_recurrent.py", ("recurrent==0.4.1", "setuptools<81")),
)
NGRAMS = Peer("n-gram logistic regression", "run_ngrams.py", ("scikit-learn==1.9.1",))
TITLES = ROOT / "tests/detection/titles.jsonl"
SHIPPED = (
    "tracker/domain/reading/languages",
    "tracker/domain/reading/due_rules.py",
    "tracker/domain/reading/days.py",
)
FAST = 5_000  # events a second of one core (detection.md's target, requirement of step 4)
SMALL = 100_000  # bytes of rules and weights, compressed
LIMIT = 300.0  # processor seconds for one run


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    options = _options()
    cache = ROOT / "build/bench"
    held = [_told(line) for line in _scores(options.data, options.only)]
    if options.peers and options.only in ("", DUES):
        _dates(options.data, cache)
    if options.only in ("", "speed"):
        held += [_speed(options.events, cache if options.peers else None), _size()]
    print(f"\n{sum(held)} of {len(held)} figures meet their bar or have none")
    return 0 if all(held) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench_detect", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the development sets")
    parser.add_argument("--only", default="", choices=("", *PARTS, "speed"), help="one part of the table")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="ours alone")
    parser.add_argument("--events", type=int, default=20_000, help="events in the stream whose speed is measured")
    return parser.parse_args()


def _scores(data: Path, only: str) -> Iterator[Score]:
    """All figures, each part under its name."""
    named = ""
    for part, scores in PARTS.items():
        for score in scores(data) if only in ("", part) else ():
            if score.part != named:
                named = score.part
                print(f"\n{named}\n")
            yield score


def _told(score: Score) -> bool:
    print(shown(score), flush=True)
    return score.holds


def _dates(data: Path, cache: Path) -> None:
    """The peers on the same phrases: how many they read, and how many times as long they take as we do."""
    ours = run([sys.executable, "-m", "tests.bench.dues_stream", str(data)], limit=LIMIT)
    print(f"\ndue phrases beside others; tracker reads {_rate(ours):,.0f} a second")
    for peer in DATES:
        answers = cache / f"{Path(peer.script).stem}.answers"
        outcome = _peer(peer, cache, str(data / "due_dates_dev.jsonl"), str(answers), "20")
        if outcome.trouble:
            print(f"{peer.name}: {outcome.trouble}")
            continue
        times = _rate(ours) / _rate(outcome)
        note = f"{_rate(outcome):,.0f} a second: {times:.1f} times as long as tracker"
        print(shown(dues_score.theirs(peer.name, data, answers)._replace(note=note)))


def _speed(events: int, cache: Path | None) -> bool:
    """Whole events a second, and titles beside a plain model of words."""
    print("\nspeed, per second of one processor\n")
    whole = _stream(events, "--repeats")
    print(f"whole events, 15 % with six lines of notes: {whole:,.0f}  (at least {FAST:,}: {_verdict(whole >= FAST)})")
    print(f"the same, each title and line another: {_stream(events):,.0f}")
    print(f"titles alone, each another: {_stream(events, '--titles'):,.0f}")
    for how in ("one", "all") if cache else ():
        outcome = _peer(NGRAMS, cache, str(TITLES), str(TITLES), str(cache / "ngrams.answers"), how)
        told = outcome.trouble or f"{_rate(outcome):,.0f}"
        print(
            f"titles by a plain n-gram logistic regression, {'one by one' if how == 'one' else 'all at once'}: {told}"
        )
    return whole >= FAST


def _stream(events: int, *more: str) -> float:
    """The middle of three runs."""
    command = [sys.executable, "-m", "tests.bench.detect_stream", "--events", str(events), *more]
    return median(_rate(run(command, limit=LIMIT)) for _ in range(3))


def _peer(peer: Peer, cache: Path, *arguments: str) -> Outcome:
    try:
        command = contestants.ready(peer, cache)
    except NotHere as missing:
        return Outcome(trouble=str(missing))
    return run([*command, *arguments], limit=LIMIT, folder=SCRIPTS)


def _rate(outcome: Outcome) -> float:
    if outcome.trouble or not outcome.cpu:
        raise SystemExit(f"bench_detect: {outcome.trouble or 'a run took no time'}")
    return (outcome.counted or 0) / outcome.cpu


def _size() -> bool:
    """Rules and weights as they ship, compressed together: by xz, and for comparison by gzip."""
    files = [
        file for path in SHIPPED for file in ([ROOT / path] if path.endswith(".py") else (ROOT / path).rglob("*.py"))
    ]
    told = b"".join(file.read_bytes() for file in sorted(files))
    size, by_gzip = len(lzma.compress(told)), len(gzip.compress(told, mtime=0))
    holds = _verdict(size < SMALL)
    print(f"\nrules and weights, by xz: {size:,} bytes  (under {SMALL:,}: {holds}); by gzip: {by_gzip:,}")
    return size < SMALL


def _verdict(holds: bool) -> str:
    return "pass" if holds else "MISS"


if __name__ == "__main__":
    sys.exit(main())

"""How well French is read: titles, lines of notes, sentences and due words, through `tracker detect`. Totals only.

python -m tests.bench.french_score tune|held
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.dues_score import is_right
from tests.bench.scores import Score, drawn, share, shown
from tests.bench.scoring import Scored, hits
from tracker.cli.detect import answers

SETS = Path(__file__).parents[1] / "detection" / "fr"
PART = "french, the half held back"
KINDS = {"titles": "title", "notes": "note", "sentences": "sentence", "due": "due"}
CLASSES = {"promise": 0.85, "relationship": 0.80}  # a title's, with the F1 to be reached
ZONE = "Europe/Paris"
Row = Mapping[str, Any]
Pairs = Sequence[tuple[Row, Row]]  # what is wanted, and what was said


def read(name: str, half: str) -> list[tuple[Row, Row]]:
    """The lines of one half of a set, each with what the command says of it."""
    lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if (row := json.loads(line))["half"] == half and not row.get("ambiguous")]
    asked = [json.dumps({"tz": ZONE, **_asked(row), "kind": KINDS[name]}).encode() for row in rows]
    return list(zip(rows, map(json.loads, answers(asked)), strict=True))


def scores(data: Path | None = None) -> Iterator[Score]:
    """The half held back; `data` holds no French."""
    yield from of_half("held", PART)


def of_half(half: str, part: str) -> Iterator[Score]:
    """All that is measured of one half."""
    titles, notes = read("titles", half), read("notes", half)
    for label, bar in CLASSES.items():
        yield from _figures(part, f"titles: {label}", _labelled(titles, label), bar)
    yield from _figures(part, "notes", _labelled(notes, "action"), 0.90)
    owned = [pair for pair in notes if pair[0]["label"] == "action"]
    yield share(part, "notes: owner", "exact", sum(_is_owner(*pair) for pair in owned), len(owned), 0.90)
    dated = [(row, said) for row, said in owned if row["due"]]
    yield share(part, "notes: due", "right", sum(_is_due(*pair) for pair in dated), len(dated))
    undated = [said for row, said in notes if not row["due_text"]]
    yield share(part, "notes: due where none is", "said", sum(bool(said["due"]) for said in undated), len(undated))
    yield from _figures(part, "sentences", _labelled(read("sentences", half), 1), 0.80)
    due = read("due", half)
    yield share(part, "due words", "right", sum(is_right(row, said["due"]) for row, said in due), len(due), 0.92)


def _asked(row: Row) -> Row:
    """What the command may see of a line."""
    seen = ("id", "text", "context", "reference", "tz", "meeting_date", "owner")
    return {name: row[name] for name in seen if row.get(name) is not None}


def _labelled(pairs: Pairs, label: str | int) -> list[Scored]:
    return [Scored(row["label"] == label, 0.0, said["label"] == label, row["group"]) for row, said in pairs]


def _figures(part: str, label: str, rows: Sequence[Scored], bar: float) -> Iterator[Score]:
    for measure, of in (("P", "precision"), ("R", "recall"), ("F1", "f1")):
        yield drawn(
            part, label, measure, rows, lambda some, of=of: getattr(hits(some), of), bar if of == "f1" else None
        )


def _is_owner(row: Row, said: Row) -> bool:
    wanted = {each.casefold() for each in (row["who"], *row["who_accept"])}
    return said["label"] == "action" and (said["who"] or "").lstrip("@").casefold() in wanted


def _is_due(row: Row, said: Row) -> bool:
    return is_right({"grain": "day", "accept": row["due_accept"], **row}, said["due"])


if __name__ == "__main__":
    for score in of_half(sys.argv[1], f"french, {sys.argv[1]}"):
        print(shown(score))

"""How a parser of dates is timed, and where it leaves what it answered.

Each peer is a script: `python run_<peer>.py PHRASES ANSWERS [TIMES]`: the phrases as JSON lines with text and
reference, read so many times over.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time

Parser = Callable[[str, datetime], "datetime | None"]


def report(parse: Parser) -> None:
    """Read all phrases, write an answer a line, and print how long that took and how many were read."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    asked = [(row["text"], datetime.fromisoformat(row["reference"]).replace(tzinfo=None)) for row in rows]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    wall, cpu = perf_counter(), process_time()
    for _ in range(times):
        answers = [_answer(parse, *each) for each in asked]
    told = {"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": times * len(asked)}
    Path(sys.argv[2]).write_text("".join(f"{answer}\n" for answer in answers))
    print(json.dumps(told))


def _answer(parse: Parser, text: str, reference: datetime) -> str:
    try:
        found = parse(text, reference)
    except Exception:  # what a peer cannot read it has not read
        return ""
    return found.isoformat(timespec="minutes") if found else ""

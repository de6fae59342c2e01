"""Our reading of due phrases, timed: `python -m tests.bench.dues_stream DATA`; prints what a peer's script prints."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from tests.bench.dues_score import phrases
from tracker.domain.reading.due import read

TIMES = 20


def main() -> None:
    """Read all phrases so many times over."""
    asked = [(row["text"], datetime.fromisoformat(row["reference"])) for row in phrases(Path(sys.argv[1]))]
    aware = [(text, at if at.tzinfo else at.replace(tzinfo=UTC)) for text, at in asked]
    wall, cpu = perf_counter(), process_time()
    for _ in range(TIMES):
        for text, reference in aware:
            read(text, reference)
    told = {"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": TIMES * len(aware)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()

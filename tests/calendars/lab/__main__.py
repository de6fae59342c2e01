"""`python -m tests.calendars.lab` runs the lab and prints a table; with `--json FILE` the whole report lands there.

It ends with 0 if every row passed, with 77 where no sealed network can be made.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.calendars.lab import sealed
from tests.calendars.lab.judge import report
from tests.calendars.lab.rows import CONTROL, GROUPS, ROWS
from tests.calendars.lab.runner import ROOT, run

NOT_HERE = 77
PROXY = {f"{scheme}_proxy": "http://ama:sesame@127.0.0.1:3128" for scheme in ("http", "https", "all")}


def outside(folder: Path) -> dict[str, Any]:
    """The report of a run in a sealed network."""
    command = [*sealed.way_in(), sys.executable, "-m", "tests.calendars.lab", "--inside", str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "SSL_"))}
    subprocess.run(command, cwd=ROOT, env=kept | {"LAB_INSIDE": "yes"}, check=True, timeout=300)
    told: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return told


def inside(folder: Path) -> None:
    """Furnishes the sealed network, runs every row in it, and writes the report."""
    sealed.furnish(folder)
    command = [sys.executable, "-m", "tests.calendars.lab.far_end", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as far_end:
        assert far_end.stdin
        assert far_end.stdout
        assert far_end.stdout.readline() == b"ready\n"
        os.environ["SSL_CERT_FILE"] = str(folder / "authority.pem")
        os.environ |= PROXY
        done = run(ROWS, folder)
        for name in PROXY:
            del os.environ[name]
        done += run(CONTROL, folder)  # afterwards: connections count by time
        far_end.stdin.close()
        far_end.wait(30)
    seen = json.loads((folder / "seen.json").read_text())
    (folder / "report.json").write_text(json.dumps(report(done, seen)))


def table(told: dict[str, Any]) -> str:
    """Rows, passed, and forbidden connections by group; then each fault."""
    lines = [f"{'':32}{'rows':>6}{'passed':>8}{'forbidden connections':>23}"]
    for group, name in GROUPS.items():
        counts = told["groups"][group]
        lines.append(f"{group}  {name:29}{counts['rows']:6}{counts['passed']:8}{counts['forbidden']:23}")
    addresses = {row.id: row.address for row in (*ROWS, *CONTROL)}
    broken = [f"{id}  {addresses[id]!r:.150}: {fault}" for id, found in told["rows"].items() for fault in found]
    most, longest = max(told["megabytes"].values()), max(told["seconds"].values())
    last = f"{told['connections']} connections in all; at most {most} MB and {longest} s for a row"
    return "\n".join([*lines, last, *broken])


def main(words: list[str]) -> int:
    if words[:1] == ["--inside"]:
        inside(Path(words[1]))
        return 0
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        try:
            told = outside(Path(folder))
        except sealed.NotAllowed as why:
            print(f"no sealed network can be made here: {why}", file=sys.stderr)
            return NOT_HERE
    if words[:1] == ["--json"]:
        Path(words[1]).write_text(json.dumps(told))
    else:
        print(table(told))
    return 1 if any(told["rows"].values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Lighthouse on the pages that are met first, on a phone: `python -m tests.front.lighthouse` prints scores.

Accessibility and best practices are held at 100 by the tests too. Performance is measured here alone: a machine that
is busy with other tests makes it swing.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.house import House, living, program_or_skip, sandbox
from tests.browser.views import VIEWS, address
from tests.front.judge import Judge, judging, node_or_skip

ALWAYS, TIMED = ("accessibility", "best-practices"), "performance"
LEAST = {"accessibility": 100, "best-practices": 100, TIMED: 95}
PAGES = ("home", "a promise delivered", "people", "the letter's preview", "sign in")


def judged(judge: Judge, house: House, name: str, *categories: str) -> dict[str, Any]:
    """What Lighthouse says of a view."""
    view = VIEWS[name]
    cookies = house.state(view.who)["cookies"]
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in cookies)
    chromium = {"path": program_or_skip(), "flags": [*sandbox(), "--disable-gpu"]}
    return judge.page(house.service.base_url + address(view, house), cookie, chromium, *categories)


def main() -> int:
    """Print the table; 1 when a score is below what it has to be."""
    low = False
    with tempfile.TemporaryDirectory() as folder, living(Path(folder)) as house, judging(node_or_skip()) as judge:
        print(f"{'page':24}{''.join(f'{one:>16}' for one in LEAST)}")
        for name in PAGES:
            told = judged(judge, house, name, *LEAST)
            low = low or any(told["scores"][one] < least for one, least in LEAST.items())
            scores = told["scores"]
            print(f"{name:24}{''.join(f'{scores[one]:16}' for one in LEAST)}")
            print("".join(f"  {fault}\n" for fault in told["trouble"] + told["faults"]), end="")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

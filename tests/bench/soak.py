"""An hour of C51's load on a service in either shape: `make soak`, or `python -m tests.bench.soak [--minutes 60]`.

The embedded shape serves 400 users, the hosted one the thousand of C50, while calendars are read and letters go out.
What each holds of memory and handles is told each ten minutes; before that is looked at first, each page of each user
and 3,000 requests fill what is remembered. There are so many users that it is full then (`store/remembered.py`): with
fewer it grows by each promise that the load makes, an eighth in an hour with 200, and that would look like a leak.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import staging, steady
from tests.bench.crowd import Life, feed
from tests.bench.far_feed import FarFeed, telling
from tests.hosted.home import keeping

SHAPES = {"embedded": (400, staging.embedded_stage, staging.one), "hosted": (1_000, staging.staged, staging.many)}


def main(argv: Sequence[str] | None = None) -> int:
    """Print what came of each shape; 1 when a bar is not reached."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--only", choices=SHAPES, default="")
    options = asked.parse_args(argv)
    wanted = [options.only] if options.only else list(SHAPES)
    return 1 if sum(_soaked(name, options.minutes) for name in wanted) else 0


def _soaked(name: str, minutes: float) -> int:
    users, made, serving = SHAPES[name]
    life = Life()
    far = FarFeed(feed(life, datetime.now(UTC)))
    print(f"\n{name}: {users:,} users with {life.promises} promises each", flush=True)
    with tempfile.TemporaryDirectory() as folder, keeping(Path(folder)) as post, telling(far):
        with made(Path(folder) / "service", users, life, post, far.address) as stage:
            below = steady.measured(stage, minutes, serving)
        print(f"letters that the mail server has: {len(post.letters)}")
        return below


if __name__ == "__main__":
    sys.exit(main())

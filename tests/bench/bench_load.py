"""How many pages a hosted service serves, beside a bare page of the same bytes: `python -m tests.bench.bench_load`.

C50 of the reliability report: 200,000 promises of 1,000 users on PostgreSQL, pages by 2 processes, 16 connections.
The peer runs in turn with us in the same minutes, behind the same gunicorn, on the same database: it gives the very
bytes of our page out of one query. What one answer costs in processor time says more than the rate on a busy machine.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import steady
from tests.bench.bench_work import keep
from tests.bench.crowd import Life, feed
from tests.bench.far_feed import FarFeed, telling
from tests.bench.staging import Stage, pages, peer, staged
from tests.bench.wrk import Load, load, request
from tests.hosted.home import keeping
from tests.web.test_kept import TOKENS

ROUNDS = 3
KEPT = Path("build/bench/pages.json")
BAR = 2.0


class Bar(NamedTuple):
    """What C50 asks for: answers in a second at least, milliseconds at the 99th percentile at most."""

    rate: float
    p99: float | None = None


BARS = {
    "health": Bar(500),
    "page of 100, anew": Bar(60, 600),
    "page of 100, again": Bar(60, 600),
    "deliver": Bar(100, 600),
    "link page": Bar(300),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a bar is not reached."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--users", type=int, default=1000)
    asked.add_argument("--seconds", type=float, default=5, help="for each load, three times")
    asked.add_argument("--steady", type=float, default=1, help="minutes of C51, which asks for 30; 0: none")
    options = asked.parse_args(argv)
    life = Life()
    far = FarFeed(feed(life, datetime.now(UTC)))
    with tempfile.TemporaryDirectory() as folder, keeping(Path(folder)) as post, telling(far):
        print(f"making {options.users:,} users with {life.promises} promises each", flush=True)
        with staged(Path(folder) / "service", options.users, life, post, far.address) as stage:
            below = _measured(stage, options.seconds)
            below += steady.measured(stage, options.steady) if options.steady else 0
    return 1 if below else 0


def _measured(stage: Stage, seconds: float) -> int:
    with pages(stage) as web:
        stage.page("/promises", stage.members[0])
        first, cookie = stage.page("/promises", stage.members[0])
        token = TOKENS.findall(first)[0]
        loads = dict(_loads(stage, cookie, token))
        first, _ = stage.page("/promises", stage.members[0])
        with peer(stage, first) as (port, bare):
            rounds = [_round(stage, loads, seconds, web, port, bare) for _ in range(ROUNDS)]
    return _told(rounds, len(first))


def _loads(stage: Stage, cookie: str, token: str) -> Iterator[tuple[str, list[str]]]:
    """Requests of all users in turn. `anew`: each under an address of its own, of which nothing was made before."""
    everybody = [f"{stage.cookie(member)}; {cookie}" for member in stage.members]
    yield "health", [request("/healthz")]
    yield "page of 100, anew", [request(f"/promises?n={n}", who) for n in range(40) for who in everybody]
    yield "page of 100, again", [request("/promises", who) for who in everybody[:16]]
    yield (
        "deliver",
        [
            request(f"/promises/{member.id}-p{n}/deliver", who, f"csrf_token={token}&back=promises")
            for n in range(99, 50, -1)
            for member, who in zip(stage.members, everybody, strict=True)
        ],
    )
    links, now = stage.tracker.links, datetime.now(UTC)
    made = (links.make("deliver", user=member.id, subject=f"{member.id}-p0", at=now) for member in stage.members)
    yield "link page", [request(link.removeprefix(links.base_url)) for link in made]


def _round(
    stage: Stage, loads: dict[str, list[str]], seconds: float, web: int, port: int, bare: int
) -> dict[str, Load]:
    """Each in turn, the peer before and after our pages of the same bytes."""
    found, both = {}, {"seconds": seconds, "database": stage.postmaster}
    everybody = [request("/promises", stage.cookie(member)) for member in stage.members]
    for name, requests in loads.items():
        if name == "deliver":
            found["bare page"] = load(port, everybody, web=bare, **both)
        if name == "page of 100, again":
            load(stage.service.port, requests, web=web, **both | {"seconds": 2})  # each once before
        expect = 303 if name == "deliver" else 200
        found[name] = load(stage.service.port, requests, web=web, expect=expect, **both)
        if name == "deliver":
            done = round(found[name].rate * seconds) + 16
            requests[:] = requests[done:] + requests[:done]  # each is delivered once
    return found


def _told(rounds: list[dict[str, Load]], size: int) -> int:
    keep(KEPT, {name: median(one[name].cost for one in rounds) / 1000 for name in rounds[0]})
    print(f"\nC50, {size:,} bytes a page, middle of {len(rounds)} rounds; load average {os.getloadavg()[0]:.1f}")
    print(f"{'':22}{'/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'errors':>8}{'cpu ms':>9}{'of it sql':>11}  bar")
    below = 0
    for name in rounds[0]:
        loads = [one[name] for one in rounds]
        middle = Load(*(median(values) for values in zip(*loads, strict=True)))
        errors, bar = sum(one.errors for one in loads), BARS.get(name)
        fine = bar is None or (middle.rate >= bar.rate and middle.p99 <= (bar.p99 or middle.p99) and not errors)
        below += not fine
        wanted = f"{bar.rate:.0f}/s{f', {bar.p99:.0f} ms' if bar.p99 else ''}" if bar else "the peer"
        row = f"{name:22}{middle.rate:8.0f}{middle.p50:9.1f}{middle.p99:9.1f}{errors:8}"
        print(f"{row}{middle.cost:9.2f}{middle.database:11.2f}  {wanted}{'' if fine else ': NOT REACHED'}")
    for name in ("page of 100, anew", "page of 100, again"):
        below += not _ratio(rounds, name)
    return below


def _ratio(rounds: list[dict[str, Load]], name: str) -> bool:
    """How often the bare page's cost ours is, in processor time and in rate, round by round."""
    costs = [one[name].cost / one["bare page"].cost for one in rounds]
    rates = [one["bare page"].rate / one[name].rate for one in rounds]
    fine = median(costs) <= BAR
    told = f"{median(costs):.2f} times the bare page's processor time, {median(rates):.2f} times by rate"
    print(f"{name}: {told} (bar: {BAR:.0f}){'' if fine else ': NOT REACHED'}")
    return fine


if __name__ == "__main__":
    sys.exit(main())

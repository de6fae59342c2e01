"""C51: 20 requests a second for a while, four of five for pages, while calendars are read and letters go out.

Requests are due at fixed instants, and how long one took counts from then on: whoever waits in a queue waits too.
"""

import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple

from sqlalchemy import update

from tests.bench.crowd import Member
from tests.bench.staging import Serving, Stage, many
from tests.bench.wrk import handles, memory
from tests.web.test_kept import TOKENS
from tracker.store.tables import calendars, users

RATE, THREADS = 20, 32
P95, P99, GROWS = 200.0, 500.0, 0.10
LOOK = 10.0  # minutes
WARM = 3_000  # requests, after each page of each member: what is remembered is full when memory is first looked at
PAGES = ("/promises", "/", "/people", "/trust", "/giving", "/promises?show=kept", "/calendars", "/settings")


class Answer(NamedTuple):
    """What became of one request: its status, 0 where none came, and the milliseconds since it was due."""

    status: int
    took: float
    page: bool


class Held(NamedTuple):
    """What the pages hold: mebibytes of their own, and files and connections."""

    memory: float
    handles: int


def measured(stage: Stage, minutes: float, serving: Serving = many) -> int:
    """The load, told; how many bars were not reached."""
    _fall_due(stage, minutes)
    with serving(stage) as web:
        form, cookie = stage.page("/promises/new", stage.members[0])
        asking = _Asking(stage, cookie, TOKENS.findall(form)[0])
        asking.each_page_of_all()
        asking.so_many(WARM)
        before = Held(memory(web), handles(web))
        answers = []
        for part in parts(minutes):
            answers += asking.so_many(int(part * 60 * RATE))
            after = Held(memory(web), handles(web))
            print(f"{len(answers):,} answers: {after.memory:.0f} MB, {after.handles} handles", flush=True)
    return _told(answers, before, after, minutes)


def parts(minutes: float) -> list[float]:
    """The time in parts of ten minutes, after each of which is told what is held."""
    whole, rest = divmod(minutes, LOOK)
    return [LOOK] * int(whole) + ([rest] if rest else [])


def _fall_due(stage: Stage, minutes: float) -> None:
    """Calendars and letters of a good part of the crowd, spread over the time."""
    tracker, now, chance = stage.tracker, datetime.now(UTC), random.Random(5)
    some = [member.id for member in stage.members[: max(10, int(60 * minutes))]]
    with tracker.database.write() as db:
        for name in some:
            at = now + timedelta(seconds=chance.uniform(0, minutes * 60))
            db.execute(update(calendars).where(calendars.c.user_id == name).values(next_sync_at=at))
            db.execute(update(users).where(users.c.id == name).values(next_digest_at=at))
    tracker.database.close()


class _Asking:
    """Those who ask, each with a connection of their own; the session's own token comes from `cookie`."""

    def __init__(self, stage: Stage, cookie: str, token: str) -> None:
        self.stage, self.cookie, self.token = stage, cookie, token
        self.local, self.chance, self.number = threading.local(), random.Random(9), 0

    def so_many(self, many: int) -> list[Answer]:
        """So many requests, each at its instant."""
        begins = time.monotonic() + 0.2
        with ThreadPoolExecutor(THREADS) as pool:
            waiting = []
            for at in range(many):
                due = begins + at / RATE
                time.sleep(max(0.0, due - time.monotonic()))
                waiting.append(pool.submit(self._ask, due, *self._next()))
            return [one.result() for one in waiting]

    def each_page_of_all(self) -> None:
        """As fast as they come."""
        with ThreadPoolExecutor(THREADS) as pool:
            every = [(path, self._headers(member)) for member in self.stage.members for path in PAGES]
            for one in [pool.submit(self._ask, time.monotonic(), path, "", headers, True) for path, headers in every]:
                one.result()

    def _headers(self, member: Member) -> dict[str, str]:
        return {"Cookie": f"{self.stage.cookie(member)}; {self.cookie}"}

    def _next(self) -> tuple[str, str, dict[str, str], bool]:
        self.number += 1
        member = self.chance.choice(self.stage.members)
        headers = self._headers(member)
        if self.number % 5:
            return self.chance.choice(PAGES), "", headers, True
        form = f"csrf_token={self.token}&back=promises"
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.number % 10:
            return f"/promises/{member.id}-p{self.chance.randrange(50)}/deliver", form, headers, False
        typed = "&body=Send+part&who=Ama&whose=mine&due_on=2027-01-06&due_at="
        return "/promises/new", form + typed, headers, False

    def _ask(self, due: float, path: str, body: str, headers: dict[str, str], page: bool) -> Answer:
        for _ in range(2):  # a connection that was kept too long is opened anew
            line = getattr(self.local, "line", None) or HTTPConnection(
                "127.0.0.1", self.stage.service.port, timeout=30
            )
            self.local.line = line
            try:
                line.request("POST" if body else "GET", path, body or None, headers)
                answer = line.getresponse()
                answer.read()
                return Answer(answer.status, (time.monotonic() - due) * 1000, page)
            except (OSError, HTTPException):
                line.close()
                self.local.line = None
        return Answer(0, (time.monotonic() - due) * 1000, page)


def _told(answers: list[Answer], before: Held, after: Held, minutes: float) -> int:
    took = sorted(answer.took for answer in answers)
    p50, p95, p99 = (took[int(len(took) * share)] for share in (0.5, 0.95, 0.99))
    statuses = Counter(answer.status for answer in answers)
    bad = sum(count for status, count in statuses.items() if status >= 500 or status == 0)
    grown = after.memory / before.memory - 1
    print(f"\nC51, {minutes:g} min at {RATE}/s, {len(answers):,} answers; load average {os.getloadavg()[0]:.1f}")
    print(f"answers by status: {dict(sorted(statuses.items()))}")
    bars = {
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms (bar: {P95:.0f})": p95 <= P95,
        f"p99 {p99:.0f} ms (bar: {P99:.0f})": p99 <= P99,
        f"5xx and lost: {bad} (bar: 0)": not bad,
        f"memory {before.memory:.0f} MB, then {after.memory:.0f}: {grown:+.0%} (bar: {GROWS:.0%})": grown <= GROWS,
        f"handles {before.handles}, then {after.handles} (bar: 20 more)": after.handles <= before.handles + 20,
    }
    for said, fine in bars.items():
        print(f"{said}{'' if fine else ': NOT REACHED'}")
    return sum(not fine for fine in bars.values())

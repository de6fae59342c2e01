"""Every page's server time and queries, with much and with little behind it: `python -m tests.bench.bench_pages`.

Two users with the same 20 open promises, questions and meetings ahead. One has no more than that; the other has
10,000 promises, 1,000 persons and 5,000 events beside it. What a page asks of the database must not grow with what it
does not show, and its time should not either. Side by side: the sign-in page, which reads nothing, as the floor.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy import event as happening

from tests.bench.lives import LITTLE, MUCH, OWING, Life, lived
from tests.web.browsing import Browser, tracker_with
from tracker.domain.token import Scope
from tracker.services import tokens
from tracker.store.database import Database
from tracker.web.app import create_app

TIMES = 5
R31 = "under 300"  # milliseconds
FLOOR = "/signin"
NOT_PAGES = (
    "/static",
    "/healthz",
    "/readyz",
    "/google",
    "/signin",
    "/letter/body",
    "/calendars/google",
    "/api/v1/typed",
    "/invited",
)


class Cost(NamedTuple):
    """What one page took: how many statements, and the middle of its times in milliseconds."""

    queries: int
    milliseconds: float
    size: int


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a page asks more of the database where there is more that it does not show."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--much", type=int, default=MUCH.promises, help="promises of who has many")
    options = asked.parse_args(argv)
    much = MUCH._replace(promises=options.much)
    little, large = _measured(LITTLE), _measured(much)
    floor = large.pop(FLOOR).milliseconds
    little.pop(FLOOR)
    print(f"{'page':34}{'queries':>9}{'ms':>9}{'queries':>9}{'ms':>9}{'x little':>10}{'x floor':>9}{'KB':>7}")
    for page, cost in large.items():
        few = little[page]
        times = cost.milliseconds / few.milliseconds
        row = f"{page:34}{few.queries:9}{few.milliseconds:9.1f}{cost.queries:9}{cost.milliseconds:9.1f}"
        print(f"{row}{times:10.1f}{cost.milliseconds / floor:9.1f}{cost.size / 1000:7.0f}")
    grown = [page for page, cost in large.items() if cost.queries > little[page].queries]
    print(f"queries grow on: {', '.join(grown) or 'no page'}")
    listed = _measured(OWING)["/promises"].milliseconds
    print(f"500 open promises in one list: {listed:.0f} ms (requirement 31: {R31})")
    return 1 if grown else 0


def _measured(life: Life) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tracker.db'}")
        database.upgrade()
        user, named = lived(database, life)
        tracker = tracker_with(database)
        browser = Browser(create_app(tracker), user)
        said = {"name": "bench", "scopes": list(Scope), "lives": timedelta(days=9)}
        secret = tokens.make(database, user, **said, now=tracker.clock()).secret
        browser.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"  # pages look at none
        try:
            return {name: _cost(browser, page) for name, page in _pages(browser, named)}
        finally:
            database.close()


def _pages(browser: Browser, named: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each page that a signed-in user may GET, by its route, with one thing of each kind; the floor too."""
    yield FLOOR, FLOOR
    rules = browser.client.application.url_map.iter_rules()
    for rule in sorted(rules, key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(NOT_PAGES) or rule.arguments - named.keys():
            continue
        page = rule.rule
        for name in rule.arguments:
            page = page.replace(f"<{name}>", named[name])
        yield rule.rule, page


def _cost(browser: Browser, page: str) -> Cost:
    size = _answered(browser, page)
    with counted() as queries:
        _answered(browser, page)
    times = [_timed(lambda: _answered(browser, page)) for _ in range(TIMES)]
    return Cost(len(queries), median(times) * 1000, size)


def _answered(browser: Browser, page: str) -> int:
    answer = browser.get(page)
    assert answer.status_code < 400, f"{page}: {answer.status}"
    return len(answer.data)


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that any engine is given meanwhile."""
    seen: list[str] = []

    def see(*asked: object) -> None:
        seen.append(str(asked[2]))

    happening.listen(Engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        happening.remove(Engine, "before_cursor_execute", see)


if __name__ == "__main__":
    sys.exit(main())

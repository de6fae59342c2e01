"""The API asked whatever its description allows, and what it forbids: `python -m tests.web.api.cases --cases 20000`.

Schemathesis makes the requests out of the description (https://schemathesis.readthedocs.io): by example, by the edges
of each shape, at random, and in sequences where what one answers is asked of the next. Two users' programs ask, each
with things of its own. No answer may be our fault (5xx), each must be one that the description tells, what the shapes
allow is taken and what they forbid is not, and nothing of the other user's stands in an answer.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from tests.making import FRIDAY, NOW, user
from tests.web.browsing import tracker_with
from tracker.domain.account import User
from tracker.domain.people import Direction, GiveKind
from tracker.domain.token import Scope
from tracker.services import giving, ledger, people, tokens
from tracker.store import accounts
from tracker.store.database import Database
from tracker.web.api.answering import HEADER
from tracker.web.app import create_app
from tracker.wiring import Tracker

DESCRIPTION = "/api/v1/openapi.json"
OFTEN = "1000000/minute"
LONGEST = 200  # signs of a key
USERS = {"efua": "Marigold", "kofi": "Periwinkle"}
"""Who asks, and a word that stands in all that is theirs."""


class Ran(NamedTuple):
    """What was asked, and what was wrong."""

    cases: int
    statuses: Counter[int]
    wrong: list[str]
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Ask so many times, and say how it went; 1 when anything was wrong."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--cases", type=int, default=20_000)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--database", default="", help="its address; else a SQLite file that is thrown away")
    asked = said.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        ran = run(Database(asked.database or f"sqlite:///{Path(folder) / 'tracker.db'}"), asked.cases, asked.seed)
    for one in ran.wrong:
        print(one)
    told = ", ".join(f"{status}: {many:,}" for status, many in sorted(ran.statuses.items()))
    print(f"{ran.cases:,} cases in {ran.seconds:.0f} s, {len(ran.wrong)} wrong. Answers: {told}")
    return 1 if ran.wrong else 0


def run(database: Database, cases: int, seed: int) -> Ran:
    """At least so many cases, of two users by turns."""
    began, statuses, wrong = perf_counter(), Counter[int](), list[str]()
    database.upgrade()
    tracker = tracker_with(database)
    app = create_app(tracker)
    app.config |= dict.fromkeys(("ASKED", "ACTED", "FOLLOWED", "MAILED"), OFTEN)
    secrets = {name: lived(tracker, user(id=name, email=f"{name}@example.com"), word) for name, word in USERS.items()}
    turn, each = 0, max(1, min(20, cases // 200))
    numbers = count()
    while statuses.total() < cases:
        name = list(USERS)[turn % 2]
        other = next(word for whose, word in USERS.items() if whose != name)
        with each_key_its_own(numbers):
            for status, body, trouble in _asked(app, secrets[name], seed + turn, each):
                statuses[status] += 1
                wrong += [f"{name}: {one}" for one in trouble]
                wrong += [f"{name} is told of {other}: {body[:200]}"] if other in body else []
        turn += 1
        print(
            f"{statuses.total():,} cases, {len(wrong)} wrong, {perf_counter() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return Ran(statuses.total(), statuses, wrong, perf_counter() - began)


def lived(tracker: Tracker, who: User, word: str) -> str:
    """A user with a few things of their own, and a token that may do everything."""
    with tracker.database.write() as db:
        accounts.add_user(db, who)
    doors, when = (tracker.database, who), {"via": "page", "now": NOW}
    for number in range(3):
        ledger.add(*doors, body=f"send {word} {number}", promisee="Ama", due=FRIDAY, dated=False, **when)
    ama = people.name_person(*doors, name=f"Ama {word}", **when)
    giving.give(*doors, person=ama.id, kind=GiveKind.MEAL, direction=Direction.GIVEN, at=NOW, note=word, **when)
    return tokens.make(*doors, name=word, scopes=list(Scope), lives=timedelta(days=9), now=NOW).secret


def _asked(app, secret: str, seed: int, examples: int) -> Iterator[tuple[int, str, list[str]]]:
    """Each case of one run of all phases: its status, its answer, and what was wrong with it."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "auth": {"openapi": {"token": {"bearer": secret}}},
            "continue-on-failure": True,
            "checks": {"ignored_auth": {"enabled": False}},  # nobody is test_doors.py's; this check fails over WSGI
            "generation": {"max-examples": examples, "database": "none", "no-shrink": True},
        }
    )
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, app, config=config)
    for event in from_schema(schema).execute():
        if isinstance(event, (NonFatalError, FatalError)):
            yield 0, "", [f"{getattr(event, 'label', '')}: {getattr(event, 'value', event)}"]
        if isinstance(event, ScenarioFinished):
            yield from _told(event)


@contextmanager
def each_key_its_own(numbers: Iterator[int]) -> Iterator[None]:
    """One key for two requests is refused, as it must be; so inside, each that may be one gets the next number."""

    @schemathesis.hook
    def before_call(_context, case, kwargs):
        key = (case.headers or {}).get(HEADER)
        if isinstance(key, str) and re.fullmatch(f"[!-~]{{1,{LONGEST}}}", key):
            number = f"-{next(numbers)}"
            case.headers[HEADER] = f"{key[: LONGEST - len(number)]}{number}"
        kwargs.pop("max_redirects", None)  # which schemathesis hands to werkzeug too, and werkzeug does not know

    try:
        yield
    finally:
        schemathesis.hooks.unregister(before_call)


def _told(event: ScenarioFinished) -> Iterator[tuple[int, str, list[str]]]:
    recorder = event.recorder
    for id, interaction in recorder.interactions.items():
        answer = interaction.response
        if answer is None:
            continue
        failed = [check.failure_info.failure for check in recorder.checks.get(id, []) if check.failure_info]
        body = answer.content.decode(errors="replace")
        asked = f"{interaction.request.method} {interaction.request.uri} {interaction.request.body!r}"[:600]
        trouble = [f"{one.title}: {one.message} | {asked} -> {answer.status_code} {body[:300]}" for one in failed]
        yield answer.status_code, body, trouble


if __name__ == "__main__":
    sys.exit(main())

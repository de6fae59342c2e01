"""The real service under many hands while a fault strikes it again and again: what came of it, and what was said.

Each stroke waits until acts are acknowledged, begins, is looked at by somebody at a browser, by a program and, where
a command meets it too, by somebody at a terminal, and ends. Then the next act that is acknowledged tells how long it
took until all went on; nothing is started anew.
"""

import json
import re
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.faults.kills.acts import amiss
from tests.faults.row import Row
from tests.faults.verdicts import wrong
from tests.hosted import load
from tests.making import user
from tracker.domain.token import Scope
from tracker.services import signin, tokens
from tracker.store import accounts, ledger

HANDS = 8
BETWEEN = 8  # acts until the next stroke
PATIENCE = 180  # seconds until a stroke is felt, or is over
UNFELT = 0.1  # seconds until one that was not felt is looked for again
ENDLESS = 1_000_000  # promises of each hand; the block ends them
SAID = re.compile(r"<h1>(.*?)</h1>\s*<p>(.*?)</p>", re.DOTALL)
DONE = re.compile(r'role="status"[^>]*>.*?<p[^>]*>(.*?)<', re.DOTALL)

Stroke = Callable[[], AbstractContextManager[object]]


@dataclass
class Looking:
    """Somebody at a browser, with a token for a program of theirs and a terminal beside it."""

    shape: object
    terminal: bool
    said: dict[str, str] = field(default_factory=dict)  # by whom it is heard
    added: list[str] = field(default_factory=list)  # what was acknowledged to them

    def __post_init__(self) -> None:
        tracker = self.shape.tracker
        self.one = user(id="looker", email="looker@example.com", addresses=frozenset())
        with tracker.database.write() as db:
            accounts.add_user(db, self.one)
        now = tracker.clock()
        told = {"name": "Program", "scopes": [Scope.PROMISES_WRITE], "lives": timedelta(days=1), "now": now}
        self.secret = tokens.make(tracker.database, self.one, **told).secret
        self.window = load.Window(tracker.base_url, timeout=PATIENCE)
        self.window.sign_in(signin.invite(tracker.database, self.one, now=now))
        self.tries = 0

    def until_felt(self) -> None:
        """Adds a promise on a page until that is refused; then looks at the other doors."""
        until = time.monotonic() + PATIENCE
        while (answer := self.add()).status == 303:
            assert time.monotonic() < until, "the fault was not felt"
            time.sleep(UNFELT)
        self.said["page"] = _words(answer)
        self.said["list"] = _words(self.window.ask("GET", "/promises"))
        self.said["program"] = self._program()
        if self.terminal:
            self.said["command"] = self._command()

    def add(self) -> load.Answered:
        """One more on a page."""
        self.tries += 1
        body = f"{load.OURS} {self.tries} of the looker"
        answer = self.window.ask("POST", "/promises/new", {"body": body, **load.TO_AMA})
        if answer.status == 303:
            self.added.append(body)
        return answer

    def _program(self) -> str:
        self.tries += 1
        sent = {"body": f"{load.OURS} {self.tries} of the program", "promisee": "Ama", "due": "2040-01-05"}
        head = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        address = f"{self.shape.tracker.base_url}/api/v1/promises"
        try:
            with urlopen(Request(address, json.dumps(sent).encode(), head), timeout=PATIENCE):
                self.added.append(sent["body"])
                return "saved"
        except HTTPError as refused:
            return f"“{json.load(refused)['detail']}”"

    def _command(self) -> str:
        words = self.shape.command("add", "send it", "--to", "Ama", "--due", "2040-01-05", "--user", self.one.email)
        told = subprocess.run(words, env=self.shape.environ, capture_output=True, text=True, timeout=PATIENCE)
        assert told.returncode == 1, told
        return f"“{told.stderr.strip()}”"

    @property
    def seen(self) -> str:
        """What was heard at each door."""
        return "; ".join(f"{door}: {words}" for door, words in self.said.items())


def _words(answer: load.Answered) -> str:
    if answer.status == 200:
        return "shown"
    found = SAID.search(answer.text)
    assert found, answer.text[:2000]
    return f"“{unescape(found[1])}” {unescape(found[2])}"


def struck(name: str, shape: object, stroke: Stroke, times: int, *, terminal: bool = False) -> Row:
    """The row of a fault that is felt."""
    longest = 0.0
    looking = Looking(shape, terminal)
    calm = _calm(shape)
    with load.load(shape.tracker, "hand", HANDS, ENDLESS).working() as work:
        _until_all_work(work)
        for _ in range(times):
            work.wait_for(BETWEEN, PATIENCE)
            with stroke():
                looking.until_felt()
            longest = max(longest, _until_it_goes_on(work))
    return _row(name, times, shape, work, looking, calm, longest)


def waited_for(name: str, shape: object, stroke: Stroke, times: int) -> Row:
    """The row of a fault that is over before anybody is told: an act that was begun in it is only late."""
    longest = 0.0
    looking, calm = Looking(shape, False), _calm(shape)
    with load.load(shape.tracker, "hand", HANDS, ENDLESS).working() as work:
        _until_all_work(work)
        for _ in range(times):
            work.wait_for(BETWEEN, PATIENCE)
            with stroke():
                assert looking.add().status == 303, "it was not waited for"
            longest = max(longest, _until_it_goes_on(work))
        assert not work.kinds, work.kinds
    looking.said["page"] = f"the act took until the lock was gone; then “{_done(looking)}”"
    return _row(name, times, shape, work, looking, calm, longest)


def _done(looking: Looking) -> str:
    found = DONE.search(looking.window.ask("GET", "/promises").text)
    return unescape(found[1]).strip() if found else "saved"


def _until_all_work(work: load.Load) -> None:
    """Each hand is signed in: so often as they would try while nothing can be written, nobody may."""
    began = time.monotonic()
    while len({body.partition(" of ")[2].partition(",")[0] for body in work.added}) < HANDS:
        assert time.monotonic() - began < PATIENCE, work.kinds
        time.sleep(UNFELT)


def _until_it_goes_on(work: load.Load) -> float:
    began, before = time.monotonic(), work.acknowledged
    while work.acknowledged == before:
        assert time.monotonic() - began < PATIENCE, work.kinds
        time.sleep(0.01)
    return time.monotonic() - began


def _calm(shape: object) -> load.Load:
    """The acts of a run that nothing disturbs."""
    with load.load(shape.tracker, "calm", 1, 2).working() as work:
        work.wait_for(4, PATIENCE)
    return work


def _row(name, times, shape, work, looking, calm, longest) -> Row:
    looking.window.close()
    assert not amiss(shape), amiss(shape)
    came = load.counted(work)
    theirs = _bodies(shape, looking.one)
    lost = came["missing"] + came["chains broken"] + len([body for body in looking.added if body not in theirs])
    doubled = came["double"] + len(theirs) - len(set(theirs))
    acts = work.acknowledged + len(looking.added)
    misjudged = wrong(shape.tracker, work, calm)
    return Row(name, times, acts, lost, doubled, 0, misjudged, round(longest, 1), looking.seen)


def _bodies(shape, one) -> list[str]:
    with shape.tracker.database.read() as db:
        return [promise.body for promise in ledger.promises(db, one.id)]

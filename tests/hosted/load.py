"""Many hands at a running service, each adding promises and delivering them; and what came of it.

An add that was not acknowledged is given up: it may stand there, once; another is sent. A delivery is sent again.
"""

import http.client
import itertools
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.making import user
from tracker.domain.account import User
from tracker.domain.entry import Act, first_broken
from tracker.services import signin
from tracker.store import accounts
from tracker.store import ledger as store
from tracker.wiring import Tracker

PAUSE = 0.05  # seconds until an act that was not acknowledged is sent again
OURS = "send part"  # what is kept here begins so; a service that is started also gives its owner an example
TO_AMA = {"who": "Ama", "due_on": "2040-01-05"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Answered(NamedTuple):
    """An answer: its status, its words, and where it leads."""

    status: int
    text: str
    leads: str


class Window:
    """A browser without its pictures: one connection, its cookies, and the token that its forms carry."""

    def __init__(self, base_url: str, timeout: float = 30) -> None:
        self._at, self._timeout = urlsplit(base_url).netloc, timeout
        self._cookies: dict[str, str] = {}
        self._line: http.client.HTTPConnection | None = None
        self._token = ""
        self._settled = False  # then its cookies stay: what is said on pages that nobody opens would gather in them

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> "Answered":
        """One request. Whatever is wrong with the connection is raised."""
        body = urlencode({"csrf_token": self._token, **fields}) if fields is not None else None
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        line = self._line or http.client.HTTPConnection(self._at, timeout=self._timeout)
        self._line = None  # unless all goes well, it is not used again
        try:
            line.request(method, path, body, said | (FORM if body else {}))
            answer = line.getresponse()
            text = answer.read().decode()
        except BaseException:
            line.close()
            raise
        self._line = line
        for cookie in answer.headers.get_all("Set-Cookie") or () if not self._settled else ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answered(answer.status, text, answer.headers.get("Location") or "")

    def sign_in(self, token: str) -> None:
        """Signed in by a link, its forms ready."""
        self._find_token("/signin")
        assert self.ask("POST", f"/signin/{token}", {}).status == 303
        self._find_token("/promises/new")
        self._settled = True

    def close(self) -> None:
        """Hangs up."""
        if self._line:
            self._line.close()

    def _find_token(self, path: str) -> None:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", path).text)
        assert found, path
        self._token = found[1]


@dataclass
class Load:
    """Hands at work, one for each user, who each keep so many promises; an add and a delivery are two acts."""

    tracker: Tracker
    users: list[User]
    each: int
    added: list[str] = field(default_factory=list)  # bodies whose add was acknowledged
    delivered: list[str] = field(default_factory=list)  # ids whose delivery was
    heard: list[tuple[float, Window]] = field(default_factory=list)  # the instants at which a hand's act was
    errors: list[float] = field(default_factory=list)  # those at which an answer was none
    kinds: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0  # seconds that one act took, until it was acknowledged
    _idle: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def working(self) -> Iterator["Load"]:
        """Until all is done, or the block ends."""
        hands = [threading.Thread(target=self._work, args=(one,), daemon=True) for one in self.users]
        for hand in hands:
            hand.start()
        try:
            yield self
        finally:
            self._over.set()
            for hand in hands:
                hand.join()

    @property
    def acknowledged(self) -> int:
        """How many acts were acknowledged until now."""
        return len(self.added) + len(self.delivered)

    @property
    def idle(self) -> bool:
        """Whether every hand has done all its work."""
        return self._idle == len(self.users)

    def wait_for(self, many: int, seconds: float) -> None:
        """Until so many more acts were acknowledged, or all is done."""
        until, many = time.monotonic() + seconds, self.acknowledged + many
        while self.acknowledged < many and not self.idle:
            assert time.monotonic() < until, f"only {self.acknowledged} of {many}: {self.kinds}"
            time.sleep(0.01)

    def _work(self, who: User) -> None:
        window = self._signed_in(who)
        for number in range(self.each):
            self._keep(window, f"{OURS} {number} of {who.id}")
        self._idle += 1
        window.close()

    def _keep(self, window: Window, body: str) -> None:
        tries = (f"{body}, try {turn}" for turn in itertools.count())
        promise = self._until_it_is(lambda: self._add(window, next(tries)))
        self._until_it_is(lambda: self._deliver(window, promise))

    def _until_it_is(self, act: Callable[[], str]) -> str:
        began = time.monotonic()
        while not self._over.is_set():
            if done := act():
                self.longest = max(self.longest, time.monotonic() - began)
                return done
            time.sleep(PAUSE)
        return ""

    def _signed_in(self, who: User) -> Window:
        while True:
            window = Window(self.tracker.base_url)
            try:
                window.sign_in(signin.invite(self.tracker.database, who, now=self.tracker.clock()))
            except (OSError, http.client.HTTPException, AssertionError):
                time.sleep(PAUSE)
            else:
                return window

    def _add(self, window: Window, body: str) -> str:
        """The id of what was added; empty where nobody knows."""
        answer = self._sent(window, "/promises/new", {"body": body, **TO_AMA})
        if answer is None:
            return ""
        self.added.append(body)
        return answer.leads.rpartition("/")[2]

    def _deliver(self, window: Window, promise: str) -> str:
        if self._sent(window, f"/promises/{promise}/deliver", {}) is None:
            return ""
        self.delivered.append(promise)
        return promise

    def _sent(self, window: Window, path: str, fields: dict[str, str]) -> Answered | None:
        """The answer that acknowledges it; None if there was none."""
        try:
            answer = window.ask("POST", path, fields)
        except (OSError, http.client.HTTPException) as broken:
            return self._failed(type(broken).__name__)
        if answer.status != 303:
            return self._failed(str(answer.status))
        self.heard.append((time.monotonic(), window))
        return answer

    def _failed(self, kind: str) -> None:
        self.errors.append(time.monotonic())
        self.kinds[kind] += 1


def load(tracker: Tracker, name: str, users: int, each: int) -> Load:
    """So many hands of new users, who are called so."""
    found = [user(id=f"{name}{n}", email=f"{name}{n}@example.com", addresses=frozenset()) for n in range(users)]
    with tracker.database.write() as db:
        for one in found:
            accounts.add_user(db, one)
    return Load(tracker, found, each)


def counted(work: Load) -> dict[str, object]:
    """What stands in the ledger, beside what was acknowledged."""
    bodies: Counter[str] = Counter()
    delivered: Counter[str] = Counter()
    broken = 0
    for one in work.users:
        with work.tracker.database.read() as db:
            chain, promises = store.chain(db, one.id), store.promises(db, one.id)
        broken += first_broken(chain) is not None
        bodies.update(promise.body for promise in promises if promise.body.startswith(OURS))
        delivered.update(entry.subject for entry, _ in chain if entry.act is Act.DELIVERED)
    missing = [body for body in work.added if not bodies[body]] + [id for id in work.delivered if not delivered[id]]
    return {
        "acknowledged": work.acknowledged,
        "missing": len(missing),
        "double": sum(times > 1 for times in (*bodies.values(), *delivered.values())),
        "chains broken": broken,
        "not acknowledged at first": len(work.errors),
    }

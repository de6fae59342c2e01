"""Two tenants of one service do as they like: nothing of one ever reaches the other, by whatever door.

Each writes words of their own into everything. After each step the answer is searched for the other's words, and for
the name of everything that is the other's by then.

    python -m tests.closed.tenants_machine [--steps 2000] [--seed 1]     (make tenants)
"""

import io
import shutil
import sys
import tempfile
import zipfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.closed.doors import Kind, of
from tests.closed.knocking import secret_of, send
from tests.closed.ordinary import handed_over
from tests.closed.world import Tenant, world
from tests.cluster import Cluster, programs_or_skip, running
from tracker.domain.account import Role
from tracker.services import digests
from tracker.store.database import Database
from tracker.store.tables import metadata
from tracker.web.api.door import ROUTES, VERSION

ENDS = {
    "/signout",
    "/signin/<token>",
    "/account/delete",
    "/account/sessions/end-others",
    "/account/sessions/<session_id>/end",
}
"""Doors that would end the play."""
KINDS = (
    *(Kind.PAGE, Kind.THING, Kind.FORM, Kind.ACT, Kind.OPEN, Kind.OPEN_FORM, Kind.OWNERS, Kind.OWNERS_FORM),
    *(Kind.LINK, Kind.LINK_ACT, Kind.PROGRAM, Kind.PROGRAMS_THING, Kind.DESCRIBED),
)
DOORS = [door for door in of(*KINDS) if door[1] not in ENDS]
BODIES = {f"{route.method} /api/{VERSION}{route.rule}": route.body for route in ROUTES}
NAMING = {"promises": "promise_id", "webhooks": "webhook_id", "tokens": "token_id", "calendars": "calendar_id"}
"""Of which tables a new row is named from then on, by what routes call it."""
SUBJECTS = {"efua": "bees", "kofi": "kites"}  # as tests/closed/world.py gives them
WORDY = ("body", "name", "note", "q", "goal", "promisee", "learn", "interests", "line", "value", "address")
FIXED = {"kind": "article", "direction": "given", "due": "2026-01-09", "circle": "close", "promiser": "me"}
FIXED |= {"word": "delivered", "zone": "Africa/Accra", "say": "yes", "sure": "yes", "promises": "keep"}


class Tenants(RuleBasedStateMachine):
    """The play, over whatever database `opened` makes."""

    opened: ClassVar[Callable[[], AbstractContextManager[Database]]]
    done: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        database = self._open.enter_context(type(self).opened())
        self.there = self._open.enter_context(world(database, owner=Role.MEMBER))
        self.tenants = {"efua": self.there.efua, "kofi": self.there.kofi}
        for one in self.tenants.values():
            one.anew()

    def teardown(self) -> None:
        """Closes what it opened."""
        self._open.close()

    @rule(
        who=st.sampled_from(sorted(SUBJECTS)),
        door=st.sampled_from(DOORS),
        addressed=st.booleans(),
        filled=st.sampled_from(["with words", "with names", "with others' names", "with nothing"]),
    )
    def knock(self, who: str, door: tuple[str, str], addressed: bool, filled: str) -> None:
        """One comes to a door, by the name of a thing of theirs or of the other's, and fills its form in."""
        method, where = door
        me, other = self._both(who)
        by_link = any(where.startswith(start) for start in me.links)
        address = (other if addressed and not by_link else me).address(where)
        fields = self._fields(who, other if "others" in filled else me, filled)
        sent = self._sent(method, where, me, fields)
        secret = me.secret if secret_of(self.there, where) else ""
        answer = send(self.there, me.anew(), method, address, secret=secret, **sent)
        type(self).done[f"{answer.status_code // 100}xx"] += 1
        assert answer.status_code < 500 or where == "/readyz", (method, where, answer.status_code)
        self._search(who, f"{method} {where}", f"{answer.headers} {text_of(answer)}", f"{address} {fields}")
        self._name_what_is_new()

    @rule()
    def post(self) -> None:
        """What waits goes out, and each letter holds nothing of whoever it does not come from."""
        sent = self.there.tracker.outbox.sent
        before = len(sent)
        digests.send_waiting(self.there.tracker.database, self.there.tracker.post, self.there.clock)
        for letter in sent[before:]:
            for name, subject in SUBJECTS.items():
                if name in letter.to or subject in letter.to:
                    self._search(name, "a letter", letter.message.as_string(), "")
                    type(self).done["letters"] += 1

    def _both(self, who: str) -> tuple[Tenant, Tenant]:
        me = self.tenants[who]
        return me, next(one for one in self.tenants.values() if one is not me)

    def _fields(self, who: str, named: Tenant, filled: str) -> dict[str, str]:
        words = dict.fromkeys(WORDY, f"more {SUBJECTS[who]}") | FIXED
        names = {name.removesuffix("_id"): value for name, value in named.things.items()} | named.things
        names |= dict.fromkeys(("who", "other", "into", "with"), named.things["person_id"])
        return {"with words": words, "with nothing": {}}.get(filled, words | names)

    def _sent(self, method: str, where: str, me: Tenant, fields: dict[str, str]) -> dict[str, Any]:
        if method == "GET":
            return {"query_string": fields}
        if where.startswith("/api/"):
            shape = BODIES.get(f"{method} {where}")
            return {"json": {name: value for name, value in fields.items() if shape and name in shape.model_fields}}
        return {"data": fields | {"csrf_token": me.browser.token}}

    def _search(self, who: str, door: str, told: str, said: str) -> None:
        """Whatever is the other's is not told, save what whoever asks has just said themselves."""
        _, other = self._both(who)
        theirs = self._names(other) - self._names(self.tenants[who])
        theirs |= {SUBJECTS["kofi" if who == "efua" else "efua"], other.user.email, other.user.id}
        leaked = {one for one in theirs if one.casefold() in told.casefold() and one not in said}
        assert not leaked, f"{door} told {who}: {sorted(leaked)}"
        type(self).done["searched"] += 1

    def _names(self, whose: Tenant) -> set[str]:
        """The name of everything that is one tenant's by now, and the keys that open it."""
        columns = [
            (table.c.id if table.name == "users" else table.c.user_id, table.c[name])
            for table in metadata.sorted_tables
            for name in ("id", "sign", "feed_key", "letters_key", "token_hash", "link_id")
            if name in table.c and (table.name == "users" or "user_id" in table.c)
        ]
        with self.there.tracker.database.read() as db:
            found = {
                one
                for owner, name in columns
                for one in db.execute(select(name).where(owner == whose.user.id)).scalars()
            }
        return {one for one in found | set(whose.things.values()) if one and len(one) >= 16}

    def _name_what_is_new(self) -> None:
        with self.there.tracker.database.read() as db:
            for one in self.tenants.values():
                for table, name in NAMING.items():
                    columns = metadata.tables[table].c
                    ids = db.execute(select(columns.id).where(columns.user_id == one.user.id)).scalars()
                    one.things[name] = max(ids, default=one.things[name])


def text_of(answer: TestResponse) -> str:
    """What an answer says, also what lies packed in it."""
    raw = answer.get_data()
    if answer.mimetype == "application/zip":
        with zipfile.ZipFile(io.BytesIO(raw)) as pack:
            raw = b"\n".join(name.encode() + pack.read(name) for name in pack.namelist())
    return raw.decode("utf-8", "replace")


def on_sqlite(folder: Path) -> Callable[[], AbstractContextManager[Database]]:
    """Databases of SQLite, where the first wall stands alone."""
    migrated = folder / "migrated.db"
    made = Database(f"sqlite:///{migrated}")
    made.upgrade()
    made.close()

    @contextmanager
    def opened() -> Iterator[Database]:
        shutil.copy(migrated, folder / "played.db")
        database = Database(f"sqlite:///{folder / 'played.db'}")
        yield database
        database.close()

    return opened


def on_postgresql(cluster: Cluster) -> Callable[[], AbstractContextManager[Database]]:
    """Databases of PostgreSQL, by a role that its policies bind."""

    @contextmanager
    def opened() -> Iterator[Database]:
        with cluster.lend() as address:
            database = Database(handed_over(address))
            yield database
            database.close()

    return opened


def play(opened: Callable[[], AbstractContextManager[Database]], *, plays: int, steps: int, at: int) -> Counter[str]:
    """So many plays of so many steps; what was counted. Raises AssertionError with the steps that led there."""
    machine = type("Play", (Tenants,), {"opened": staticmethod(opened), "done": Counter()})
    run = settings(
        max_examples=plays,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(at)(machine), settings=run)
    counted: Counter[str] = machine.done  # type: ignore[attr-defined]
    return counted


def main() -> int:
    """The command."""
    parser = ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=2000, help="on each engine")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(programs_or_skip()) as cluster:
        for name, opened in {"sqlite": on_sqlite(Path(folder)), "postgresql": on_postgresql(cluster)}.items():
            counted, at = Counter[str](), chosen.seed
            while counted["searched"] < chosen.steps:  # a play may be short
                counted, at = counted + play(opened, plays=10, steps=100, at=at), at + 1
            print(
                name, ", ".join(f"{what} {count}" for what, count in sorted(counted.items())), "leaked 0", flush=True
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Each guard taken out of a copy of the tree, one at a time: the check that watches it must turn red.

    python -m tests.closed.guards [words of a guard]     (make guards)

It changes nothing here. What stays green has a check that cannot fail, and is named at the end.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LEFT = shutil.ignore_patterns("__pycache__", ".*", "build", "node_modules", "data", "pictures")
PATIENCE = 600  # seconds for one check


class Guard(NamedTuple):
    """A line of ours that keeps something closed, what stands there without it, and the check that must see that."""

    number: str
    keeps: str
    file: str
    there: str
    instead: str
    check: str
    words: str = ""  # of the tests in that file; all of them when empty

    @property
    def tests(self) -> str:
        """The file of its check: beside this one, or elsewhere below `tests`."""
        return f"tests/{self.check}" if "/" in self.check else f"tests/closed/{self.check}"


GUARDS = (
    Guard(
        "C38",
        "a page asks who comes",
        "tracker/web/visit.py",
        'return go("account.ask")',
        "return None",
        "test_access.py",
        "nobody_and_who_has_ended",
    ),
    Guard(
        "C38",
        "a promise is sought among its user's own",
        "tracker/store/ledger.py",
        "where(table.c.user_id == user_id, table.c.id == promise_id)",
        "where(table.c.id == promise_id)",
        "test_access.py",
        "alike and sqlite",
    ),
    Guard(
        "C38",
        "a member is no owner",
        "tracker/domain/account.py",
        "return self.role is Role.OWNER",
        "return True",
        "test_access.py",
        "member_does_not_see and sqlite",
    ),
    Guard(
        "C38",
        "a program shows a token",
        "tracker/web/api/door.py",
        "    if token is None:\n",
        "    if token is None and False:\n",
        "test_access.py",
        "opens_nothing_for_programs and sqlite",
    ),
    Guard(
        "C39",
        "a give is of one's own person",
        "tracker/store/decided.py",
        "and_(table.c.user_id == user_id, ",
        "and_(",
        "test_ids.py",
        "",
    ),
    Guard(
        "C40",
        "a session that rests for two weeks ends",
        "tracker/store/sessions.py",
        'sessions.c.seen_at > bindparam("idle_since"),',
        'sessions.c.ends_at > bindparam("idle_since"),',
        "web/test_sessions.py",
        "idle_for_14_days",
    ),
    Guard(
        "C40",
        "who signs out is out, their stolen cookie too",
        "tracker/services/signin.py",
        "sessions.end_session(db, hashed(session))",
        "sessions.end_session(db, session)",
        "web/test_sessions.py",
        "stolen",
    ),
    Guard(
        "C41",
        "a form bears its session's token",
        "tracker/web/app.py",
        '"WTF_CSRF_TIME_LIMIT": None,',
        '"WTF_CSRF_TIME_LIMIT": None, "WTF_CSRF_CHECK_DEFAULT": False,',
        "test_forgery.py",
        "without_its_token",
    ),
    Guard(
        "C41",
        "another site may send no form",
        "tracker/web/visit.py",
        '== "cross-site"',
        '== "never"',
        "test_forgery.py",
        "another_site",
    ),
    Guard(
        "C42",
        "a look writes nothing",
        "tracker/web/links.py",
        '"""The promise and one button."""',
        '"""The promise and one button."""\n    return act(token)',
        "test_looking.py",
        "changes_no_row and sqlite",
    ),
    Guard(
        "C42",
        "a form leads to a page of ours",
        "tracker/web/visit.py",
        "return redirect(url_for(endpoint, **values), 303)",
        'return redirect(request.values.get("back") or url_for(endpoint, **values), 303)',
        "test_looking.py",
        "lead_away",
    ),
    Guard(
        "C43",
        "ten letters to one address in an hour",
        "tracker/web/limits.py",
        '"10/hour", methods=["POST"], key_func=by_email',
        '"10000/hour", methods=["POST"], key_func=by_email',
        "web/test_account.py",
        "eleventh_try",
    ),
    Guard(
        "C43",
        "twenty tries from one machine in an hour",
        "tracker/web/limits.py",
        'signins = limiter.limit("20/hour"',
        'signins = limiter.limit("20000/hour"',
        "web/test_account.py",
        "twenty_first_try",
    ),
    Guard(
        "C44",
        "nobody adds more than there is room for",
        "tracker/web/rooms.py",
        'if name and g.get("user"):',
        'if name is None and g.get("user"):',
        "web/test_rooms.py",
        "second_promise",
    ),
    Guard(
        "C44",
        "a form of too many fields is not read",
        "tracker/web/app.py",
        "MOST_FIELDS = 1_000",
        "MOST_FIELDS = 100_000",
        "web/test_doors.py",
        "too_many_fields",
    ),
    Guard(
        "C45",
        "every answer is dressed",
        "tracker/web/headers.py",
        '"X-Content-Type-Options": "nosniff",',
        "",
        "test_headers.py",
        "every_refusal",
    ),
    Guard(
        "C45",
        "no script reads the session's cookie",
        "tracker/web/app.py",
        '"SESSION_COOKIE_HTTPONLY": True,',
        '"SESSION_COOKIE_HTTPONLY": False,',
        "test_headers.py",
        "every_answer_of_every_door",
    ),
    Guard(
        "C46",
        "hashes that hold",
        "tracker/services/signin.py",
        "from hashlib import sha256",
        "from hashlib import md5 as sha256",
        "test_static_checks.py",
        "bandit",
    ),
    Guard(
        "C46",
        "no statement is put together",
        "tracker/store/telling.py",
        "from sqlalchemy import Connection, select, update\n",
        'from sqlalchemy import Connection, select, update\n\n\ndef _f(db, x):\n    db.execute(f"SELECT {x}")\n\n\n',
        "test_static_checks.py",
        "put_together_but",
    ),
    Guard(
        "C47",
        "no start with a key that can be guessed",
        "tracker/config/safe.py",
        "        *_keys(config),\n",
        "",
        "./test_safe.py",
        "may_not_be",
    ),
    Guard(
        "C47",
        "no start with secrets that anybody may read",
        "tracker/config/safe.py",
        "for line in _open_to_all(file)",
        "for line in ()",
        "./test_safe.py",
        "anybody_may_read",
    ),
    Guard(
        "C48",
        "of a session only a hash is kept",
        "tracker/services/signin.py",
        "return sha256(token.encode()).hexdigest()",
        "return token",
        "test_canaries.py",
        "found_only",
    ),
    Guard(
        "C49",
        "an error is told to nobody",
        "tracker/web/errors.py",
        "return _page(OURS, 500, mark)",
        "return repr(error), 500",
        "test_errors.py",
        "plain_page",
    ),
    Guard(
        "C49",
        "forged text stays one line of the log",
        "tracker/logs.py",
        "_printable(event), *pairs",
        "event, str(record.exc_info and record.exc_info[1]), *pairs",
        "test_errors.py",
        "plain_page",
    ),
    Guard(
        "D12",
        "the second wall, for the owner of the tables too",
        "tracker/store/migrations/versions/0016_tenants.py",
        "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "ENABLE ROW LEVEL SECURITY",
        "test_tenants.py",
        "own_rows_alone",
    ),
    Guard(
        "D12",
        "every table stands behind it",
        "tracker/store/migrations/versions/0016_tenants.py",
        '    "letters": "user_id",\n',
        "",
        "test_tenants.py",
        "has_its_policy",
    ),
    Guard(
        "D12",
        "a request begins as nobody's",
        "tracker/web/app.py",
        "app.wsgi_app = scope.Scoped(app.wsgi_app)",
        "app.wsgi_app = app.wsgi_app",
        "test_tenants.py",
        "forgets_to_ask",
    ),
    Guard(
        "issue 8",
        "nothing of one tenant reaches the other",
        "tracker/store/ledger.py",
        "text_of(table.c.record)).where(table.c.user_id == user_id)",
        'text_of(table.c.record)).where(table.c.user_id != "")',
        "test_two_tenants.py",
        "sqlite",
    ),
)


def red(guard: Guard, tree: Path) -> bool:
    """Whether the check fails on a tree without the guard. Whole again afterwards."""
    path = tree / guard.file
    whole = path.read_text()
    path.write_text(whole.replace(guard.there, guard.instead))
    words = ["-k", guard.words] if guard.words else []
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        guard.tests,
        *words,
    ]
    try:
        ended = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=PATIENCE, check=False)
    finally:
        path.write_text(whole)
    return ended.returncode == 1 and " failed" in ended.stdout


def copied(to: Path) -> Path:
    """The tree as it is here."""
    return Path(shutil.copytree(ROOT, to / "tree", ignore=LEFT))


def main(wanted: str = "") -> int:
    """The command: a row for each guard; how many stayed green."""
    green = []
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        for guard in (one for one in GUARDS if wanted in f"{one.number} {one.keeps}"):
            began = time.monotonic()
            seen = red(guard, tree)
            green += [] if seen else [guard.keeps]
            told = "red" if seen else "GREEN"
            print(f"{guard.number:8}{guard.keeps:52}{told:7}{time.monotonic() - began:4.0f} s", flush=True)
    print(f"without a check that sees it: {', '.join(green)}" if green else "each is seen")
    return len(green)


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))

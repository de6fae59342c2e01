"""docs/api.md, run line by line in a shell as its reader would, and held against what is there."""

import os
import re
import subprocess
import threading
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from tracker.domain.token import Scope
from tracker.web.api.door import ROUTES
from tracker.web.api.problems import KINDS

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
HERE = "http://127.0.0.1:8000"
STATUS = 'curl() { command curl -w "%{stderr}%{http_code}\\n" "$@"; }'


@pytest.fixture
def served(app):
    """Where the pages of this test are, over HTTP."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_each_line_does_what_the_page_says(served, program, tmp_path, promises):
    (tmp_path / "token").write_text(program.secret)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    script = "\n".join(["set -eu", STATUS, *blocks]).replace(HERE, served)
    environ = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = ["sh", "-c", script]
    ran = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=120, check=True)
    statuses = [int(line) for line in ran.stderr.split()]
    assert len(statuses) == sum(block.count("curl ") for block in blocks)
    assert statuses[4] == 201
    assert [status for status in statuses if status >= 300] == [422]
    assert [(one.body, one.delivered_at) for one in promises()] == [("send proposal", None)]


def named():
    """Each route in the table of all there is: `POST /promises/{id}/` + `deliver`, `undo` names two."""
    for row in re.findall(r"^\| (`[A-Z]+ /[^|]+)\|", PAGE, re.MULTILINE):
        begun = ""
        for said in re.findall(r"`([^`]+)`", row):
            begun = said if said.endswith("/") else begun
            if not said.endswith("/"):
                yield said if " " in said else f"{begun}{said}"


def test_it_names_each_route():
    rules = (f"{route.method} {re.sub('<.*?_id>', '{id}', route.rule)}" for route in ROUTES)
    assert sorted(named()) == sorted(rule.replace("<sign>", "{sign}") for rule in rules)


def test_it_names_each_scope_and_each_kind_of_problem():
    kinds = re.findall(r"^\| [\d, ]+ \| ([^|]+)\|", PAGE, re.MULTILINE)
    assert set(re.findall(r"`([a-z-]+)`", " ".join(kinds))) == set(KINDS)
    assert [scope for scope in Scope if f"`{scope}`" not in PAGE] == []

"""What Prometheus reads: for who knows the token alone, named as its conventions ask, and about nobody."""

import re
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed

from tests.making import NOW
from tests.running import a_service
from tests.web.browsing import Browser, tracker_with
from tracker.config import Config, load
from tracker.services.work import BEAT
from tracker.store import letters, tallies
from tracker.web.app import create_app
from tracker.web.worker_door import open_door

TOKEN = "a token that only tests know"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
UNITS = ("_seconds", "_bytes", "_ratio", "_info", "_total")
WITHOUT_UNIT = {  # numbers of things
    "tracker_users",
    "tracker_sessions",
    "tracker_calendars",
    "tracker_calendars_troubled",
    "tracker_queue_length",
    "tracker_letters",
    "tracker_http_requests_in_flight",
    "tracker_database_connections",
    "tracker_held",
}


@pytest.fixture
def watched(sqlite):
    """A service whose metrics may be read."""
    return tracker_with(sqlite, config=Config(service={"metrics_token": TOKEN}))


@pytest.fixture
def browser(watched, efua):
    return Browser(create_app(watched), efua)


def metrics(browser):
    return {family.name: family for family in parsed(browser.get("/metrics", headers=BEARER).text)}


def values(family):
    return {(sample.name, *sorted(sample.labels.items())): sample.value for sample in family.samples}


def test_without_a_token_in_the_settings_nothing_is_here(sqlite, efua):
    browser = Browser(create_app(tracker_with(sqlite)), efua)
    for given in (BEARER, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}, {}):
        assert browser.get("/metrics", headers=given).status_code == 404


@pytest.mark.parametrize("given", [f"Bearer {TOKEN}x", TOKEN, f"bearer {TOKEN}", "Bearer é", f"Basic {TOKEN}", ""])
def test_whoever_does_not_know_the_token_finds_nothing(browser, given):
    answer = browser.get("/metrics", headers={"Authorization": given} if given else {})
    assert answer.status_code == 404
    assert "tracker_users" not in answer.text
    assert browser.get(f"/metrics?token={TOKEN}").status_code == 404


def test_who_knows_it_reads_them(browser):
    answer = browser.get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "tracker_users 1.0" in answer.text


def test_requests_are_counted_by_route_and_status_and_how_long_they_took(browser):
    for address in ("/people", "/people", "/nowhere"):
        browser.get(address)
    found = metrics(browser)
    counted = values(found["tracker_http_request_duration_seconds"])
    name = "tracker_http_request_duration_seconds_count"
    assert counted[name, ("route", "people.show"), ("status", "200")] == 2
    assert counted[name, ("route", "none"), ("status", "404")] == 1
    assert metrics(browser)["tracker_http_requests_in_flight"] == found["tracker_http_requests_in_flight"]
    assert values(found["tracker_database_connections"]) == {("tracker_database_connections",): 0}


def test_the_figures_are_those_of_the_database(browser, watched):
    with watched.database.write() as db:
        tallies.count(db, "letters", "given up", 2)
        letters.beat(db, BEAT, NOW)
    found = metrics(browser)
    handled = values(found["tracker_letters_handled"])
    assert handled["tracker_letters_handled_total", ("end", "given up")] == 2
    assert values(found["tracker_last_beat_timestamp_seconds"]) == {
        ("tracker_last_beat_timestamp_seconds",): NOW.timestamp()
    }


def test_names_units_and_help_are_as_prometheus_asks(browser):
    text, names = browser.get("/metrics", headers=BEARER).text, set()
    for name, said in re.findall(r"^# HELP (\S+) (.*)$", text, re.MULTILINE):
        assert re.fullmatch(r"tracker_[a-z]+(_[a-z]+)*", name), name
        assert re.fullmatch(r"[A-Z].*\.|.*; .*\.", said), said
        assert name.endswith(UNITS) or name in WITHOUT_UNIT, name
        names.add(name)
    kinds = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    assert kinds.keys() == names
    assert {name for name in kinds if name.endswith("_total")} == {name for name in kinds if kinds[name] == "counter"}
    assert names >= WITHOUT_UNIT
    assert len(text) == len(text.encode())


def test_no_label_says_anything_of_anybody(browser):
    browser.get("/people/marked-id?of=marked")
    known = re.compile(r"[a-z_]+\.[a-z_]+|none|static|[1-5]\d\d|[a-z ]+|[A-Z][A-Za-z]+|\d+(\.\d+)*(e-05)?|\+Inf")
    for family in metrics(browser).values():
        for sample in family.samples:
            assert all(known.fullmatch(value) for value in sample.labels.values()), sample
            assert "marked" not in str(sample)


COUNTS = """
import os, sys
from tracker.config import load
from tracker.web import metrics
from tracker.web.app import create_app
from tracker.wiring import build
from pathlib import Path

NAMES = ("http_request_duration_seconds_count", "http_requests_in_flight", "users")
metrics.prepare()
folder = os.environ["PROMETHEUS_MULTIPROC_DIR"]

def counting():
    app = create_app(build(load(Path("config.toml"), {})))
    app.test_client().get("/signin", buffered=True)
    app.extensions["metrics"].begun()
    return app

pids = []
for _ in range(2):
    pids.append(os.fork())
    if not pids[-1]:
        counting()
        os._exit(0)
    os.waitpid(pids[-1], 0)
app = counting()

def told(name):
    from prometheus_client.parser import text_string_to_metric_families as parsed
    text = app.extensions["metrics"].text().decode()
    return sum(s.value for f in parsed(text) for s in f.samples if s.name == name)

print([told(f"tracker_{name}") for name in NAMES])
for pid in pids:
    metrics.forget(pid)
print([told(f"tracker_{name}") for name in NAMES])
print(folder)
"""


@pytest.fixture
def service(tmp_path):
    service = a_service(tmp_path)
    with (tmp_path / "config.toml").open("a") as settings:
        settings.write(f'[database]\nurl = "sqlite:///{tmp_path}/tracker.sqlite3"\n')
    text = (tmp_path / "config.toml").read_text().replace("[service]\n", f'[service]\nmetrics_token = "{TOKEN}"\n')
    (tmp_path / "config.toml").write_text(text)
    assert service.command("user", "add", "ama@example.com", "--zone", "UTC").returncode == 0
    return service


def test_several_processes_count_together_and_one_that_has_ended_is_doing_nothing(service):
    done = subprocess.run(
        [sys.executable, "-c", COUNTS], cwd=service.folder, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    together, after, folder = done.stdout.splitlines()
    assert together == "[3.0, 3.0, 1.0]"
    assert after == "[3.0, 1.0, 1.0]"
    assert not (service.folder / folder).exists(), "the folder of the counts was left behind"


def test_a_workers_own_door_says_that_it_lives_and_tells_who_knows_the_token(service):
    tracker = tracker_of(service)
    close = open_door(tracker, port=service.port)
    try:
        assert asked(service.port, "/healthz") == (200, b'{"status": "alive"}')
        assert asked(service.port, "/metrics")[0] == 404
        assert asked(service.port, "/")[0] == 404
        assert asked(service.port, "/healthz", method="POST")[0] in (404, 501)
        status, body = asked(service.port, "/metrics", **BEARER)
        assert status == 200
        assert b"tracker_queue_length" in body
    finally:
        close()
        tracker.database.close()


def tracker_of(service):
    from tracker.wiring import build

    return build(load(service.folder / "config.toml", {}))


def asked(port, path, method="GET", **headers):
    there = HTTPConnection("127.0.0.1", port, timeout=10)
    there.request(method, path, headers=headers)
    answer = there.getresponse()
    body = answer.read()
    there.close()
    return answer.status, body

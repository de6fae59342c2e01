"""Alerts and the dashboard: of metrics that are there, each alert explained, and each seen to fire."""

import json
import re
import subprocess

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families as parsed

from tests.deploy.programs import DEPLOY, program_or_skip
from tests.making import NOW
from tests.web.browsing import tracker_with
from tests.web.test_metrics import BEARER, TOKEN
from tracker.config import Config
from tracker.services.work import BEAT
from tracker.store import letters, tallies
from tracker.web.app import create_app

ALERTS = DEPLOY / "prometheus/alerts.yml"
BOARD = DEPLOY / "grafana/tracker.json"
PAGE = DEPLOY.parent / "docs/watching.md"
FIRED = DEPLOY.parent / "tests/deploy/alerts_fired.yml"
OF_PROMETHEUS = {"up": {"job", "instance"}}


def rules():
    return yaml.safe_load(ALERTS.read_text())["groups"][0]["rules"]


def panels():
    return [panel for panel in json.loads(BOARD.read_text())["panels"] if panel["type"] != "row"]


def expressions():
    yield from ((rule["alert"], rule["expr"]) for rule in rules())
    yield from ((panel["title"], target["expr"]) for panel in panels() for target in panel["targets"])


def asked(expr):
    """The series that an expression asks for, and the labels by which it does."""
    plain = re.sub(r'"[^"]*"', '""', expr)
    labels = {label for part in re.findall(r"(?:by \(|\{)([^)}]*)", plain) for label in re.findall(r"[a-z_]+", part)}
    return set(re.findall(r"\b(?:tracker_\w+|up)\b", plain)), labels


@pytest.fixture
def series(sqlite):
    """Each series that a service tells, with its labels."""
    tracker = tracker_with(sqlite, config=Config(service={"metrics_token": TOKEN}))
    with sqlite.write() as db:
        letters.beat(db, BEAT, NOW)
        tallies.count(db, "troubles", "FeedTimedOut")
    client, found = create_app(tracker).test_client(), dict(OF_PROMETHEUS)
    client.get("/signin", buffered=True)
    for family in parsed(client.get("/metrics", headers=BEARER).text):
        for sample in family.samples:
            found[sample.name] = found.get(sample.name, {"instance", "job"}) | sample.labels.keys()
    return found


def test_whatever_is_asked_for_is_told(series):
    for place, expr in expressions():
        names, labels = asked(expr)
        assert names, place
        assert names <= series.keys(), place
        assert labels <= set().union(*(series[name] for name in names)), place


def test_a_slip_in_a_name_would_be_noticed(series):
    assert asked('sum by (root) (rate(tracker_htp_requests{state="5"}[5m]))') == (
        {"tracker_htp_requests"},
        {"root", "state"},
    )
    assert "tracker_htp_requests" not in series


def test_whatever_is_told_is_looked_at(series):
    shown = {name for _, expr in expressions() for name in asked(expr)[0]}
    told = {re.sub(r"_(bucket|sum|count)$", "", name) for name in series}
    assert told == {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}


def test_each_alert_is_explained_with_its_remedy():
    page = PAGE.read_text()
    explained = re.findall(r"^\| `(Tracker\w+)` \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert [name for name, _, _ in explained] == [rule["alert"] for rule in rules()]
    assert all(len(means) > 20 and len(remedy) > 20 for _, means, remedy in explained)


def test_each_metric_is_explained(series):
    page = PAGE.read_text()
    for name in series.keys() - OF_PROMETHEUS.keys():
        assert f"`{re.sub(r'_(bucket|sum|count)$', '', name)}`" in page, name


def test_each_alert_says_how_urgent_it_is_and_what_it_is():
    for rule in rules():
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert rule["annotations"]["summary"].endswith("."), rule["alert"]


def test_the_dashboard_is_whole():
    board = json.loads(BOARD.read_text())
    ids = [panel["id"] for panel in board["panels"]]
    assert len(set(ids)) == len(ids)
    assert (board["uid"], board["title"]) == ("tracker", "tracker")
    for panel in panels():
        assert panel["description"].endswith("."), panel["title"]
        assert panel["datasource"]["uid"] == "${datasource}"
        assert {target["datasource"]["uid"] for target in panel["targets"]} == {"${datasource}"}
    taken = [square for panel in board["panels"] for square in squares(panel["gridPos"])]
    assert len(set(taken)) == len(taken), "panels lie on each other"


def squares(at):
    assert at["x"] + at["w"] <= 24
    return [(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])]


def promtool(*words):
    return subprocess.run([program_or_skip("promtool"), *words], capture_output=True, text=True, timeout=60)


@pytest.mark.proxies
def test_prometheus_takes_the_rules_and_the_settings(tmp_path):
    assert promtool("check", "rules", str(ALERTS)).returncode == 0
    assert promtool("check", "config", "--syntax-only", str(DEPLOY / "prometheus/prometheus.yml")).returncode == 0
    (tmp_path / "rules.yml").write_text(ALERTS.read_text().replace("max(", "mox(", 1))
    assert promtool("check", "rules", str(tmp_path / "rules.yml")).returncode == 1


@pytest.mark.proxies
def test_each_alert_fires_when_it_should_and_not_before():
    done = promtool("test", "rules", str(FIRED))
    assert done.returncode == 0, done.stdout + done.stderr
    tested = {
        one["alertname"] for test in yaml.safe_load(FIRED.read_text())["tests"] for one in test["alert_rule_test"]
    }
    assert tested == {rule["alert"] for rule in rules()}


@pytest.mark.proxies
def test_prometheus_finds_no_fault_with_what_is_told(sqlite):
    app = create_app(tracker_with(sqlite, config=Config(service={"metrics_token": TOKEN})))
    text = app.test_client().get("/metrics", headers=BEARER).text
    command = [program_or_skip("promtool"), "check", "metrics"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")

"""What Prometheus reads: the figures of the service, and how long the requests of these processes took.

Nobody may who does not know the token of the settings; without one the page is not there. The figures come from the
database, so that every process tells the same. Requests are counted by each process; where one master has several,
they count into files of a folder of theirs (`prepare`), so that whichever is asked tells of all.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from hmac import compare_digest
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, current_app, request
from pydantic import SecretStr

from tracker.config import ConfigTrouble
from tracker.services.watching import Figure, Watch
from tracker.store import tenants

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

    from tracker.wiring import Tracker

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the name that prometheus_client reads
MISSING = "service.metrics_token is set, but what it needs is not installed: pip install 'tracker[hosted]'"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.6, 1.0, 2.5, 5.0, 10.0)  # seconds

page = Blueprint("metrics", __name__)


@page.get("/metrics")
def show() -> Response:
    """The metrics, for whoever bears the token; for anybody else nothing is here."""
    exporter: Exporter | None = current_app.extensions["metrics"]
    if exporter is None or not allowed(exporter.token, request.headers.get("Authorization", "")):
        abort(404)
    return Response(exporter.text(), content_type=exporter.content_type)


def allowed(token: SecretStr, given: str) -> bool:
    """Whether a request bears the token; it takes as long whatever was given (constant time)."""
    return compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode())


def exporter_of(tracker: "Tracker") -> "Exporter | None":
    """What exports the metrics of a process; None where nobody may read them."""
    token = tracker.config.service.metrics_token
    if token is None:
        return None
    if not find_spec("prometheus_client"):
        raise ConfigTrouble([MISSING])
    return Exporter(tracker, token)


def prepare() -> None:
    """Before processes are forked: they will count into a folder of theirs, which goes when this process ends."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="tracker-metrics-")
        atexit.register(_clear, os.environ[FOLDER], os.getpid())


def forget(pid: int) -> None:
    """A process has ended: what it was doing just then is no longer being done."""
    if FOLDER in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _clear(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # what was forked inherits this
        shutil.rmtree(folder, ignore_errors=True)


class NoMeter:
    """Counts nothing: nobody may read it."""

    def begun(self) -> None:
        """One more is being answered."""

    def answered(self, route: str, status: int, seconds: float) -> None:
        """The answer is known, after so long."""

    def ended(self) -> None:
        """It has been sent."""


class Exporter:
    """Counts requests, and tells all metrics. The library is first touched here, for it looks for the folder then."""

    def __init__(self, tracker: "Tracker", token: SecretStr) -> None:
        from prometheus_client import (
            CONTENT_TYPE_LATEST,
            CollectorRegistry,
            Gauge,
            Histogram,
            disable_created_metrics,
        )

        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody reads
        self.token, self.content_type = token, CONTENT_TYPE_LATEST
        self._watch, self._database = Watch(tracker.database, tracker.clock), tracker.database
        self._own = CollectorRegistry()
        once: dict[str, Any] = {"registry": self._own}
        alive: dict[str, Any] = once | {"multiprocess_mode": "livesum"}
        self._took = Histogram(
            "tracker_http_request_duration_seconds",
            "How long requests took until the answer was known, by route and status.",
            ["route", "status"],
            buckets=BUCKETS,
            **once,
        )
        self._under_way = Gauge("tracker_http_requests_in_flight", "Requests that are being answered.", **alive)
        self._connections = Gauge(
            "tracker_database_connections", "Connections to the database with a transaction.", **alive
        )

    def begun(self) -> None:
        """One more is being answered."""
        self._under_way.inc()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """The answer is known, after so long."""
        self._took.labels(route, str(status)).observe(seconds)
        self._connections.set(self._database.in_use)

    def ended(self) -> None:
        """It has been sent, or its reader has gone."""
        self._under_way.dec()

    def text(self) -> bytes:
        """All metrics in Prometheus's text format."""
        from prometheus_client import CollectorRegistry, generate_latest

        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(self._counted(registry))

    def collect(self) -> Iterator["Metric"]:
        """The figures of the service, as the library wants them."""
        with tenants.everybodys():  # numbers about everybody, for whoever runs the service
            found = self._watch()
        return map(_metric, found)

    def _counted(self, registry: "CollectorRegistry") -> "CollectorRegistry":
        """With what was counted: by all processes of the folder, or by this one alone."""
        if FOLDER in os.environ:
            from prometheus_client.multiprocess import MultiProcessCollector

            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            for one in (self._took, self._under_way, self._connections):
                registry.register(one)
        return registry


def _metric(figure: Figure) -> "Metric":
    from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

    family = CounterMetricFamily if figure.kind == "counter" else GaugeMetricFamily
    made: Metric = family(figure.name, figure.help)
    for labels, value in figure.values:
        made.add_sample(figure.name, dict(labels), value)
    return made

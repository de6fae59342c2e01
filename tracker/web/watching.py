"""Each request under an id of its own: one line in the log and one count, by the name of its route and never by its
address, which may hold a token.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import Context, copy_context
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from flask import Flask, request

from tracker import logs
from tracker.store.database import new_id
from tracker.web.metrics import NoMeter, exporter_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from tracker.wiring import Tracker

log = logging.getLogger(__name__)

ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
ROUTE = "tracker.route"
NOWHERE = "none"  # the route of what no route takes
QUIET = frozenset({"static", "health.alive", "health.ready", "metrics.show"})  # asked for without end, by machines


class Meter(Protocol):
    """What counts requests."""

    def begun(self) -> None:
        """One more is being answered."""

    def answered(self, route: str, status: int, seconds: float) -> None:
        """The answer is known, after so long."""

    def ended(self) -> None:
        """It has been sent, or its reader has gone."""


def watch(app: Flask, tracker: "Tracker") -> None:
    """Watch all requests of an application. It stands outermost: what else is set for a request is set within."""
    exporter = app.extensions["metrics"] = exporter_of(tracker)
    proxied = tracker.config.service.proxies > 0
    app.wsgi_app = Watched(app.wsgi_app, proxied=proxied, meter=exporter or NoMeter())  # type: ignore[method-assign, assignment]


class Watched:
    """An application of which each request has an id: what a proxy of ours says (X-Request-ID), else a new one. Each
    runs in a context of its own, so that nothing that is set for one is there in the next on the same thread.
    """

    def __init__(self, app: "WSGIApplication", *, proxied: bool, meter: Meter) -> None:
        self._app, self._proxied, self._meter = app, proxied, meter

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        context = copy_context()
        context.run(logs.bear, request=self._id(environ))
        self._meter.begun()
        try:
            return _Body(context.run(self._answer, environ, start), context, self._meter.ended)
        except BaseException:
            self._meter.ended()
            raise

    def _id(self, environ: "WSGIEnvironment") -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "") if self._proxied else ""
        return given if ID.fullmatch(given) else new_id()

    def _answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """How long it took until the answer was known; to send it is as fast as its reader."""
        began, said = monotonic(), [500]

        def told(status: str, *more: Any) -> Any:
            said[0] = int(status[:3])
            return start(status, *more)

        try:
            return self._app(environ, told)
        finally:
            self._note(environ, said[0], monotonic() - began)

    def _note(self, environ: "WSGIEnvironment", status: int, seconds: float) -> None:
        route = environ.get(ROUTE, NOWHERE)
        self._meter.answered(route, status, seconds)
        level = logging.DEBUG if route in QUIET else logging.INFO
        method = environ["REQUEST_METHOD"]
        log.log(level, "request method=%s route=%s status=%d ms=%d", method, route, status, round(seconds * 1000))


class _Body:
    """An answer as it is sent, within the context of its request."""

    def __init__(self, body: Iterable[bytes], context: Context, ended: Callable[[], None]) -> None:
        self._body, self._context, self._ended = body, context, ended
        self._parts: Iterator[bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        self._parts = self._context.run(iter, self._body)
        return self

    def __next__(self) -> bytes:
        assert self._parts is not None
        return self._context.run(next, self._parts)

    def close(self) -> None:
        """It was sent, or its reader has gone."""
        try:
            if close := getattr(self._body, "close", None):
                self._context.run(close)
        finally:
            self._ended()


def note() -> None:
    """Before each request: tell whoever watches which route it is."""
    request.environ[ROUTE] = request.endpoint or NOWHERE

"""The pages behind gunicorn: processes that each serve some requests at a time, and stop without losing one."""

import logging
from dataclasses import replace
from functools import partial
from threading import Event
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from tracker.cli.common import collect_seldom
from tracker.cli.run import TICK
from tracker.config import Config
from tracker.services.crowd import Crowd
from tracker.web import metrics
from tracker.web.app import create_app
from tracker.web.streams import Places
from tracker.wiring import build, shared

log = logging.getLogger(__name__)

GRACE = 30  # seconds in which what is being answered must end, once we are told to stop
IDLE = 30  # seconds that a connection is kept for a proxy's next request
LONGEST_LINE = 8190  # bytes; the way back from Google has long ones


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn says no types
    """One process. Told to stop, it answers whoever is at its door, then closes the door, then ends.

    gunicorn's own leaves the door open until it ends. While several share a port, the kernel would go on sending
    people to it, and nobody would open to them.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Open to people, or not just now; for good once we are told to stop."""
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            self.app.closing.set()
            for door in self.sockets:
                self._let_in(door)
                door.close()

    def _let_in(self, door: Any) -> None:
        """All who are waiting there."""
        inside = -1
        while inside < self.nr_conns:
            inside = self.nr_conns
            self.accept(door)


class Log(Logger):  # type: ignore[misc]  # gunicorn says no types
    """gunicorn's own lines go the way of all others. What a stranger sent as a request is not told: it may hold
    anything, and a token that somebody typed wrongly too.
    """

    def setup(self, cfg: Any) -> None:
        """Again at each reload."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: str, *args: Any, **more: Any) -> None:
        """Something is not as it should be."""
        super().warning("invalid request" if msg.startswith("Invalid request") else msg, *args, **more)

    def exception(self, msg: str, *_args: Any, **more: Any) -> None:
        """An error, which names itself."""
        super().exception(msg.partition(" %s")[0], **more)


class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn says no types
    """The pages of one tracker, as gunicorn wants them. `run` returns when it is told to stop."""

    def __init__(self, config: Config, *, workers: int, threads: int, reuse_port: bool, verbose: bool) -> None:
        self._config, self._threads = config, threads
        self._settings = {
            "bind": _address(config.service.host, config.service.port),
            "workers": workers,
            "threads": threads,
            "worker_class": Worker,
            "reuse_port": reuse_port,
            "graceful_timeout": GRACE,
            "keepalive": IDLE,
            "limit_request_line": LONGEST_LINE,
            "loglevel": "info" if verbose else "warning",
            "logger_class": Log,
            "child_exit": lambda _master, gone: metrics.forget(gone.pid),
            "control_socket_disable": True,
            # What proxies forward is believed by ProxyFix alone, and only as often as the settings say.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "forwarder_headers": "",
        }
        self.closing = Event()
        if config.service.metrics_token:
            metrics.prepare()
        super().__init__(prog="tracker web")

    def load_config(self) -> None:
        """Hand our settings over; gunicorn reads no file of its own."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The pages, made in each process, so that none shares a connection with another."""
        tracker = build(self._config)
        work, _ = shared(tracker, TICK)  # never started: the pages only hand work in
        app = create_app(replace(tracker, hurry=partial(_hurry, work)))
        app.extensions["closing"] = self.closing  # streams end when it is set
        app.extensions["places"] = Places(most=self._threads // 2)
        collect_seldom()
        return app


def _hurry(work: Crowd, user_id: str) -> None:
    """Have a user's calendars read at once, if the queue can be reached. What was asked is kept already, and the next
    tick finds it: a page that could only not hurry has done its work.
    """
    try:
        work.hurry(user_id)
    except Exception as broken:
        log.warning("nobody could be told to hurry error=%s", type(broken).__name__)


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

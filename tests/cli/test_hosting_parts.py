"""What only hosting needs: where it is not installed, where it is not set so, and where its port is taken."""

import socket
import subprocess
import sys
from contextlib import closing

import pytest

from tests.cli.test_worker import MAIL
from tests.hosted.home import hosted
from tracker.jobs import schema

TRACKER = "from tracker.cli import main; main(sys.argv[1:])"
TOKEN = {"TRACKER_SERVICE__METRICS_TOKEN": "a token that nobody guesses, for the figures"}


def complaint(command, *words, without="", **environ):
    """The last line of a process that gave up; with a library, or where that cannot be imported."""
    program = f"import sys; sys.modules[{without!r}] = None; {TRACKER}" if without else f"import sys; {TRACKER}"
    call = [sys.executable, "-c", program, "--config", str(command.settings), *words]
    ended = subprocess.run(call, env=environ, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1].removeprefix("Error: ")


def test_pages_without_their_server_are_told_how_to_have_it(command):
    says = "What hosting needs is not installed. Install it with: pip install 'tracker[hosted]'"
    assert complaint(command, "web", without="gunicorn") == says


def test_figures_without_their_library_are_told_how_to_have_it(command):
    says = "service.metrics_token is set, but what it needs is not installed: pip install 'tracker[hosted]'"
    assert says in complaint(command, "run", without="prometheus_client", **TOKEN)


def test_a_hosted_service_is_not_started_all_in_one(command):
    says = (
        "This service is hosted ([service] hosted = true): its parts are started by tracker web and tracker worker."
    )
    assert complaint(command, "run", **hosted("postgresql://db.example.com/tracker") | MAIL) == says


@pytest.mark.postgresql
def test_a_second_worker_on_one_port_is_told_to_choose_another(command, postgresql):
    schema.upgrade(postgresql.libpq)
    url = postgresql._url.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        environ = hosted(url) | MAIL | {"TRACKER_SERVICE__WORKER_PORT": port}
        said = complaint(command, "worker", **environ)
    assert said.startswith(f"127.0.0.1:{port} cannot be served (")
    assert said.endswith(" Each worker of one machine needs a port of its own: TRACKER_SERVICE__WORKER_PORT=9101")

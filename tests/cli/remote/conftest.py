"""A tracker on a socket of its own, with Efua, and a command that asks it over the API."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from tests.making import user
from tests.serving import serving
from tests.web.browsing import tracker_with
from tracker.cli import main
from tracker.domain.token import Scope
from tracker.services import tokens
from tracker.store import accounts
from tracker.web.app import create_app
from tracker.wiring import utc_now


@pytest.fixture
def tracker(sqlite):
    return tracker_with(sqlite, clock=utc_now)


@pytest.fixture
def efua(tracker):
    who = user()
    with tracker.database.write() as db:
        accounts.add_user(db, who)
    return who


@pytest.fixture
def token(tracker, efua):
    """Makes a token of Efua's."""

    def make(*scopes):
        lives = timedelta(days=1)
        made = tokens.make(
            tracker.database, efua, name="terminal", scopes=scopes or tuple(Scope), lives=lives, now=utc_now()
        )
        return made.secret

    return make


@pytest.fixture
def at(tracker):
    with serving(create_app(tracker)) as address:
        yield address


@pytest.fixture
def afar(at, token):
    """`tracker --at` that address, with a token that may do all; what it says."""
    secret = token()

    def run(*words, code=0, at=at, **environ):
        told = {"TRACKER_TOKEN": secret} | environ
        result = CliRunner().invoke(main, ["--at", at, *words], env=told)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert secret not in result.output
        return result

    return run

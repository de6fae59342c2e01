"""Programs at the door: Efua's and Kofi's, each with a token."""

from datetime import timedelta

import pytest

from tests.making import NOW
from tests.web.api.asking import Program
from tracker.domain.token import Scope
from tracker.services import tokens


@pytest.fixture
def token_of(tracker):
    """Makes a token's secret."""

    def make(who, *scopes, lives=timedelta(days=9), now=NOW):
        said = {"name": "a script", "scopes": scopes or list(Scope), "lives": lives}
        return tokens.make(tracker.database, who, **said, now=now).secret

    return make


@pytest.fixture
def program(app, efua, token_of):
    """Efua's, which may do everything."""
    return Program(app, token_of(efua))


@pytest.fixture
def strangers(app, kofi, token_of):
    """Kofi's, which may do everything."""
    return Program(app, token_of(kofi))

"""A program that asks while the database is lost is told what became of what it sent."""

import pytest

from tests.making import DAY, NOW, user
from tests.web.api.asking import Program, told
from tests.web.browsing import tracker_with
from tracker.domain.token import Scope
from tracker.services import tokens
from tracker.store.ledger import entries
from tracker.web.app import create_app

pytestmark = pytest.mark.postgresql

PROPOSAL = {"body": "send proposal", "promisee": "Ama", "due": "2026-01-09"}
BEGINS = 1  # transactions that a request with a key keeps before what it asks for: that it has begun


@pytest.fixture
def program(falling):
    made = tokens.make(falling, user(), name="a script", scopes=tuple(Scope), lives=DAY, now=NOW)
    return Program(create_app(tracker_with(falling)), made.secret)


def acts(database):
    with database.read() as db:
        return [entry.act for entry in entries(db, user().id)]


def test_where_the_database_stays_away_nothing_was_changed(program, falling):
    falling.middles = 9
    answer = program.post("/promises", key="one", **PROPOSAL)
    assert answer.status_code == 503
    says = "The database cannot be reached just now. Nothing was changed. Send it again in a few seconds."
    assert told(answer) == says
    falling.middles = 0
    assert acts(falling) == []
    assert program.post("/promises", key="one", **PROPOSAL).status_code == 201
    assert acts(falling) == ["added"]


def test_what_was_lost_while_it_was_kept_is_read_first_and_sent_again_under_its_key(program, falling):
    program.get("/me")  # that the token was used is kept once a while
    falling.ends, falling.spared = 1, BEGINS
    answer = program.post("/promises", key="one", **PROPOSAL)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert told(answer) == (
        "The database was lost while this was being kept. Read whether it is there; if not, send it again under the "
        "same key."
    )
    assert program.get("/promises").json["items"] == []
    assert program.post("/promises", key="one", **PROPOSAL).status_code == 201
    assert acts(falling) == ["added"]

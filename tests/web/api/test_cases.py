"""A small run of `make api-cases`: one user's program asks by example, by the edges of each shape, and at random."""

from tests.web.api.cases import run
from tracker.store.database import Database


def test_no_request_that_the_description_makes_is_answered_wrongly(tmp_path):
    ran = run(Database(f"sqlite:///{tmp_path / 'tracker.db'}"), cases=1, seed=7)
    assert ran.wrong == []
    assert ran.statuses.total() > 500
    assert {200, 201, 404, 422} <= ran.statuses.keys()

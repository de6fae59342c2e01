"""Databases lent to tests: what one test leaves behind, the next does not find."""

from contextlib import closing

import pytest
from sqlalchemy import text

from tests.making import HOUR, NOW
from tracker.store import connections
from tracker.store.connections import Consent
from tracker.store.database import Database


@pytest.mark.postgresql
def test_a_database_is_lent_again_without_what_belonged_to_nobody(cluster):
    nobodys = Consent(
        user=None,
        state_hash="state",
        purpose="signin",
        browser_hash="browser",
        connection="",
        sealed="sealed",
        expires_at=NOW + HOUR,
    )
    with cluster.lend() as first, closing(Database(first)) as database, database.write() as db:
        connections.add_consent(db, nobodys)
    with cluster.lend() as second, closing(Database(second)) as database, database.read() as db:
        assert second == first
        assert db.execute(text("SELECT count(*) FROM consents")).scalar_one() == 0

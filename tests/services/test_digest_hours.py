"""Letters due in an hour that the clocks skip, or have twice: one comes, and the next a week later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes import FakeClock, FakeOutbox
from tests.making import BERLIN, NEW_YORK, user
from tests.services.test_digests import post
from tracker.domain.digest import next_digest
from tracker.services import digests
from tracker.store import accounts

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "comes"),
    [
        (BERLIN, 2, "2026-03-29", "2026-03-29T01:00"),  # skipped
        (BERLIN, 2, "2026-10-25", "2026-10-25T00:00"),  # twice
        (NEW_YORK, 2, "2026-03-08", "2026-03-08T07:00"),
        (NEW_YORK, 1, "2026-11-01", "2026-11-01T05:00"),
    ],
)
def test_a_letter_of_an_hour_that_is_skipped_or_doubled_comes_once(database, zone, hour, day, comes):
    begin = datetime.fromisoformat(day).replace(tzinfo=UTC) - 6 * HOUR
    one = user(zone=zone, digest_day=6, digest_hour=hour)
    with database.write() as db:
        accounts.add_user(db, replace(one, next_digest_at=next_digest(one, begin)))
    outbox, clock, came = FakeOutbox(), FakeClock(begin), []
    while clock.now < begin + 24 * HOUR:
        came += [clock.now] * digests.send_due(database, post(outbox), clock)
        clock.pass_by(10 * MINUTE)
    assert came == [datetime.fromisoformat(comes).replace(tzinfo=UTC)]
    with database.read() as db:
        planned = accounts.user(db, one.id).next_digest_at.astimezone(zone)
    assert (planned.date() - came[0].astimezone(zone).date(), planned.hour) == (timedelta(days=7), hour)

"""kill -9 at any moment of a sync of a feed that changes each time: its events and what is remembered of their bytes
are written together or not at all, so that what did not change need never be read again.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from itertools import count

from tests.faults.followed import Followed
from tests.faults.test_kill import EVENTS, LEASE, config
from tests.services.machine.stories import Feed, Story
from tests.services.machine.writing import body
from tracker.services import following
from tracker.store import calendars

CHANGES = 12
TODAY = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=None)
STAMP = re.compile(rb"(?<=DTSTAMP:)\d{8}T\d{6}Z")


def feed(version: int) -> bytes:
    """Its events at one version: each time half are stamped anew, some are renamed, one goes and one comes."""
    stories = {}
    for number in range(version, EVENTS + version):
        renamed = max((one for one in range(version + 1) if one % 20 == number % 20), default=0)
        title = f"{'!p ' if number % 50 == 0 else ''}Send part {number} to Ama, as of {renamed}"
        at = TODAY + timedelta(days=1 + number % 90, minutes=number)
        stories[f"e{number}"] = Story(uid=f"e{number}", title=title, at=at)
    numbers = count()

    def stamped(found: re.Match[bytes]) -> bytes:
        return b"20260101T%06dZ" % version if next(numbers) % 2 else found[0]

    return STAMP.sub(stamped, body(Feed(stories=stories)))


class AFile(Followed):
    """A file, of which each upload is a new version."""

    def __init__(self, folder):
        super().__init__(config(folder))
        self.calendar = self.upload(0)

    def upload(self, version):
        tracker = self.tracker
        return following.upload(
            tracker.database, tracker.seal, self.user, feed(version), name="Work", now=tracker.clock()
        )


def test_a_feed_that_changes_between_kills_is_known_as_if_read_afresh(tmp_path):
    one = AFile(tmp_path)
    one.sync()
    one.upload(1)
    one.sync()
    known, recorded = one.known(), 0
    assert known == one.afresh()
    assert one.look(calendars.memory)
    for version in range(2, CHANGES + 2):
        one.upload(version)
        one.sync_killed()
        before, known, now = known, one.known(), one.afresh()
        assert known in (before, now)
        recorded += known == now
        time.sleep(LEASE)
    one.sync()
    print(f"{CHANGES} kills, {one.cut_short} at work, {recorded} after all was written")
    assert one.cut_short > CHANGES / 2
    assert one.known() == one.afresh()
    made, entries = one.decided()
    assert len(made) == len(set(made)) == len(entries)

"""A calendar that is followed while the service is killed: what the store tells of it, and what it should tell."""

import random
from dataclasses import replace

from tests.faults.test_kill import tracker_in, work
from tests.making import user
from tracker.services.sync import span
from tracker.store import accounts, events, ledger


class Followed:
    """A service of its own with one user, who follows one `calendar`. `cut_short`: how many syncs were killed at
    work.
    """

    def __init__(self, file):
        self.file, self.tracker, self.user = file, tracker_in(file), user()
        self.moments, self.longest, self.cut_short = random.Random(3), 0.0, 0
        with self.tracker.database.write() as db:
            accounts.add_user(db, self.user)

    def sync(self):
        """Left to end: as long as it takes, another is killed."""
        self.longest = 0.7 * work("sync", self.file)[0]

    def sync_killed(self):
        """Killed at a moment drawn over the work. One that came too late tells that the work is shorter by now, on a
        machine that was busy with other tests before.
        """
        moment, cut_short = work("sync", self.file, kill_after=self.moments.uniform(0, self.longest))
        self.cut_short += cut_short
        self.longest = self.longest if cut_short else moment

    def look(self, ask):
        """What the store tells of it."""
        with self.tracker.database.read() as db:
            return ask(db, self.user.id, self.calendar.id)

    def known(self):
        return self.look(events.known)

    def decided(self):
        """What its promises say, and the log."""
        with self.tracker.database.read() as db:
            made = ledger.promises(db, self.user.id)
            return [promise.body for promise in made], ledger.entries(db, self.user.id)

    def afresh(self):
        """What a first reading of all that is there tells."""
        source = self.tracker.doors.sources[self.calendar.kind]
        pull = source(replace(self.calendar, cursor=""), span(self.tracker.clock()))
        return {event.key: event for event in pull.events}

"""A calendar that is followed while the service is killed: what the store tells of it, and what it should tell."""

from dataclasses import replace

from tests.faults.test_kill import tracker_in
from tests.making import user
from tracker.services.sync import span
from tracker.store import accounts, events, ledger


class Followed:
    """A service of its own with one user, who follows one `calendar`."""

    def __init__(self, file):
        self.file, self.tracker, self.user = file, tracker_in(file), user()
        with self.tracker.database.write() as db:
            accounts.add_user(db, self.user)

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

"""A webhook of Efua's on a real server, and the hands that tell it."""

import json

from tracker.domain.notice import CHOICES
from tracker.services import notices, webhooks
from tracker.store import notices as kept
from tracker.store import webhooks as store


class Hook:
    """One webhook, what is kept for it, and what arrived."""

    def __init__(self, doors, user, taker, kinds=CHOICES):
        self.doors, self.user, self.taker, self.clock = doors, user, taker, doors.clock
        begun = self.begin(kinds)
        self.id, self.secret = begun.webhook.id, begun.secret

    def begin(self, kinds=CHOICES):
        at = {"address": self.taker.url, "kinds": kinds, "allow_private": True, "via": "page", "now": self.clock()}
        return webhooks.begin(self.doors.database, self.doors.seal, self.user, **at)

    @property
    def now(self):
        with self.doors.database.read() as db:
            return store.webhook(db, self.user.id, self.id)

    @property
    def kept(self):
        """All that it was told, or is to be, oldest first."""
        with self.doors.database.read() as db:
            return kept.notices(db, self.user.id, self.id, 1000)[::-1]

    def tell(self):
        return notices.tell(self.doors, self.user.id, self.id)

    def look(self):
        notices.look(self.doors, self.user.id, self.id)

    def due(self):
        """Whether an engine would hand it out now."""
        with self.doors.database.read() as db:
            return (self.user.id, self.id) in kept.due(db, self.clock(), 100)

    @property
    def said(self):
        """What arrived, as values."""
        return [json.loads(came.body) for came in self.taker.came]

    @property
    def types(self):
        return [one["type"] for one in self.said]

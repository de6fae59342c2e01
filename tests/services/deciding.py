"""A calendar tells, a person decides: what tests of the ledger and of answers do and look at."""

from tests.making import NOW, calendar, event
from tracker.domain.reconcile import Changes
from tracker.services.gather import gather
from tracker.store import calendars, events
from tracker.store import ledger as store


def tell(database, user, *candidates, at=NOW):
    """Let the calendar tell an event with these words in it."""
    with database.write() as db:
        if calendars.calendar(db, user.id, "work") is None:
            calendars.add_calendar(db, calendar(), "sealed")
        known = events.known(db, user.id, "work")
        told = {one.event: event(one.title, key=one.event, at=one.start) for one in candidates}
        new = tuple(one for key, one in told.items() if key not in known)
        changed = tuple(one for key, one in told.items() if key in known)
        events.record(db, user.id, "work", Changes(new=new, changed=changed), at)
        for key in told:
            events.save_candidates(db, user.id, key, [one for one in candidates if one.event == key], 1)


def acts(database, user, promise_id):
    with database.read() as db:
        return [entry.act for entry in store.entries(db, user.id, promise_id)]


def stored(database, user, promise_id):
    with database.read() as db:
        return store.promise(db, user.id, promise_id)


def asked(database, user, now=NOW):
    with database.read() as db:
        return [question.ask for question in gather(db, user, now).questions]

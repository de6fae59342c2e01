"""What somebody new may do at once: look at an example, and have this week's letter now."""

from datetime import datetime, timedelta

from tracker.domain.account import Calendar, User
from tracker.domain.digest import week_name
from tracker.services import digests, following, users
from tracker.services.example import example_feed
from tracker.store import calendars, letters
from tracker.store.database import Database
from tracker.store.letters import Letter
from tracker.store.seal import Seal

EXAMPLE = "Example calendar"
BEHIND = timedelta(days=30)  # so far back the example reaches


def follow_example(database: Database, seal: Seal, user: User, *, via: str, now: datetime) -> tuple[User, Calendar]:
    """An example that lies partly behind us: what was due in it last week counts, so there is something to see.

    Asked for twice it is followed once.
    """
    with database.read() as db:
        there = next((one for one in calendars.calendars(db, user.id) if one.example), None)
    if there:
        return user, there
    body = example_feed(now.astimezone(user.zone).date(), user.zone)
    added = following.upload(database, seal, user, body, name=EXAMPLE, example=True, now=now)
    return users.decide(database, user, {"scored_from": now - BEHIND}, via=via, now=now), added


def letter_now(database: Database, post: digests.Post, user: User, now: datetime) -> Letter | None:
    """This week's letter, written now instead of at its hour; it goes out as any other. The one that there is where
    it was written already; None where there is nothing to say, or nobody here to read it.
    """
    digests.write_one(database, post, user, now)
    with database.read() as db:
        newest = letters.newest(db, user.id, digests.KIND)
    return newest if newest and newest.period == week_name(user, now) else None

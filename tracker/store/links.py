"""What links in letters lead to, and when each was used: one is good for one act."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, select

from tracker.domain.account import User
from tracker.domain.promise import Promise
from tracker.store.accounts import user_of
from tracker.store.database import insert
from tracker.store.tables import promises, used_links, users
from tracker.store.texts import promise_of, text_of

# Asked by whole mail houses at once, so it is one question, and put together once.
LINKED = (
    select(users, text_of(promises.c.record).label("promise"), used_links.c.used_at)
    .select_from(users)
    .outerjoin(promises, and_(promises.c.user_id == users.c.id, promises.c.id == bindparam("promise_id")))
    .outerjoin(used_links, and_(used_links.c.user_id == users.c.id, used_links.c.link_id == bindparam("link_id")))
    .where(users.c.id == bindparam("named"))
)


class Linked(NamedTuple):
    """Whose a link is, the promise that it is of, and when it was used; None where there is none, and not yet."""

    user: User
    promise: Promise | None
    used_at: datetime | None


def linked(db: Connection, user_id: str, promise_id: str, link_id: str) -> Linked | None:
    """What a link leads to; None where there is no such user."""
    asked = {"named": user_id, "promise_id": promise_id, "link_id": link_id}
    row = db.execute(LINKED, asked).mappings().one_or_none()
    if row is None:
        return None
    return Linked(user_of(row), promise_of(row["promise"]) if row["promise"] else None, row["used_at"])


def use(db: Connection, user_id: str, link_id: str, at: datetime) -> bool:
    """Uses up a link in a letter; False if it was used already."""
    row = insert(db, used_links).values(user_id=user_id, link_id=link_id, used_at=at)
    return db.execute(row.on_conflict_do_nothing()).rowcount == 1


def forget(db: Connection, before: datetime) -> int:
    """Lets go of the links that were used before then; how many."""
    return db.execute(delete(used_links).where(used_links.c.used_at < before)).rowcount

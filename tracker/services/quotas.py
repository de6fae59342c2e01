"""How much one user may have: as the settings say for all, unless an owner said otherwise for them (C44)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.audit import Deed
from tracker.domain.entry import Thing
from tracker.domain.promise import Refused
from tracker.domain.quota import OWN, Quotas
from tracker.services.members import must_own
from tracker.store import audit, carrying, decided, tenants
from tracker.store import quotas as store
from tracker.store.database import Database
from tracker.tongue import N_

FULL = {  # what is said where there is no room, by what there is too much of
    "promises": N_(
        "You have %(most)s promises, as many as one account may have here. Ask an owner of this service for more."
    ),
    "people": N_(
        "You have named %(most)s people, as many as one account may name here. Remove some whom you no longer meet, "
        "or ask an owner of this service for more."
    ),
    "gives": N_(
        "You have %(most)s gives, as many as one account may have here. Ask an owner of this service for more."
    ),
    "tokens": N_("You have %(most)s tokens, as many as one account may have here. End one that no program uses."),
    "webhooks": N_("You have %(most)s webhooks, as many as one account may have here. Remove one first."),
}
THINGS = {"people": Thing.PERSON, "gives": Thing.GIVE}


class Full(Refused):
    """There is no room for one more; the words say what can be done."""


def room(db: Connection, user_id: str, all_have: Quotas) -> Quotas:
    """What one user may have."""
    return all_have.but(store.own(db, user_id))


def must_have_room(db: Connection, user_id: str, name: str, all_have: Quotas) -> None:
    """Whether one more of these may be added; raises Full. A few may slip through at once, which
    costs nothing: what must not be passed by one is counted where it is added.
    """
    most: int = getattr(room(db, user_id, all_have), name)
    if _count(db, user_id, name) >= most:
        raise Full(FULL[name], most=most)


def _count(db: Connection, user_id: str, name: str) -> int:
    return decided.count(db, user_id, THINGS[name]) if name in THINGS else carrying.count(db, user_id, name)


def set_for(
    database: Database, owner: User, user_id: str, said: Mapping[str, int], *, via: str, now: datetime
) -> None:
    """Exactly these quotas hold for one user from now on, the others as for all. Raises NotFound, Refused."""
    with tenants.everybodys(), database.write() as db:
        must_own(db, owner, user_id)
        store.keep(db, user_id, {name: most for name, most in said.items() if name in OWN})
        audit.note(db, user_id, Deed.QUOTAS_SET, by=owner.id, via=via, now=now)

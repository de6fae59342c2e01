"""A user's ledger replayed: whether its chain is whole, and whether what is kept is what its entries say."""

from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import account_record
from tracker.domain.entry import Thing, first_broken
from tracker.domain.replay import Name, Records, replayed
from tracker.store import accounts, ledger


class Audit(NamedTuple):
    """What a replay found. Places count from 0; `differ` are the things that are kept otherwise than entries say."""

    entries: int
    broken: int | None  # None: every entry bears the hash that it should
    gap: int | None  # None: each entry goes on where the one before it left off
    differ: tuple[Name, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is amiss."""
        return self.broken is None and self.gap is None and not self.differ


def audit(db: Connection, user_id: str) -> Audit:
    """One user's ledger, replayed beside what is kept."""
    chain = ledger.chain(db, user_id)
    told = replayed(entry for entry, _ in chain)
    kept = _kept(db, user_id, told.stands)
    differ = sorted(name for name in kept.keys() | told.stands.keys() if kept.get(name) != told.stands.get(name))
    return Audit(len(chain), first_broken(chain), told.gap, tuple(differ))


def _kept(db: Connection, user_id: str, told: Records) -> Records:
    """What is kept. An account of which no entry speaks yet is older than the ledger, and says nothing against it."""
    kept = ledger.records(db, user_id)
    name, user = (Thing.ACCOUNT, user_id), accounts.user(db, user_id)
    if user and name in told:
        kept[name] = account_record(user.account)
    return kept

"""An accountability partner, who gets a summary of each week to read (requirement 44)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

MOST = 5  # partners of one user, and invitations in a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody whom a user invited to read along. Nothing is sent before they joined, nor after either ended it.

    `shows_bodies`: the summary names what was promised and to whom; else it holds counts alone.
    """

    id: str
    name: str
    address: str
    invited_at: datetime
    joined_at: datetime | None = None  # None: they have not said yes yet
    ended_at: datetime | None = None  # None: neither of the two has ended it
    shows_bodies: bool = False

    @property
    def reads(self) -> bool:
        """Whether summaries go to them."""
        return self.joined_at is not None and self.ended_at is None

    @property
    def called(self) -> str:
        """What its user calls them; else their address."""
        return self.name or self.address

    def join(self, at: datetime) -> Self:
        """They said yes."""
        return replace(self, joined_at=at, ended_at=None)

    def end(self, at: datetime) -> Self:
        """Either of the two wants no more of it."""
        return replace(self, ended_at=at)


_INSTANTS = ("invited_at", "joined_at", "ended_at")


def partner_record(partner: Partner) -> dict[str, Any]:
    """A partner as plain JSON values; `partner_from` is its inverse."""
    instants = {name: getattr(partner, name) for name in _INSTANTS}
    return {
        "id": partner.id,
        "name": partner.name,
        "address": partner.address,
        "shows_bodies": partner.shows_bodies,
    } | {name: at.isoformat() if at else None for name, at in instants.items()}


def partner_from(record: Mapping[str, Any]) -> Partner:
    """The partner that `partner_record` wrote down."""
    instants = {name: datetime.fromisoformat(record[name]) if record[name] else None for name in _INSTANTS}
    return Partner(**(dict(record) | instants))

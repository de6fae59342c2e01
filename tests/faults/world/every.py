"""Faults of the world around: clocks, mail, feeds, Google, processes. Each with how often it strikes by itself."""

from tests.faults.row import Fault
from tests.faults.world import clocks, downgrade, mail, outage, twice, upgrading

WORLD: dict[str, tuple[Fault, int]] = {
    "mail server says nothing": (mail.silent, 50),
    "mail server stalls in DATA": (mail.stalls, 50),
    "mail server breaks off": (mail.breaks_off, 50),
    "mail server greylists": (mail.greylists, 50),
    "mail server knows nobody": (mail.knows_nobody, 50),
    "mail server calls it spam": (mail.calls_it_spam, 50),
    "sender killed": (mail.sender_dies, 200),
    **{f"TLS {name}": (fault, 50) for name, fault in downgrade.EACH.items()},
    **{name: (fault, 3) for name, fault in outage.EACH.items()},
    "feed drips": (outage.drips, 1),
    "Google down for a day, then 410": (outage.google, 3),
    **{name: (fault, 20) for name, fault in clocks.EACH.items()},
    "two services, one data folder": (twice.on_a_folder, 5),
    "two services, one PostgreSQL": (twice.on_a_server, 10),
    "upgrade killed half-way, SQLite": (upgrading.on_sqlite, 50),
    "upgrade killed half-way, PostgreSQL": (upgrading.on_postgresql, 50),
}

"""How much one user may have, where an owner said so."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from tracker.store.account_tables import quotas as table


def own(db: Connection, user_id: str) -> dict[str, int]:
    """What is said for this user, by what it is of."""
    rows = db.execute(select(table.c.name, table.c.most).where(table.c.user_id == user_id))
    return {row.name: row.most for row in rows}


def keep(db: Connection, user_id: str, said: Mapping[str, int]) -> None:
    """Exactly these are said for this user from now on."""
    db.execute(delete(table).where(table.c.user_id == user_id))
    for name, most in said.items():
        db.execute(insert(table).values(user_id=user_id, name=name, most=most))

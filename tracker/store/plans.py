"""What a user planned to give, week by week (requirement 40)."""

from sqlalchemy import Connection

from tracker.domain.entry import Thing
from tracker.domain.plan import Plan
from tracker.store import decided
from tracker.store.remembered import once


def plans(db: Connection, user_id: str) -> tuple[Plan, ...]:
    """All of them, oldest week first, as they were written down: a person in them may be merged by now, or gone."""

    def read() -> tuple[Plan, ...]:
        found: list[Plan] = list(decided.every(db, user_id, Thing.PLAN))
        return tuple(sorted(found, key=lambda plan: plan.week))

    return once(db, user_id, (Thing.PLAN,), read)


def plan(db: Connection, user_id: str, week: str) -> Plan | None:
    """That of one week."""
    found: Plan | None = decided.one(db, user_id, Thing.PLAN, week)
    return found

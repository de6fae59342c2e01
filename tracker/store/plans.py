"""What a user planned to give, week by week (requirement 40)."""

from dataclasses import replace

from sqlalchemy import Connection

from tracker.domain.entry import Thing
from tracker.domain.plan import Plan
from tracker.store import decided, people


def plans(db: Connection, user_id: str) -> tuple[Plan, ...]:
    """All of them, oldest week first; of those who were merged, under who they turned out to be."""
    found: list[Plan] = sorted(decided.every(db, user_id, Thing.PLAN), key=lambda plan: plan.week)
    if not found:
        return ()
    heirs = {person.id: person.merged_into for person in people.merged(db, user_id)}
    return tuple(replace(plan, person=heirs.get(plan.person) or plan.person) for plan in found)


def plan(db: Connection, user_id: str, week: str) -> Plan | None:
    """That of one week, as it was written down."""
    found: Plan | None = decided.one(db, user_id, Thing.PLAN, week)
    return found

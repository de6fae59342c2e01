"""The accountability game: each week one person, one value, one date (requirement 40)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What its user means to give to whom, and by which day, in one ISO week ("2026-W48").

    There is one for each week, which is its `id` too: so two taps at once cannot make two. `promise` is the id of the
    promise that it became, if that was wished, and `give` of the give that was recorded when it was given. A skipped
    week names nobody.
    """

    id: str
    week: str
    person: str = ""  # a person's id; empty: the week was skipped
    value: str = ""
    on: date | None = None  # None: the week was skipped
    promise: str | None = None  # None: a plan, and no promise
    given_at: datetime | None = None  # None: not given yet
    give: str = ""  # empty: none was recorded

    @property
    def skipped(self) -> bool:
        """Whether the week was let go by, on purpose."""
        return not self.person


def plan_record(plan: Plan) -> dict[str, Any]:
    """A plan as plain JSON values; `plan_from` is its inverse. A give is written only where there is one."""
    return ({"give": plan.give} if plan.give else {}) | {
        "id": plan.id,
        "week": plan.week,
        "person": plan.person,
        "value": plan.value,
        "on": plan.on.isoformat() if plan.on else None,
        "promise": plan.promise,
        "given_at": plan.given_at.isoformat() if plan.given_at else None,
    }


def plan_from(record: Mapping[str, Any]) -> Plan:
    """The plan that `plan_record` wrote down."""
    given_at = record["given_at"]
    typed = {
        "on": date.fromisoformat(record["on"]) if record["on"] else None,
        "given_at": datetime.fromisoformat(given_at) if given_at else None,
    }
    return Plan(**(dict(record) | typed))

"""Whatever a user decided, as plain JSON values and back: what the ledger keeps, and what an export holds."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tracker.domain.account import Account, account_from, account_record
from tracker.domain.entry import Thing
from tracker.domain.partner import Partner, partner_from, partner_record
from tracker.domain.people import Give, Person, give_from, give_record, person_from, person_record
from tracker.domain.plan import Plan, plan_from, plan_record
from tracker.domain.promise import Promise
from tracker.domain.promise import from_record as promise_from
from tracker.domain.promise import to_record as promise_record

Decided = Promise | Person | Give | Plan | Partner | Account
Record = dict[str, Any]


class _Written(NamedTuple):
    """How one kind of thing is written down, and read again."""

    kind: type[Any]
    write: Callable[[Any], Record]
    read: Callable[[Mapping[str, Any]], Any]


_WRITTEN = {
    Thing.PROMISE: _Written(Promise, promise_record, promise_from),
    Thing.PERSON: _Written(Person, person_record, person_from),
    Thing.GIVE: _Written(Give, give_record, give_from),
    Thing.PLAN: _Written(Plan, plan_record, plan_from),
    Thing.PARTNER: _Written(Partner, partner_record, partner_from),
    Thing.ACCOUNT: _Written(Account, account_record, account_from),
}
_THINGS = {written.kind: thing for thing, written in _WRITTEN.items()}


def thing_of(one: Decided) -> Thing:
    """What kind of thing it is."""
    return _THINGS[type(one)]


def to_record(one: Decided) -> Record:
    """It as plain JSON values; `from_record` is the inverse."""
    return _WRITTEN[thing_of(one)].write(one)


def from_record(thing: Thing, record: Mapping[str, Any]) -> Any:
    """The thing that `to_record` wrote down."""
    return _WRITTEN[thing].read(record)

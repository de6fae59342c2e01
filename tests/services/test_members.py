"""Who looks after the service: what they see, whom they make what, and that one of them remains."""

from contextlib import suppress
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from tests.making import NOW
from tests.services.deciding import tell
from tests.services.test_leaving import made_owner
from tracker.domain.account import Role
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.domain.quota import Quotas
from tracker.services import ledger, members, quotas, signin, users
from tracker.services.ledger import NotFound
from tracker.store import accounts, audit
from tracker.store.database import Database


def roles(database: Database) -> dict[str, Role]:
    with database.read() as db:
        return {one.id: one.role for one in accounts.users(db)}


def test_who_comes_first_is_the_owner_and_who_comes_later_a_member(database):
    first = users.enrol(database, "ama@example.com", zone="Africa/Accra", now=NOW)
    second = users.enrol(database, "kofi@example.com", zone="Africa/Accra", now=NOW)
    assert (first.role, second.role) == (Role.OWNER, Role.MEMBER)
    assert roles(database) == {first.id: Role.OWNER, second.id: Role.MEMBER}


def test_an_owner_sees_addresses_and_counts(database, efua, kofi, found):
    owner = made_owner(database, kofi)
    tell(database, efua)
    signin.enter(database, efua, NOW)
    hers, his = members.everybody(database, owner, NOW)
    assert (hers.user.email, hers.counts["calendars"], hers.counts["promises"], hers.seen_at) == (
        "efua@example.com",
        1,
        0,
        NOW,
    )
    assert (his.user.email, his.seen_at) == ("kofi@example.com", None)


def test_a_member_sees_nobody_and_changes_nothing(database, efua, kofi):
    made_owner(database, kofi)
    for act in (
        lambda: members.everybody(database, efua, NOW),
        lambda: members.one(database, efua, "kofi", NOW),
        lambda: members.set_role(database, efua, "efua", Role.OWNER, via="page", now=NOW),
        lambda: quotas.set_for(database, efua, "efua", {"calendars": 900}, via="page", now=NOW),
    ):
        with pytest.raises(NotFound, match="There is nobody of that name here"):
            act()
    assert roles(database) == {"efua": Role.MEMBER, "kofi": Role.OWNER}


def test_who_was_an_owner_when_the_page_was_opened_is_none_when_it_is_sent(database, efua, kofi):
    stale = made_owner(database, efua)
    owner = made_owner(database, kofi)
    members.set_role(database, owner, "efua", Role.MEMBER, via="page", now=NOW)
    with pytest.raises(NotFound):
        members.set_role(database, stale, "kofi", Role.MEMBER, via="page", now=NOW)


def test_the_last_owner_stays_one(database, efua, kofi):
    owner = made_owner(database, efua)
    with pytest.raises(Refused, match="Make somebody else an owner first"):
        members.set_role(database, owner, "efua", Role.MEMBER, via="page", now=NOW)
    members.set_role(database, owner, "kofi", Role.OWNER, via="page", now=NOW)
    members.set_role(database, owner, "efua", Role.MEMBER, via="page", now=NOW)
    assert roles(database) == {"efua": Role.MEMBER, "kofi": Role.OWNER}


def test_of_two_owners_who_step_down_at_once_one_remains(database, efua, kofi):
    both, barrier = [made_owner(database, one) for one in (efua, kofi)], Barrier(2)

    def step_down(one):
        barrier.wait()
        with suppress(Refused):
            members.set_role(database, one, one.id, Role.MEMBER, via="page", now=NOW)

    threads = [Thread(target=step_down, args=(one,)) for one in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(roles(database).values()) == [Role.MEMBER, Role.OWNER]


def test_a_role_given_twice_is_given_once_and_noted_without_a_name(database, efua, kofi):
    owner = made_owner(database, efua)
    for _ in range(2):
        members.set_role(database, owner, "kofi", Role.OWNER, via="page", now=NOW)
    with database.read() as db:
        (one,) = audit.of_user(db, "kofi", 10)
    assert (one.deed, one.by, one.via, one.about) == (Deed.MADE_OWNER, "efua", "page", "")


def test_a_quota_of_ones_own_goes_before_that_of_all(database, efua, kofi):
    owner, all_have = made_owner(database, efua), Quotas(promises=1)
    quotas.set_for(database, owner, "kofi", {"promises": 2, "upload": 9_999}, via="page", now=NOW)
    with database.read() as db:
        assert quotas.room(db, "kofi", all_have) == replace_in(all_have, promises=2)
        assert quotas.room(db, "efua", all_have) == all_have
    quotas.set_for(database, owner, "kofi", {}, via="page", now=NOW)
    with database.read() as db:
        assert quotas.room(db, "kofi", all_have) == all_have


def replace_in(all_have: Quotas, **own: int) -> Quotas:
    return all_have._replace(**own)


NO_ROOM = [
    ("promises", "You have 0 promises, as many as one account may have here. Ask an owner of this service for more."),
    ("people", "You have named 0 people, as many as one account may name here. Remove some whom you no longer meet"),
    ("gives", "You have 0 gives, as many as one account may have here. Ask an owner of this service for more."),
    ("tokens", "You have 0 tokens, as many as one account may have here. End one that no program uses."),
    ("webhooks", "You have 0 webhooks, as many as one account may have here. Remove one first."),
]


@pytest.mark.parametrize(("name", "words"), NO_ROOM)
def test_where_there_is_no_room_the_remedy_is_named(database, efua, name, words):
    with database.read() as db, pytest.raises(quotas.Full, match=words):
        quotas.must_have_room(db, efua.id, name, Quotas()._replace(**{name: 0}))


def test_one_promise_fills_room_for_one(database, efua):
    with database.read() as db:
        quotas.must_have_room(db, efua.id, "promises", Quotas(promises=1))
    ledger.add(
        database, efua, body="send it", promisee="Ama", due=NOW, dated=True, promiser="", note="", via="page", now=NOW
    )
    with database.read() as db, pytest.raises(quotas.Full):
        quotas.must_have_room(db, efua.id, "promises", Quotas(promises=1))


def test_what_is_changed_on_settings_changes_no_role(database, efua):
    owner = made_owner(database, efua)
    users.settle(database, replace(efua, name="Efua"), NOW)
    assert roles(database)[owner.id] is Role.OWNER

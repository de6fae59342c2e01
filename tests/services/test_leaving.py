"""An account deleted: everything goes, Google is told, one last letter is sent, and an owner remains."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.fakes import FakeClock
from tests.making import DAY, HOUR, NOW
from tests.services.connecting import EFUA, connecting
from tests.store.test_accounts import OUTLIVE, fill_every_table
from tracker.domain.account import Role, User
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.mail.outbox import OutboxTrouble
from tracker.services import connections, leaving, signin
from tracker.services.ledger import NotFound
from tracker.store import accounts, audit, farewells
from tracker.store.database import Database
from tracker.store.tables import metadata


def made_owner(database: Database, who: User) -> User:
    with database.write() as db:
        accounts.set_role(db, who.id, Role.OWNER)
    return replace(who, role=Role.OWNER)


@pytest.fixture
def delete(database, post, efua):
    def deleted(who=efua, typed=EFUA, at=NOW):
        leaving.delete(database, post.seal, post, who, typed=typed, via="page", now=at)

    return deleted


def everything(database):
    with database.read() as db:
        return {table.name: repr(db.execute(select(table)).all()) for table in metadata.sorted_tables}


def test_nothing_is_left_but_what_google_and_they_themselves_are_still_told(database, efua, kofi, delete):
    with database.write() as db:
        fill_every_table(db, "efua")
    delete()
    left = {name: rows for name, rows in everything(database).items() if "efua" in rows}
    assert left.keys() == OUTLIVE
    assert "efua@example.com" not in repr(left)


def test_another_address_typed_deletes_nothing(database, efua, delete):
    before = everything(database)
    with pytest.raises(Refused, match=r"That is not efua@example.com. Type the address of the account, to be sure"):
        delete(typed="kofi@example.com")
    assert everything(database) == before


def test_every_session_ends_with_it_and_every_link(database, efua, delete):
    session, link = signin.enter(database, efua, NOW), signin.invite(database, efua, now=NOW)
    delete(typed=" EFUA@example.com ")
    assert signin.user_of(database, session, NOW) is None
    assert signin.redeem(database, link, NOW) is None


def test_one_last_letter_confirms_it(database, efua, post, outbox, delete):
    delete()
    assert leaving.say_farewell(database, post, FakeClock(NOW)) == 1
    assert leaving.say_farewell(database, post, FakeClock(NOW + HOUR)) == 0
    (letter,) = outbox.sent
    assert letter.to == "efua@example.com"
    assert "You deleted your account" in letter.message.get_body(("plain",)).get_content()


def test_the_last_letter_is_tried_again_and_forgotten_after_a_day_of_trying(database, efua, post, outbox, delete):
    delete()
    outbox.trouble = OutboxTrouble("The mail server is down.")
    for hours in range(1, 25):
        assert leaving.say_farewell(database, post, FakeClock(NOW + hours * HOUR)) == 0
    outbox.trouble = None
    assert leaving.say_farewell(database, post, FakeClock(NOW + DAY)) == 0  # put off
    leaving.say_farewell(database, post, FakeClock(NOW + 26 * HOUR))
    with database.read() as db:
        assert farewells.due(db, NOW + 2 * DAY) == ()
    assert outbox.sent == []


def test_a_machine_that_slept_over_the_day_still_sends_it(database, efua, post, outbox, delete):
    delete()
    assert leaving.say_farewell(database, post, FakeClock(NOW + 3 * DAY)) == 1
    assert len(outbox.sent) == 1


def test_it_waits_sealed(database, efua, delete):
    delete()
    assert "efua@example.com" not in everything(database)["farewells"]


def test_a_worker_that_dies_while_sending_sends_the_same_letter_again(database, efua, post, outbox, delete):
    delete()
    outbox.dies = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        leaving.say_farewell(database, post, FakeClock(NOW))
    outbox.dies = None
    assert leaving.say_farewell(database, post, FakeClock(NOW + HOUR)) == 1
    assert len({letter.raw for letter in outbox.sent}) == 1


def test_the_log_of_it_names_nobody(database, efua, delete):
    delete()
    with database.read() as db:
        newest = audit.of_user(db, "efua", 1)[0]
    assert (newest.deed, newest.by, newest.via, newest.about) == (Deed.ENDED, "efua", "page", "")


def test_the_last_owner_stays_while_others_are_here(database, efua, kofi, delete):
    owner = made_owner(database, efua)
    with pytest.raises(Refused, match="Make somebody else an owner first"):
        delete(owner)
    made_owner(database, kofi)
    delete(owner)


def test_who_is_alone_may_go(database, efua, delete):
    delete(made_owner(database, efua))
    with database.read() as db:
        assert accounts.users(db) == ()


def test_an_owner_ends_anothers_account_and_they_are_told_so(database, efua, kofi, post, outbox):
    owner = made_owner(database, kofi)
    leaving.end(database, post.seal, post, owner, "efua", typed=EFUA, via="page", now=NOW)
    leaving.say_farewell(database, post, FakeClock(NOW))
    assert outbox.sent[0].to == EFUA
    assert "An owner of the service ended your account" in outbox.sent[0].message.get_body(("plain",)).get_content()
    with database.read() as db:
        assert audit.of_user(db, "efua", 1)[0].by == "kofi"


def test_a_member_ends_nobodys_account_and_an_owner_not_their_own_that_way(database, efua, kofi, post):
    owner = made_owner(database, kofi)
    with pytest.raises(NotFound):
        leaving.end(database, post.seal, post, efua, "kofi", typed="kofi@example.com", via="page", now=NOW)
    with pytest.raises(Refused, match="your own account"):
        leaving.end(database, post.seal, post, owner, "kofi", typed="kofi@example.com", via="page", now=NOW)
    with database.read() as db:
        assert len(accounts.users(db)) == 2


def test_google_is_told_of_each_token_though_its_user_has_gone(database):
    with connecting(database) as world:
        world.connect()
        leaving.wipe(database, world.seal, world.user, now=world.clock())
        assert connections.revoke_due(database, world.seal, world.client, world.clock()) == 1
        assert connections.revoke_due(database, world.seal, world.client, world.clock()) == 0
    assert everything(database)["revocations"] == "[]"


def test_what_google_could_not_be_told_is_tried_again_for_a_week(database):
    with connecting(database) as world:
        world.connect()
        leaving.wipe(database, world.seal, world.user, now=world.clock())
    assert everything(database)["revocations"] != "[]"
    world.clock.pass_by(8 * DAY)
    connections.revoke_due(database, world.seal, world.client, world.clock())
    assert everything(database)["revocations"] == "[]"

"""Somebody is asked to have an account: one letter, one link that works once, and an owner who never sees it."""

from datetime import timedelta

import pytest

from tests.fakes import FakeClock
from tests.making import DAY, HOUR, NOW
from tests.services.test_leaving import everything, made_owner
from tracker.domain.account import Role
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.services import digests, inviting, signin, users
from tracker.services.ledger import NotFound
from tracker.store import accounts, audit

NILS = "nils@example.com"
SECOND = timedelta(seconds=1)


@pytest.fixture
def owner(database, efua):
    return made_owner(database, efua)


@pytest.fixture
def asked(database, post, owner):
    def ask(email=NILS, locale="en", at=NOW, by=owner):
        return inviting.invite(database, post, by, email, locale=locale, via="page", now=at)

    return ask


@pytest.fixture
def link(database, post, outbox):
    """The token in the newest letter that goes out by then."""

    def found(at=NOW):
        digests.send_waiting(database, post, FakeClock(at))
        text = outbox.sent[-1].message.get_body(("plain",)).get_content()
        return text.split("/invited/")[1].split()[0]

    return found


def accept(database, token, at=NOW, **but):
    said = {"name": "Nils", "zone": "Europe/Oslo", "locale": "en"} | but
    return inviting.accept(database, token, **said, now=at)


def test_who_accepts_has_an_account_and_is_in(database, asked, link):
    asked(" Nils@Example.com ")
    accepted = accept(database, link())
    assert (accepted.user.email, accepted.user.name, accepted.user.zone.key) == (NILS, "Nils", "Europe/Oslo")
    assert accepted.user.role is Role.MEMBER
    assert signin.user_of(database, accepted.session, NOW) == accepted.user


def test_a_link_works_once(database, asked, link):
    asked()
    token = link()
    assert accept(database, token)
    assert accept(database, token) is None
    assert inviting.asked(database, token, NOW) is None


def test_looking_at_a_link_uses_nothing_up(database, asked, link):
    asked()
    token = link()
    assert [inviting.asked(database, token, NOW)[0].email for _ in range(20)] == [NILS] * 20


def test_a_link_works_for_seven_days(database, asked, link):
    asked()
    token = link()
    assert inviting.asked(database, token, NOW + 7 * DAY - SECOND)
    assert inviting.asked(database, token, NOW + 7 * DAY) is None
    assert accept(database, token, NOW + 7 * DAY) is None


def test_sent_again_the_former_link_is_spent(database, post, owner, asked, link):
    one, first = asked(), link()
    inviting.again(database, post, owner, one.id, via="page", now=NOW + DAY)
    second = link(NOW + DAY)
    assert accept(database, first, NOW + DAY) is None
    assert accept(database, second, NOW + 8 * DAY - SECOND)


def test_asked_again_is_sent_again_and_counts_as_one(database, owner, asked):
    assert asked().id == asked(at=NOW + HOUR).id
    assert len(inviting.waiting(database, owner)) == 1


def test_nobodys_mailbox_is_filled(asked, database, post, owner):
    one = asked()
    with pytest.raises(Refused, match=r"went out just now. Send it again in ten minutes"):
        inviting.again(database, post, owner, one.id, via="page", now=NOW + timedelta(minutes=9))


def test_taken_back_its_link_is_spent_and_a_letter_that_waits_is_not_sent(database, post, owner, outbox, asked):
    one = asked()
    inviting.take_back(database, owner, one.id, via="page", now=NOW)
    assert digests.send_waiting(database, post, FakeClock(NOW)) == 0
    assert inviting.waiting(database, owner) == ()
    with pytest.raises(NotFound, match="There is no such invitation"):
        inviting.take_back(database, owner, one.id, via="page", now=NOW)


def test_no_more_wait_at_a_time_than_an_owner_can_keep_in_sight(database, asked, owner):
    for number in range(inviting.MOST):
        asked(f"nobody{number}@example.com")
    with pytest.raises(Refused, match=f"{inviting.MOST} invitations wait already. Take one back first."):
        asked()
    assert len(inviting.waiting(database, owner)) == inviting.MOST


def test_an_address_that_is_here_is_not_asked(database, asked, kofi):
    with pytest.raises(Refused, match=r"is here already, and signs in with that address. There is nothing to do"):
        asked("Kofi@example.com")


def test_who_came_by_another_way_meanwhile_is_told_to_sign_in(database, asked, link):
    asked()
    token = link()
    users.enrol(database, NILS, zone="UTC", now=NOW)
    with pytest.raises(Refused, match="here already"):
        accept(database, token)


@pytest.mark.parametrize(
    "typed", ["", "nils", "a@example.com, b@example.com", "nils@example.com\nBcc: x@example.com"]
)
def test_what_is_no_address_is_refused(asked, typed):
    with pytest.raises(Refused, match="not one mail address"):
        asked(typed)


def test_a_zone_that_is_none_leaves_the_invitation_standing(database, asked, link):
    asked()
    token = link()
    with pytest.raises(Refused, match="no time zone"):
        accept(database, token, zone="Nowhere")
    assert accept(database, token)


def test_a_member_asks_nobody(database, post, kofi, asked):
    with pytest.raises(NotFound):
        asked(by=kofi)


def test_the_link_is_in_the_letter_alone(database, asked, link):
    asked()
    token = link()
    assert token not in repr(everything(database))


def test_the_letter_speaks_the_language_that_was_chosen(database, post, outbox, asked, link):
    asked(locale="fr")
    link()
    assert "vous invite" in str(outbox.sent[-1].message["Subject"])


def test_the_log_tells_of_it_without_an_address(database, owner, asked, link):
    one = asked()
    accepted = accept(database, link())
    with database.read() as db:
        assert [(each.deed, each.about) for each in audit.of_user(db, owner.id, 5)] == [(Deed.INVITED, one.id)]
        assert {each.deed for each in audit.of_user(db, accepted.user.id, 5)} == {
            Deed.BEGAN,
            Deed.ACCEPTED,
            Deed.SIGNED_IN,
        }
    assert "nils" not in everything(database)["audit"].lower()


def test_with_an_address_that_google_vouches_for_no_letter_is_needed(database, asked):
    asked()
    said = {"name": "Nils", "zone": "Europe/Oslo", "locale": "fr", "now": NOW}
    assert inviting.accept_vouched(database, "bodil@example.com", **said) is None
    assert inviting.accept_vouched(database, NILS, **said).user.locale == "fr"
    assert inviting.accept_vouched(database, NILS, **said) is None


def test_when_who_asked_has_gone_the_invitation_has_too(database, owner, asked, link):
    asked()
    token = link()
    with database.write() as db:
        accounts.remove_user(db, owner.id)
    assert inviting.asked(database, token, NOW) is None

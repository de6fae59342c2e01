"""A partner is asked once, reads only after their yes, and either ends it at once."""

from threading import Barrier, Thread

import pytest

from tests.making import DAY, HOUR, NOW
from tests.services.conftest import NILS
from tracker.domain.entry import Act
from tracker.domain.promise import Refused
from tracker.services import partnering
from tracker.services.ledger import NotFound
from tracker.store import ledger as store
from tracker.store import partners

NEXT_MONDAY = NOW + 7 * DAY  # nine o'clock, when letters are due


def log(database, one, partner):
    with database.read() as db:
        return [(entry.act, entry.by, entry.via) for entry in store.entries(db, one.id, partner.id)]


def test_an_invitation_is_one_letter_to_that_address(invite, sent, outbox):
    partner = invite(" Nils@Example.com ", name="Nils")
    assert (partner.address, partner.name, partner.reads) == (NILS, "Nils", False)
    assert sent(NOW) == [NILS]
    assert sent(NEXT_MONDAY) == []
    assert "/join/" in outbox.sent[0].message.get_body(("plain",)).get_content()


def test_two_taps_ask_once(invite, sent):
    assert invite() == invite(at=NOW + HOUR, name="Somebody else", shows_bodies=True)
    assert sent(NOW + HOUR) == [NILS]


def test_two_taps_at_once_ask_once(database, efua, invite, sent):
    barrier, found = Barrier(2), []

    def tap():
        barrier.wait()
        found.append(invite().id)

    taps = [Thread(target=tap) for _ in range(2)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert sent(NOW) == [NILS]


@pytest.mark.parametrize(
    "address", ["", "nils", "a@example.com, b@example.com", "nils@example.com\nBcc: x@example.com"]
)
def test_what_is_no_address_is_refused(invite, sent, address):
    with pytest.raises(Refused, match="not one mail address"):
        invite(address)
    assert sent(NOW) == []


def test_ones_own_address_is_refused(invite):
    with pytest.raises(Refused, match=r"That address is your own. Give the address of somebody else"):
        invite("Efua@example.com")


def test_five_partners_are_enough_and_so_are_five_invitations_a_day(database, efua, invite):
    five = [invite(f"p{number}@example.com") for number in range(5)]
    with pytest.raises(Refused, match=r"You have 5 partners. End one of them before you invite another"):
        invite("one.more@example.com", at=NOW + 2 * DAY)
    for one in five:
        partnering.end(database, efua, one.id, via="page", now=NOW)
    with pytest.raises(Refused, match="5 people within a day"):
        invite("one.more@example.com", at=NOW + DAY - HOUR)
    assert invite("one.more@example.com", at=NOW + DAY)


def test_one_address_is_written_to_once_a_day_however_often_it_is_ended(database, efua, invite):
    partnering.end(database, efua, invite().id, via="page", now=NOW)
    with pytest.raises(Refused, match=r"That address was written to within a day. Invite it again tomorrow"):
        invite(at=NOW + DAY - HOUR)
    again = invite(at=NOW + DAY)
    assert again.ended_at is None
    with database.read() as db:
        assert len(partners.partners(db, efua.id)) == 2


def test_either_ends_it_and_nothing_comes_any_more(database, efua, joined, invite, sent):
    nils, ines = joined(), invite("ines@example.com")
    partnering.join(database, efua, ines.id, NOW)
    sent(NOW)
    partnering.leave(database, efua, nils.id, NOW + DAY)
    partnering.end(database, efua, ines.id, via="page", now=NOW + DAY)
    assert sent(NEXT_MONDAY) == []
    assert log(database, efua, nils) == [
        (Act.INVITED, "efua", "page"),
        (Act.JOINED, "partner", "partner"),
        (Act.ENDED, "partner", "partner"),
    ]
    assert log(database, efua, ines)[-1] == (Act.ENDED, "efua", "page")


def test_an_invitation_ended_before_it_was_sent_is_not_sent_and_undo_sends_it(database, efua, invite, sent):
    partner = invite()
    partnering.end(database, efua, partner.id, via="page", now=NOW)
    assert sent(NOW) == []
    assert partnering.undo_end(database, efua, partner.id, via="page", now=NOW + HOUR) == partner
    assert sent(NOW + HOUR) == [NILS]


def test_twice_is_once(database, efua, joined):
    partner = joined()
    assert partnering.join(database, efua, partner.id, NOW + HOUR) == partner
    ended = partnering.leave(database, efua, partner.id, NOW + HOUR)
    assert partnering.leave(database, efua, partner.id, NOW + DAY) == ended
    assert len(log(database, efua, partner)) == 3


def test_a_partners_slip_is_theirs_to_mend_within_a_day_and_not_the_users(database, efua, joined):
    partner = joined()
    partnering.leave(database, efua, partner.id, NOW + HOUR)
    with pytest.raises(Refused, match="cannot be taken back"):
        partnering.undo_end(database, efua, partner.id, via="page", now=NOW + HOUR)
    assert partnering.join(database, efua, partner.id, NOW + DAY).reads
    partnering.leave(database, efua, partner.id, NOW + 2 * DAY)
    assert not partnering.join(database, efua, partner.id, NOW + 3 * DAY + HOUR).reads


def test_a_yes_to_what_its_user_ended_changes_nothing(database, efua, invite):
    partner = invite()
    partnering.end(database, efua, partner.id, via="page", now=NOW)
    assert not partnering.join(database, efua, partner.id, NOW + HOUR).reads


def test_a_users_undo_comes_within_a_day_or_not_at_all(database, efua, joined):
    partner = joined()
    partnering.end(database, efua, partner.id, via="page", now=NOW)
    with pytest.raises(Refused, match="Invite them again"):
        partnering.undo_end(database, efua, partner.id, via="page", now=NOW + DAY + HOUR)


def test_anothers_partner_is_not_ones_own(database, kofi, invite):
    partner = invite()
    for act in (partnering.join, partnering.leave):
        with pytest.raises(NotFound):
            act(database, kofi, partner.id, NOW)


def test_no_address_or_name_stands_in_the_log(joined, sent, caplog, outbox):
    caplog.set_level("DEBUG", logger="tracker")
    joined(name="Nils Holm")
    sent(NOW)
    sent(NEXT_MONDAY)
    assert "letter sent" in caplog.text
    for private in (NILS, "Nils", "/join/", "/leave/"):
        assert private not in caplog.text

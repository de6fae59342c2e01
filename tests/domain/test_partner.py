"""Who reads along."""

from tests.making import DAY, NOW
from tracker.domain.partner import Partner, partner_from, partner_record

INVITED = Partner(id="n", name="Nils", address="nils@example.com", invited_at=NOW)


def test_summaries_go_to_who_joined_and_has_not_ended_it():
    joined = INVITED.join(NOW + DAY)
    assert not INVITED.reads
    assert joined.reads
    assert not joined.end(NOW + 2 * DAY).reads
    assert not INVITED.end(NOW + 2 * DAY).reads


def test_who_joins_again_reads_again():
    again = INVITED.join(NOW).end(NOW + DAY).join(NOW + 2 * DAY)
    assert again.reads
    assert (again.joined_at, again.ended_at) == (NOW + 2 * DAY, None)


def test_without_a_name_they_are_called_by_their_address():
    assert INVITED.called == "Nils"
    assert Partner(id="n", name="", address="nils@example.com", invited_at=NOW).called == "nils@example.com"


def test_a_partner_written_down_is_read_as_the_same():
    for one in (INVITED, INVITED.join(NOW), INVITED.join(NOW).end(NOW + DAY)):
        assert partner_from(partner_record(one)) == one

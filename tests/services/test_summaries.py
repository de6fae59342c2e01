"""One summary for each partner and week: counts, and no more than its user wished."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from tests import keeping
from tests.fakes import FakeClock
from tests.making import DAY, FRIDAY, HOUR, NOW, user
from tests.services.conftest import HOME, LINKS, NILS
from tracker.domain.digest import next_digest
from tracker.domain.entry import Act
from tracker.domain.event import Span
from tracker.domain.people import Direction, Give, GiveKind
from tracker.mail.links import Links
from tracker.services import digests, ledger, partnering
from tracker.store import accounts, letters

NEXT_MONDAY = NOW + 7 * DAY  # nine o'clock, when letters are due


def promised(database, one, body="send the secret proposal", **but):
    values = {"promisee": "Bodil Lund", "due": FRIDAY, "dated": False, "via": "page", "now": NOW} | but
    return ledger.add(database, one, body=body, **values)


def summary(outbox):
    message = outbox.sent[-1].message
    return message, "\n".join(message.get_body((kind,)).get_content() for kind in ("plain", "html"))


def test_nothing_but_the_invitation_goes_out_before_the_yes(invite, sent):
    invite()
    assert sent(NOW) == [NILS]
    for week in range(1, 5):
        assert sent(NOW + 7 * week * DAY) == []


def test_after_the_yes_one_summary_comes_each_week_and_not_for_a_week_before(joined, sent):
    joined(at=NOW + HOUR)  # after this week's nine o'clock
    assert sent(NOW + HOUR) == [NILS], "the invitation"
    assert sent(NEXT_MONDAY - timedelta(seconds=1)) == []
    assert sent(NEXT_MONDAY) == [NILS]
    for later in (HOUR, DAY, 6 * DAY):
        assert sent(NEXT_MONDAY + later) == []
    assert sent(NEXT_MONDAY + 7 * DAY) == [NILS]


def test_a_service_that_slept_for_weeks_sends_one_summary(joined, sent):
    joined()
    sent(NOW)
    assert sent(NOW + 30 * DAY) == [NILS]


def test_a_letters_hour_that_is_changed_holds_for_the_next_summary(database, efua, joined, sent):
    joined()
    sent(NOW)
    with database.write() as db:
        accounts.save_user(db, replace(efua, digest_hour=efua.digest_hour - 2))
    assert sent(NEXT_MONDAY - 3 * HOUR) == []
    assert sent(NEXT_MONDAY - 2 * HOUR) == [NILS]


def test_summaries_come_whether_or_not_the_users_own_letter_is_on(database, post, outbox, sent):
    ines = user(id="ines", email="ines@example.com", addresses=frozenset(), digest_on=False)
    with database.write() as db:
        accounts.add_user(db, ines)
    partner = partnering.invite(database, post, ines, address=NILS, via="page", now=NOW)
    partnering.join(database, ines, partner.id, NOW)
    sent(NOW)
    assert sent(NEXT_MONDAY) == [NILS]


def test_no_summary_comes_for_a_week_in_which_its_user_is_away(database, efua, joined, sent):
    joined()
    sent(NOW)
    away = user(away=Span(NEXT_MONDAY - DAY, NEXT_MONDAY + DAY))
    with database.write() as db:
        ledger.record(db, efua, Act.EDITED, efua.account, away.account, "page", NOW)
    assert sent(NEXT_MONDAY) == []
    assert sent(NEXT_MONDAY + 2 * DAY) == []
    assert sent(NEXT_MONDAY + 7 * DAY) == [NILS]


def test_of_two_workers_at_once_one_keeps_and_one_sends(database, post, outbox, joined):
    joined()
    digests.send_waiting(database, post, FakeClock(NOW))
    barrier, kept = Barrier(2), []

    def work():
        barrier.wait()
        kept.append(partnering.write_due(database, post, NEXT_MONDAY))

    workers = [Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(kept) == [0, 1]
    assert digests.send_waiting(database, post, FakeClock(NEXT_MONDAY)) == 1
    assert [letter.to for letter in outbox.sent] == [NILS, NILS]


def test_a_summary_counts_and_neither_names_nor_quotes(database, efua, joined, sent, outbox):
    joined()
    sent(NOW)
    ledger.deliver(database, efua, promised(database, efua).id, via="page", now=NOW + DAY)
    promised(database, efua, "call the secret printer")
    with database.write() as db:
        keeping.keep(db, efua.id, Give("g", "bodil", GiveKind.MEAL, Direction.GIVEN, NOW + DAY, "a secret lunch"))
    sent(NEXT_MONDAY)
    message, said = summary(outbox)
    assert message["To"] == NILS
    assert message["Subject"] == "efua@example.com: 1 kept, 0 late, 0 broken"
    for row in ("Kept      1", "Open      1, of which 1 overdue", "Given     1", "Received  0", "Run       0 weeks"):
        assert row in said
    assert "secret" not in message.as_string() + said
    assert "Bodil" not in message.as_string() + said
    assert "is not told here" in said


def test_only_if_its_user_ticked_it_a_summary_names_what_was_promised(database, efua, joined, sent, outbox):
    joined(shows_bodies=True)
    sent(NOW)
    assert "names what was promised and to whom" in " ".join(summary(outbox)[1].split())
    promised(database, efua)
    sent(NEXT_MONDAY)
    assert "Send the secret proposal, to Bodil Lund, due Fri 9 Jan, 17:00" in summary(outbox)[1]


def test_each_summary_ends_itself_by_one_click(joined, sent, outbox):
    joined()
    sent(NOW)
    sent(NEXT_MONDAY)
    message, said = summary(outbox)
    link = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in said
    assert LINKS.read("leave", link.rsplit("/", 1)[1], NEXT_MONDAY + 900 * DAY).user == "efua"


def test_what_was_written_and_not_sent_yet_is_held_back_when_it_ends(database, efua, post, joined, sent):
    partner = joined()
    sent(NOW)
    assert partnering.write_due(database, post, NEXT_MONDAY) == 1
    partnering.leave(database, efua, partner.id, NEXT_MONDAY)
    assert sent(NEXT_MONDAY + HOUR) == []


def test_one_users_trouble_never_stops_the_others(database, efua, post, joined, sent):
    joined()
    broken = user(id="broken", email="broken@example.com", addresses=frozenset())
    with database.write() as db:
        accounts.add_user(db, broken)
    partner = partnering.invite(database, post, broken, address="ines@example.com", via="page", now=NOW)
    partnering.join(database, broken, partner.id, NOW)
    sent(NOW)
    with database.write() as db:
        keeping.change(
            db,
            broken.id,
            partnering.the(db, broken, partner.id),
            partner.join(NOW).__class__(id=partner.id, name="", address="no address", invited_at=NOW, joined_at=NOW),
        )
    assert sent(NEXT_MONDAY) == [NILS]


@pytest.mark.parametrize("hours", range(0, 24 * 15, 5))
def test_the_hour_that_has_come_is_the_one_before_the_next(hours):
    one = user(digest_day=3, digest_hour=17)
    at = NOW + hours * HOUR
    last = partnering.last_due(one, at)
    assert last <= at < last + 7 * DAY
    assert next_digest(one, last) == last + 7 * DAY


def test_an_invitation_and_its_summaries_are_letters_of_the_users_own(database, efua, joined, sent):
    partner = joined()
    sent(NOW)
    sent(NEXT_MONDAY)
    with database.read() as db:
        kinds = {letter.kind: letter.period for letter in letters.letters(db, efua.id)}
    assert kinds == {f"invitation:{partner.id}": "once", f"partner:{partner.id}": "2026-W03"}


def test_who_leaves_while_their_summary_is_written_gets_none(database, efua, post, joined, sent):
    partner = joined()
    sent(NOW)

    class Meanwhile(Links):
        """While the letter is written, its reader takes the link of an older one."""

        def make(self, purpose, **told):
            partnering.leave(database, efua, partner.id, NEXT_MONDAY)
            return super().make(purpose, **told)

    links = Meanwhile(["a key that only tests know, long enough"], HOME)
    assert partnering.write_due(database, post._replace(links=links), NEXT_MONDAY) == 0
    assert sent(NEXT_MONDAY) == []

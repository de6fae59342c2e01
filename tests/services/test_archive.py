"""Past letters on both engines: listed by month and kind, opened, had at once, and told as a feed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fakes import FakeClock
from tests.mail.atoms import ATOM, faults, parsed
from tests.making import DAY, NEW_YORK, NOW
from tracker.mail.links import BadLink
from tracker.services import archive, digests, letterfeed
from tracker.services.ledger import NotFound
from tracker.store import accounts, letters
from tracker.store.seal import Seal


@pytest.fixture
def keep(database, efua, post):
    """A letter of Efua's, made at an instant and sent."""

    def one(at=NOW, kind="digest", period="2026-W02"):
        message = digests.written(post, digests.preview(database, efua, at), at)
        with database.write() as db:
            digests.keep_letter(db, post, efua, message, kind=kind, period=period, now=at)
        digests.send_waiting(database, post, FakeClock(at))
        with database.read() as db:
            return letters.newest(db, efua.id, kind)

    return one


@pytest.fixture
def shelf(database, efua):
    def look(who=efua, kind="", month="", number=1, now=NOW):
        with database.read() as db:
            return archive.shelf(db, who, kind=kind, month=month, number=number, now=now)

    return look


def now_is(database, one):
    with database.read() as db:
        return accounts.user(db, one.id)


def test_a_shelf_holds_a_page_of_the_kind_and_month_asked_for(shelf, keep):
    digest = keep()
    reminder = keep(NOW + 30 * DAY, "reminder", "2026-02-04")
    keep(NOW, "signin", "once")
    assert shelf(now=NOW + 30 * DAY).letters == (reminder, digest)
    assert shelf(kind="reminder").letters == (reminder,)
    assert shelf(month="2026-01").letters == (digest,)
    assert shelf(kind="signin").letters == (reminder, digest), "what may not be asked for is not minded"
    assert shelf(number=2).letters == ()


def test_months_are_those_since_the_first_letter_newest_first(shelf, keep):
    assert shelf().months == ()
    keep(datetime(2025, 11, 30, 23, tzinfo=UTC))
    assert shelf().months == (date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1))


def test_a_month_begins_at_midnight_in_its_readers_zone(shelf, keep, efua):
    keep(datetime(2026, 1, 1, 3, tzinfo=UTC))
    west = replace(efua, zone=NEW_YORK)
    assert (len(shelf(month="2026-01").letters), len(shelf(month="2025-12").letters)) == (1, 0)
    assert (len(shelf(west, month="2026-01").letters), len(shelf(west, month="2025-12").letters)) == (0, 1)


def test_a_letter_is_opened_by_whose_it_is(database, efua, kofi, post, keep):
    one, signin = keep(), keep(NOW, "signin", "once")
    with database.read() as db:
        letter, message = archive.opened(db, post, efua, one.id)
        assert (letter, message["Message-ID"]) == (one, one.message_id)
        for who, name in ((kofi, one.id), (efua, signin.id), (efua, "nothing")):
            with pytest.raises(NotFound, match="There is no such letter"):
                archive.opened(db, post, who, name)


def test_a_letter_whose_key_is_gone_says_that_the_key_is_wanted(database, efua, post, keep):
    one, without = keep(), post._replace(seal=Seal([Seal.new_key()]))
    with (
        database.read() as db,
        pytest.raises(NotFound, match=r"This letter .* Put the key back in the list of keys to"),
    ):
        archive.opened(db, without, efua, one.id)


def test_a_copy_asked_for_goes_out_once_and_plans_nothing(database, efua, post, outbox):
    before = now_is(database, efua)
    assert archive.send_now(database, post, efua, NOW)
    assert not archive.send_now(database, post, efua, NOW)
    assert archive.send_now(database, post, efua, NOW + timedelta(seconds=1))
    assert digests.send_waiting(database, post, FakeClock(NOW + timedelta(seconds=1))) == 2
    assert len({kept.message["Message-ID"] for kept in outbox.sent}) == 2
    assert now_is(database, efua) == before
    assert digests.write_one(database, post, efua, NOW), "the week's own is still to come"


def test_the_feed_tells_what_went_out_to_whom_the_key_belongs(database, efua, kofi, post, keep):
    keep()
    letterfeed.begin(database, efua)
    address = letterfeed.address(post.links, now_is(database, efua))
    link = post.links.read("letters", address.rsplit("/", 1)[1].removesuffix(".atom"), NOW)
    with database.read() as db:
        whose = letterfeed.reader(db, link)
        document = letterfeed.feed(db, post, whose, letterfeed.told(db, whose))
        assert letterfeed.told(db, kofi) == ()
        with pytest.raises(BadLink):
            letterfeed.reader(db, link._replace(user=kofi.id))
    assert faults(document) == []
    assert len(parsed(document).findall(f"{ATOM}entry")) == 1


def test_its_mark_changes_with_each_letter_that_goes_and_with_its_language(database, efua, keep):
    def mark(who=efua):
        with database.read() as db:
            return letterfeed.mark(who, letterfeed.told(db, who))

    none, _ = mark(), keep()
    one = mark()
    assert mark() == one
    keep(NOW + DAY, "reminder", "2026-01-06")
    marks = {none.etag, one.etag, mark().etag, mark(replace(efua, locale="fr")).etag}
    assert len(marks) == 4
    assert mark().changed_at == NOW + DAY
    letterfeed.stop(database, efua)
    assert now_is(database, efua).letters_key == ""

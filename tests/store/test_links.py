"""What a link in a letter leads to, and when it was used."""

from tests.making import HOUR, NOW, promise
from tests.store.test_ledger import opened
from tracker.store import links


def test_a_link_leads_to_its_user_and_promise(database, efua):
    with database.write() as db:
        opened(db, promise("p1"))
        assert links.linked(db, "efua", "p1", "link") == (efua, promise("p1"), None)


def test_a_promise_that_is_gone_and_a_user_who_is_gone_are_told_apart(database, efua):
    with database.read() as db:
        assert links.linked(db, "efua", "gone", "link") == (efua, None, None)
        assert links.linked(db, "gone", "p1", "link") is None


def test_anothers_promise_is_nothing_to_the_user_of_a_link(database, efua, kofi):
    with database.write() as db:
        opened(db, promise("p1"))
        assert links.linked(db, "kofi", "p1", "link") == (kofi, None, None)


def test_a_link_is_used_once_by_each_user(database, efua, kofi):
    def used_at(user_id):
        return links.linked(db, user_id, "p1", "link").used_at

    with database.write() as db:
        assert used_at("efua") is None
        assert links.use(db, "efua", "link", NOW)
        assert not links.use(db, "efua", "link", NOW + HOUR)
        assert used_at("efua") == NOW
        assert used_at("kofi") is None
        assert links.use(db, "kofi", "link", NOW)


def test_links_used_long_ago_are_let_go(database, efua):
    with database.write() as db:
        links.use(db, "efua", "old", NOW)
        links.use(db, "efua", "new", NOW + HOUR)
        assert links.forget(db, NOW + HOUR) == 1
        assert links.linked(db, "efua", "p1", "new").used_at == NOW + HOUR

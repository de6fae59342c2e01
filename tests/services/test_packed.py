"""A letter waits packed and sealed, and opens as it was; one of before that too."""

from tracker.services import digests


def test_a_letter_that_was_kept_before_letters_were_packed_opens_still(database, efua, post):
    old = post.seal.seal("From: a@example.com\r\n\r\nGrüße\r\n".encode().decode("latin-1"), owner=efua.id)
    assert digests.opened(post, old.encode(), owner=efua.id) == "From: a@example.com\r\n\r\nGrüße\r\n".encode()


def test_a_letter_is_packed_before_it_is_sealed(database, efua, post, now):
    message = digests.written(post, digests.preview(database, efua, now), now)
    kept = digests.sealed(post, message, owner=efua.id)
    assert digests.opened(post, kept, owner=efua.id) == message.as_bytes()
    assert len(kept) < len(message.as_bytes())

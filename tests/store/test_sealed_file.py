"""Files sealed by age: opened by their key alone, also one of age's own tools, and never half."""

from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from tracker.store import sealed_file
from tracker.store.sealed_file import SealedFileTrouble


@pytest.fixture
def plain(tmp_path):
    file = tmp_path / "plain"
    file.write_bytes(b"Send Ama the outline. " * 20_000)
    return file


def sealed_for(tmp_path, plain, recipient):
    sealed_file.seal(plain, tmp_path / "sealed", recipient)
    return tmp_path / "sealed"


def test_what_is_sealed_says_so_at_its_head_and_opens_with_its_key(tmp_path, plain):
    sealed = sealed_for(tmp_path, plain, sealed_file.new_key(tmp_path / "key"))
    assert sealed.read_bytes().startswith(sealed_file.HEAD)
    assert b"Ama" not in sealed.read_bytes()
    sealed_file.unseal(sealed, tmp_path / "open", tmp_path / "key")
    assert (tmp_path / "open").read_bytes() == plain.read_bytes()


def test_a_key_as_age_keygen_writes_it_serves_too_among_others_and_with_remarks(tmp_path, plain):
    one, other = Identity.generate(), Identity.generate()
    (tmp_path / "key").write_text(
        f"# created: 2026-01-05T09:00:00Z\n# public key: {one.to_public()}\n{other}\n{one}\n"
    )
    sealed = sealed_for(tmp_path, plain, f"  {one.to_public()}\n")
    sealed_file.unseal(sealed, tmp_path / "open", tmp_path / "key")
    assert (tmp_path / "open").read_bytes() == plain.read_bytes()


@pytest.mark.parametrize("text", [b"", b"AGE-SECRET-KEY-1ABC\n", b"age1nothing\n", b"\xff\x00"])
def test_what_is_no_key_is_named_as_such(tmp_path, plain, text):
    sealed = sealed_for(tmp_path, plain, str(Identity.generate().to_public()))
    (tmp_path / "key").write_bytes(text)
    with pytest.raises(SealedFileTrouble, match="is no key"):
        sealed_file.unseal(sealed, tmp_path / "open", tmp_path / "key")


@pytest.mark.parametrize("text", ["", "efua@example.com", "age1zzz", "AGE-SECRET-KEY-1ABC"])
def test_what_is_no_recipient_is_said_with_the_way_to_make_one(text):
    with pytest.raises(SealedFileTrouble, match="Make one with: tracker backup --new-key FILE"):
        sealed_file.demand_recipient(text)


def test_a_full_disk_is_told_in_plain_words(tmp_path, plain):
    recipient = sealed_file.new_key(tmp_path / "key")
    with pytest.raises(OSError, match="No space left on device"):
        sealed_file.seal(plain, Path("/dev/full"), recipient)
    sealed = sealed_for(tmp_path, plain, recipient)
    with pytest.raises(OSError, match="No space left"):
        sealed_file.unseal(sealed, Path("/dev/full"), tmp_path / "key")


def test_every_cut_and_every_flipped_byte_is_noticed(tmp_path, plain):
    plain.write_bytes(plain.read_bytes()[:300])
    sealed = sealed_for(tmp_path, plain, sealed_file.new_key(tmp_path / "key"))
    whole = sealed.read_bytes()
    spoiled = [whole[:end] for end in range(len(whole))] + [whole + b"\0"]
    spoiled += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for raw in spoiled:
        sealed.write_bytes(raw)
        with pytest.raises(SealedFileTrouble):
            sealed_file.unseal(sealed, tmp_path / "open", tmp_path / "key")

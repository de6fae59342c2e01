"""Files sealed for somebody who is not here, by age (https://age-encryption.org/v1).

Who seals knows a recipient, `age1…`, and cannot open again what they sealed. Who restores has the identity to it,
a file that is best kept on another machine. Any tool that speaks age opens them too.
"""

import errno
import os
import re
from pathlib import Path

import pyrage

HEAD = b"age-encryption.org/v1\n"
_KEY = re.compile(r"^AGE-SECRET-KEY-1\w+$", re.MULTILINE)


class SealedFileTrouble(Exception):
    """A file that cannot be sealed or opened; the text names the remedy."""


def is_sealed(file: Path) -> bool:
    """Whether a file says at its head that it is sealed."""
    with file.open("rb") as stream:
        return stream.read(len(HEAD)) == HEAD


def new_key(file: Path) -> str:
    """Makes an identity, in a file for its owner alone, as age-keygen does; the recipient is returned. Raises
    FileExistsError.
    """
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    text = f"# What was sealed for {recipient} is opened by this, and by nothing else.\n{identity}\n"
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    return recipient


def demand_recipient(text: str) -> None:
    """Raises SealedFileTrouble where nothing can be sealed for that."""
    _recipient(text)


def seal(plain: Path, to: Path, recipient: str) -> None:
    """One file into another, a piece at a time. Raises SealedFileTrouble, and OSError where it cannot be written."""
    known = _recipient(recipient)
    with plain.open("rb") as stream, to.open("wb") as sealed:
        try:
            pyrage.encrypt_io(stream, sealed, [known])
        except pyrage.EncryptError as error:
            raise OSError(errno.EIO, str(error).rpartition("] ")[2]) from None  # pyrage tells it in words alone


def unseal(file: Path, to: Path, key: Path) -> None:
    """What was sealed into a file, by the identities in a file of keys. Raises SealedFileTrouble."""
    known = _identities(key)
    with file.open("rb") as stream, to.open("wb") as plain:
        try:
            pyrage.decrypt_io(stream, plain, known)
        except pyrage.DecryptError:
            raise SealedFileTrouble(
                f"{key} does not open {file.name}: it was sealed for another key, or its head is damaged."
            ) from None
        except OSError as error:
            if error.errno:  # of the disk
                raise
            raise SealedFileTrouble(f"{file.name} is half a file, or was changed. Take another back-up.") from None


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise SealedFileTrouble(
            "A back-up is sealed for a recipient that begins with age1. Make one with: tracker backup --new-key FILE"
        ) from None


def _identities(file: Path) -> list[pyrage.x25519.Identity]:
    """As age writes such a file: a line for each, with remarks between."""
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in _KEY.findall(file.read_text("ascii"))]
    except (pyrage.IdentityError, UnicodeDecodeError):
        found = []
    if not found:
        raise SealedFileTrouble(f"{file} is no key: it has no line that begins with AGE-SECRET-KEY-1.")
    return found

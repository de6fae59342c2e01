"""The two keys of the service: one seals secrets at rest, one signs links."""

import os
import tomllib
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import NamedTuple

from tracker.config.model import Config, ConfigTrouble, KeysSection, split


class Keys(NamedTuple):
    """What seals secrets at rest and what signs links, each with its newest key first."""

    seal: tuple[str, ...]
    sign: tuple[str, ...]


def keys(config: Config) -> Keys:
    """The keys that are set, else those in the data folder, made there at the first start for its owner alone."""
    if config.keys:
        return Keys(split(config.keys.seal), split(config.keys.sign))
    make_folder(config.data)
    file = config.data / "keys.toml"
    if not file.exists():
        _make_keys(file)
    if file.stat().st_mode & 0o077:
        raise ConfigTrouble([f"{file}: others can read it; close it with: chmod 600 '{file}'"])
    return _read_keys(file)


def make_folder(data: Path) -> None:
    """The data folder, for its owner alone; one that is there stays as it is."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigTrouble([f"data: the folder {data} cannot be made ({error.strerror}); name another"]) from None


def _make_keys(file: Path) -> None:
    """Whole or not at all, and never over another's: it is written aside, then linked into place."""
    aside = file.with_name(f".{file.name}.{token_hex(4)}")
    text = "# Without this file nothing in the database can be unsealed. Keep a copy apart from it.\n"
    text += "".join(f'{name} = "{urlsafe_b64encode(token_bytes(32)).decode()}"\n' for name in Keys._fields)
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    with suppress(FileExistsError):  # another process was first: its keys hold
        os.link(aside, file)
    aside.unlink()


def _read_keys(file: Path) -> Keys:
    try:
        held = KeysSection.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ConfigTrouble(
            [f"{file}: is not a key file; put it back from your copy ({type(error).__name__})"]
        ) from None
    return Keys(split(held.seal), split(held.sign))

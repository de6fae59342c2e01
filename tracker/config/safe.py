"""What a hosted service refuses to start with, all at once and each with its remedy (reliability C47).

At home a setting that is left out is made up. Where strangers are let in, it is demanded.
"""

import stat
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from tracker.config.model import NEW_KEY, Config, split

DEBUG = ("FLASK_DEBUG", "PYTHONDEVMODE")  # either shows more of what goes wrong than a stranger may see
OFF = ("", "0", "false", "no")
GIVEN_AWAY = ("change", "default", "example", "insecure", "password", "secret", "letters")  # in no random key
FEWEST = 10  # different letters: random keys have more, those of hexadecimal digits too


def unsafe(config: Config, environ: Mapping[str, str], secret_files: Iterable[Path]) -> tuple[str, ...]:
    """What is wrong with hosted settings, a line each. `secret_files`: those that a secret was read from."""
    return (
        *_debugging(environ),
        *_addresses(config),
        *_mail(config),
        *_keys(config),
        *(line for file in secret_files for line in _open_to_all(file)),
    )


def is_loopback(address: str) -> bool:
    """Whether an http address leads to this machine only."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _debugging(environ: Mapping[str, str]) -> Iterator[str]:
    for name in DEBUG:
        if environ.get(name, "").strip().lower() not in OFF:
            yield f"environment: {name} is on, which shows strangers what goes wrong inside; unset it"


def _addresses(config: Config) -> Iterator[str]:
    if not config.base_url.startswith("https://") and not is_loopback(config.base_url):
        yield (
            "service.base_url should begin with https://, else all that people send can be read on its way; "
            "put a proxy with TLS in front (docs/hosting.md)"
        )
    if not config.database_url.startswith("postgresql"):
        yield "database.url should begin with postgresql://; SQLite serves one process, and hosted there are several"


def _mail(config: Config) -> Iterator[str]:
    if config.mail is None:
        yield "mail is missing: without letters nobody can sign in; set mail.host and mail.from"


def _keys(config: Config) -> Iterator[str]:
    if config.keys is None:
        yield f"keys is missing: hosted, keys are never made up; set keys.seal and keys.sign, each its own; {NEW_KEY}"
        return
    seal, sign = split(config.keys.seal), split(config.keys.sign)
    for name, held in (("seal", seal), ("sign", sign)):
        if any(_guessable(key) for key in held):
            yield f"keys.{name} can be guessed; {NEW_KEY}"
    if set(seal) & set(sign):
        yield f"keys.seal and keys.sign share a key; give each its own; {NEW_KEY}"


def _guessable(key: str) -> bool:
    """Whether somebody made it up: few letters, one part over and over, or a word that says what it is for."""
    repeats = _repeats(key.encode()) or _repeats(_decoded(key))
    return repeats or len(set(key)) < FEWEST or any(word in key.lower() for word in GIVEN_AWAY)


def _repeats(key: bytes) -> bool:
    return any(key[size:] == key[:-size] for size in range(1, len(key) // 2 + 1))


def _decoded(key: str) -> bytes:
    try:
        return urlsafe_b64decode(key)
    except ValueError:
        return b""


def _open_to_all(file: Path) -> Iterator[str]:
    if file.stat().st_mode & stat.S_IRWXO:
        yield f"{file}: anybody on this machine can read the secrets in it; close it with: chmod o= '{file}'"

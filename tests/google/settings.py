"""What a test may set of the stand-in, at any moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Settings:
    """The knobs.

    `page_size` cuts pages shorter than asked for, with `gaps` an empty one goes before each. Access tokens live
    `token_lives` seconds; where it `rotates`, each renewal gives a new refresh token and ends the old one.
    `claims` are put in place of an id token's own. `iss` is who is said to answer on the way back from consent:
    "" the stand-in, None nobody. `ticked`: how the scopes of the consent page are at first, which Google leaves to be
    ticked by hand. `route` leads from the beginning of a public address to one on this machine. `before` is called
    with each path before it is answered.
    """

    now: Callable[[], datetime] = _clock
    url: str = ""
    page_size: int | None = None
    gaps: bool = False
    token_lives: int = 3599
    rotates: bool = False
    claims: dict[str, Any] = field(default_factory=dict)
    iss: str | None = ""
    ticked: bool = False
    route: dict[str, str] = field(default_factory=dict)
    before: Callable[[str], object] = lambda path: None

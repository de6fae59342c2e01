"""Signed links: what a letter's reader may do without signing in. A GET shows a page, only a POST acts.

A link carries who and what it is for and when it was made; its id, by which use is recorded, is derived from these.
So the same letter made again holds equal links, and a token spelled another way is still the same link.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, sha256
from typing import Literal, NamedTuple

from itsdangerous import BadData, URLSafeSerializer

ASKED_FOR = timedelta(days=30)  # how long a promisee's link is good
INVITED_FOR = timedelta(days=30)  # how long a partner may answer
Purpose = Literal["deliver", "unsubscribe", "word", "feed", "join", "leave", "remind", "letters"]


class BadLink(ValueError):
    """Not a link of ours, or no longer good. It says no more than that, on purpose."""

    def __init__(self) -> None:
        super().__init__("This link does not work any more.")


class Link(NamedTuple):
    """What a link says. `subject` is the id of a promise or partner, or the key of a feed; empty if there is none."""

    id: str
    user: str
    subject: str
    made_at: datetime


class _Kind(NamedTuple):
    path: str
    salt: str  # with a version: raising it revokes every link of this purpose
    lasts: timedelta | None  # None: for as long as the keys do


_KINDS: dict[Purpose, _Kind] = {
    "deliver": _Kind("l", "tracker.deliver.v1", timedelta(days=35)),
    # An old letter must still be able to stop the new ones (RFC 8058).
    "unsubscribe": _Kind("unsubscribe", "tracker.unsubscribe.v1", None),
    # The same for the reminders between weekly letters, and them alone.
    "remind": _Kind("reminders", "tracker.remind.v1", None),
    # A promisee's: good only while its promise says that it was asked at the instant at which the link was made.
    "word": _Kind("w", "tracker.word.v1", ASKED_FOR),
    # A calendar's: good only while its user holds that key.
    "feed": _Kind("feed", "tracker.feed.v1", None),
    # A feed reader's: good only while its user holds that key.
    "letters": _Kind("letters/feed", "tracker.letters.v1", None),
    # A partner's: to answer an invitation, and to end what they agreed to, from however old a letter.
    "join": _Kind("join", "tracker.join.v1", INVITED_FOR),
    "leave": _Kind("leave", "tracker.leave.v1", None),
}


class Links:
    """Makes and reads links under one base address. The first key signs, all are read, so keys can be replaced."""

    def __init__(self, keys: Sequence[str], base_url: str) -> None:
        if not keys or not all(keys):
            raise ValueError("Links need at least one key, and none may be empty.")
        self.base_url = base_url.rstrip("/")
        self._signers = {purpose: _signer(keys, kind.salt) for purpose, kind in _KINDS.items()}

    def make(self, purpose: Purpose, *, user: str, subject: str = "", at: datetime) -> str:
        """The full address of a link made at an instant; to the second, the same for the same."""
        token = self._signers[purpose].dumps([user, subject, int(at.timestamp())])
        return f"{self.base_url}/{_KINDS[purpose].path}/{token!s}"

    def read(self, purpose: Purpose, token: str, now: datetime) -> Link:
        """What a token says. Raises BadLink when it is altered, of another purpose, too old, or from the future."""
        try:
            user, subject, made = self._signers[purpose].loads(token)
        except (BadData, UnicodeError):
            raise BadLink from None
        link = Link(_id(purpose, user, subject, made), user, subject, datetime.fromtimestamp(made, UTC))
        if not _good(now - link.made_at, _KINDS[purpose].lasts):
            raise BadLink
        return link

    def quieted(self, text: str) -> str:
        """Text of a letter in which no link acts: a button leads to its promise's page, a way out to the settings.
        For whoever reads it outside of its mailbox, behind a session or without one.
        """
        return _TOKEN.sub(lambda found: f"{self.base_url}{self._page(_PURPOSES[found[1]], found[2])}", text)

    def _page(self, purpose: Purpose, token: str) -> str:
        """Where what a link is about stands, however old it is."""
        if purpose in ("unsubscribe", "remind"):
            return "/settings"
        try:
            _, subject, _ = self._signers[purpose].loads(token)
        except (BadData, UnicodeError):
            return "/"
        return f"/promises/{subject}" if purpose == "deliver" else "/"


_PURPOSES = {kind.path: purpose for purpose, kind in _KINDS.items()}
# At whatever host: a service that moved reads the links that it gave out before. A token ends with 43 letters, which
# are its signature, so that an address in somebody's words stays as it is.
_TOKEN = re.compile(rf"https?://[^\s\"'<>]+?/({'|'.join(_PURPOSES)})/([\w.-]+\.[\w-]{{43}})")


def _signer(keys: Sequence[str], salt: str) -> URLSafeSerializer:
    """Not the timed serializer: that one asks the clock by itself, while our age is counted from the `now` given."""
    return URLSafeSerializer(
        list(reversed(keys)),  # the library signs with the last
        salt=salt,
        signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"},
    )


def _id(*parts: object) -> str:
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=12).hexdigest()


def _good(age: timedelta, lasts: timedelta | None) -> bool:
    return age >= timedelta(0) and (lasts is None or age <= lasts)

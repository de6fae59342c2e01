"""What is wrong with what a check told of a hostile feed; nothing, if all is as it must be."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.calendars.hostile.making import GOOD, Hostile, Occurrence

STATUSES = ("accept", "partial", "reject")
STUMBLES = re.compile(r"stumbled|broke down|strange answer|too long\.|Traceback|Error\b")  # the cage had to help
LONGEST = 1_000  # letters that a message or reason may have
_GOOD_UIDS = frozenset(uid for uid, _, _ in GOOD)


def faults(feed: Hostile, told: dict[str, Any]) -> Iterator[str]:
    """Each thing that is not as the feed demands, in words."""
    if told["status"] not in feed.status:
        yield f"its status is {told['status']}, not {' or '.join(sorted(feed.status))}"
    yield from _words(feed, told)
    found = Counter(tuple(one) for one in told["occurrences"])
    if told["status"] == "reject":
        if found or told["events"]:
            yield "it is rejected, and yet something is told of it"
        return
    yield from _occurrences(feed, found)


def said(told: dict[str, Any]) -> str:
    """All messages and reasons."""
    return "\n".join([*told["messages"], *(f"{uid}: {reason}" for uid, reason in told["skipped"])])


def _words(feed: Hostile, told: dict[str, Any]) -> Iterator[str]:
    words = said(told)
    if told["status"] != "accept" and not words:
        yield "it says nothing of what was left out"
    if told["status"] != "accept" and not re.search(feed.says, words):
        yield f"no message says {feed.says!r}: {words[:300]!r}"
    if stumble := STUMBLES.search(words):
        yield f"the reader did not come through by itself: {stumble[0]}"
    if long := [line for line in (*told["messages"], *(why for _, why in told["skipped"])) if len(line) > LONGEST]:
        yield f"a message of {len(long[0]):,} letters: {long[0][:60]!r}"
    plain, line = json.dumps(told, ensure_ascii=False), json.dumps(told)
    yield from (f"it tells {word[:40]!r}" for word in feed.never if word in plain or word in line)
    yield from _sendable(plain)


def _sendable(plain: str) -> Iterator[str]:
    try:
        plain.encode()
    except UnicodeEncodeError:
        yield "it tells half a letter, which cannot be written"


def _occurrences(feed: Hostile, found: Counter[Occurrence]) -> Iterator[str]:
    good = Counter({one: count for one, count in found.items() if one[0] in _GOOD_UIDS})
    if lost := list(Counter(feed.good) - good):
        yield f"of the good events it lost {lost}"
    if invented := list(good - Counter(feed.good)):
        yield f"of the good events it invented {invented}"
    others = found - good
    if others.total() > feed.most:
        yield f"it tells {others.total():,} other occurrences, more than {feed.most:,}"
    if feed.also is not None and others != Counter(feed.also):
        yield f"beside the good it should tell {sorted(feed.also)[:5]}, not {sorted(others)[:5]}"

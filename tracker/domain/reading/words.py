"""What a table's words find in a text, worked out once: calendars tell the same again and again."""

import re
from functools import lru_cache

from tracker.domain.reading.languages.choice import BY_CODE

IN_ANY_CASE = frozenset(
    ("booking", "journey", "offer", "off", "link", "body", "pairs", "awaited")
)  # the others see lower case


@lru_cache(maxsize=65_536)  # by texts: the hash of a pattern is slow
def tells(code: str, words: str, text: str) -> str:
    """What a pattern of a language's table for events, named by its field, finds in a text; else nothing."""
    pattern: re.Pattern[str] = getattr(BY_CODE[code].events, words)
    if words not in IN_ANY_CASE:
        return said(pattern, text)
    found = pattern.search(text)
    return found[0] if found else ""


def said(words: re.Pattern[str], text: str) -> str:
    """What a pattern in lower case finds in a text in any case: three times as fast as one that ignores case."""
    low = text.lower()
    found = words.search(low)
    if not found:
        return ""
    return text[found.start() : found.end()] if len(low) == len(text) else found[0]

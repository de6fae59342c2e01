"""The languages that words are read in, and which of them a text is in."""

import re

from tracker.domain.language import Language
from tracker.domain.languages.en.dues import DUES
from tracker.domain.languages.en.events import EVENTS
from tracker.domain.languages.en.lines import LINES
from tracker.domain.languages.en.sentences import SENTENCES
from tracker.domain.languages.en.titles import NOT_NAMES, TITLES

ENGLISH = Language(
    "en", re.compile(r"\b(?:the|and|to|with|for)\b", re.I), NOT_NAMES, TITLES, LINES, SENTENCES, DUES, EVENTS
)
LANGUAGES = (ENGLISH,)
NO_NAMES = frozenset().union(*(each.not_names for each in LANGUAGES))
"""Words that a capital makes no name, in any language: a calendar may mix them."""


def spoken(text: str) -> Language:
    """The language of a text; English where nothing tells."""
    return max(LANGUAGES, key=lambda each: len(each.hint.findall(text[:300]))) if len(LANGUAGES) > 1 else ENGLISH

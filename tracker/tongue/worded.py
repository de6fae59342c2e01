"""What was said in English below the faces, said in the language spoken."""

from typing import Any

from tracker.tongue.dates import number
from tracker.tongue.speech import gettext


def worded(said: Any) -> str:
    """An error's words, or words that were kept: whatever has `words`, or a `text` with `values`, or is a sentence as
    it reads.
    """
    words = getattr(said, "words", said)
    if not words:  # a catalogue keeps its head under the empty message
        return ""
    if not hasattr(words, "text"):
        return gettext(str(words).replace("%", "%%"))
    return gettext(words.text, **{name: _value(value) for name, value in words.values.items()})


def _value(value: Any) -> str:
    if isinstance(value, int):
        return number(value)
    return worded(value) if hasattr(value, "text") else str(value)

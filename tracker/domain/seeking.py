"""Words sought in what people wrote: in any case, with accents or without, in any order."""

import unicodedata
from collections.abc import Iterable

MOST_WORDS = 8  # of one search; what is typed beyond them narrows nothing
# Letters that are no other letter with an accent, by what people type for them.
APART = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


def bare(text: str) -> str:
    """Text as it is compared: “Éfua’s CAFÉ” and “efua's cafe” are one."""
    taken = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in taken if not unicodedata.combining(letter)).translate(APART)


def sought(typed: str) -> tuple[str, ...]:
    """The words of a search, each once."""
    return tuple(dict.fromkeys(bare(typed).split()))[:MOST_WORDS]


def bears(words: Iterable[str], *texts: str) -> bool:
    """Whether each of the words stands in one text or another; of no words nothing does."""
    words, where = tuple(words), bare("\n".join(texts))
    return bool(words) and all(word in where for word in words)

"""The languages that words are read in, and which of them a text is in."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tracker.domain.reading.language import Language
from tracker.domain.reading.languages.en.language import ENGLISH
from tracker.domain.reading.languages.fr.language import FRENCH

LANGUAGES = (ENGLISH, FRENCH)
BY_CODE = {each.code: each for each in LANGUAGES}
NO_NAMES = frozenset().union(*(each.not_names for each in LANGUAGES))
"""Words that a capital makes no name, in any language: a calendar may mix them."""

FIRST = "^"  # before a hint that stands first in its text: "Point Kofi" is no place
LOOKED_AT = 100  # letters of a text that tell its language
UNTOLD = 1  # how much speaks for what a text stands in
_WORD = re.compile(r"[a-zà-ÿœ]+['’]?")  # an elision is a word: "d'ici" is "d'" and "ici"
_ELSEWHERE = """
    el los las una uno unos con para por del al y o es su sus lo que como más mañana lunes martes miércoles jueves
    viernes semana mes mayo fin reunión cena comida llamar enviar pagar der die das den dem ein eine einen und mit
    für zum zur beim vom auf nicht im am ich bei nach montag dienstag mittwoch donnerstag freitag het een van voor
    met aan op naar bij niet ik de en la un il le gli di da che della dei delle alla nel sera pranzo riunione em do
    comité médico café dos com não ao uma och att med till på för som det er og til at ikke skal amb els dels i mi a
    se è à ja
"""  # what languages without a folder here share with French, or say beside it
_HINTS: Sequence[tuple[Language, Mapping[str, int]]] = (
    (ENGLISH, dict.fromkeys(_ELSEWHERE.split(), 1)),
    *((each, each.hints) for each in LANGUAGES),
)
_LETTERS = tuple(hint for each in LANGUAGES for hint in each.hints if len(hint) == 1 and not hint.isascii())
_TELLING = frozenset().union(*(each.hints for each in LANGUAGES if each is not ENGLISH))


def spoken(text: str, otherwise: Language = ENGLISH) -> Language:
    """The language of a text, by the words that it begins with; where nothing tells, that of what it stands in."""
    return _spoken(text[:LOOKED_AT].lower(), otherwise.code)


@lru_cache(maxsize=16_384)  # calendars tell the same again and again; by code, for the hash of tables is slow
def _spoken(start: str, code: str) -> Language:
    otherwise = BY_CODE[code]
    words = _WORD.findall(start)
    if otherwise is ENGLISH and start.isascii() and _TELLING.isdisjoint(words):
        return ENGLISH
    words += [f"{FIRST}{word}" for word in words[:1]]
    words += [letter for letter in _LETTERS if letter in start]
    told = [(sum(hints.get(word, 0) for word in words), each) for each, hints in _HINTS]
    return max((UNTOLD, otherwise), *told, key=lambda each: each[0])[1]

"""The languages that words are read in, and which of them a text is in."""

import re
from collections.abc import Mapping, Sequence

from tracker.domain.language import Language
from tracker.domain.languages.en.language import ENGLISH

LANGUAGES: tuple[Language, ...] = (ENGLISH,)
NO_NAMES = frozenset().union(*(each.not_names for each in LANGUAGES))
"""Words that a capital makes no name, in any language: a calendar may mix them."""

LOOKED_AT = 120  # letters of a text that tell its language
UNTOLD = 1  # how much speaks for English where nothing does
_WORD = re.compile(r"[a-zà-ÿœ]+['’]?")  # an elision is a word: "d'ici" is "d'" and "ici"
_ELSEWHERE = dict.fromkeys(
    """
    el los las una uno unos con para por del al y o es su sus lo que como más mañana lunes martes miércoles jueves viernes
    reunión cena comida llamar enviar pagar der die das den dem ein eine einen und mit für zum zur beim von vom auf nicht im am ich
    bei nach montag dienstag mittwoch donnerstag freitag het een van voor met aan op naar bij niet ik de en la un maandag dinsdag
    il lo gli di da con per che una della del dei delle alla al nel cena pranzo riunione o em do da dos das com não ao uma reunião
    och att med till på för som det den er og til at ikke skal amb els dels i mi a se un di e è ja
    """.split(),  # noqa: SIM905  (one word to read after the other)
    1,
)  # what languages that have no folder here share with French, or say beside it
_HINTS: Sequence[tuple[Language, Mapping[str, int]]] = (
    *((each, each.hints) for each in LANGUAGES),
    (ENGLISH, _ELSEWHERE),
)
_TELLING = frozenset().union(*(each.hints for each in LANGUAGES if each is not ENGLISH))


def spoken(text: str) -> Language:
    """The language of a text, by the words that it begins with; English where nothing tells."""
    words = _WORD.findall(text[:LOOKED_AT].lower())
    if _TELLING.isdisjoint(words):
        return ENGLISH
    told = [(sum(hints.get(word, 0) for word in words) + UNTOLD * (each is ENGLISH), each) for each, hints in _HINTS]
    return max(told, key=lambda each: each[0])[1]

"""Cues: beginnings of words, and marks, by which a title tells cheaply which rows of a table could speak of it."""

import re

LONGEST = 3  # letters of a word that make a cue, so that all its endings share one
_TOKEN = re.compile(r"\d|[^\W\d_]+|[^\w\s]")
_NO_WORDS = re.compile(r"\\[A-Za-z]|\(\?(?:P<\w+>|[ai]*:|<?[=!])|\[[^\]]*\]|\{[^}]*\}")
_RUN = re.compile(r"([^\W\d_]+)(\??)|([^\x00-\u02ff])")


def cues(text: str) -> frozenset[str]:
    """Those of a text: of each word its first letters in lower case, each other mark itself, and 0 for digits."""
    found = _TOKEN.findall(text.lower())
    return frozenset("0" if each.isdigit() else each[:LONGEST] for each in found)


def needed(pattern: str) -> frozenset[str]:
    """Those of which a text must have one, for a pattern of which each alternative has a word written out.

    A letter that may be missing must not be among a word's first three: "email|e-mail", not "e-?mail".
    """
    found = set()
    for run, optional, mark in _RUN.findall(_NO_WORDS.sub(" ", pattern)):
        found.add(mark or run.lower()[:LONGEST])
        if optional:
            found.add(run.lower()[:-1][:LONGEST])
    return frozenset(found - {""})

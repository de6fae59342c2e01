"""What a message says is to be done: its clauses from the first that tells somebody to do something."""

import re

TELLS = frozenset(
    """
    add ask begin bring check choose chmod close compare connect copy correct delete drop enable end enter
    export fetch fill fix free give go install keep leave let look make mark mend move name open out part
    paste pick pip plan press put raise read reconnect record remove renegotiate renew repair report restore
    run say see send set show sign start stop store take tell tick timedatectl tracker try turn type unset
    unsubscribe upload use wait write
    """.split()  # noqa: SIM905 - a list of so many words is read as a text
)
LEADS = frozenset("or and else first then so please to".split())  # noqa: SIM905
# What passes by itself, and what shows how it should look.
PASSES = (
    "it is tried again",
    "it is asked again",
    "it will be",
    "it is sent once more",
    "it comes back",
    "we try again",
)
SHOWS = ("should ", "must ", "only ", "within an hour", "the next week", "there is nothing to do", "did you mean")
# What is said round the words of some: by the page that shows them, or the answer that holds them.
AROUND = {
    "NotFound": "The address may be mistyped, or what stood here is gone.",
    "Fault": "Mend what the errors name, then send it again.",
    "Problem": "The remedy of its kind.",
    "Unread": "Nothing: the rest of the calendar is read.",
    "Words": "Nothing: the rest is read.",
    "Note": "Nothing: the rest of the calendar is read.",
    "NotARow": "Give the file of tracker export as it was written; nothing was changed.",
    "Refused": "Nothing was changed.",
    "Finding": "What it names says it.",
    "warn": "Nothing was changed.",
}


def remedy(text: str) -> str:
    """The end of a message, from where it says what to do; empty where it says nothing of it."""
    clauses = re.split(r"(?<=[.;:?,]) +|(?<=\)) (?=[A-Z])", text)
    for at, clause in enumerate(clauses):
        if _tells(clause):
            return " ".join(clauses[at:])
    return ""


def _tells(clause: str) -> bool:
    said = clause.lower().lstrip("“\"'…: ")
    words = re.findall(r"\w+", said)
    leads = len(words) > 1 and words[0] in LEADS and words[1] in TELLS
    return bool(words) and (
        words[0] in TELLS or leads or said.startswith(PASSES) or any(one in said for one in SHOWS)
    )

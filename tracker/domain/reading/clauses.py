"""Clauses: who does what, and how it is said to be done ("I / will / send"), read from plain words by a grammar."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracker.domain.reading.plain import END, Words

MOST_MODALS = 4


class Grammar(NamedTuple):
    """What a language's clauses are made of; a key may be one word or two.

    `subjects` say of a word whom it means ("she": "others"), `ours` which of these are the writer. `modals` are how a
    verb is meant ("have to"; "am going to" is "be", "going to"), and `passed` words between that change nothing.
    `verbs` says what a verb tells of: doing, saying, looking, helping, or a state; `past` and the endings are of
    forms that any verb may have. `before` are words that change a clause behind them ("if", "think").
    """

    subjects: Mapping[str, str]
    ours: frozenset[str]
    modals: Mapping[str, str]
    passed: frozenset[str]
    denials: frozenset[str]
    verbs: Mapping[str, str]
    state: str
    past: frozenset[str]
    past_ending: str
    doing_ending: str
    before: frozenset[str]
    joints: frozenset[str]
    openers: frozenset[str]


class Clause(NamedTuple):
    """One clause: whose, how meant, the verb and what it tells of; and from which word to before which it stands."""

    subject: str
    modals: tuple[str, ...]
    denied: bool
    verb: str
    kind: str
    before: str
    first: int
    end: int


def clauses(words: Words, grammar: Grammar) -> Iterator[Clause]:
    """The clauses of a text, from left to right."""
    said = words.words
    at = 1
    while at < len(said) - 1:
        size = _known(said, at, grammar.subjects)
        if not size:
            at += 1
            continue
        clause = _clause(said, at, size, grammar)
        yield clause
        at = max(clause.end - 1, at + size)


class Trait(NamedTuple):
    """What a layer may know of a text, and from which word to before which it stands."""

    name: str
    first: int
    end: int


def traits(words: Words, grammar: Grammar) -> Iterator[Trait]:
    """The traits of a text's opening and of its clauses, of each from broad to narrow."""
    yield from _opening(words.words, grammar)
    for clause in clauses(words, grammar):
        for name in _traits(clause, grammar):
            yield Trait(name, clause.first, clause.end)


def _opening(said: tuple[str, ...], grammar: Grammar) -> Iterator[Trait]:
    at = 1
    while said[at] in grammar.joints:
        at += 1
    word, end = said[at], min(at + 1, len(said) - 1)
    if word in grammar.openers:
        yield Trait(f"^{word}", 1, end)
    else:
        yield Trait(f"^/{_kind(word, grammar)}", 1, end)
        yield Trait(f"^/{_broad(word, grammar)}", 1, end)
    if at > 1:
        yield Trait("joint", 1, at)


def _traits(clause: Clause, grammar: Grammar) -> Iterator[str]:
    who, kind = clause.subject, clause.kind
    how = "+".join(clause.modals) or "-"
    last = clause.modals[-1] if clause.modals else "-"
    broad = _broad(clause.verb, grammar)
    denied = "!" if clause.denied else ""
    yield f"{who}/{how}{denied}"
    yield f"{who}/{how}{denied}/{broad}"
    yield f"{who}/{last}//{kind}"
    yield f"/{how}/{broad}"
    yield f"{who}/{how}/{clause.verb}"
    yield f"our/{clause.verb}" if who in grammar.ours else f"their/{broad}"
    if clause.before:
        yield f"{clause.before}/{who}"
        yield f"{clause.before}/{who}/{how}"


def _clause(said: tuple[str, ...], first: int, size: int, grammar: Grammar) -> Clause:
    at, modals, denied = _modals(said, first + size, grammar)
    verb = said[at]
    before = said[first - 1] if said[first - 1] in grammar.before else ""
    who = grammar.subjects[" ".join(said[first : first + size])]
    end = at if verb == END else at + 1
    return Clause(who, modals, denied, verb, _kind(verb, grammar), before, first, end)


def _modals(said: tuple[str, ...], at: int, grammar: Grammar) -> tuple[int, tuple[str, ...], bool]:
    """Where the verb stands, how it is meant, and whether it is denied."""
    modals: list[str] = []
    denied = False
    while at < len(said) - 1 and len(modals) < MOST_MODALS:
        if size := _known(said, at, grammar.modals):
            modals.append(grammar.modals[" ".join(said[at : at + size])])
            at += size
        elif said[at] in grammar.denials or said[at] in grammar.passed:
            denied = denied or said[at] in grammar.denials
            at += 1
        else:
            break
    return at, tuple(modals), denied


def _known(said: tuple[str, ...], at: int, table: Mapping[str, str]) -> int:
    """How many words from here on are an entry of the table: two, one or none."""
    if f"{said[at]} {said[at + 1]}" in table:
        return 2
    return 1 if said[at] in table else 0


def _kind(verb: str, grammar: Grammar) -> str:
    if kind := grammar.verbs.get(verb):
        return kind
    if verb in grammar.past or (verb.endswith(grammar.past_ending) and len(verb) > 4):
        return "past"
    if verb.endswith(grammar.doing_ending) and len(verb) > 4:
        return "doing"
    return "thing" if verb.isalpha() else "end"


def _broad(verb: str, grammar: Grammar) -> str:
    kind = _kind(verb, grammar)
    return "act" if verb in grammar.verbs and kind != grammar.state else kind

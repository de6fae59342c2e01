"""A title read: is it a promise, a meeting, or neither; who, what and by when."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tracker.domain import due as dues
from tracker.domain.event import Attendee
from tracker.domain.evidence import Evidence, sure
from tracker.domain.finding import Finding
from tracker.domain.language import Language, Rule
from tracker.domain.languages.choice import spoken
from tracker.domain.names import is_name, known_as
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME

LONGEST = 300  # letters of a title that are looked at; the title itself is kept whole
MARKER = re.compile(r"(?:(?<=\s)|^)!p\b[:\s]*", re.I)  # typed by a user who has decided already
_EDGE = " \t,;:-–—>()[]"


class Told(NamedTuple):
    """What an event says beside its title, for a promise and for a meeting."""

    promise: tuple[Evidence, ...] = ()
    meeting: tuple[Evidence, ...] = ()


NOTHING = Told()


_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_JOINERS = frozenset(("and", "x", "w", "with", "me", "us", "mt", "mtg", "meet", "see", "or"))


class Owned(NamedTuple):
    """A title that says whose promise it is: the rule, the promiser, and the rest of it."""

    evidence: Evidence
    promiser: str
    what: str


def title(text: str, reference: datetime, attendees: Sequence[Attendee] = (), told: Told = NOTHING) -> Finding:
    """What a title says; `attendees` turn a name into an address."""
    tongue = spoken(text)
    marked, words = plain(text, tongue)
    known = _capital(words, tongue)
    owned = _owned(words, tongue)
    found = dues.find(words, reference, tongue.dues)
    against = _against(words, tongue)
    base = Evidence("base", "", tongue.titles.base)
    promise = (base, *marked, *_promise(words, owned, found, tongue), *against.promise, *told.promise)
    meeting = (base, *_fired(tongue.titles.meetings, known), *_named(known, tongue), *against.meeting, *told.meeting)
    yes, no = _sum(promise), _sum(meeting)
    if yes > 0 and yes >= no:
        return _as_promise(words, owned, found, promise, attendees, tongue)
    if no > 0:
        kind = _kind(words, meeting, tongue)
        return Finding("relationship", sure(meeting), meeting, words, persons(words), meeting=kind)
    return Finding("other", 1 - max(sure(promise), sure(meeting)), promise if yes >= no else meeting, words)


def plain(text: str, tongue: Language) -> tuple[tuple[Evidence, ...], str]:
    """A title without marker and reply prefixes, and the marker as evidence."""
    words = " ".join(text[:LONGEST].split())
    marker = MARKER.search(words)
    if marker:
        words = (words[: marker.start()] + words[marker.end() :]).strip()
    return ((Evidence("marker", "!p", 9.0),) if marker else ()), tongue.titles.reply.sub("", words)


def as_promise(text: str, reference: datetime, attendees: Sequence[Attendee], why: Evidence) -> Finding:
    """A title that is a promise because its calendar was chosen for them, whatever its words."""
    tongue = spoken(text)
    marked, words = plain(text, tongue)
    owned, found = _owned(words, tongue), dues.find(words, reference, tongue.dues)
    evidence = (Evidence("base", "", tongue.titles.base), *marked, why, *_promise(words, owned, found, tongue))
    return _as_promise(words, owned, found, evidence, attendees, tongue)


def persons(words: str) -> tuple[str, ...]:
    """The names that a meeting's title gives: "Lunch with Ama and Kofi"."""
    tables = spoken(words).titles
    match = tables.met.search(words)
    if not match:
        return ()
    names = (name.strip() for name in tables.joint.split(match["who"]))
    return tuple(name for name in names if is_name(name))


def _capital(words: str, tongue: Language) -> str:
    """The words with first names written as names: "lunch w luke" is with Luke."""
    names = tongue.titles.first_names
    if not names:
        return words
    return _TOKEN.sub(lambda found: found[0].capitalize() if found[0] in names else found[0], words)


def _named(words: str, tongue: Language) -> Iterable[Evidence]:
    """Whether a title names somebody, and nothing else."""
    names = tongue.titles.first_names
    tokens = _TOKEN.findall(words)
    known = [each for each in tokens if each.casefold() in names]
    if not known:
        return
    rest = [each for each in tokens if each not in known and len(each) > 1 and each.casefold() not in _JOINERS]
    if not rest and not any(each.isdigit() for each in words):
        yield Evidence("only names", " ".join(known), 2.0)
    else:
        yield Evidence("first name", known[0], 0.6)


def _owned(words: str, tongue: Language) -> Owned | None:
    tables = tongue.titles
    for name, weight, pattern in (("someone's", 4.0, tables.others), ("waiting on", 4.5, tables.waiting)):
        match = pattern.match(words)
        if match and is_name(match["owner"]):
            return Owned(Evidence(name, match[0], weight), match["owner"], match["what"])
    return None


def _promise(words: str, owned: Owned | None, found: dues.Found | None, tongue: Language) -> tuple[Evidence, ...]:
    tables = tongue.titles
    evidence = [*_fired(tables.promises, words)]
    if owned:
        evidence.append(owned.evidence)
    if found:
        quote = words[found.start : found.end]
        evidence.append(
            Evidence("due", quote, tables.due_weights.get(quote.split()[0].casefold(), tables.due_weight))
        )
    return tuple(evidence)


def _against(words: str, tongue: Language) -> Told:
    """What speaks against a promise and against a meeting: the same words, weighed for each."""
    found = [
        (rule, weight, match[0]) for rule, weight in tongue.titles.against if (match := rule.pattern.search(words))
    ]
    return Told(
        tuple(Evidence(rule.name, quote, weight) for rule, weight, quote in found if weight),
        tuple(Evidence(rule.name, quote, rule.weight) for rule, _, quote in found if rule.weight),
    )


def _fired(rules: Iterable[Rule], words: str) -> Iterable[Evidence]:
    for rule in rules:
        if match := rule.pattern.search(words):
            yield Evidence(rule.name, match[0], rule.weight)


def _sum(evidence: Iterable[Evidence]) -> float:
    return sum(each.weight for each in evidence)


def _kind(words: str, evidence: tuple[Evidence, ...], tongue: Language) -> MeetingKind:
    """The kind that the words tell, a meal before a one-to-one; else what the attendees tell."""
    fired = {each.rule for each in evidence}
    for rule in tongue.titles.meetings:
        if rule.meeting and rule.name in fired and rule.meeting is not MeetingKind.ONE_TO_ONE:
            return rule.meeting
    single = len(persons(words)) == 1 or fired & {"one to one", "pair", "two people"}
    return MeetingKind.ONE_TO_ONE if single and "several people" not in fired else MeetingKind.OTHER


def _as_promise(
    words: str,
    owned: Owned | None,
    found: dues.Found | None,
    evidence: tuple[Evidence, ...],
    attendees: Sequence[Attendee],
    tongue: Language,
) -> Finding:
    left = words[: found.start] + " " + words[found.end :] if found else words
    if owned:
        left = left.replace(words[: len(words) - len(owned.what)], "", 1)
    body, who = promisee(_body(trimmed(left), tongue), attendees)
    return Finding(
        "promise",
        sure(evidence),
        evidence,
        what=body or words,
        who=(who,) if who else (),
        promiser=owned.promiser if owned else ME,
        due=found.due if found else None,
    )


def promisee(body: str, attendees: Sequence[Attendee]) -> tuple[str, str]:
    """The body and to whom it is promised. "To Ama" leaves the body where that still says something without it."""
    tables = spoken(body).titles
    for to in tables.promisee.finditer(body):
        if is_name(to["who"]) or "@" in to["who"]:
            rest = trimmed(body[: to.start()] + body[to.end() :])
            keeps = " " not in rest or tables.bare.match(trimmed(body[: to.start()]))
            return (body if keeps else rest), known_as(to["who"], attendees)
    for pattern in (tables.given, tables.shared):
        match = pattern.match(body)
        if match and is_name(match["who"]):
            return body, known_as(match["who"], attendees)
    return body, ""


def _body(words: str, tongue: Language) -> str:
    """What is promised, without how: "I'll send Ines the list" promises "Send Ines the list"."""
    body = tongue.titles.lead.sub("", words, count=1)
    return body[:1].upper() + body[1:] if body and body != words else words


def trimmed(text: str) -> str:
    """Words without what punctuation is left at their edges."""
    return " ".join(text.split()).strip(_EDGE)

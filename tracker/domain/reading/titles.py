"""A title read: is it a promise, a meeting, or neither; who, what and by when."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.event import Attendee
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading import due as dues
from tracker.domain.reading.cues import called, cues
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Language, Rule, Titles
from tracker.domain.reading.languages.choice import BY_CODE, spoken
from tracker.domain.reading.names import is_name, known_as
from tracker.domain.reading.plain import Layer, Words, lower
from tracker.domain.reading.plain import plain as plainly
from tracker.domain.reading.weighing import weighed

FLOOR = 0.15  # what is less sure is not looked at any further
LONGEST = 300  # letters of a title that are looked at; the title itself is kept whole
MARKER = re.compile(r"(?:(?<=\s)|^)!p\b[:\s]*", re.I)  # typed by a user who has decided already
_EDGE = " \t,;:-–—>()[]"
_TASKS = frozenset(("verb", "books", "calls back"))
_TOKEN = re.compile(r"[^\W\d_][\w'’]*")


class Told(NamedTuple):
    """What an event says beside its title, for a promise and for a meeting."""

    promise: tuple[Evidence, ...] = ()
    meeting: tuple[Evidence, ...] = ()


NOTHING = Told()


class Owned(NamedTuple):
    """A title that says whose promise it is: the rule, the promiser, and the rest of it."""

    evidence: Evidence
    promiser: str
    what: str


class Read(NamedTuple):
    """What a title's words say, whenever it is read: without marker and prefixes, and weighed for each class."""

    tongue: Language
    words: str
    owned: Owned | None
    promise: tuple[Evidence, ...]
    meeting: tuple[Evidence, ...]
    dated: bool = True  # whether due words may stand in it


def title(text: str, reference: datetime, attendees: Sequence[Attendee] = (), told: Told = NOTHING) -> Finding:
    """What a title says; `attendees` turn a name into an address. "Other" carries what it would sooner have been."""
    return decided(reading(text[:LONGEST]), reference, attendees, told)


def decided(read: Read, reference: datetime, attendees: Sequence[Attendee] = (), told: Told = NOTHING) -> Finding:
    """The likelier of the two classes, if it is likely enough, from all evidence."""
    found = dues.find(read.words, reference, read.tongue.dues) if read.dated else None
    promise = (*read.promise, *_due(read, found), *told.promise)
    meeting = (*read.meeting, *told.meeting)
    if _sum(promise) >= _sum(meeting):
        return _unless_weak(promise, read, lambda: _as_promise(read, found, promise, attendees))
    return _unless_weak(meeting, read, lambda: _as_meeting(read, meeting))


def _unless_weak(evidence: tuple[Evidence, ...], read: Read, as_read: Callable[[], Finding]) -> Finding:
    """What won; "other" where it is likelier not so, but with all that it would be, if that can be at all."""
    score = sure(evidence)
    if score < FLOOR:
        return Finding("other", score, evidence, read.words)
    return as_read() if score > 0.5 else as_read()._replace(label="other")


def as_promise(text: str, reference: datetime, attendees: Sequence[Attendee], why: Evidence) -> Finding:
    """A title that is a promise because its calendar was chosen for them, whatever its words."""
    read = reading(text[:LONGEST])
    found = dues.find(read.words, reference, read.tongue.dues)
    against = {rule.name for rule, _ in read.tongue.titles.against}
    evidence = (why, *(each for each in (*read.promise, *_due(read, found)) if each.rule not in against))
    return _as_promise(read, found, evidence, attendees)


@lru_cache(maxsize=8192)  # calendars repeat their titles
def reading(text: str) -> Read:
    """What the words of a title say, due words aside: these need to know when it is read."""
    read = rows(text)
    return with_words(read, read.tongue.titles)


def with_words(read: Read, tables: Titles) -> Read:
    """What rows say, as the layers of some tables weigh it, and what these say of all other words."""
    spelled = plainly(read.words, tables.spelling)
    return read._replace(
        promise=tuple(_weighed(read.promise, tables.base, tables.promise_layer, spelled)),
        meeting=tuple(_weighed(read.meeting, tables.base, tables.meeting_layer, spelled)),
    )


def rows(text: str, tongue: Language | None = None) -> Read:
    """What the rows alone say of a title, each with its own weight: what training starts from. `tongue` None: it is
    chosen by the words.
    """
    tongue = tongue or spoken(text)
    marked, words = plain(text, tongue)
    tables = tongue.titles
    owned, told = _owned(words, tables), cues(words)
    named, known = _named(words, told, tables)
    against = _against(words, told, tables)
    promise = (
        *marked,
        *_fired(tables.promises, words, told),
        *((owned.evidence,) if owned else ()),
        *against.promise,
    )
    meeting = (*_fired(tables.meetings, known, told, words), *named, *_task(promise), *against.meeting)
    return Read(tongue, words, owned, promise, meeting, dues.dated(words, tongue.dues))


def plain(text: str, tongue: Language) -> tuple[tuple[Evidence, ...], str]:
    """A title without marker and reply prefixes, and what these say for a promise."""
    words = " ".join(text[:LONGEST].split())
    found = []
    if marker := MARKER.search(words):
        found.append(Evidence("marker", "!p", 9.0))
        words = (words[: marker.start()] + words[marker.end() :]).strip()
    if before := tongue.titles.reply.match(words):
        if task := before.groupdict().get("task"):
            found.append(Evidence("to-do word", task, 2.5))
        words = words[before.end() :]
    return tuple(found), words


def _weighed(fired: Iterable[Evidence], base: float, layer: Layer | None, spelled: Words) -> Iterable[Evidence]:
    """The evidence of the rows, as training weighed it, and that of the words."""
    if layer is None:
        return (Evidence("base", "", base), *fired)
    rules = layer.rules
    own = [Evidence(name, quote, rules.get(name, weight)) for name, quote, weight in fired]
    return (Evidence("base", "", layer.base), *own, *weighed(spelled, layer))


def persons(words: str, tongue: Language | None = None) -> tuple[str, ...]:
    """The names that a meeting's title gives: "Lunch with Ama and Kofi". `tongue` None: it is chosen by the words."""
    return _persons(words, (tongue or spoken(words)).code)


@lru_cache(maxsize=8192)
def _persons(words: str, code: str) -> tuple[str, ...]:
    tables = BY_CODE[code].titles
    match = tables.met.search(words)
    if not match:
        return ()
    names = (name.strip() for name in tables.joint.split(match["who"]))
    return tuple(name for name in names if is_name(name))


def _named(words: str, told: frozenset[str], tables: Titles) -> tuple[tuple[Evidence, ...], str]:
    """Whether a title names somebody, and whether it says anything else; and the title with first names written as
    names: "lunch w luke" is with Luke.
    """
    tokens = _TOKEN.findall(words)
    names = [each for each in tokens if each.casefold() in tables.first_names]
    if not names:
        return (), words
    known = _TOKEN.sub(
        lambda found: found[0].capitalize() if found[0] in names and found[0].islower() else found[0], words
    )
    if any(each.isdigit() for each in words) or any(_speaks(each, tables) for each in tokens):
        return (Evidence("first name", names[0], 0.6), *_fired(tables.named, known, told, words)), known
    return (Evidence("only names", words, 2.0),), known


def _task(promise: Iterable[Evidence]) -> Iterable[Evidence]:
    """What begins as a task does speaks against a meeting: "book dinner for Ama", "Ama to book dinner"."""
    for each in promise:
        if each.rule in _TASKS:
            yield Evidence("a task", each.quote, -2.0)
        elif each.rule == "someone's":
            yield each._replace(weight=-each.weight)


def _speaks(token: str, tables: Titles) -> bool:
    """Whether a word beside a name says something: no name, no initial, no "and"."""
    small = token.casefold()
    return len(token) > 1 and small not in tables.first_names and small not in tables.beside


def _owned(words: str, tables: Titles) -> Owned | None:
    for name, weight, pattern in (("someone's", 4.0, tables.others), ("waiting on", 4.5, tables.waiting)):
        match = pattern.match(words)
        if match and is_name(match["owner"]):
            return Owned(Evidence(name, words[: match.start("what")].rstrip(), weight), match["owner"], match["what"])
    return None


def _due(read: Read, found: dues.Found | None) -> Iterable[Evidence]:
    """A due that could be read, weighed by the word before it."""
    if found:
        quote, tables = read.words[found.start : found.end], read.tongue.titles
        yield Evidence("due", quote, tables.due_weights.get(quote.split()[0].casefold(), tables.due_weight))


def _against(words: str, told: frozenset[str], tables: Titles) -> Told:
    """What speaks against a promise and against a meeting: the same words, weighed for each."""
    small = lower(words)
    found = [
        (rule, weight, words[match.start() : match.end()])
        for rule, weight in called(tables.against, told)
        if (match := rule.pattern.search(small if rule.small else words))
    ]
    return Told(
        tuple(Evidence(rule.name, quote, weight) for rule, weight, quote in found if weight),
        tuple(Evidence(rule.name, quote, rule.weight) for rule, _, quote in found if rule.weight),
    )


def _fired(rules: Sequence[Rule], words: str, told: frozenset[str], written: str = "") -> Iterable[Evidence]:
    """The rows that find something, quoted as it is `written` where that is otherwise."""
    written, small = written or words, lower(words)
    for rule in called(rules, told):
        if match := rule.pattern.search(small if rule.small else words):
            yield Evidence(rule.name, written[match.start() : match.end()], rule.weight)


def _sum(evidence: Iterable[Evidence]) -> float:
    return sum(each.weight for each in evidence)


def _kind(words: str, evidence: tuple[Evidence, ...], tongue: Language) -> MeetingKind:
    """The kind that the words tell, a meal before a one-to-one; else what the attendees tell."""
    fired = {each.rule for each in evidence}
    for rule in tongue.titles.meetings:
        if rule.meeting and rule.name in fired and rule.meeting is not MeetingKind.ONE_TO_ONE:
            return rule.meeting
    single = len(persons(words, tongue)) == 1 or fired & {"one to one", "pair", "two people"}
    return MeetingKind.ONE_TO_ONE if single and "several people" not in fired else MeetingKind.OTHER


def _as_meeting(read: Read, evidence: tuple[Evidence, ...]) -> Finding:
    kind = _kind(read.words, evidence, read.tongue)
    return Finding(
        "relationship", sure(evidence), evidence, read.words, persons(read.words, read.tongue), meeting=kind
    )


def _as_promise(
    read: Read, found: dues.Found | None, evidence: tuple[Evidence, ...], attendees: Sequence[Attendee]
) -> Finding:
    words, owned = read.words, read.owned
    left = words[: found.start] + " " + words[found.end :] if found else words
    if owned:
        left = left.replace(words[: len(words) - len(owned.what)], "", 1)
    body, who = promisee(_body(trimmed(left), read.tongue), attendees, read.tongue)
    return Finding(
        "promise",
        sure(evidence),
        evidence,
        what=body or words,
        who=(who,) if who else (),
        promiser=owned.promiser if owned else ME,
        due=found.due if found else None,
    )


def promisee(body: str, attendees: Sequence[Attendee], tongue: Language | None = None) -> tuple[str, str]:
    """The body and to whom it is promised. "To Ama" leaves the body where that still says something without it."""
    tables = (tongue or spoken(body)).titles
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
    body = tongue.titles.lead.sub("", words)  # which stands at the beginning alone
    return body[:1].upper() + body[1:] if body and body != words else words


def trimmed(text: str) -> str:
    """Words without what punctuation is left at their edges."""
    return " ".join(text.split()).strip(_EDGE)

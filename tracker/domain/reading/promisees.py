"""To whom a title's promise goes, and whose it is: the names in it, held against those invited."""

import re
from collections.abc import Iterable
from itertools import pairwise

from tracker.domain.event import Attendee
from tracker.domain.promise import ME
from tracker.domain.reading import lines
from tracker.domain.reading.doers import done_by
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Events
from tracker.domain.reading.languages.choice import NO_NAMES
from tracker.domain.reading.names import addressed, behind, first_named, fitting, is_name
from tracker.domain.reading.structure import Shape
from tracker.domain.reading.words import tells

SHORTEST = 4  # letters of an organisation's name
LONGEST = 3  # words behind a "to" that may be a name
_POSSESSIVE = re.compile(r"['’]s$")
_EDGE = " .,;:!?"
_CAPITALS = re.compile(r"[A-Z]{3,6}")
_NUMBERED = _EDGE + "#0123456789"  # what may stand behind a thing: "Invoice #221"
_BEHIND = re.compile(r"[\s#\d–—:,-]+(?:(?:for|to) (?:the )?)?(?P<who>[A-ZÀ-Þ][\w&-]*(?: [A-ZÀ-Þ][\w&.-]*){0,3})$")
_INITIAL = re.compile(r"\s[A-ZÀ-Þ]$")  # its dot belongs to it: "Ama O."
_FIRST_WORD = re.compile(r"\w+['’]?")


def to_whom(finding: Finding, shape: Shape) -> tuple[str, ...]:
    """The promisee of the user's own promise, at most one: whom the title names, else who asks for it, else the only
    other one invited. Empty where that is to be asked: nobody is named and several are invited, or a name fits two.
    """
    found = _by_title(finding, shape)
    if found is not None:
        return found
    if shape.asks:
        return (_called(shape.asks),)
    if len(shape.guests) == 1:
        return (_called(shape.guests[0]),)
    return ()


def clear(name: str, shape: Shape) -> tuple[str, ...]:
    """A promisee as written, or as an address; empty where none is, or where the name fits two of those invited."""
    return (name,) if name and len(fitting(name, shape.guests)) < 2 else ()


def by_whom(finding: Finding, shape: Shape) -> str:
    """Whose promise it is: ME, or another's name. "I" is who wrote it, which is the one who invites."""
    writer = _name(shape.asks) if shape.asks else ME
    if doer := done_by(shape):
        return _name(doer[0])
    if finding.promiser == ME:
        return writer if _in_first_person(shape) else ME
    return writer if finding.promiser.casefold() in lines.FIRST_PERSON else named(finding.promiser, shape)


def named(name: str, shape: Shape) -> str:
    """ME where a name means the user and nobody else, be it with others; else what the one invited is called, or the
    name as it stands.
    """
    owners = [_named(each, shape) for each in shape.tongue.lines.joint.split(name)]
    return ME if ME in owners else owners[0] if len(owners) == 1 else name


def _named(name: str, shape: Shape) -> str:
    found = fitting(name, (*shape.own, *shape.guests))
    if found and all(each in shape.own for each in found):
        return ME
    return _name(found[0]) if len(found) == 1 else name.lstrip("@")


def _in_first_person(shape: Shape) -> bool:
    """Whether it begins with "I": "I'll send the minutes" is not "Send the minutes"."""
    word = _FIRST_WORD.search(shape.title)
    first = word[0].casefold() if word else ""
    return bool({first, first.rstrip("'’")} & shape.tongue.lines.first_person)


def _by_title(finding: Finding, shape: Shape) -> tuple[str, ...] | None:
    """Whom the title names; empty where the name fits two, None where it names nobody."""
    title, table = shape.title, shape.tongue.events
    for words in (table.to, table.on_behalf):
        if found := behind(title, words, shape.guests):
            return _one(found)
    places = [match.end() for match in table.to.finditer(title)]
    stands = _not_own(_numbered(shape) or (_POSSESSIVE.sub("", finding.who[0]) if finding.who else ""), shape)
    if stands and (colleague := _of_organisation(stands, shape)):
        return (_called(colleague),)
    if stands and is_name(stands) and any(title.startswith(stands, place) for place in places):
        return (_with_office(stands, title, table),)
    if found := first_named(title, shape.guests):
        return _one(found)
    if not shape.guests and (end := _as_it_stands(title, places, shape)):
        return ((_addressed(title) if end[:1].islower() else "") or end,)
    for named_by in (_given, _meant, _first_name, _body, _honoured, _last_word):
        stands = stands or _not_own(named_by(shape), shape)
    colleague = _of_organisation(stands, shape) if stands else None
    return (_called(colleague),) if colleague else clear(stands, shape) if stands else None


def _last_word(shape: Shape) -> str:
    """A name at the end of words that have no other capitals: "Final invoice Bastin-Roux"."""
    words = [word.strip(_EDGE) for word in shape.title.split()]
    last, between = words[-1], words[1:-1]
    if between and between[-1].casefold() in shape.tongue.events.placed:
        return ""
    named = last[:1].isupper() and not last.isupper() and is_name(last) and len(last) > 2
    plain = (bool(between) or words[0][:1].islower()) and not any(word[:1].isupper() for word in between)
    return last if named and plain and len(words) > 1 else ""


def _not_own(name: str, shape: Shape) -> str:
    """A name, unless it is the user's own: nobody promises to themselves."""
    return "" if name and fitting(name, shape.own) else name


def _given(shape: Shape) -> str:
    found = shape.tongue.events.gives.match(shape.title)
    return found["who"] if found and is_name(found["who"].split()[-1]) else ""


def _numbered(shape: Shape) -> str:
    """A name of two words that is all that is said beside a number: "Invoice Bastin Roux #12"."""
    found = shape.tongue.events.billed.match(shape.title)
    return found["who"] if found and all(is_name(word) for word in found["who"].split()) else ""


def _honoured(shape: Shape) -> str:
    return _addressed(shape.title)


def _meant(shape: Shape) -> str:
    """One who wants it, or who owns it: "Ama needs the bills", "Ines's letter"."""
    found = (each.search(shape.title) for each in shape.tongue.events.means)
    who = next((each["who"] for each in found if each), "")
    return who if who and who.casefold() not in NO_NAMES else ""


def _body(shape: Shape) -> str:
    """An organisation beside a thing, where nobody is invited: "Grant report Arts Council", "NSF interim report"."""
    events = shape.tongue.events
    things = () if shape.guests else tuple(events.thing.finditer(shape.title.lower()))
    if not things or not any(sign.isupper() for sign in shape.title):
        return ""
    last = things[-1]
    if last.end() >= len(shape.title.rstrip(_NUMBERED)):
        return _of_body(shape.title[: last.start()].split(), events) if last[0] in shape.title else ""
    behind_it = _BEHIND.match(shape.title, last.end())
    named = behind_it["who"].split() if behind_it else []
    return " ".join(named) if _is_body(named, events) else ""


def _of_body(words: list[str], events: Events) -> str:
    """The name of an organisation with which words begin, before others that no capital begins."""
    count = next((at for at, word in enumerate(words) if not word[:1].isupper()), len(words))
    return " ".join(words[:count]) if _is_body(words[:count], events) else ""


def _is_body(words: list[str], events: Events) -> bool:
    """Whether words are called as organisations are: by capitals alone, or by a word such as "Council" at the end."""
    if len(words) == 1:
        return bool(_CAPITALS.fullmatch(words[0])) and words[0] not in events.no_bodies
    return 1 < len(words) <= LONGEST + 1 and bool(events.bodied.fullmatch(words[-1]))


def _with_office(name: str, title: str, table: Events) -> str:
    """A name with what belongs to it behind: "Acme accounts"."""
    office = table.offices.match(title, title.find(name) + len(name))
    return f"{name}{office[0]}" if office else name


def _first_name(shape: Shape) -> str:
    """A name in the title that many people bear, as it stands, though nobody so called is invited."""
    known = shape.tongue.titles.first_names
    words = (_POSSESSIVE.sub("", word.strip(_EDGE)) for word in shape.title.split())
    return next((word for word in words if word[:1].isupper() and word.casefold() in known), "")


def _of_organisation(name: str, shape: Shape) -> Attendee | None:
    """The only one invited from an organisation that is meant by the beginning of its domain: "Acme" at acme.com; of
    several the one who invites.
    """
    start = f"{name.split()[0].casefold()}"
    found = [each for each in shape.guests if len(start) >= SHORTEST and _host(each).startswith(start)]
    return shape.asks if shape.asks in found else found[0] if len(found) == 1 else None


def _host(attendee: Attendee) -> str:
    return attendee.address.partition("@")[2]


def _one(found: tuple[Attendee, ...]) -> tuple[str, ...]:
    return (_called(found[0]),) if len(found) == 1 else ()


def _addressed(title: str) -> str:
    """Who is spoken of by title and name: "Reply to complaint, Mr Fukaze"."""
    found = next((two for two in pairwise(title.split()) if addressed(" ".join(two))), ())
    return _POSSESSIVE.sub("", " ".join(found).rstrip(_EDGE))


def _as_it_stands(title: str, places: Iterable[int], shape: Shape) -> str:
    """The last words behind a "to", where nobody is invited: "Papers to clerk". Empty where they are what to do."""
    for place in places:
        rest = shape.tongue.events.beyond.split(title[place:], maxsplit=1)[0].strip(_EDGE)
        article = title[:place].split()[-1]
        if rest[:1].islower() and article.casefold() in shape.tongue.events.small:  # "to the shop"
            given = _given_to(title[:place], shape)
            rest = f"{article} {rest}" if given else ""
        if tells(shape.tongue.code, "gathered", rest):
            continue
        if rest and len(rest.split()) <= LONGEST and not shape.tongue.lines.verb.match(rest):
            return f"{rest}." if _INITIAL.search(rest) and f"{rest}." in title else rest
    return ""


def _given_to(before: str, shape: Shape) -> bool:
    """Whether what stands before "to the" is a thing that somebody gets: "Letters to the embassy"."""
    given = before.lower().rsplit(maxsplit=2)[0]
    return any(found.end() == len(given) for found in shape.tongue.events.thing.finditer(given))


def _called(attendee: Attendee) -> str:
    return attendee.address or attendee.name


def _name(attendee: Attendee) -> str:
    return attendee.name or attendee.address

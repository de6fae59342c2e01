"""A line of notes read for who took on what by when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import unescape

from tracker.domain import due as dues
from tracker.domain.event import Attendee
from tracker.domain.evidence import Evidence, sure
from tracker.domain.finding import Finding
from tracker.domain.language import Language
from tracker.domain.languages.choice import LANGUAGES, spoken
from tracker.domain.titles import MARKER, trimmed

LONGEST = 500  # letters of a line that are looked at
MOST_LINES = 200
FIRST_PERSON = frozenset().union(*(each.lines.first_person for each in LANGUAGES))
_BULLET = re.compile(r"^(?:[\s>|#…*•·–=-]|=>|->|\d{1,2}[.)]\s)*")
_BOX = re.compile(r"^\[(?P<mark>.?)\]\s*")
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h\d)\b[^>]{0,200}>", re.I)
_BULLETED = re.compile(r"<li\b[^>]{0,200}>", re.I)
_TAG = re.compile(r"<[^<>]{1,500}>")


def note(text: str, reference: datetime, *, section: bool = False) -> Finding:
    """What one line of notes says; `section`: it stands under a heading such as "Action items".

    `promiser` is the name as written, "I" for the writer, empty when nobody was named.
    """
    marker = MARKER.search(text[:LONGEST])
    line, boxed = _bare(MARKER.sub("", text[:LONGEST]))
    tongue = spoken(line)
    base = Evidence("base", "", tongue.lines.base)
    found = _first(line, boxed, section, tongue)
    if not found and not marker:
        return Finding("none", 1 - sure((base,)), (base,), what=line)
    rule, owner, what = found or (Evidence("marked", line, 2.5), "", line)
    evidence = (base, rule, *((Evidence("marker", "!p", 9.0),) if marker else ()))
    due = dues.find(what, reference, tongue.dues, loose=True)
    body = trimmed(what[: due.start] + " " + what[due.end :]) if due else trimmed(what)
    return Finding("action", sure(evidence), evidence, body or what, promiser=owner, due=due.due if due else None)


def notes(description: str, reference: datetime) -> Iterator[Finding]:
    """The action lines of an event's description, whether plain text or HTML."""
    section, tables = False, spoken(description).lines
    for line in _lines(description):
        if tables.heading.match(line):
            section = True
        elif tables.other_heading.match(line):
            section = False
        elif (section or tables.gate.search(line)) and not tables.boilerplate.search(line):
            found = note(line, reference, section=section)
            if found.label == "action":
                yield found


def heading(text: str) -> bool:
    """Whether a line opens a list of actions, in any language."""
    return any(each.lines.heading.match(text) for each in LANGUAGES)


def _lines(description: str) -> Iterable[str]:
    if "<" in description:
        description = unescape(_TAG.sub("", _BULLETED.sub("\n- ", _BREAK.sub("\n", description))))
    return (line.strip() for line in description.splitlines()[:MOST_LINES] if line.strip())


def _bare(text: str) -> tuple[str, bool]:
    """A line without bullet and box, and whether it had a box."""
    line = " ".join(text.split())
    line = _BULLET.sub("", line, count=1)
    box = _BOX.match(line)
    return (line[box.end() :] if box else line), bool(box)


def _first(line: str, boxed: bool, section: bool, tongue: Language) -> tuple[Evidence, str, str] | None:
    """The first rule that fits, the owner it names, and what is to be brought about."""
    for name, weight, pattern, _ in tongue.lines.rows:
        if name.startswith("box") and not (boxed or section):
            continue
        match = pattern.match(line)
        if match and _may_own(match["owner"], tongue):
            return Evidence(name, match[0], weight), match["owner"].strip(), match["what"]
    if (boxed or section) and (match := tongue.lines.in_section.match(line)):
        return Evidence("in a list of actions", match[0], 2.0), "", match["what"]
    return None


def _may_own(owner: str, tongue: Language) -> bool:
    return (
        not owner
        or owner.split()[0].strip(".,:").casefold() not in tongue.lines.not_owners
        or owner.casefold() in FIRST_PERSON
    )


def whose(owner: str, attendees: Sequence[Attendee]) -> str:
    """The attendee's name that an owner as written means; else as written, without the at sign."""
    wanted = owner.lstrip("@").casefold()
    for each in attendees:
        if wanted and wanted in (
            each.name.casefold(),
            each.name.casefold().split(" ")[0],
            each.address.partition("@")[0],
        ):
            return each.name or each.address
    return owner.lstrip("@")

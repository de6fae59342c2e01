"""A line of notes read for who took on what by when, and a sentence read for whether it commits its writer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import unescape

from tracker.domain import due as dues
from tracker.domain.event import Attendee
from tracker.domain.finding import Evidence, Finding, sure
from tracker.domain.line_rules import (
    BOILERPLATE,
    BOX,
    BULLET,
    GATE,
    HEADING,
    IN_SECTION,
    LINES,
    NOT_OWNERS,
    OTHER_HEADING,
    SENTENCE_BASE,
    SENTENCES,
)
from tracker.domain.title_rules import MARKER
from tracker.domain.titles import trimmed

LONGEST = 500  # letters of a line that are looked at
MOST_LINES = 200
LINE_BASE = Evidence("base", "", -1.0)
FIRST_PERSON = frozenset(("i", "we", "me"))
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h\d)\b[^>]{0,200}>", re.I)
_BULLETED = re.compile(r"<li\b[^>]{0,200}>", re.I)
_TAG = re.compile(r"<[^<>]{1,500}>")


def note(text: str, reference: datetime, *, section: bool = False) -> Finding:
    """What one line of notes says; `section`: it stands under a heading such as "Action items".

    `promiser` is the name as written, "I" for the writer, empty when nobody was named.
    """
    marker = MARKER.search(text[:LONGEST])
    line, boxed = _bare(MARKER.sub("", text[:LONGEST]))
    found = _first(line, boxed, section)
    if not found and not marker:
        return Finding("none", 0.05, what=line)
    rule, owner, what = found or (Evidence("marked", line, 2.5), "", line)
    evidence = (LINE_BASE, rule, *((Evidence("marker", "!p", 9.0),) if marker else ()))
    due = dues.find(what, reference, loose=True)
    body = trimmed(what[: due.start] + " " + what[due.end :]) if due else trimmed(what)
    return Finding("action", sure(evidence), evidence, body or what, promiser=owner, due=due.due if due else None)


def notes(description: str, reference: datetime) -> Iterator[Finding]:
    """The action lines of an event's description, whether plain text or HTML."""
    section = False
    for line in _lines(description):
        if HEADING.match(line):
            section = True
        elif OTHER_HEADING.match(line):
            section = False
        elif (section or GATE.search(line)) and not BOILERPLATE.search(line):
            found = note(line, reference, section=section)
            if found.label == "action":
                yield found


def sentence(text: str) -> Finding:
    """Whether a sentence commits its writer to do something."""
    evidence = (Evidence("base", "", SENTENCE_BASE), *_commits(" ".join(text[:LONGEST].split())))
    score = sure(evidence)
    return Finding("commit" if score > 0.5 else "none", score, evidence)


def _commits(text: str) -> Iterable[Evidence]:
    for name, weight, pattern in SENTENCES:
        if match := pattern.search(text):
            yield Evidence(name, match[0], weight)


def _lines(description: str) -> Iterable[str]:
    if "<" in description:
        description = unescape(_TAG.sub("", _BULLETED.sub("\n- ", _BREAK.sub("\n", description))))
    return (line.strip() for line in description.splitlines()[:MOST_LINES] if line.strip())


def _bare(text: str) -> tuple[str, bool]:
    """A line without bullet and box, and whether it had a box."""
    line = " ".join(text.split())
    line = BULLET.sub("", line, count=1)
    box = BOX.match(line)
    return (line[box.end() :] if box else line), bool(box)


def _first(line: str, boxed: bool, section: bool) -> tuple[Evidence, str, str] | None:
    """The first rule that fits, the owner it names, and what is to be brought about."""
    for name, weight, pattern in LINES:
        if name.startswith("box") and not (boxed or section):
            continue
        match = pattern.match(line)
        if match and _may_own(match["owner"]):
            return Evidence(name, match[0], weight), match["owner"].strip(), match["what"]
    if (boxed or section) and (match := IN_SECTION.match(line)):
        return Evidence("in a list of actions", match[0], 2.0), "", match["what"]
    return None


def _may_own(owner: str) -> bool:
    return not owner or owner.split()[0].strip(".,:").casefold() not in NOT_OWNERS or owner.casefold() in FIRST_PERSON


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

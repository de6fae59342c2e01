"""The notes of an event read for what was taken on in them: lists of actions, lines that name somebody, and prose."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from tracker.domain.event import Attendee
from tracker.domain.reading import due as dues
from tracker.domain.reading import lines, sentences
from tracker.domain.reading.candidate import FLOOR
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Language
from tracker.domain.reading.languages.choice import BY_CODE, spoken
from tracker.domain.reading.names import fitting
from tracker.domain.reading.table_rows import owns

MOST_LINES = 200
MOST_SENTENCES = 40  # of prose, in one description
SPEAKING = 0.08  # share of commitments where somebody speaks of themselves: a fifth of what is said, and 2 % of all
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h\d)\b[^>]{0,200}>", re.I)
_BULLETED = re.compile(r"<li\b[^>]{0,200}>", re.I)
_TAG = re.compile(r"<[^<>]{1,500}>")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
_ITEM = re.compile(r"\s*(?:[-*•·–+|\[☐☑✓✔→]|\d{1,2}[.)]\s|=>|>>)")
_SPEAKS = re.compile(
    rf"(?<![\w'’])(?:{'|'.join(sorted(map(re.escape, lines.FIRST_PERSON)))})(?!\w)|(?<![\w'’])[jJ]['’]|['’]ll\b", re.I
)


class Section(NamedTuple):
    """A list of actions: the day from which its dues are counted, one that its heading names, and whose it is."""

    reference: datetime
    open: bool = False
    due: Due | Unclear | None = None
    owner: str = ""


def read(
    description: str, reference: datetime, attendees: Sequence[Attendee] = (), *, wrote: bool = False
) -> Iterator[Finding]:
    """What was taken on by the notes of an event, whether plain text or HTML, in their order.

    The `attendees` tell whose name may stand above a list of their own. Where the user `wrote` the notes, sentences
    in them count as the user's word, too.
    """
    tongue, section, blank, left = spoken(description), Section(reference), False, MOST_SENTENCES
    for line in _lines(description):
        if not line:
            blank = True
            continue
        item = bool(_ITEM.match(line))
        opened = _opened(line, section, reference, attendees, tongue)
        if opened:
            section = opened
        elif not _idle(line, tongue.code):
            if blank and not item:
                section = Section(reference)
            said = _pieces(line, item or section.open)
            yield from _taken_on(said, section, tongue, wrote=wrote and left > 0)
            left -= len(said)
        blank = False


def _lines(description: str) -> Iterable[str]:
    if "<" in description:
        description = unescape(_TAG.sub("", _BULLETED.sub("\n- ", _BREAK.sub("\n", description))))
    return (line.strip() for line in description.splitlines()[:MOST_LINES])


def _opened(
    line: str, section: Section, reference: datetime, attendees: Sequence[Attendee], tongue: Language
) -> Section | None:
    """What a heading opens: a list of actions, one person's part of it, or something else."""
    if len(line) > 120 or not _heads(line, tongue.code):
        return None
    if found := tongue.lines.heading.match(line):
        dated = _dated(found["of"] or "", reference, tongue)
        if dated or not found["of"] or line.startswith("#") or line.rstrip("*_ ").endswith(":"):
            return dated or Section(reference, open=True)
    if section.open and line.endswith(":") and _is_somebody(name := line.strip("#*_ :-"), attendees, tongue):
        return section._replace(owner=name)
    return Section(reference) if tongue.lines.other_heading.match(line) else None


@lru_cache(maxsize=8192)
def _heads(line: str, code: str) -> bool:
    """Whether a line looks like a heading."""
    tables = BY_CODE[code].lines
    return line.endswith(":") or bool(tables.heading.match(line) or tables.other_heading.match(line))


def _dated(words: str, reference: datetime, tongue: Language) -> Section | None:
    """A list of actions with the date in its heading: a due where words such as "by" say so and it lies ahead, else
    the day of its meeting. None where there is no date.
    """
    bare = words.strip(" ()[],;–—-:*_#")
    found = dues.find(bare, reference, tongue.dues, loose=True)
    due = found.due if found else dues.read(bare, reference, tongue.dues) if bare else None
    if not due:
        return None
    first = dues.readings(due)[0]
    if (found or not bare[:1].isdigit()) and first.at.date() > reference.date():
        return Section(reference, open=True, due=due)
    nearest = min(dues.readings(due), key=lambda each: abs(each.at - reference))
    return Section(nearest.at.replace(hour=0, minute=0, second=0), open=True)


def _is_somebody(name: str, attendees: Sequence[Attendee], tongue: Language) -> bool:
    tables = tongue.lines
    if not tables.owner.fullmatch(name) or not owns(name, tables):
        return False
    return name.split()[0].casefold() in tongue.titles.first_names or bool(fitting(name, attendees))


def _pieces(line: str, item: bool) -> list[str]:
    """A line of a list as it is; prose by its sentences."""
    return [line] if item else _SENTENCE.split(line[: 2 * lines.LONGEST])


def _taken_on(pieces: list[str], section: Section, tongue: Language, *, wrote: bool) -> Iterator[Finding]:
    for piece in pieces:
        speaks, may = _looks(piece, tongue.code)
        if not (section.open or (speaks and wrote) or may):
            continue
        found = lines.note(piece, section.reference, section=section.open, within=tongue)
        if speaks and _is_prose(found, section) and (wrote or found.label == "action"):
            yield from _own_word(piece, found, section.reference, tongue)
        elif found.label == "action":
            yield _owned(found, section)


@lru_cache(maxsize=8192)  # a series tells the same notes again and again
def _looks(piece: str, code: str) -> tuple[bool, bool]:
    """Whether words speak of who writes, and whether any shape of a line could find something in them."""
    return bool(_SPEAKS.search(piece)), bool(BY_CODE[code].lines.gate.search(piece))


@lru_cache(maxsize=8192)
def _idle(line: str, code: str) -> bool:
    """Whether a line is of a kind that says nothing."""
    return bool(BY_CODE[code].lines.boilerplate.search(line))


def _is_prose(found: Finding, section: Section) -> bool:
    """Whether nothing but its own words makes a sentence an action: no mark, no list, no other's name."""
    rules = {each.rule for each in found.evidence}
    return not section.open and (
        found.label == "none" or rules <= {"base", "first person", "verb", "maybe a verb", "due words"}
    )


def _owned(found: Finding, section: Section) -> Finding:
    """A line of a list with what its heading and the name above it say."""
    if section.owner and not found.promiser:
        told = (*found.evidence, Evidence("under a name", section.owner, 1.0))
        found = found._replace(promiser=section.owner, evidence=told, score=sure(told))
    return found._replace(due=section.due) if section.due and not found.due else found


def _own_word(text: str, found: Finding, reference: datetime, tongue: Language) -> Iterator[Finding]:
    """A sentence of prose, by which its writer may take something on."""
    told = _commits(text, tongue.code)
    score = sure(told)
    if score < FLOOR:
        return
    if found.label == "action":
        yield found._replace(score=score, evidence=told)
        return
    due = dues.find(text, reference, tongue.dues, loose=True)
    body = tongue.titles.lead.sub("", lines.without(text, due), count=1).strip() or found.line
    yield Finding("action", score, told, body, promiser="I", due=due.due if due else None, line=found.line)


@lru_cache(maxsize=4096)  # a series tells the same notes again and again
def _commits(text: str, code: str) -> tuple[Evidence, ...]:
    return sentences.sentence(text, SPEAKING, BY_CODE[code]).evidence

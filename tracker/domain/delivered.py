"""Evidence of delivery: what in an event says that its promise was kept, and when."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.domain import due as dues
from tracker.domain.due import Due
from tracker.domain.event import CalendarEvent
from tracker.domain.language import Dues
from tracker.domain.languages.choice import LANGUAGES, spoken

EARLY = timedelta(days=30)  # a stamp from longer before the event says nothing of its delivery
LONGEST = 300  # letters of a title or a line that are looked at
MOST_LINES = 50
MOST_WORDS = 5  # in a date behind "sent"
_TICK = r"(?:[✓✔☑✅]\ufe0f?|\[[xX✓✔]\]|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check):)"
_TICKED = re.compile(rf"\s*{_TICK}\s*(?=\w|[\"'“(@#])")
_TICKED_BEHIND = re.compile(rf"(?<=\w)[\s.)!]*{_TICK}\s*$")
_STRUCK = re.compile(r"\s*~~(?P<words>[^~]+)~~\s*$")
_STROKE = "\u0336"  # COMBINING LONG STROKE OVERLAY, with which plain text is struck out
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_BACK = tuple(
    timedelta(days=days) for days in (6, 30, 364)
)  # whence weekdays, days of a month and of a year are sought
_EDGE = re.compile(r"(?:\s*[,.;:!–—-]|\s*$|\s*[✓✔☑✅(])")

_MARKS_BEFORE = (_TICKED, *(each.done.before for each in LANGUAGES))  # "DONE:" is set before words of any language
_MARKS_BEHIND = (_TICKED_BEHIND, *(each.done.behind for each in LANGUAGES))


class Said(NamedTuple):
    """That something was done: when, the words that say so, and the words of the promise without them."""

    at: datetime
    quote: str
    summary: str


class Mark(NamedTuple):
    """The mark that calls words done, the words without it, and the date in it, if any."""

    quote: str
    words: str
    when: str = ""


def said(event: CalendarEvent) -> Said | None:
    """What an event says of its delivery: its title ticked off, called done or struck out, or a line of its notes."""
    if title := of_line(event.summary, event):
        return title
    return next((found for each in _sentences(event.description) if (found := _noted(each, event))), None)


def of_line(line: str, event: CalendarEvent) -> Said | None:
    """What a line of notes, or a title, says of its own delivery."""
    found = marked(line)
    if not found:
        return None
    at = past(found.when, event, spoken(line).dues) if found.when else told_at(event)
    return Said(at, found.quote, found.words) if at else None


def marked(text: str) -> Mark | None:
    """The mark by which a title or a line is called done; None where it has none."""
    text = text[:LONGEST]
    if found := _STRUCK.match(text):
        return Mark(text.strip(), found["words"].strip())
    if _STROKE in text and text.count(_STROKE) * 5 > len(text) * 2:
        return Mark(text.strip(), text.replace(_STROKE, "").strip())
    return _before(text) or behind(text)


def _before(text: str) -> Mark | None:
    for pattern in _MARKS_BEFORE:
        if found := pattern.match(text):
            more = marked(text[found.end() :])  # "✓ done: send the deck"
            return Mark(found[0].strip(), more.words if more else text[found.end() :].strip())
    return None


def behind(text: str) -> Mark | None:
    """The mark behind a title or a line, such as "- DONE" or a tick."""
    for pattern in _MARKS_BEHIND:
        if (found := pattern.search(text)) and (words := text[: found.start()].strip()):
            more = behind(words)  # "send the deck - DONE ✓"
            when = (found.groupdict().get("when") or "").strip() or (more.when if more else "")
            return Mark(text[len(more.words if more else words) :].strip(), more.words if more else words, when)
    return None


def told_at(event: CalendarEvent) -> datetime:
    """When an event was called done: at its last change, unless that is long before it; else at its end."""
    if event.updated and event.updated >= event.start - EARLY:
        return event.updated
    return event.end


def past(words: str, event: CalendarEvent, tables: Dues | None = None) -> datetime | None:
    """The instant that date words mean in notes on what was done: the last one before they were written.

    Of a day its last second, or when it was written if that was on this day.
    """
    written = told_at(event).astimezone(event.local_start.tzinfo)
    found = _read(words, written, tables)
    if not found:
        return None
    return min(found.at, written) if found.dated and found.at.date() == written.date() else found.at


def _read(words: str, written: datetime, tables: Dues | None) -> Due | None:
    """Date words by the first reading that does not lie ahead, seen from ever further back."""
    whole = written.replace(hour=0, minute=0, second=0, microsecond=0)
    for start in (whole, *(whole - back for back in _BACK)):
        found = dues.read(words, start, tables)
        for each in dues.readings(found) if found else ():
            if each.at.date() <= written.date():
                return each
    return None


def _sentences(description: str) -> Iterator[str]:
    lines: Iterable[str] = description.splitlines()[:MOST_LINES] if description else ()
    for line in lines:
        yield from _SENTENCE.split(line.strip(" \t-*•")[:LONGEST])


def _noted(sentence: str, event: CalendarEvent) -> Said | None:
    """What a sentence says that begins with "sent on Tuesday"; nothing where more than a date follows."""
    tongue = spoken(sentence)
    found = tongue.done.noted.match(sentence)
    if not found or sentence.endswith("?"):
        return None
    rest = sentence[found.end() :]
    if at := _dated(rest, event, tongue.dues):
        when, end = at
        return Said(when, sentence[: found.end() + end].strip(), event.summary)
    return Said(told_at(event), found[0].strip(), event.summary) if _EDGE.match(rest) else None


def _dated(rest: str, event: CalendarEvent, tables: Dues) -> tuple[datetime, int] | None:
    """The date with which words begin, and where it ends."""
    ends = [match.end() for match in re.finditer(r"\S+", rest[:60])][:MOST_WORDS]
    for end in reversed(ends):
        words = rest[:end].rstrip(" .,;!✓✔☑✅").lstrip(" :,–—-")
        if words and dues.read(words, event.local_start, tables):
            at = past(words, event, tables)
            return (at, len(rest[:end].rstrip(" .,;!"))) if at else None
    return None

"""Evidence of delivery: what in an event says that its promise was kept, and when."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.event import CalendarEvent
from tracker.domain.reading import due as dues
from tracker.domain.reading.due import Due
from tracker.domain.reading.due_rules import FILLER
from tracker.domain.reading.language import Dues, Language
from tracker.domain.reading.languages.choice import LANGUAGES, spoken

EARLY = timedelta(days=30)  # a stamp from longer before the event says nothing of its delivery
LONGEST = 300  # letters of a title or a line that are looked at
MOST_LINES = 50
MOST_WORDS = 5  # in a date behind "sent"
_TICK = (
    r"(?:(?:[✓✔☑✅🗸🗹]\ufe0f?){1,3}|\[[xX✓✔✅]\]|\([✓✔✅]\)|"
    r":(?:white_check_mark|heavy_check_mark|ballot_box_with_check|check|done):)"
)
_TICKED = re.compile(rf"\s*{_TICK}\s*(?=\w|[\"'“(@#])")
_TICKED_BEHIND = re.compile(rf"(?<=\w)[\s.)!]*{_TICK}\s*$")
_STRUCK = re.compile(r"\s*~~(?P<words>[^~]+)~~\s*$")
_STROKE = "\u0336"  # COMBINING LONG STROKE OVERLAY, with which plain text is struck out
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_BACK = tuple(
    timedelta(days=days) for days in (6, 30, 364)
)  # whence weekdays, days of a month and of a year are sought
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # for whether words are a date at all
_TICKS = "✓✔☑✅→ "
_ROUND = " \t-–*•()→"  # stands round a line of notes; not ">", which quotes somebody else
_FAR_BEHIND = 70  # letters that a mark behind a line may have
MOST_NAMED = 4  # words of the title before "sent"
_COUNT = re.compile(r"[\d/.]+ (?![A-Z])")  # "3/5 done" counts
_EDGE = re.compile(r"(?:\s*[,.;:!–—-]|\s*$|\s*[✓✔☑✅(])")

_MARKS_BEFORE = (_TICKED, *(each.done.before for each in LANGUAGES))  # "DONE:" is set before words of any language
_SIGN = re.compile(r"[✓✔☑✅🗸🗹~\u0336]|\[[xX]\]|:\w{4,24}:")
_WORDS_OF_IT = tuple(each.done.word for each in LANGUAGES)
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
    notes = event.description if _speaks_of_it(event.description) else ""
    told = next((found for each in _sentences(notes) if (found := _noted(each, event))), None)
    return told or _of_kind(event)


def _speaks_of_it(text: str) -> bool:
    """Whether a text can say at all that something was done. Most do not, and this is cheap."""
    if _SIGN.search(text):
        return True
    small = text.lower()  # re takes three times as long where it ignores case
    return any(word.search(small) for word in _WORDS_OF_IT)


def _of_kind(event: CalendarEvent) -> Said | None:
    """What a category says of an event: "Done"."""
    kinds = [each.done.kind for each in LANGUAGES]
    found = next((each for each in event.categories if any(kind.fullmatch(each.strip()) for kind in kinds)), "")
    return Said(told_at(event), found, event.summary) if found else None


def of_line(line: str, event: CalendarEvent) -> Said | None:
    """What a line of notes, or a title, says of its own delivery."""
    found = marked(line)
    if not found:
        return None
    at = past(found.when, event, spoken(line).dues) if found.when else told_at(event)
    return Said(at, found.quote, found.words) if at else None


def marked(text: str) -> Mark | None:
    """The mark by which a title or a line is called done; None where it has none."""
    return _marked(text[:LONGEST])


@lru_cache(maxsize=8192)  # calendars repeat their titles, and series their notes
def _marked(text: str) -> Mark | None:
    if not _speaks_of_it(text):
        return None
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
    """The mark behind a title or a line, such as "- DONE", "(paid 5 March)" or a tick."""
    if not _speaks_of_it(text):
        return None
    start = max(0, len(text) - _FAR_BEHIND)
    for pattern in _MARKS_BEHIND:
        if (found := pattern.search(text, start)) and (words := text[: found.start()].strip()):
            when = (found.groupdict().get("when") or "").strip()
            if when and not dues.read(when, _ANY_DAY):  # "Kofi: emailed the board" says what Kofi did
                continue
            more = behind(words)  # "send the deck - DONE ✓"
            left = more.words if more else words
            return Mark(text[len(left) :].strip(), left, when or (more.when if more else ""))
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
    return min(found.at, written) if found else None


def _read(words: str, written: datetime, tables: Dues | None) -> Due | None:
    """The last reading of date words that does not lie ahead, seen from the day and from further and further back."""
    whole = written.replace(hour=0, minute=0, second=0, microsecond=0)
    found = (dues.read(words, start, tables) for start in (whole, *(whole - back for back in _BACK)))
    gone = (each for due in found if due for each in dues.readings(due) if each.at.date() <= written.date())
    return max(gone, default=None)


def _sentences(description: str) -> Iterator[str]:
    lines: Iterable[str] = description.splitlines()[:MOST_LINES] if description else ()
    for line in lines:
        yield from _SENTENCE.split(line.strip(_ROUND).lstrip(_TICKS)[:LONGEST])


def _noted(sentence: str, event: CalendarEvent) -> Said | None:
    """What a sentence says that begins with "sent on Tuesday", be it after a date, or after words of the title."""
    tongue = spoken(sentence)
    if sentence.endswith("?"):
        return None
    first = None if _COUNT.match(sentence) else _dated(sentence, event, tongue.dues)
    begin = first[1] if first else _named(sentence, event.summary)
    begin += len(sentence[begin:]) - len(sentence[begin:].lstrip(" :,–—-"))
    found = tongue.done.noted.match(sentence, begin)
    return _read_on(sentence, found, first, event, tongue) if found else None


def _named(sentence: str, title: str) -> int:
    """Where words of a title end with which a sentence begins: the deck, in "Deck sent on Tuesday"."""
    end, known = 0, {word.casefold() for word in _WORD.findall(title)}
    for word in list(_WORD.finditer(sentence))[:MOST_NAMED]:
        if word[0].casefold() not in known:
            return end
        end = word.end()
    return end


def _read_on(
    sentence: str, found: re.Match[str], first: tuple[datetime, int] | None, event: CalendarEvent, tongue: Language
) -> Said | None:
    """What follows "sent": a date, or nothing, and nothing that takes it back."""
    rest = sentence[found.end() :]
    after = None if tongue.done.not_yet.match(rest) else _dated(rest, event, tongue.dues)
    end = found.end() + (after[1] if after else 0)
    if tongue.done.not_yet.match(sentence, end) or not (after or _EDGE.match(rest)):
        return None
    told = after or first
    return Said(told[0] if told else told_at(event), sentence[:end].strip(), event.summary)


def _dated(rest: str, event: CalendarEvent, tables: Dues) -> tuple[datetime, int] | None:
    """The date with which words begin, and where it ends."""
    ends = [match.end() for match in re.finditer(r"\S+", rest[:60])][:MOST_WORDS]
    for end in reversed(ends):
        words = rest[:end].rstrip(" .,;:!✓✔☑✅").lstrip(" :,–—-")
        if (
            words
            and not FILLER.fullmatch(words.split()[-1].casefold())
            and dues.read(words, event.local_start, tables)
        ):
            at = past(words, event, tables)
            return (at, len(rest[:end].rstrip(" .,;!"))) if at else None
    return None

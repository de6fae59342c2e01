"""Words for a due time, read against a reference on its wall clock. What is ambiguous is said, never guessed."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from tracker.domain.reading.days import Days, days
from tracker.domain.reading.due_rules import (
    A_UNIT,
    CLOCK,
    CLOCK_WORDS,
    COUNTED,
    DOTTED,
    ELAPSED,
    ELSEWHERE,
    ENDED,
    FILLER,
    GLUED,
    ISO_T,
    LEAD,
    MIDDLE,
    OCCASION,
    OF_WHAT,
    WEEKS,
    WORD,
    WORDS,
)
from tracker.domain.reading.language import Dues
from tracker.domain.reading.languages.choice import LANGUAGES, spoken
from tracker.domain.reading.plain import lower

LAST_SECOND = time(23, 59, 59)
FAR = 200  # letters of a phrase; a longer one is no due phrase
LONGEST = 9  # words in a due phrase, after the word that begins it


class Due(NamedTuple):
    """An instant by which, and the words that said so.

    `dated`: only a day was named; `at` is then the last second of that day on the reference's wall clock.
    """

    at: datetime
    dated: bool
    quote: str = ""


class Unclear(NamedTuple):
    """Words for a due time with more than one reading, the likeliest first; or with one that already lies in the
    past, or that was read in a zone which is only a guess.
    """

    readings: tuple[Due, ...]
    quote: str


class Found(NamedTuple):
    """A due phrase inside a text, and where it stands."""

    due: Due | Unclear
    start: int
    end: int


def read(phrase: str, reference: datetime, tables: Dues | None = None) -> Due | Unclear | None:
    """What a phrase means, seen from an aware reference in its own zone; None when it names no time.

    `tables` are those of its language; None: that is chosen by its words, and if it reads none, any other that does.
    An hour that the clocks skip is read with the offset before the gap, one that they repeat as the first pass.
    """
    if len(phrase) > FAR:
        return None
    try:
        for each in (tables,) if tables else _by_likelihood(phrase):
            if found := _read(phrase, _plain(phrase, each), reference):
                return found
    except OverflowError:  # past the last year there is
        pass
    return None


def _by_likelihood(phrase: str) -> Iterable[Dues]:
    """The tables of the language that a phrase is in, then all others: "le 30" alone may be in any."""
    likely = spoken(phrase)
    return (likely.dues, *(each.dues for each in LANGUAGES if each is not likely))


def _read(phrase: str, text: str, reference: datetime) -> Due | Unclear | None:
    if elapsed := ELAPSED.fullmatch(text):
        step = timedelta(hours=int(elapsed[1])) if elapsed[2][0] == "h" else timedelta(minutes=int(elapsed[1]))
        return Due((reference.astimezone(UTC) + step).astimezone(reference.tzinfo), dated=False, quote=phrase)
    before = text.startswith(("before ", "ahead of "))
    rest, clock, timed = _clock(_unled(text))
    if clock and clock.hour < 12 and text.startswith("tonight"):  # "tonight at 8"
        clock = clock.replace(hour=clock.hour + 12)
    rest = " ".join(FILLER.sub(" ", rest).split())
    if timed and not rest:
        return _today_at(clock, reference, phrase)
    found = days(rest, reference.date())
    if found is None:
        return None
    if before and not timed and not found.span and not rest.startswith("end of"):
        found = _day_before(found, reference.date())
    return _settled([_at(day, clock, reference, phrase) for day in found.days], reference, phrase)


def find(text: str, reference: datetime, tables: Dues | None = None, *, loose: bool = False) -> Found | None:
    """The due phrase inside a title or a line: only after by, before, due, until, within and their like.

    `loose` also takes "tomorrow", "next week" and "on Friday", for lines in notes. A second date makes it unclear.
    """
    tables = tables or spoken(text).dues
    found = [each for at in _anchors(text, tables) if (each := _longest(text, *at, reference, tables))]
    if loose:
        found = sorted([*found, *_loosely(text, reference, tables)], key=lambda each: each.start)
    if not found:
        return None
    first = found[0]
    others = [each.due for each in found[1:] if each.start >= first.end]
    if again := _after(text, first.end, reference, tables):
        others.append(again)
    if ELSEWHERE.match(text[first.end :].lstrip()):
        return first._replace(due=Unclear(readings(first.due), _quote(first.due)))
    return first._replace(due=_both(first.due, others)) if others else first


def dated(text: str, tables: Dues, *, loose: bool = False) -> bool:
    """Whether words for a due may stand in a text, as `find` would look for them; this is cheap."""
    return bool(_anchors(text, tables)) or (loose and bool(tables.loose.search(lower(text))))


def best(due: Due | Unclear | None) -> Due | None:
    """The likeliest reading, for one who must answer without asking."""
    return due.readings[0] if isinstance(due, Unclear) else due


def readings(due: Due | Unclear) -> tuple[Due, ...]:
    """All that due words may mean, the likeliest first."""
    return due.readings if isinstance(due, Unclear) else (due,)


def day_end(day: date, reference: datetime) -> datetime:
    """The last second of a day in the zone of the reference."""
    return _wall(day, LAST_SECOND, reference)


def doubted(due: Due | Unclear | None) -> Unclear | None:
    """A due that was read in a zone which is only a guess: to be asked, its reading offered."""
    return due and Unclear(readings(due), _quote(due))


def _plain(phrase: str, tables: Dues) -> str:
    text = " ".join(phrase.casefold().replace("’", "'").replace(",", " ").split()).strip(" .;:!?()[]")
    for said, plainly in tables.plainly:
        text = said.sub(plainly, text)
    text = MIDDLE.sub("mid ", OCCASION.sub("", ENDED.sub("", WEEKS.sub("week", text))))
    text = DOTTED.sub(r"\1", GLUED.sub(" ", ISO_T.sub(" ", text)))
    return WORD.sub(lambda match: WORDS[match[0]], A_UNIT.sub("1 ", text))


def _unled(text: str) -> str:
    while match := LEAD.match(text):
        text = text[match.end() :]
    return text


def _clock(text: str) -> tuple[str, time | None, bool]:
    """The text without its clock time, that time (None: the end of the day), and whether there was one."""
    if match := CLOCK.search(text):
        return text[: match.start()] + " " + text[match.end() :], _hour(match), True
    for pattern, clock in CLOCK_WORDS:
        if match := pattern.search(text):
            return text[: match.start()] + " " + text[match.end() :], clock, True
    return text, None, False


def _hour(match: re.Match[str]) -> time:
    if match["h"]:
        return time(int(match["h"]) % 12 + 12 * (match["half"] == "p"), int(match["m"] or 0))
    if match["h24"]:
        return time(int(match["h24"]), int(match["m24"]))
    if match["mil"]:
        return time(int(match["mil"][:2]), int(match["mil"][2:]))
    bare = int(match["bare"])
    return time(bare + 12 if bare < 8 else bare)  # "at 5" means the afternoon, "at 9" the morning


def _today_at(clock: time | None, reference: datetime, quote: str) -> Due | Unclear:
    today = _at(reference.date(), clock, reference, quote)
    if today.at >= reference:
        return today
    return Unclear((_at(reference.date() + timedelta(days=1), clock, reference, quote), today), quote)


def _day_before(found: Days, today: date) -> Days:
    """Before Friday is by the end of Thursday; said on a Friday, of the next week's."""
    return Days(tuple(day - timedelta(days=1) if day > today else day + timedelta(days=6) for day in found.days))


def _at(day: date, clock: time | None, reference: datetime, quote: str) -> Due:
    return Due(_wall(day, clock or LAST_SECOND, reference), dated=clock is None, quote=quote)


def _wall(day: date, clock: time, reference: datetime) -> datetime:
    """A wall clock in the reference's zone. By way of UTC, so that an hour which the clocks skip shows as it is."""
    return datetime.combine(day, clock, reference.tzinfo).astimezone(UTC).astimezone(reference.tzinfo)


def _settled(readings: list[Due], reference: datetime, quote: str) -> Due | Unclear:
    clear = len(readings) == 1 and readings[0].at >= reference
    return readings[0] if clear else Unclear(tuple(readings), quote)


def _anchors(text: str, tables: Dues) -> list[tuple[int, int]]:
    """Where due phrases may stand: the place at which each begins, and that at which its day or clock does."""
    small = lower(text)  # re takes three times as long where it ignores case
    anchors = [(match.start(), match.end()) for match in tables.anchor.finditer(small)]
    anchors += [(match.start(), match.start()) for match in tables.alone.finditer(small)]
    return sorted(anchors)


def _loosely(text: str, reference: datetime, tables: Dues) -> Iterable[Found]:
    """Due phrases without a word before them: none that dates something else, or that lies in the past."""
    for match in tables.loose.finditer(lower(text)):
        if tables.of_another.search(text[: match.start()]):
            continue
        found = _longest(text, match.start(), match.start(), reference, tables)
        if found and readings(found.due)[0].at.date() >= reference.date():
            yield found


def _longest(text: str, start: int, first: int, reference: datetime, tables: Dues) -> Found | None:
    """The longest run of words from a place that reads as a due."""
    ends = [match.end() + first for match in re.finditer(r"\S+", text[first : first + 80])][:LONGEST]
    for end in reversed(ends):
        stop = len(text[:end].rstrip(" .,;:!?)]"))
        if stop <= first or FILLER.fullmatch(text[first:stop].split()[-1].casefold()):
            continue
        if due := read(text[start:stop], reference, tables):
            counted = COUNTED.search(text[:stop]) and OF_WHAT.match(text, stop)
            return None if counted else Found(due, start, stop)
    return None


def _after(text: str, end: int, reference: datetime, tables: Dues) -> Due | Unclear | None:
    """A second date right behind a first: "by Tuesday or Thursday"."""
    joint = tables.again.match(text, end)
    if not joint or joint.end() == end:
        return None
    found = _longest(text, joint.end(), joint.end(), reference, tables)
    return found.due if found else None


def _both(first: Due | Unclear, others: list[Due | Unclear]) -> Due | Unclear:
    each = tuple(dict.fromkeys(reading for due in (first, *others) for reading in readings(due)))
    return first if len({reading.at for reading in each}) == 1 else Unclear(each, _quote(first))


def _quote(due: Due | Unclear) -> str:
    return due.quote

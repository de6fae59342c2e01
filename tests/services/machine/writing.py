"""A feed written as bytes: a small writer of our own, in all the manners in which servers happen to write."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zlib import crc32

from tests.services.machine.stories import Change, Clock, Feed, Story, zone_of

ENDS = {"crlf": (b"\r\n",), "lf": (b"\n",), "cr": (b"\r",), "mixed": (b"\r\n", b"\n")}
FREQUENCY = {timedelta(days=1): "DAILY", timedelta(days=7): "WEEKLY", timedelta(days=2): "DAILY;INTERVAL=2"}
OFFICE = "Our office"
FOLD = "\0"  # stands where a line is folded whatever its length
_WRONG = {"words": "{}:soon", "colon": "{} 20260310", "digits": "{}:99999999T999999"}
GARBLED = (*_WRONG, "open")
NOTES = (
    "DESCRIPTION:Bring\\nEND:VEVENT\\nBEGIN:VEVENT\\nUID:nobody\\nthe slides\\, please",
    f"DESCRIPTION:Bring the{FOLD}END:VEVENT{FOLD}BEGIN:VEVENT{FOLD}UID:nobody",
    'LOCATION;ALTREP="cid:a:b;c":Room \\; four\\\\five',
    'X-ODD;X-SAID="BEGIN:VEVENT":é ü ñ — 東京',
    "DESCRIPTION:" + "a long line of notes " * 8,
)
ALARM = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT10M", "DESCRIPTION:Soon", "UID:an-alarm", "END:VALARM"]


def body(feed: Feed) -> bytes:
    """The whole feed."""
    blocks = [_zone(feed.office), *(block for story in feed.stories.values() for block in _blocks(story, feed))]
    if feed.order:
        random.Random(feed.order).shuffle(blocks)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tracker tests//EN", f"X-WR-CALNAME:{feed.name}"]
    lines = [*head, *(line for block in blocks for line in block), "END:VCALENDAR"]
    return _joined((_named(line) if feed.lower else line for line in lines), feed)


def _named(line: str) -> str:
    """Its name in lower case, as the standard allows (RFC 5545, 1.3)."""
    end = next((at for at, letter in enumerate(line) if letter in ":;"), 0)
    return line[:end].lower() + line[end:]


def _joined(lines: Iterator[str], feed: Feed) -> bytes:
    ends = ENDS[feed.ends]
    folded = [part for line in lines for part in _folded(line.encode(), feed.width)]
    return b"".join(part + ends[at % len(ends)] for at, part in enumerate(folded))


def _folded(line: bytes, width: int) -> Iterator[bytes]:
    """Folded at so many bytes, in the midst of a letter too; and wherever the line itself says so."""
    start = b""
    for part in line.split(FOLD.encode()):
        while width and len(start + part) > width:
            cut = width - len(start)
            yield start + part[:cut]
            start, part = b" ", part[cut:]
        yield start + part
        start = b" "


def _zone(hours: int) -> list[str]:
    offset = [f"TZOFFSETFROM:{hours:+03d}00", f"TZOFFSETTO:{hours:+03d}00"]
    observed = ["BEGIN:STANDARD", "DTSTART:19700101T000000", *offset, "END:STANDARD"]
    return ["BEGIN:VTIMEZONE", f"TZID:{OFFICE}", *observed, "END:VTIMEZONE"]


# --- one story ------------------------------------------------------------------------------------------------------


def _blocks(story: Story, feed: Feed) -> Iterator[list[str]]:
    master = _master(story, feed)
    for _ in range(story.copies):
        yield master
    if story.old:
        yield _block(story, feed, story.at, story.old, [f"SEQUENCE:{story.sequence - 1}"])
    for number, change in sorted(story.changes.items()):
        yield _exception(story, feed, number, change)
    if story.onwards:
        yield _exception(story, feed, *story.onwards, parameter=";RANGE=THISANDFUTURE")


def _master(story: Story, feed: Feed) -> list[str]:
    more = [f"SEQUENCE:{story.sequence}", "STATUS:CANCELLED" if story.cancelled else "STATUS:CONFIRMED"]
    if story.step:
        more += [f"RRULE:FREQ={FREQUENCY[story.step]}{_limit(story, feed)}"]
    more += [_moment("EXDATE", story, story.wall(number)) for number in sorted(story.gone)]
    return _spoiled(_block(story, feed, story.at, story.title, more), story.garbled)


def _exception(story: Story, feed: Feed, number: int, change: Change, parameter: str = "") -> list[str]:
    status = ["STATUS:CANCELLED"] if change.cancelled else []
    identity = _moment(f"RECURRENCE-ID{parameter}", story, story.wall(number))
    return _block(story, feed, story.wall(number) + change.by, change.title, [identity, *status])


def _block(story: Story, feed: Feed, at: datetime, title: str, more: list[str]) -> list[str]:
    kind = "VTODO" if story.todo else "VEVENT"
    stamp = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=feed.stamp)
    lines = [f"UID:{story.uid}", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}", *_times(story, at), *more]
    lines += [f"SUMMARY:{_escaped(title)}", NOTES[crc32(story.uid.encode()) % len(NOTES)]]
    return [f"BEGIN:{kind}", *lines, *(ALARM if crc32(title.encode()) % 3 == 0 else []), f"END:{kind}"]


def _times(story: Story, at: datetime) -> list[str]:
    if story.todo:
        return [_moment("DUE", story, at)]
    return [_moment("DTSTART", story, at), _moment("DTEND", story, at + story.length)]


def _moment(name: str, story: Story, wall: datetime) -> str:
    if story.clock is Clock.DAY:
        return f"{name};VALUE=DATE:{wall:%Y%m%d}"
    zone = {Clock.BERLIN: ";TZID=Europe/Berlin", Clock.OFFICE: f";TZID={OFFICE}"}.get(story.clock, "")
    return f"{name}{zone}:{wall:%Y%m%dT%H%M%S}{'Z' if story.clock is Clock.UTC else ''}"


def _limit(story: Story, feed: Feed) -> str:
    """The end of a series by COUNT, or by an UNTIL that is the start of its last instance (RFC 5545, 3.3.10)."""
    if story.count is None:
        return ""
    if not story.until:
        return f";COUNT={story.count}"
    last = story.wall(story.count - 1)
    if story.clock is Clock.DAY:
        return f";UNTIL={last:%Y%m%d}"
    if story.clock is Clock.FLOATING:
        return f";UNTIL={last:%Y%m%dT%H%M%S}"
    zone = zone_of(story.clock, feed.office, None)  # type: ignore[arg-type]
    return f";UNTIL={last.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _spoiled(block: list[str], garbled: str) -> list[str]:
    """A block of which only the UID can still be read."""
    if not garbled:
        return block
    if garbled == "open":
        return block[:-1]
    time = "DUE" if block[0] == "BEGIN:VTODO" else "DTSTART"
    return [_WRONG[garbled].format(time) if line.startswith(time) else line for line in block]


def _escaped(title: str) -> str:
    return title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")

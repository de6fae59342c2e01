"""The content lines of one component by name, each parsed by itself (RFC 5545, 3.1, 3.2, 3.3.11)."""

import re
from datetime import timedelta
from typing import NamedTuple

from icalendar import vDuration
from icalendar.parser import Contentline

from tracker.calendars.lines import LINE_BYTES, Component
from tracker.domain.saying import Worded, Words

PROPERTIES = 2_000

_ESCAPE = re.compile(r"\\([nN,;\\])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NAME = re.compile(rb"[\w-]+")
_PLAIN = re.compile(rb"[A-Za-z-]+(?:;[A-Za-z0-9-]+=[^\x00-\x1f\x7f\";:,\\^]+)*")
_KEPT = frozenset(
    b"UID DTSTART DTEND DURATION DUE COMPLETED RRULE RDATE EXDATE EXRULE RECURRENCE-ID SEQUENCE SUMMARY DESCRIPTION "
    b"LOCATION STATUS CLASS TRANSP CATEGORIES ORGANIZER ATTENDEE LAST-MODIFIED".split()
)
# Without these an event is another one, or at another time. What else cannot be read is left out of it.
_VITAL = frozenset({"UID", "DTSTART", "DTEND", "DURATION", "DUE", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})


class Unread(Worded, ValueError):
    """Why one event could not be read, in plain words."""


class Property(NamedTuple):
    """A content line: its parameters by upper-case name, and its value as it stands, escapes and all."""

    params: dict[str, str]
    value: str


class Lines:
    """The content lines of one component, by name. Lines that we do not use are never parsed."""

    def __init__(self, component: Component) -> None:
        self._lines: dict[str, list[Property]] = {}
        self.left_out: list[str] = []  # what was, in plain words
        if len(component.lines) > PROPERTIES * 2:
            self.left_out.append(Words("only the first %(most)s of its lines were read", most=PROPERTIES * 2))
        for line in component.lines[: PROPERTIES * 2]:
            head, _, value = line.partition(b":")
            name = head.partition(b";")[0].upper()
            if name in _KEPT:
                if len(line) > LINE_BYTES - 4:
                    self.left_out.append(
                        Words("its %(name)s line is longer than 64 KiB and was cut there", name=name.decode())
                    )
                self._keep(name.decode(), _plainly(head, value) or line)
            elif not name.isalnum() and (odd := _NAME.match(line)) and odd[0].upper() in _KEPT:
                self._keep(odd[0].decode().upper(), line)

    def add(self, name: str, value: Property) -> None:
        """One more line, of a source that writes none; within the same bounds."""
        self._keep(name, value)

    def _keep(self, name: str, line: "Property | bytes") -> None:
        found = self._lines.setdefault(name, [])
        if len(found) >= PROPERTIES:
            self.left_out.append(
                Words("only the first %(most)s of its %(name)s lines were read", most=PROPERTIES, name=name)
            )
            return
        try:
            found.append(line if isinstance(line, Property) else _parsed(line))
        except ValueError:
            if name in _VITAL:
                raise Unread("its %(name)s line cannot be read", name=name) from None
            self.left_out.append(Words("its %(name)s line cannot be read and was left out", name=name))

    def all(self, name: str) -> list[Property]:
        """Every line of this name."""
        return self._lines.get(name, [])

    def first(self, name: str) -> Property | None:
        """The first line of this name."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """The first line of this name as text, or nothing."""
        found = self.first(name)
        return text(found.value) if found else ""

    def word(self, name: str) -> str:
        """The first line of this name as a word of the standard, in upper case."""
        return self.text(name).strip().upper()


def _plainly(head: bytes, value: bytes) -> Property | None:
    """A line that is written as nearly all are: without quotes, escapes or lists in its parameters. None if not."""
    if not _PLAIN.fullmatch(head):
        return None
    params = {}
    try:
        if b";" in head:
            for param in head.decode().split(";")[1:]:
                key, _, given = param.partition("=")
                params[key.upper()] = given
        return Property(params, value.decode())
    except UnicodeDecodeError:
        return None


def _parsed(line: bytes) -> Property:
    """Any line. Raises ValueError."""
    _, params, value = Contentline(_mended(decoded(line))).raw_parts()  # type: ignore[no-untyped-call]
    return Property({key.upper(): _one(param) for key, param in params.items()}, str(value))


def _mended(line: str) -> str:
    """Without the empty parameters that some programs write (`DTSTART;;VALUE=DATE:`)."""
    head, colon, value = line.partition(":")
    return re.sub(r";(?=;|$)", "", head) + colon + value if ";;" in head or head.endswith(";") else line


def decoded(line: bytes) -> str:
    """Text of a line. Feeds are UTF-8; what is not was written by an old Windows program."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def text(value: str) -> str:
    """A TEXT value without its escapes, and without characters that no text may hold (RFC 5545, 3.3.11)."""
    plain = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return CONTROL.sub("", plain).strip()


def escaped(plain: str) -> str:
    """Text as a value of which `text` makes the same again, of 64 KiB at most."""
    return plain[:LINE_BYTES].replace("\\", "\\\\")


def _one(param: str | list[str]) -> str:
    return param if isinstance(param, str) else ",".join(param)


def tight(value: str) -> str:
    """A value made of words of the standard, in which case and blanks mean nothing (RFC 5545, 2; RFC 5234, 2.3)."""
    return "".join(value.split()).upper()


def header(component: Component, name: str) -> str:
    """A property of a component that nothing else needs, as text; empty if it is not there."""
    for line in component.lines:
        head, _, value = line.partition(b":")
        if head.partition(b";")[0].strip().upper() == name.encode():
            return text(decoded(value))
    return ""


def duration(value: str) -> timedelta | None:
    """A DURATION (RFC 5545, 3.3.6) of some length; None for anything else."""
    try:
        length = vDuration.from_ical(tight(value)) if tight(value) else None  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError):
        return None
    return length if isinstance(length, timedelta) and length > timedelta() else None

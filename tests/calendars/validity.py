"""Whether bytes are iCalendar as RFC 5545 wants it, told line by line by itself: no parser of anybody's is asked."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LINE = re.compile(r'(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)')
INSTANT = re.compile(r"\d{8}T\d{6}Z")
DAY = re.compile(r"\d{8}")
LENGTH = re.compile(r"[+-]?P(?:\d+W|(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
ESCAPED = re.compile(r"\\[\\,;nN]")

# Which properties each component must have, and which it may have at most once (3.4, 3.6, 3.6.1, 3.6.2, 3.6.6;
# RFC 7986, 4).
MUST = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP"},
    "VTODO": {"UID", "DTSTAMP"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
_BOTH = {"UID", "DTSTAMP", "CLASS", "CREATED", "DESCRIPTION", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "STATUS"}
_BOTH |= {"SUMMARY", "URL", "DURATION"}
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "CALSCALE", "METHOD", "REFRESH-INTERVAL"},
    "VEVENT": {*_BOTH, "TRANSP", "DTEND"},
    "VTODO": {*_BOTH, "COMPLETED", "PERCENT-COMPLETE", "DUE"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION", "DURATION", "REPEAT"},
}
STATUS = {
    "VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
}
FORMS = {
    **dict.fromkeys(("DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"), INSTANT),
    **dict.fromkeys(("SEQUENCE", "PERCENT-COMPLETE"), re.compile(r"\d+")),
    **dict.fromkeys(("REFRESH-INTERVAL", "X-PUBLISHED-TTL"), LENGTH),
}
TEXT = {"SUMMARY", "DESCRIPTION", "NAME"}
INSIDE = {"VEVENT": "VCALENDAR", "VTODO": "VCALENDAR", "VALARM": ("VEVENT", "VTODO")}


class Property(NamedTuple):
    """One line, unfolded."""

    name: str
    params: dict[str, str]
    value: str


class Part(NamedTuple):
    """One component with its own lines, and what it lies in."""

    kind: str
    within: str
    lines: list[Property]

    def first(self, name: str) -> Property | None:
        """The first line of that name."""
        return next((line for line in self.lines if line.name == name), None)


def faults(body: bytes) -> list[str]:
    """What is wrong with it, each in a few words; nothing is wrong with what is valid."""
    found = list(_of_octets(body))
    parts, broken = _parts(body)
    found += broken
    for part in parts:
        found += _of_part(part)
    names = [line.value for part in parts if part.kind in STATUS for line in part.lines if line.name == "UID"]
    return found + [f"two are called {name}" for name in set(names) if names.count(name) > 1]


def _of_octets(body: bytes) -> Iterator[str]:
    if not body.endswith(b"\r\n") or b"\n" in body.replace(b"\r\n", b"") or b"\r" in body.replace(b"\r\n", b""):
        yield "a line does not end with CR and LF (3.1)"
    for line in body.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets (3.1)"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "a character is cut by a fold, or is no UTF-8 (3.1)"
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", body):
        yield "a control character (3.1)"


def _parts(body: bytes) -> tuple[list[Part], list[str]]:
    done: list[Part] = []
    open_: list[Part] = []
    broken = []
    for text in body.decode(errors="replace").replace("\r\n ", "").split("\r\n")[:-1]:
        match = LINE.fullmatch(text)
        if not match:
            broken.append(f"no content line: {text[:40]}")
        elif match["name"] == "BEGIN":
            open_.append(Part(match["value"], open_[-1].kind if open_ else "", []))
        elif match["name"] == "END":
            done.append(open_.pop())
            if done[-1].kind != match["value"]:
                broken.append(f"{match['value']} ends what {done[-1].kind} began")
        else:
            params = dict(each.split("=", 1) for each in match["params"].split(";")[1:])
            open_[-1].lines.append(Property(match["name"], params, match["value"]))
    return done, broken + [f"{part.kind} has no end" for part in open_]


def _of_part(part: Part) -> Iterator[str]:
    names = [line.name for line in part.lines]
    if part.kind not in MUST or part.within not in INSIDE.get(part.kind, ("",)):
        yield f"{part.kind} within {part.within or 'nothing'}"
        return
    yield from (f"{part.kind} has no {name}" for name in MUST[part.kind] - set(names))
    yield from (f"{part.kind} has {name} twice" for name in ONCE[part.kind] if names.count(name) > 1)
    for line in part.lines:
        yield from _of_line(part, line)
    yield from {"VALARM": _of_alarm, "VEVENT": _of_event, "VTODO": _of_todo}.get(part.kind, lambda _: ())(part)


def _of_line(part: Part, line: Property) -> Iterator[str]:
    form = FORMS.get(line.name)
    if line.name in ("DTSTART", "DTEND", "DUE"):
        form = DAY if line.params.get("VALUE") == "DATE" else INSTANT
    if form and not form.fullmatch(line.value):
        yield f"{line.name} is not of its form: {line.value}"
    if line.name in TEXT and set(ESCAPED.sub("", line.value)) & set("\\,;"):
        yield f"{line.name} holds what must be escaped (3.3.11): {line.value}"
    if line.name == "STATUS" and line.value not in STATUS[part.kind]:
        yield f"STATUS of a {part.kind}: {line.value}"
    if line.name == "REFRESH-INTERVAL" and line.params.get("VALUE") != "DURATION":
        yield "REFRESH-INTERVAL must say VALUE=DURATION (RFC 7986, 5.7)"


def _of_alarm(part: Part) -> Iterator[str]:
    trigger = part.first("TRIGGER")
    if trigger is None:
        return
    absolute = trigger.params.get("VALUE") == "DATE-TIME"
    if absolute and ("RELATED" in trigger.params or not INSTANT.fullmatch(trigger.value)):
        yield f"a TRIGGER at an instant is in UTC, and related to nothing (3.8.6.3): {trigger.value}"
    if not absolute and not LENGTH.fullmatch(trigger.value):
        yield f"a TRIGGER is no length: {trigger.value}"


def _of_event(part: Part) -> Iterator[str]:
    start, end = part.first("DTSTART"), part.first("DTEND")
    if start is None:
        yield "VEVENT has no DTSTART (3.6.1)"
    elif end and (end.params.get("VALUE") != start.params.get("VALUE") or end.value <= start.value):
        yield "DTEND is of another type, or not later (3.8.2.2)"


def _of_todo(part: Part) -> Iterator[str]:
    done = part.first("COMPLETED"), part.first("STATUS")
    if (done[0] is not None) != (done[1] is not None and done[1].value == "COMPLETED"):
        yield "COMPLETED and STATUS do not agree"

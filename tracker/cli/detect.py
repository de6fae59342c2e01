"""`tracker detect`: words on standard input read by the same rules as the calendars, one JSON line each."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from tracker.cli.bars import bar, nobody
from tracker.cli.bars import lines as lines_of
from tracker.cli.explain import explained
from tracker.domain.event import Attendee
from tracker.domain.promise import ME
from tracker.domain.reading import due as dues
from tracker.domain.reading import lines, sentences, titles
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.languages.choice import spoken
from tracker.wiring import utc_now

KINDS = ("title", "note", "sentence", "due")
LONGEST = 100_000  # letters of one line
Line = Mapping[str, Any]


class BadLine(ValueError):
    """A line that cannot be read; the text says how to mend it."""


@click.command("detect")
@click.option("--jsonl", is_flag=True, help="One JSON object a line in, one a line out, in order.")
@click.option("--explain", is_flag=True, help="Say of each TEXT why it is read as it is, as a sum that comes out.")
@click.option("--kind", type=click.Choice(KINDS), default="title", help="What each TEXT is; a title if not said.")
@click.option("--reference", help="The day or time from which due words are counted; now if not said.")
@click.option("--tz", help="The zone of that time, as in Europe/Berlin.")
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
def detect_command(
    jsonl: bool, explain: bool, kind: str, reference: str | None, tz: str | None, texts: tuple[str, ...]
) -> None:
    """Read words for promises, meetings and due times: each TEXT, or with --jsonl the lines of standard input.

    Each line in is {"id", "kind": "title"|"note"|"sentence"|"due", "text"} and, where known, "context",
    "reference", "tz", "meeting_date", "attendees" and "owner".
    """
    if jsonl == explain or explain != bool(texts):
        raise click.UsageError(
            'Give either --jsonl and lines on standard input, or --explain "Send Ama the outline".'
        )
    if jsonl:
        with nullcontext(nobody) if sys.stdout.isatty() else bar("Reading") as told:  # no bar among the answers
            for answer in answers(lines_of(sys.stdin.buffer, told)):
                sys.stdout.write(answer + "\n")
                sys.stdout.flush()
    for text in texts:
        line = {"kind": kind, "text": text, "reference": reference or utc_now().isoformat(), "tz": tz}
        click.echo("\n".join(explained(kind, text, _answered(line), _since(line))))


def _answered(line: Line) -> dict[str, Any]:
    try:
        return _reader(line)(line)
    except BadLine as bad:
        raise click.ClickException(str(bad)) from None


def _since(line: Line) -> datetime:
    return _reference(line) or utc_now()


def answers(asked: Iterable[bytes]) -> Iterable[str]:
    """One answer a line, in order. One that cannot be read is answered with what is wrong, and the next is read."""
    for raw in asked:
        if raw.strip():
            yield json.dumps(_answer(raw), ensure_ascii=False)


def _answer(raw: bytes) -> dict[str, Any]:
    line: Line = {}
    try:
        line = _parsed(raw)
        return {"id": line.get("id"), **_reader(line)(line)}
    except BadLine as bad:
        return {"id": line.get("id"), "error": str(bad)}


def _parsed(raw: bytes) -> Line:
    if len(raw) > LONGEST:
        raise BadLine(f"The line has more than {LONGEST} bytes: send a shorter text.")
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"This is no JSON ({error}): write one JSON object on each line, in UTF-8.") from None
    if not isinstance(line, dict):
        raise BadLine('A line must be a JSON object such as {"id": 1, "kind": "title", "text": "..."}.')
    return line


def _reader(line: Line) -> Callable[[Line], dict[str, Any]]:
    kind = line.get("kind")
    if not isinstance(kind, str) or kind not in _READERS:
        raise BadLine('"kind" must be one of "title", "note", "sentence" and "due".')
    if not isinstance(line.get("text"), str):
        raise BadLine('"text" must be given, and be a string.')
    return _READERS[kind]


def _title(line: Line) -> dict[str, Any]:
    reference, attendees = _reference(line), _attendees(line)
    finding = titles.title(line["text"], reference or datetime(2000, 1, 1, tzinfo=UTC), attendees)
    if finding.label == "other":
        finding = Finding(finding.label, finding.score, finding.evidence, line["text"])
    who = ", ".join(finding.who)
    if finding.promiser != ME:
        who = finding.promiser
    return _shown(finding, finding.label, who, reference)


def _note(line: Line) -> dict[str, Any]:
    """A line under a heading such as "Action items" (its `context`) needs no marker of its own."""
    reference = _reference(line)
    context = _string(line, "context")
    finding = lines.note(
        line["text"],
        reference or datetime(2000, 1, 1, tzinfo=UTC),
        section=lines.heading(context),
        within=spoken(context),
    )
    owner = finding.promiser if finding.label == "action" else ""
    if owner.casefold() in lines.FIRST_PERSON:
        owner = _string(line, "owner") or owner
    return _shown(finding, finding.label, owner, reference)


def _sentence(line: Line) -> dict[str, Any]:
    finding = sentences.sentence(line["text"])
    return _shown(finding, int(finding.label == "commit"), _string(line, "owner"), None)


def _due(line: Line) -> dict[str, Any]:
    reference = _reference(line)
    if reference is None:
        raise BadLine('A due phrase needs a "reference": an ISO date or time from which it is counted.')
    due = dues.read(line["text"], reference)
    evidence = [{"rule": "due", "quote": line["text"], "weight": 1.0}] if due else []
    score = 0.5 if isinstance(due, Unclear) else float(due is not None)
    return {"label": None, "score": score, "who": None, "what": None, **_when(due), "evidence": evidence}


_READERS = {"title": _title, "note": _note, "sentence": _sentence, "due": _due}


def _shown(finding: Finding, label: str | int, who: str, reference: datetime | None) -> dict[str, Any]:
    return {
        "label": label,
        "score": round(finding.score, 4),
        "who": who or None,
        "what": finding.what or None,
        **_when(finding.due if reference else None),
        "evidence": [each._asdict() for each in finding.evidence],
    }


def _when(due: Due | Unclear | None) -> dict[str, Any]:
    """The likeliest reading, its grain, and the others where the words leave it open."""
    best, readings = dues.best(due), due.readings if isinstance(due, Unclear) else ()
    grain = None if best is None else "day" if best.dated else "minute"
    return {"due": best and _iso(best), "grain": grain, "alternatives": [_iso(each) for each in readings[1:]]}


def _iso(due: Due) -> str:
    """A day as a date, a clock time with the offset of its zone."""
    return due.at.date().isoformat() if due.dated else due.at.isoformat(timespec="minutes")


def _reference(line: Line) -> datetime | None:
    """The time from which due words are counted: `reference`, else `meeting_date`; in UTC if no zone is told."""
    told = _string(line, "reference") or _string(line, "meeting_date")
    if not told:
        return None
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        raise BadLine(f'"{told}" is no ISO date or time: write it as 2026-03-10 or 2026-03-10T15:00.') from None
    zone = _zone(line, at.tzinfo or UTC)
    return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)


def _zone(line: Line, otherwise: tzinfo) -> tzinfo:
    told = _string(line, "tz")
    if not told:
        return otherwise
    try:
        offset = datetime.fromisoformat(f"2000-01-01T00:00{told}").tzinfo if told[0] in "+-" else None
        return offset or ZoneInfo(told)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadLine(f'"{told}" is no time zone: write "Europe/Berlin" or "+01:00".') from None


def _attendees(line: Line) -> tuple[Attendee, ...]:
    told = line.get("attendees") or []
    if not isinstance(told, list):
        raise BadLine('"attendees" must be a list of names or addresses.')
    return tuple(_attendee(each) for each in told)


def _attendee(told: Any) -> Attendee:
    if isinstance(told, dict):
        return Attendee(str(told.get("address") or told.get("email") or "").lower(), str(told.get("name") or ""))
    if not isinstance(told, str):
        raise BadLine('Each of "attendees" must be a name, an address, or {"name", "address"}.')
    return Attendee(told.lower(), "") if "@" in told else Attendee("", told)


def _string(line: Line, name: str) -> str:
    value = line.get(name)
    if value is None or isinstance(value, str):
        return value or ""
    raise BadLine(f'"{name}" must be a string.')

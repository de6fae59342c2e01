"""Everything that a person would look at in a spreadsheet: one CSV for each kind of thing, together in one zip.

For reading only; what is restored from is the copy of `exporting`. Instants stand on the user's own wall clock.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.entry import Thing
from tracker.domain.known import Line, lines
from tracker.services.gather import gather
from tracker.store import calendars, decided, events, feedback, ledger, letters

MARK = "\ufeff"  # by which Excel knows UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
README = """One file for each kind of thing. Times are on the clock of {zone}.
A cell that would begin like a formula has a ' before it, so that no spreadsheet runs what a calendar said.
To restore everything, use the JSON of `tracker export`, not these.
"""


class Sheet(NamedTuple):
    """One file: its headings, and its rows."""

    name: str
    headings: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


def pack(db: Connection, user: User, into: IO[bytes], now: datetime) -> None:
    """The zip of all sheets, written into an open file."""
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        packed.writestr("read me.txt", README.format(zone=user.zone.key))
        for sheet in sheets(db, user, now):
            with packed.open(f"{sheet.name}.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
                text.write(MARK)
                writer = csv.writer(text)
                writer.writerow(sheet.headings)
                writer.writerows([cell(value, user.zone) for value in row] for row in sheet.rows)


def cell(value: Any, zone: ZoneInfo) -> str | int | float:
    """A value as a spreadsheet shows it; text that it would take for a formula is quoted (OWASP, CSV injection)."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value.value if isinstance(value, Enum) else value).replace("\0", "")
    text = text.encode(errors="replace").decode()
    return f"'{text}" if text.startswith(FORMULA) else text


def sheets(db: Connection, user: User, now: datetime) -> Iterator[Sheet]:
    """All of them."""
    known = gather(db, user, now)
    names = {person.id: person.name for person in known.persons}
    yield Sheet("promises", _PROMISES, map(_promise, lines(known, now)))
    entries = ledger.entries(db, user.id)
    acts = ("at", "what", "id", "act", "by", "via", "words")
    yield Sheet("entries", acts, ((e.at, e.thing, e.subject, e.act, e.by, e.via, _words(e)) for e in entries))
    yield _of_records("persons", db, user, Thing.PERSON)
    gives = ("at", "person", "direction", "kind", "note", "id")
    told = ((g.at, names.get(g.person, g.person), g.direction, g.kind, g.note, g.id) for g in known.gives)
    yield Sheet("gives", gives, told)
    yield _of_records("plans", db, user, Thing.PLAN)
    yield _of_records("partners", db, user, Thing.PARTNER)
    yield Sheet("dismissed", ("words", "at", "via", "sign"), ((d.body, d.at, d.via, d.sign) for d in _none(db, user)))
    answers = ("at", "answer", "words", "via")
    told_then = ((one.at, one.answer, one.shown.key, one.via) for one in feedback.log(db, user.id))
    yield Sheet("answers", answers, told_then)
    yield Sheet("calendars", ("name", "kind", "address", "read", "trouble"), map(_calendar, known.calendars))
    yield Sheet("events", ("start", "end", "title", "location", "all day", "cancelled"), _events(db, user))
    mails = ("made", "sent", "state", "kind", "subject", "to")
    yield Sheet("letters", mails, (_letter(one) for one in letters.letters(db, user.id)))


_PROMISES = (
    "promise",
    "promiser",
    "to",
    "outcome",
    "due",
    "day only",
    "first due",
    "times moved",
    "delivered",
    "released",
    "broken by own word",
    "hours late",
    "cause",
    "made",
    "received",
    "note",
    "from the words",
    "repairs",
    "id",
)


def _promise(line: Line) -> tuple[Any, ...]:
    one, verdict = line.promise, line.verdict
    return (
        one.body,
        one.promiser,
        one.promisee,
        verdict.outcome,
        verdict.term.due,
        verdict.term.dated,
        one.terms[0].due,
        verdict.renegotiations,
        one.delivered_at,
        one.released_at,
        one.reneged_at,
        round(verdict.tardiness.total_seconds() / 3600, 2),
        one.cause,
        one.made_at,
        one.received_at,
        one.note,
        one.origin.quote if one.origin else "",
        one.repairs,
        one.id,
    )


def _words(entry: Any) -> str:
    record = entry.after or entry.before
    return str(record.get("body") or record.get("name") or record.get("note") or record.get("value") or "")


def _of_records(name: str, db: Connection, user: User, thing: Thing) -> Sheet:
    """Things as their records hold them, under the names of their parts."""
    records = sorted(decided.records(db, user.id, thing), key=lambda record: str(record["id"]))
    headings = tuple(dict.fromkeys(part for record in records for part in record)) or ("id",)
    return Sheet(name, headings, (tuple(_joined(record.get(part)) for part in headings) for record in records))


def _joined(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _none(db: Connection, user: User) -> tuple[ledger.Dismissal, ...]:
    return ledger.dismissals(db, user.id)


def _calendar(one: Any) -> tuple[Any, ...]:
    return one.name, one.kind, one.shown, one.synced_at, one.trouble


def _events(db: Connection, user: User) -> Iterator[tuple[Any, ...]]:
    for calendar in calendars.calendars(db, user.id):
        for one in events.known(db, user.id, calendar.id).values():
            yield one.start, one.end, one.summary, one.location, one.all_day, one.cancelled


def _letter(one: letters.Letter) -> tuple[Any, ...]:
    return one.made_at, one.sent_at, one.state, one.kind, one.subject, one.to

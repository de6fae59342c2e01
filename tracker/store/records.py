"""Events and candidates as plain JSON values, and back. Instants are written in UTC."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tracker.domain.event import Attendee, CalendarEvent, EventKey, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence

Record = dict[str, Any]


def from_event(event: CalendarEvent) -> Record:
    """An event as a record; `to_event` is its inverse."""
    return {
        "key": list(event.key),
        "summary": event.summary,
        "start": _utc(event.start),
        "end": _utc(event.end),
        "zone": event.zone,
        "all_day": event.all_day,
        "description": event.description,
        "location": event.location,
        "cancelled": event.cancelled,
        "private": event.private,
        "transparent": event.transparent,
        "recurring": event.recurring,
        "todo": event.todo,
        "completed_at": _utc(event.completed_at),
        "unsure": event.unsure,
        "organizer": event.organizer and list(event.organizer),
        "attendees": [list(attendee) for attendee in event.attendees],
        "categories": list(event.categories),
        "updated": _utc(event.updated),
    }


def to_event(record: Mapping[str, Any]) -> CalendarEvent:
    """The event that `from_event` wrote down."""
    return CalendarEvent(
        key=EventKey(*record["key"]),
        summary=record["summary"],
        start=datetime.fromisoformat(record["start"]),
        end=datetime.fromisoformat(record["end"]),
        zone=record["zone"],
        all_day=record["all_day"],
        description=record["description"],
        location=record["location"],
        cancelled=record["cancelled"],
        private=record["private"],
        transparent=record["transparent"],
        recurring=record["recurring"],
        todo=record["todo"],
        completed_at=_instant(record["completed_at"]),
        unsure=record.get("unsure", False),  # older rows do not say
        organizer=_attendee(record["organizer"]) if record["organizer"] else None,
        attendees=tuple(_attendee(attendee) for attendee in record["attendees"]),
        categories=tuple(record["categories"]),
        updated=_instant(record["updated"]),
    )


def from_candidate(candidate: Candidate) -> Record:
    """A candidate as a record; `to_candidate` is its inverse."""
    return {
        "kind": candidate.kind,
        "event": list(candidate.event),
        "title": candidate.title,
        "start": _utc(candidate.start),
        "body": candidate.body,
        "who": list(candidate.who),
        "called": list(candidate.called),
        "promiser": candidate.promiser,
        "due": _from_due(candidate.due),
        "meeting": candidate.meeting,
        "confidence": candidate.confidence,
        "rule": candidate.rule,
        "quote": candidate.quote,
        "marked": candidate.marked,
        "evidence": [list(evidence) for evidence in candidate.evidence],
        "delivered_at": _utc(candidate.delivered_at),
        "unsure": candidate.unsure,
        "line": candidate.line,
    }


def to_candidate(record: Mapping[str, Any]) -> Candidate:
    """The candidate that `from_candidate` wrote down."""
    return Candidate(
        kind=Kind(record["kind"]),
        event=EventKey(*record["event"]),
        title=record["title"],
        start=datetime.fromisoformat(record["start"]),
        body=record["body"],
        who=tuple(record["who"]),
        called=tuple(record["called"]),
        promiser=record["promiser"],
        due=_to_due(record["due"]),
        meeting=MeetingKind(record["meeting"]) if record["meeting"] else None,
        confidence=record["confidence"],
        rule=record["rule"],
        quote=record["quote"],
        marked=record["marked"],
        evidence=tuple(Evidence(*evidence) for evidence in record["evidence"]),
        delivered_at=_instant(record.get("delivered_at")),  # older rows say neither this
        unsure=record.get("unsure", False),  # nor this
        line=record.get("line", ""),  # nor this
    )


def _from_due(due: Due | Unclear | None) -> Record | None:
    if due is None:
        return None
    readings = due.readings if isinstance(due, Unclear) else (due,)
    return {
        "clear": isinstance(due, Due),
        "readings": [[_utc(reading.at), reading.dated, reading.quote] for reading in readings],
        "quote": due.quote,
    }


def _to_due(record: Mapping[str, Any] | None) -> Due | Unclear | None:
    if record is None:
        return None
    readings = tuple(Due(datetime.fromisoformat(at), dated, quote) for at, dated, quote in record["readings"])
    return readings[0] if record["clear"] else Unclear(readings, record["quote"])


def _attendee(record: list[str]) -> Attendee:
    address, name, partstat = record
    return Attendee(address, name, PartStat(partstat))


def _utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""An event read for promises and meetings, each finding with its evidence."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import islice

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading import delivered, facts, lines, meetings, notes, requests, structure, titles
from tracker.domain.reading.candidate import FLOOR, LIST, UNDECIDED, Candidate, Decided, Kind
from tracker.domain.reading.due import Due, day_end, doubted
from tracker.domain.reading.duplicates import merged
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Language
from tracker.domain.reading.promisees import by_whom, clear, named, to_whom
from tracker.domain.reading.structure import Shape
from tracker.domain.reading.titles import Told

NOTES_LONGEST = 20_000  # letters of a description that are looked at
NOTES_MOST = 20  # promises taken from one description
TAUGHT = 9.0  # as much as a marker, for it is one, given later
ASKED_FOR = "asked for in the notes"  # of what a title's promise is about, so that its words are no second one
VERSION = 5  # raised when a rule changes: cached candidates of an older version are found anew
_CLASSES = {Kind.PROMISE: "promise", Kind.MEETING: "relationship"}


def detect(event: CalendarEvent, user: User, decided: Decided = UNDECIDED) -> tuple[Candidate, ...]:
    """The promises and the meeting in one event: a Detector. Nothing in one called off, private, or our own, nor,
    unless its user taught otherwise, in one that they declined.

    What is less sure than FLOOR is left out; what is less sure than ASK is told all the same, to be raised by what is
    learned.
    """
    if event.cancelled or event.private or event.key.ours or not event.summary.strip():
        return ()
    if structure.never(event, user) and not decided.taught:
        return ()
    done = delivered.of_line(event.summary, event)
    shape = structure.seen(event, user, (done and done.summary.strip()) or event.summary)
    found = [_of_title(finding, shape, decided) for finding in _readings(shape, decided)]
    if event.description:
        found = _beside(found, list(_from_notes(shape)), shape)
    return merged(found)


def _beside(found: list[Candidate], noted: list[Candidate], shape: Shape) -> list[Candidate]:
    """What the title and the notes say, where they may tell one matter: that of a title which names but a thing is
    theirs if the notes say that the only one invited does it; what notes ask for is what the title asks for.
    """
    theirs = {one.promiser for one in noted if one.kind is Kind.PROMISE} & {guest.name for guest in shape.guests}
    if theirs and len(shape.guests) == 1 and not shape.asks and not facts.speaks(shape.title):
        found = [one for one in found if one.kind is not Kind.PROMISE or one.promiser != ME or one.marked]
    told = any(each.rule == ASKED_FOR for one in found if one.kind is Kind.PROMISE for each in one.evidence)
    return found + [one for one in noted if not (told and one.promiser == ME and one.rule == "asked")]


def _readings(shape: Shape, decided: Decided) -> Iterable[Finding]:
    """What the title is, unless that is nothing; and what it was taught to be, whatever speaks against that."""
    finding = _read_title(shape, decided)
    score = finding.score
    forced = [kind for kind in sorted(decided.taught) if score < LIST or finding.label != _CLASSES[kind]]
    speaks = score >= FLOOR and any(each.weight > 0 for each in finding.evidence)
    if speaks and finding.leaning not in {_CLASSES[kind] for kind in forced}:
        yield finding
    yield from (_as_taught(kind, shape) for kind in forced)


def _read_title(shape: Shape, decided: Decided) -> Finding:
    event = shape.event
    told = facts.told(shape)
    taught = (Evidence("taught", shape.title[:80], TAUGHT),)
    told = Told(
        taught if Kind.PROMISE in decided.taught else told.promise,
        taught if Kind.MEETING in decided.taught else told.meeting,
    )
    finding = titles.title(shape.title, event.local_start, shape.others, told)
    if finding.label != "other" or not decided.decides or _hindered(finding, shape.tongue):
        return finding
    why = Evidence("chosen calendar", shape.title[:80], 4.0)
    return titles.as_promise(shape.title, event.local_start, shape.others, why)


def _hindered(finding: Finding, tongue: Language) -> bool:
    """Whether its words say that it is something else: a holiday, a flight."""
    hindrances = facts.HINDRANCES | {rule.name for rule, _ in tongue.titles.against}
    return any(each.rule in hindrances for each in finding.evidence)


def _as_taught(kind: Kind, shape: Shape) -> Finding:
    """A title as its user taught to read it, though its words and its shape speak against that."""
    event = shape.event
    why = Evidence("taught", shape.title[:80], TAUGHT)
    if kind is Kind.PROMISE:
        return titles.as_promise(shape.title, event.local_start, shape.others, why)
    words = titles.plain(shape.title, shape.tongue)[1]
    found = meetings.kind((), shape)
    return Finding("relationship", sure((why,)), (why,), words, titles.persons(words), meeting=found)


def _of_title(finding: Finding, shape: Shape, decided: Decided) -> Candidate:
    if finding.leaning == "promise":
        return _promise(finding, shape, decided.decides and not shape.asked)
    return _meeting(finding, shape)


def _promise(finding: Finding, shape: Shape, marked: bool) -> Candidate:
    event = shape.event
    promiser = by_whom(finding, shape)
    who = to_whom(finding, shape) if promiser == ME else ()
    found = _candidate(
        event,
        finding._replace(promiser=promiser, who=who, due=finding.due or _end(event)),
        marked or (_marked(finding) and not shape.asked),
    )
    return _delivered(found, event)


def _delivered(found: Candidate, event: CalendarEvent, line: str = "") -> Candidate:
    """With the word of its calendar that it was done, which weighs nothing for a promise: a to-do was completed (RFC
    5545, 3.8.2.1), the title or a line is ticked off, or the notes say so.
    """
    if event.completed_at and not line:
        said = Evidence("completed", f"COMPLETED {event.completed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", 0.0)
        return replace(found, delivered_at=event.completed_at, evidence=(*found.evidence, said))
    done = delivered.of_line(line, event) if line else delivered.said(event)
    if not done:
        return found
    return replace(found, delivered_at=done.at, evidence=(*found.evidence, Evidence("said done", done.quote, 0.0)))


def _meeting(finding: Finding, shape: Shape) -> Candidate:
    who = tuple(each.address or each.name for each in shape.others)
    found = finding._replace(
        who=who or finding.who,
        what=shape.title.strip(),
        promiser=ME,
        due=None,
        meeting=meetings.kind(_told_kinds(finding, shape.tongue), shape),
    )
    return _candidate(shape.event, found, marked=False)


def _told_kinds(finding: Finding, tongue: Language) -> set[MeetingKind]:
    """All kinds of meeting that a title speaks of."""
    fired = {each.rule for each in finding.evidence}
    told = {rule.meeting for rule in tongue.titles.meetings if rule.meeting and rule.name in fired}
    return told | {finding.meeting or MeetingKind.OTHER}


def _from_notes(shape: Shape) -> Iterable[Candidate]:
    """The promises in a description. A line that names nobody is the user's own only where they wrote the notes."""
    event, wrote = shape.event, shape.asks is None
    told = notes.read(event.description[:NOTES_LONGEST], event.local_start, shape.guests, wrote=wrote)
    for finding in islice(told, NOTES_MOST):
        promiser = _note_promiser(finding.promiser, shape)
        if promiser and finding.what:
            body, who = titles.promisee(finding.what, shape.guests)
            given = finding._replace(
                what=body, who=clear(who, shape) or _asker(finding, promiser, shape), promiser=promiser
            )
            yield _delivered(_candidate(event, given, marked=wrote and _marked(finding)), event, finding.line)
    for finding in requests.read(shape):
        body, who = titles.promisee(finding.what, shape.guests)
        yield _candidate(event, finding._replace(what=body, who=clear(who, shape) or finding.who), marked=False)


def _asker(finding: Finding, promiser: str, shape: Shape) -> tuple[str, ...]:
    """Who invites, where their notes ask the user by name: "Efua, could you send me the figures?"."""
    asked = shape.asks and promiser == ME and any(each.rule == "asked" for each in finding.evidence)
    return (shape.asks.address or shape.asks.name,) if asked and shape.asks else ()


def _note_promiser(owner: str, shape: Shape) -> str:
    """Whose a line of notes is; empty where it names nobody, and somebody else wrote it."""
    if owner.casefold() in lines.FIRST_PERSON:
        return (shape.asks.name or shape.asks.address) if shape.asks else ME
    if not owner:
        return "" if shape.asks else ME
    return named(owner, shape)


def _candidate(event: CalendarEvent, finding: Finding, marked: bool) -> Candidate:
    main, read = max(finding.evidence, key=lambda each: each.weight), finding.line or event.summary
    return Candidate(
        kind=Kind.PROMISE if finding.meeting is None else Kind.MEETING,
        event=event.key,
        title=event.summary,
        start=event.start,
        body=finding.what or event.summary.strip(),
        who=finding.who,
        called=_called(finding.who, event),
        promiser=finding.promiser,
        due=doubted(finding.due) if event.unsure else finding.due,
        meeting=finding.meeting,
        confidence=round(finding.score, 4),
        rule=main.rule,
        quote=main.quote if main.quote and main.quote in read else read,  # "2 others" are no words of it
        marked=marked,
        evidence=finding.evidence,
        unsure=event.unsure,
        line=finding.line,
    )


def _called(who: tuple[str, ...], event: CalendarEvent) -> tuple[str, ...]:
    """The names that an event gives to addresses; what is a name already, or has none, as it stands."""
    invited = (*event.attendees, *((event.organizer,) if event.organizer else ()))
    names = {each.address: each.name for each in reversed(invited) if each.name} if who else {}
    return tuple(names.get(each, each) for each in who)


def _end(event: CalendarEvent) -> Due:
    """The end of an event as a due; of an all-day one the last second of its last day."""
    if not event.all_day:
        return Due(max(event.start, event.end), dated=False)
    last = max(event.start, event.end - timedelta(seconds=1)).astimezone(event.local_start.tzinfo)
    return Due(day_end(last.date(), event.local_start), dated=True)


def _marked(finding: Finding) -> bool:
    return any(each.rule == "marker" for each in finding.evidence)

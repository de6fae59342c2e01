"""An event read for promises and meetings, each finding with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from tracker.domain import lines, titles
from tracker.domain.account import User
from tracker.domain.candidate import UNDECIDED, Candidate, Decided, Kind
from tracker.domain.due import Due, day_end, doubted
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.evidence import Evidence
from tracker.domain.finding import Finding
from tracker.domain.promise import ME
from tracker.domain.titles import Told

NOTES_LONGEST = 20_000  # letters of a description that are looked at
NOTES_MOST = 20  # promises taken from one description
NEVER = frozenset(("holiday", "holidays", "birthday", "birthdays", "anniversary", "vacation"))
ONLY_ASKED = (Evidence("asked, not accepted", "", -1.5),)
TAUGHT = 9.0  # as much as a marker, for it is one, given later
SIZES = (
    ("two people", range(1, 2), 2.5),
    ("several people", range(2, 6), 1.5),
    ("a group", range(6, 13), -1.0),
    ("a crowd", range(13, 100_000), -5.0),
)
VERSION = 3  # raised when a rule changes: cached candidates of an older version are found anew


def detect(event: CalendarEvent, user: User, decided: Decided = UNDECIDED) -> tuple[Candidate, ...]:
    """The promises and the meeting in one event: a Detector. Nothing in one called off, declined or private."""
    if not _speaks(event, user):
        return ()
    others = _others(event, user)
    answer = _answer(event, user)
    asked = answer not in (None, PartStat.ACCEPTED)
    finding = _read_title(event, others, decided, asked)
    found: list[Candidate] = []
    if finding.label == "promise":
        found.append(_promise(event, user, others, finding, decided.decides and not asked))
    elif finding.label == "relationship" and (Kind.MEETING in decided.taught or _counts(event, others, answer)):
        found.append(_meeting(event, others, finding))
    if event.description:
        found += _from_notes(event, user)
    return tuple({each.sign: each for each in found}.values())


def _speaks(event: CalendarEvent, user: User) -> bool:
    if event.cancelled or event.private or not event.summary.strip():
        return False
    if any(category.strip().casefold() in NEVER for category in event.categories):
        return False
    return _answer(event, user) is not PartStat.DECLINED


def _answer(event: CalendarEvent, user: User) -> PartStat | None:
    """What the user answered to somebody else's invitation; None where there was nothing to answer."""
    if event.organizer is None or event.organizer.address in user.addresses:
        return None
    return next((each.partstat for each in event.attendees if each.address in user.addresses), None)


def _others(event: CalendarEvent, user: User) -> tuple[Attendee, ...]:
    """Everyone else who takes part, the organizer among them."""
    invited = {each.address or each.name: each for each in event.attendees if each.partstat is not PartStat.DECLINED}
    organizer = event.organizer
    if (
        organizer
        and invited
        and (organizer.address or organizer.name) not in {each.address or each.name for each in event.attendees}
    ):
        invited[organizer.address or organizer.name] = organizer
    return tuple(each for each in invited.values() if each.address not in user.addresses)


def _read_title(event: CalendarEvent, others: Sequence[Attendee], decided: Decided, asked: bool) -> Finding:
    told = Told(
        (*_taught(event, decided, Kind.PROMISE), *(ONLY_ASKED if asked else ())),
        (*_taught(event, decided, Kind.MEETING), *_structure(event, others)),
    )
    finding = titles.title(event.summary, event.local_start, others, told)
    shape = {"base", *(each.rule for each in (*told.promise, *told.meeting))}
    hindered = any(each.weight < 0 and each.rule not in shape for each in finding.evidence)  # a holiday, a flight
    if finding.label != "other" or not (event.todo or (decided.decides and not hindered)):
        return finding
    why = Evidence("to-do" if event.todo else "chosen calendar", event.summary[:80], 4.0)
    return titles.as_promise(event.summary, event.local_start, others, why)


def _taught(event: CalendarEvent, decided: Decided, kind: Kind) -> Iterable[Evidence]:
    if kind in decided.taught:
        yield Evidence("taught", event.summary[:80], TAUGHT)


def _structure(event: CalendarEvent, others: Sequence[Attendee]) -> Iterable[Evidence]:
    """What the shape of an event says for or against a meeting that counts as contact."""
    yield from (
        Evidence(name, f"{len(others)} others", weight) for name, most, weight in SIZES if len(others) in most
    )
    if event.all_day:
        yield Evidence("all day", "", -4.0)
    if event.transparent:
        yield Evidence("shown as free", "", -1.0)
    if event.recurring and len(others) > 2:
        yield Evidence("recurring group", "", -1.0)


def _counts(event: CalendarEvent, others: Sequence[Attendee], answer: PartStat | None) -> bool:
    """Whether a meeting counts as contact: one of few people, not merely pencilled in (requirement 25)."""
    invited = any(each.partstat is PartStat.DECLINED for each in event.attendees)
    return not (answer is PartStat.TENTATIVE or (invited and not others))


def _promise(
    event: CalendarEvent, user: User, others: Sequence[Attendee], finding: Finding, marked: bool
) -> Candidate:
    promiser = _promiser(finding.promiser, user)
    who = finding.who
    if not who and promiser == ME and len(others) == 1:
        who = (others[0].address or others[0].name,)
    found = _candidate(
        event,
        finding._replace(promiser=promiser, who=who, due=finding.due or _end(event)),
        marked or (_marked(finding) and not _is_asked(event, user)),
    )
    return _delivered(found, event.completed_at) if event.completed_at else found


def _delivered(candidate: Candidate, at: datetime) -> Candidate:
    """With the word of its calendar that it was done (RFC 5545, 3.8.2.1), which weighs nothing for a promise."""
    said = Evidence("completed", f"COMPLETED {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", 0.0)
    return replace(candidate, delivered_at=at, evidence=(*candidate.evidence, said))


def _meeting(event: CalendarEvent, others: Sequence[Attendee], finding: Finding) -> Candidate:
    who = tuple(each.address or each.name for each in others)
    return _candidate(event, finding._replace(who=who or finding.who, what=event.summary.strip()), marked=False)


def _from_notes(event: CalendarEvent, user: User) -> Iterable[Candidate]:
    """The promises in a description. A line that names nobody is the user's own only where they wrote the notes."""
    wrote = event.organizer is None or event.organizer.address in user.addresses
    findings = islice(lines.notes(event.description[:NOTES_LONGEST], event.local_start), NOTES_MOST)
    for finding in findings:
        writer = ME if wrote else _promiser(event.organizer.name or event.organizer.address, user)  # type: ignore[union-attr]
        promiser = _note_promiser(finding.promiser, writer, event, user)
        if promiser:
            body, who = titles.promisee(finding.what, event.attendees)
            given = finding._replace(what=body, who=(who,) if who else (), promiser=promiser)
            yield _candidate(event, given, marked=wrote and _marked(finding))


def _note_promiser(owner: str, writer: str, event: CalendarEvent, user: User) -> str:
    if owner.casefold() in lines.FIRST_PERSON:
        return writer
    if not owner:
        return ME if writer == ME else ""
    return _promiser(lines.whose(owner, event.attendees), user)


def _promiser(name: str, user: User) -> str:
    """ME for the user's own name or address."""
    own = {ME, user.name.casefold(), user.name.casefold().split(" ")[0], *user.addresses}
    own |= {address.partition("@")[0] for address in user.addresses}
    return ME if name.casefold() in own - {""} else name


def _candidate(event: CalendarEvent, finding: Finding, marked: bool) -> Candidate:
    main = max(finding.evidence, key=lambda each: each.weight)
    return Candidate(
        kind=Kind.PROMISE if finding.meeting is None else Kind.MEETING,
        event=event.key,
        title=event.summary,
        start=event.start,
        body=finding.what,
        who=finding.who,
        called=tuple(_called(who, event) for who in finding.who),
        promiser=finding.promiser,
        due=doubted(finding.due) if event.unsure else finding.due,
        meeting=finding.meeting,
        confidence=round(finding.score, 4),
        rule=main.rule,
        quote=main.quote,
        marked=marked,
        evidence=finding.evidence,
        unsure=event.unsure,
    )


def _called(who: str, event: CalendarEvent) -> str:
    """The name that an event gives to an address; what is a name already, or has none, as it stands."""
    invited = (*event.attendees, *((event.organizer,) if event.organizer else ()))
    return next((each.name for each in invited if each.address == who and each.name), who)


def _end(event: CalendarEvent) -> Due:
    """The end of an event as a due; of an all-day one the last second of its last day."""
    if not event.all_day:
        return Due(max(event.start, event.end), dated=False)
    last = max(event.start, event.end - timedelta(seconds=1)).astimezone(event.local_start.tzinfo)
    return Due(day_end(last.date(), event.local_start), dated=True)


def _is_asked(event: CalendarEvent, user: User) -> bool:
    return _answer(event, user) not in (None, PartStat.ACCEPTED)


def _marked(finding: Finding) -> bool:
    return any(each.rule == "marker" for each in finding.evidence)

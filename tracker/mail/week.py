"""A digest put into words: what both parts of the weekly letter say, section by section, ready to be set."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.digest import Digest, Lost
from tracker.domain.known import Line
from tracker.domain.people import Give
from tracker.domain.promise import ME, Promise
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reconcile import Ask, Question
from tracker.domain.warmth import Warmth
from tracker.mail import words
from tracker.mail.game import played
from tracker.mail.giving import brought, suggested
from tracker.mail.links import Links
from tracker.mail.score import score
from tracker.mail.standing import UNSURE, between, done, overdue, worth
from tracker.mail.standing import late as how_late
from tracker.mail.subject import fact

MOST = 10  # of each kind that a letter lists; the rest stand on the page
MOST_OF_A_TROUBLE = 500  # letters: it is our own text, and its end is the remedy


class Item(NamedTuple):
    """One thing in a list: what, then about it; `over` presses, `worth` says why; `link` marks it delivered."""

    title: str
    about: tuple[str, ...] = ()
    over: str = ""
    worth: str = ""
    link: str = ""


class Section(NamedTuple):
    """A heading with its list; `more` says what the letter leaves to a page, and `page` is its path."""

    name: str
    total: int
    items: tuple[Item, ...]
    more: str
    page: str


def account(digest: Digest, links: Links, made_at: datetime) -> dict[str, Any]:
    """What the templates of the digest need to know."""
    return {
        "fact": fact(digest),
        "span": _span(digest),
        "quiet": digest.quiet,
        "alarms": tuple(_alarms(digest)),
        "owed": _filled(_owed(digest, links, made_at)),
        "score": score(digest),
        "decided": _filled(_decided(digest)),
        "people": _filled(_people(digest)),
        "giving": f"Given {len(digest.given)}, received {len(digest.received)}.",
        "game": played(digest),
        "nobody": not digest.persons,
        "questions": _section("To confirm", digest.questions, lambda one: _question(one, digest), "/questions"),
        "fresh": tuple(_fresh(calendar, digest) for calendar in digest.calendars),
        "when": f"{_DAYS[digest.user.digest_day]} at {digest.user.digest_hour:02}:00",
    }


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _span(digest: Digest) -> str:
    zone = digest.user.zone
    last = digest.week.end - timedelta(seconds=1)
    return f"{words.day(digest.week.start, zone, digest.at)} to {words.day(last, zone, digest.at)}"


def _section(name: str, things: Sequence[Any], item: Callable[[Any], Item], page: str = "/promises") -> Section:
    left = len(things) - MOST
    more = f"and {left} more" if left > 0 else ""
    return Section(name, len(things), tuple(map(item, things[:MOST])), more, page)


def _filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.items)


def _owed(digest: Digest, links: Links, made_at: datetime) -> Iterable[Section]:
    def item(line: Line) -> Item:
        link = links.make("deliver", user=digest.user.id, subject=line.promise.id, at=made_at)
        about = words.sentence(_to(line.promise, digest) + _due(line, digest))
        return Item(_body(line.promise), (about,), *_over(line, digest), link)

    yield _section("Overdue", digest.overdue, item)
    yield _section("Coming 7 days", digest.coming, item)


def _body(promise: Promise) -> str:
    return words.sentence(words.clean(promise.body))


def _to(promise: Promise, digest: Digest) -> str:
    said = between(promise, digest.persons)
    return f"{said}, " if said else ""


def _due(line: Line, digest: Digest) -> str:
    return f"due {words.due(line.verdict.term, digest.user.zone, digest.at)}"


def _over(line: Line, digest: Digest) -> tuple[str, str]:
    """How far past due, and what a delivery is still worth; nothing while there is time."""
    zone, now = digest.user.zone, digest.at
    return overdue(line, zone, now), words.sentence(worth(line, zone, now))


def _decided(digest: Digest) -> Iterable[Section]:
    def listed(name: str, lines: Sequence[Line], ending: Callable[[Line], str]) -> Section:
        def item(line: Line) -> Item:
            return Item(_body(line.promise), (_to(line.promise, digest) + ending(line),))

        return _section(name, lines, item)

    def delivered(line: Line) -> str:
        said = f"delivered {words.day(line.verdict.at, digest.user.zone, digest.at)}"
        return f"{said}, back-dated" if line.promise.backdated else said

    def late(line: Line) -> str:
        return f"{delivered(line)}, {how_late(line, digest.user.zone)}"

    yield listed("Broken", digest.broken, lambda line: f"was {_due(line, digest)}")
    yield listed("Late", digest.late, late)
    yield listed("Kept", digest.kept, delivered)
    yield listed("Renegotiated", digest.renegotiated, lambda line: f"now {_due(line, digest)}")


def _people(digest: Digest) -> Iterable[Section]:
    yield _section("Waiting on", digest.waiting_on, lambda line: _awaited(line, digest))
    yield _section("Bring something", digest.to_bring, lambda bring: Item(*brought(bring, digest)), "/giving")
    yield _section("Given", digest.given, lambda give: _give(give, "to", digest), "/giving")
    yield _section("Received", digest.received, lambda give: _give(give, "from", digest), "/giving")
    asked = _section("Was this a give?", digest.suggestions, lambda one: Item(*suggested(one, digest)), "/giving")
    yield asked._replace(more=f"Answer here{', ' + asked.more if asked.more else ''}")
    yield _section("Growing cold", digest.cold, lambda one: _cold(one, digest), "/people")


def _awaited(line: Line, digest: Digest) -> Item:
    over = " ".join(_over(line, digest))
    about = _to(line.promise, digest) + _due(line, digest)
    return Item(_body(line.promise), (f"{about}, {words.small(over.strip())}" if over.strip() else about,))


def _give(give: Give, way: str, digest: Digest) -> Item:
    name = next((words.clean(person.name) for person in digest.persons if person.id == give.person), "somebody")
    note = (words.clean(give.note),) if give.note.strip() else ()
    return Item(words.sentence(f"{words.GIFTS[give.kind]} {way} {name}"), note)


def _cold(one: Warmth, digest: Digest) -> Item:
    met, person = "not met yet, as far as your calendars say", one.person
    if one.last_met:
        ago = words.stretch(digest.at - one.last_met)
        met = f"last met {words.day(one.last_met, digest.user.zone, digest.at)}, {ago} ago"
    often = f"the aim is every {words.long(one.wanted.cadence.ideal)}"
    bring = (f"you could bring {words.clean(person.value)}",) if person.value.strip() else ()
    return Item(words.clean(person.name), (f"{met}; {often}", *bring))


def _question(question: Question, digest: Digest) -> Item:
    if question.ask is Ask.GONE and question.promise:
        return Item(_body(question.promise), ("Its event is gone: what became of it?",))
    if question.ask is Ask.MOVED and question.promise and question.candidate:
        return Item(_body(question.promise), (f"Moved, now {_told(question.candidate, digest)}. Were they told?",))
    if question.ask is Ask.DELIVERED and question.promise:
        then = "Delivered" if question.promise.mine else "Received"
        return Item(_body(question.promise), (f"{done(question, digest.user, digest.at)} {then} then?",))
    return _found(question, question.candidate, digest) if question.candidate else Item("")


def _found(question: Question, candidate: Candidate, digest: Digest) -> Item:
    who = "you" if candidate.promiser == ME else words.name_of(candidate.promiser, digest.persons)
    asked = f"Did {who} promise this, {_told(candidate, digest)}?"
    title, on = words.clean(candidate.title), words.day(candidate.start, digest.user.zone, digest.at)
    also = (done(question, digest.user, digest.at),) if question.ask is Ask.DELIVERED else ()
    return Item(words.sentence(words.clean(candidate.body)), (asked, *also, f"“{title}”, {on}"))


def _told(candidate: Candidate, digest: Digest) -> str:
    zone, now, due = digest.user.zone, digest.at, candidate.told_due
    if due:
        at = (words.day if due.dated else words.moment)(due.at, zone, now)
        return f"due {at}{UNSURE if candidate.unsure else ''}"
    return f"due “{words.clean(candidate.due.quote)}”" if candidate.due else "with no due"


def _alarms(digest: Digest) -> Iterable[str]:
    yield from (_reconnect(lost, digest) for lost in digest.reminded)
    yield from (_alarm(calendar, digest) for calendar in digest.troubled_alone)


def _reconnect(lost: Lost, digest: Digest) -> str:
    names = words.listed([words.clean(calendar.name) for calendar in lost.calendars])
    if lost.synced_at is None:
        known = f"{names} was never read." if len(lost.calendars) == 1 else f"{names} were never read."
    else:
        as_of = words.moment(lost.synced_at, digest.user.zone, digest.at)
        known = f"{names} as of {as_of}: what changed there since is not in this letter."
    account, trouble = words.clean(lost.connection.account), words.clean(lost.trouble, MOST_OF_A_TROUBLE)
    return f"Reconnect {account}, or its calendars stay unread. {known} {trouble}".strip()


def _alarm(calendar: Calendar, digest: Digest) -> str:
    name, trouble = words.clean(calendar.name), words.clean(calendar.trouble)
    if calendar.stale(digest.at):
        last = _read(calendar, digest)
        trouble = f"What changed there since is not in this letter. {trouble}".strip()
        return f"{name} was {last}. {trouble}" if calendar.synced_at else f"{name} was never read. {trouble}"
    return f"{name}: {trouble}"


def _read(calendar: Calendar, digest: Digest) -> str:
    return f"last read {words.moment(calendar.synced_at or digest.at, digest.user.zone, digest.at)}"


def _fresh(calendar: Calendar, digest: Digest) -> str:
    name = words.clean(calendar.name)
    if calendar.synced_at is None:
        return f"{name}: never read yet"
    kind = "a file, read once on" if calendar.kind is CalendarKind.FILE else "as of"
    behind = " (not up to date)" if calendar in digest.troubled else ""
    return f"{name}: {kind} {words.moment(calendar.synced_at, digest.user.zone, digest.at)}{behind}"

"""Weeks to write letters about, each a digest of invented people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from tracker.domain.account import Calendar, CalendarKind, User
from tracker.domain.digest import Digest, compose
from tracker.domain.event import EventKey
from tracker.domain.ideas import prepared
from tracker.domain.known import Known
from tracker.domain.people import Circle, Direction, Give, GiveKind, Meeting, MeetingKind, Person
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise, Term
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reconcile import Ask, Question
from tracker.mail.letter import digest_letter
from tracker.mail.links import Links

BASE = "https://tracker.example.com"
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
AMA = Person(id="ama", name="Ama Owusu", addresses=frozenset({"ama@example.com"}), value="the paper on wells")
KOFI = Person(
    id="kofi",
    name="Kofi Boateng",
    circle=Circle.INNER,
    value="a hand with the tax form",
)


def user(**changes: Any) -> User:
    """A user in Accra, scored since last summer."""
    told: dict[str, Any] = {
        "id": "u-efua",
        "email": "efua@example.com",
        "zone": ZoneInfo("Africa/Accra"),
        "scored_from": MONDAY - timedelta(days=200),
    }
    return User(**{**told, **changes})


def promise(name: str, due: datetime, *, dated: bool = False, **changes: Any) -> Promise:
    """One's own promise to Ama, made three weeks before it is due."""
    made_at = due - timedelta(days=21)
    told: dict[str, Any] = {"id": name.replace(" ", "-"), "body": name, "promisee": "ama@example.com"}
    return Promise(**{**told, "terms": (Term(due, made_at, dated),), "made_at": made_at, **changes})


def day(number: int, hour: int = 17) -> datetime:
    """A wall clock in Accra, so many days after the Monday of the letter."""
    return MONDAY.replace(hour=hour) + timedelta(days=number)


def last_second(number: int) -> datetime:
    """What a promise that names only a day is due by."""
    return day(number, 23).replace(minute=59, second=59)


def calendar(name: str = "Work", **changes: Any) -> Calendar:
    """A followed calendar, read a quarter of an hour ago."""
    told: dict[str, Any] = {"id": name.lower(), "user": "u-efua", "kind": CalendarKind.ICS, "name": name}
    return Calendar(**{**told, "synced_at": MONDAY - timedelta(minutes=15), **changes})


def candidate(body: str, *, due: Due | Unclear | None, title: str = "Lunch with Nils", **changes: Any) -> Candidate:
    """Words in an event of Friday that may be a promise to Nils."""
    told = Candidate(
        kind=Kind.PROMISE,
        event=EventKey("work", "e-1"),
        title=title,
        start=day(-3, 12),
        body=body,
        who=("Nils",),
        called=("Nils",),
        promiser="me",
        due=due,
        meeting=None,
        confidence=0.7,
        rule="will",
        quote=f"will {body}",
        marked=False,
        evidence=(),
    )
    return replace(told, **changes)


def kept_before(count: int) -> tuple[Promise, ...]:
    """Promises kept one a week, before the week of the letter."""
    weeks = range(1, count + 1)
    return tuple(promise(f"minutes {week}", day(-7 * week - 1), delivered_at=day(-7 * week - 2)) for week in weeks)


def known(**changes: Any) -> Known:
    """What is known of one who has named two people and owes nothing."""
    told: dict[str, Any] = {
        "user": user(),
        "calendars": (calendar(),),
        "promises": (),
        "questions": (),
        "persons": (AMA, KOFI),
        "meetings": tuple(
            Meeting(MeetingKind.ONE_TO_ONE, day(-4), (who,), EventKey("work", who))
            for who in ("ama@example.com", "Kofi")
        ),
        "gives": (),
    }
    return Known(**{**told, **changes})


def full() -> Digest:
    """A week with something of everything."""
    promises = (
        promise("send the proposal for the well", last_second(-3), dated=True),
        promise("review Kofi's draft", day(-1, 16), promisee="Kofi"),
        promise("book the hall", day(1)),
        promise("write the minutes", last_second(3), dated=True, promisee="the committee"),
        promise("return the map", day(-4), delivered_at=day(-5)),
        promise("call the printer", day(-6), delivered_at=day(-5, 16), promisee="Nils"),
        promise("pay the deposit", day(-40), promisee=""),
        promise("order seeds", day(-35), reneged_at=day(-4)),
        promise("share the photographs", day(2), promiser="Kofi Boateng", promisee="me"),
        _moved(promise("draft the budget", day(4), promisee="Ines")),
        promise("share the reading list", day(-2), delivered_at=day(-2, 9), promisee="Nils"),
        promise("pay for the seeds", day(-3), delivered_at=day(-4, 9), promisee=""),
        promise("answer Ines about the loan", day(-5), delivered_at=day(-5, 9), promisee="Ines"),
        *kept_before(9),
    )
    asked = (
        Question(Ask.IS_PROMISE, candidate("send the slides", due=Due(last_second(1), True, "by Tuesday")), None),
        Question(Ask.IS_PROMISE, candidate("look at the roof", due=Unclear((), "next Tuesday")), None),
        Question(Ask.MOVED, candidate("book the hall", due=Due(day(3), False)), promises[2]),
        Question(Ask.GONE, None, promises[3]),
        Question(Ask.DELIVERED, candidate("review Kofi's draft", due=None, delivered_at=day(-2, 11)), promises[1]),
        Question(Ask.DELIVERED, candidate("label the bags", due=Due(day(-3), False), delivered_at=day(-1, 10)), None),
        Question(Ask.IS_PROMISE, candidate("ring Tomas", due=Unclear((Due(day(2), False),), ""), unsure=True), None),
    )
    meetings = (
        Meeting(MeetingKind.MEAL, day(-4), ("ama@example.com",), EventKey("work", "m-1"), title="Lunch with Ama"),
        Meeting(MeetingKind.ONE_TO_ONE, day(-64), ("Kofi",), EventKey("work", "m-2")),
        Meeting(MeetingKind.MEAL, day(2, 12), ("ama@example.com",), EventKey("work", "m-3"), title="Coffee with Ama"),
    )
    gives = (
        Give("g-1", "ama", GiveKind.ARTICLE, Direction.GIVEN, day(-4), "How wells fail"),
        Give("g-2", "kofi", GiveKind.ADVICE, Direction.RECEIVED, day(-5)),
    )
    plans = (
        Plan(id="2025-W51", week="2025-W51", person="kofi", value="a walk", on=date(2025, 12, 19)),
        Plan(id="2025-W52", week="2025-W52"),
        Plan(id="2026-W01", week="2026-W01", person="ama", value="the paper on wells", on=date(2026, 1, 2)),
    )
    calendars = (
        calendar(),
        calendar("Home", synced_at=day(-3, 8), trouble="The address answers 404. Copy it anew from your calendar."),
        calendar("Choir", kind=CalendarKind.FILE, synced_at=day(-20)),
    )
    told = known(promises=promises, questions=asked, meetings=meetings, gives=gives, calendars=calendars, plans=plans)
    told = told._replace(user=user(offers=("read a draft",)))
    return compose(told._replace(ideas=prepared(told.stock, meetings, (), MONDAY)), MONDAY)


def _moved(given: Promise) -> Promise:
    return given.renegotiate(day(11), agreed_at=day(-2))


def quiet() -> Digest:
    """A week of which there is nothing to say."""
    return compose(known(), MONDAY)


def first() -> Digest:
    """The first week of one who has named nobody and follows nothing."""
    promises = (promise("bring the ladder", day(-4), delivered_at=day(-4, 9)), promise("book the hall", day(1)))
    return compose(known(persons=(), meetings=(), calendars=(), promises=promises), MONDAY)


def heavy_promises() -> tuple[Promise, ...]:
    """Two hundred promises overdue and as many coming, and a history."""
    late = tuple(promise(f"{number} {'very long words ' * 20}", day(-2)) for number in range(200))
    coming = tuple(promise(f"soon {number} {'W' * 300}", day(2)) for number in range(200))
    return late + coming + kept_before(30)


def heavy() -> Digest:
    """Two hundred promises overdue and as many coming, each with as long a body as is shown."""
    asked = tuple(
        Question(Ask.IS_PROMISE, candidate(f"{number} {'and more ' * 30}", due=None), None) for number in range(200)
    )
    calendars = tuple(calendar(f"Calendar {number}", synced_at=None) for number in range(9))
    return compose(known(promises=heavy_promises(), questions=asked, calendars=calendars), MONDAY)


def laden() -> Digest:
    """Two hundred of all that a letter can list, each with as many words as are shown."""
    many, long = range(200), "très longs mots " * 20
    persons = tuple(Person(id=f"p-{n}", name=f"Yaa {n} {long}", value=long) for n in many)
    promises = (
        *heavy_promises(),
        *(promise(f"late {n} {long}", day(-4), delivered_at=day(-2)) for n in many),
        *(promise(f"kept {n} {long}", day(-4), delivered_at=day(-5)) for n in many),
        *(promise(f"broken {n} {long}", day(-4), reneged_at=day(-3)) for n in many),
        *(_moved(promise(f"moved {n} {long}", day(4))) for n in many),
        *(promise(f"theirs {n} {long}", day(-1), promiser=f"Kofi {long}", promisee="me") for n in many),
    )
    gives = tuple(Give(f"g-{n}", f"p-{n}", GiveKind.ARTICLE, list(Direction)[n % 2], day(-4), long) for n in many)
    asked = tuple(Question(Ask.IS_PROMISE, candidate(f"{n} {long}", due=None, title=long), None) for n in many)
    calendars = tuple(calendar(f"{n} {long}", synced_at=None, trouble=long) for n in many)
    told = known(promises=promises, persons=persons, gives=gives, questions=asked, calendars=calendars)
    lunches = tuple(
        Meeting(MeetingKind.MEAL, day(n % 14 - 7, n % 24), (f"p-{n}",), EventKey("work", f"m-{n}"), title=long)
        for n in many
    )
    return compose(told._replace(meetings=lunches, ideas=prepared(told.stock, lunches, (), MONDAY)), MONDAY)


def french() -> Digest:
    """The same week as the full one, for somebody who reads French."""
    told = full()
    return told._replace(user=replace(told.user, locale="fr"))


WEEKS: dict[str, Callable[[], Digest]] = {
    "full": full,
    "quiet": quiet,
    "first": first,
    "heavy": heavy,
    "french": french,
}

LINKS = Links(["k" * 43], BASE)


def week(**changes: Any) -> Digest:
    """The digest of a user who owes nothing and has named two people, but for what is changed."""
    return compose(known(**changes), MONDAY)


def letter(digest: Digest) -> EmailMessage:
    """The letter about a week."""
    return digest_letter(
        digest,
        links=LINKS,
        base_url=BASE,
        sender="Tracker <tracker@example.com>",
        message_id="<digest.u-efua.2026-W02@example.com>",
        made_at=MONDAY,
    )

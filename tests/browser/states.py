"""The states that pages are looked at in, each brought about at the real service by what a person would do."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.browser import asked, at_google
from tests.browser.hand import Hand
from tests.google.standin import Google
from tests.running import Feeds, Service

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


class Ground(NamedTuple):
    """What a state is brought about on: a running service, a server of feeds, and a stand-in for Google."""

    service: Service
    feeds: Feeds
    google: Google


class Past(NamedTuple):
    """A promise of the weeks behind: due so many days ago, delivered so many days after (before: below zero)."""

    body: str
    who: str
    due: int
    after: int


PAST = (
    Past("send the seminar room plan", "Ama", 24, -1),
    Past("return the projector", "Nils", 22, 0),
    Past("review the methods chapter", "Efua", 20, -1),
    Past("book the lecture hall", "Ines", 17, 3),
    Past("answer the survey", "Tomas", 15, 0),
    Past("sign the travel form", "Ama", 13, -2),
    Past("share the slides", "Kofi", 11, 0),
    Past("comment on the draft call", "Ines", 9, -1),
    Past("lend the field recorder", "Nils", 5, -1),
    Past("send the reference list", "Kofi", 4, 1),
    Past("confirm the panel", "Efua", 2, 0),
)
PERSONS = (
    {
        "name": "Ama Owusu",
        "circle": "inner",
        "influence": "first reader of all I write",
        "value": "time for her chapter",
        "goal": "one paper together",
        "addresses": "ama@example.com",
    },
    {
        "name": "Tomas Novak",
        "circle": "close",
        "influence": "knows every archive",
        "value": "a hand with the grant",
        "goal": "a visit in spring",
        "addresses": "tomas@example.com",
    },
)


def empty(ground: Ground, hand: Hand, who: str) -> None:
    """Somebody new, who has done nothing yet."""


def busy(ground: Ground, hand: Hand, who: str) -> None:
    """Some weeks of use on the example calendar: a rate that speaks, two persons named, one give, one accepted."""
    lived(hand)
    somebody, _ = [hand.post("/people/new", token_from="/people/new", **person) for person in PERSONS]
    given = {"direction": "given", "kind": "article", "note": "How archives burn", "at_on": f"{NOW - 2 * DAY:%F}"}
    hand.post(f"{somebody}/gives", token_from=somebody, **given)
    hand.post(hand.first("/", r"/questions/[^/]+/accept"), back="home")
    hand.post(hand.all("/", r"/promises/[^/]+/deliver")[-1], back="home")
    hand.get("/")  # what was said of it has been read
    assert ground.service.command("digest", "--user", who).returncode == 0


def lived(hand: Hand) -> None:
    """The weeks behind: promises that were made, and delivered early, in time or late."""
    for past in PAST:
        due = NOW - past.due * DAY
        promise = hand.post("/promises/new", body=past.body, who=past.who, whose="mine", due_on=f"{due:%F}")
        hand.post(f"{promise}/deliver", token_from=promise, at_on=f"{due + past.after * DAY:%F}", at_at="11:00")


FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tracker tests//EN
{events}
END:VCALENDAR
"""
EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{start}
DTEND:{end}
SUMMARY:{summary}
END:VEVENT"""
TO_DO = """BEGIN:VTODO
UID:{uid}
DTSTAMP:20260101T000000Z
DUE:{due}
SUMMARY:{summary}{done}
END:VTODO"""
NOWHERE = """BEGIN:VEVENT
UID:nowhere
DTSTAMP:20260101T000000Z
DTSTART;TZID=Nowhere/At All:{day}T150000
DTEND;TZID=Nowhere/At All:{day}T160000
SUMMARY:Send Kofi the lease
END:VEVENT"""


TO_DOS = (("!p Return the ladder to Tomas", 5), ("Send Ama the receipts", -1))


def to_do(summary: str, days: int, done: bool) -> str:
    """Something to deliver so many days from now, ticked off an hour ago or not."""
    said = f"\nSTATUS:COMPLETED\nCOMPLETED:{NOW - timedelta(hours=1):%Y%m%dT%H%M%SZ}" if done else ""
    return TO_DO.format(
        uid=summary[-8:].strip(), due=f"{NOW + days * DAY:%Y%m%dT170000Z}", summary=summary, done=said
    )


def feed(*events: tuple[str, str, int], done: bool = False) -> bytes:
    """A calendar of (uid, summary, days from now), one event that cannot be read, one in a zone that nobody knows,
    and a few to-dos, which may be ticked off.
    """
    told = []
    for uid, summary, days in events:
        day = f"{NOW + days * DAY:%Y%m%d}"
        told.append(EVENT.format(uid=uid, summary=summary, start=f"{day}T120000Z", end=f"{day}T130000Z"))
    told.append(EVENT.format(uid="bad", summary="Unreadable", start="some day", end="another"))
    told.append(NOWHERE.format(day=f"{NOW + 7 * DAY:%Y%m%d}"))
    told += [to_do(summary, days, done) for summary, days in TO_DOS]
    return FEED.format(events="\n".join(told)).replace("\n", "\r\n").encode()


def troubled(ground: Ground, hand: Hand, who: str) -> None:
    """A calendar in which one promise moved, one is gone, and one event cannot be read; then all of it is lost."""
    ground.feeds.told["/work.ics"] = feed(
        ("stays", "!p Send Nils the figures", 4), ("moves", "!p Send Ines the essay", 2), ("goes", "!p Call Efua", 3)
    )
    hand.post("/calendars/follow", token_from="/calendars", address=ground.feeds.address(), name="Work")
    ground.feeds.told["/work.ics"] = feed(
        ("stays", "!p Send Nils the figures", 4), ("moves", "!p Send Ines the essay", 6), done=True
    )
    assert ground.service.command("sync", "--user", who).returncode == 0
    del ground.feeds.told["/work.ics"]
    ground.service.command("sync", "--user", who)
    hand.get("/")


def connected(ground: Ground, hand: Hand, who: str) -> None:
    """One account at Google is connected and its own calendar followed; of a second one, nothing is yet."""
    theirs = at_google.account(ground.google, "efua@gmail.com", "Efua Mensah")
    theirs.calendars["efua@gmail.com"].put(at_google.event("Send Ama the outline", 3))
    page = at_google.connected(hand, ground.google, theirs, ground.service.base_url)
    hand.post(page, token_from=page, calendar="efua@gmail.com")
    second = at_google.account(ground.google, "efua.mensah@gmail.com", "Efua Mensah")
    at_google.connected(hand, ground.google, second, ground.service.base_url)
    hand.get("/")


def lost(ground: Ground, hand: Hand, who: str) -> None:
    """An account is connected, two calendars followed and read; then its owner takes the leave back at Google."""
    google = ground.google
    theirs = at_google.account(google, "lost@gmail.com", "Kofi Boateng")
    page = at_google.connected(hand, google, theirs, ground.service.base_url)
    for name in ("lost@gmail.com", at_google.GARDEN):
        hand.post(page, token_from=page, calendar=name)
    google.take_back(theirs)
    google.expire_access()
    ground.service.command("sync", "--user", who)
    hand.get("/")


def reviewing(ground: Ground, hand: Hand, who: str) -> None:
    """A calendar full of promises is followed, and of its first questions those with a clear due are answered."""
    ground.feeds.told["/review.ics"] = asked.feed()
    hand.post("/people/new", token_from="/people/new", **PERSONS[0])
    hand.post("/calendars/follow", token_from="/calendars", address=ground.feeds.address("/review.ics"), name="Work")
    path = "/questions"
    for number in range(18):
        path = _answered(hand, path, "dismiss" if number == 9 else "accept")
    hand.get("/questions")


def _answered(hand: Hand, path: str, answer: str) -> str:
    """The path of the question after this one, which is answered unless its due has to be chosen."""
    page = hand.get(path)
    after, sign = (
        re.findall(pattern, page)[0] for pattern in (r'(/questions\?sign=\w+)" data-key="j"', r"(\w+)/dismiss")
    )
    if 'class="choices"' not in page:
        hand.post(f"/questions/{sign}/{answer}", token_from=path)
    return after


State = Callable[[Ground, Hand, str], None]  # what brings it about, of whom and at which mail address
STATES: dict[str, State] = {
    "empty": empty,
    "busy": busy,
    "troubled": troubled,
    "connected": connected,
    "lost": lost,
    "reviewing": reviewing,
}

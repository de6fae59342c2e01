"""Gives that meetings of the last weeks suggest. None counts before its user says so, and which way it went (R28).

A suggestion is derived each time, and rests on the title of an event. It goes by a sign, which the give that it
becomes bears, and which is remembered when its user says no: so it is asked once, whatever becomes of the event.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from tracker.domain.lasting import whole
from tracker.domain.people import Give, GiveKind, Meeting, MeetingKind, Persons
from tracker.domain.shared import within

LATELY = timedelta(weeks=4)
LASTS = timedelta(hours=1)  # what a meeting is taken to last: all that is known of it is when it starts

TITLES = (
    (
        GiveKind.TALK,
        re.compile(
            r"\btalk (at|for)\b|\bguest lecture\b|\bkeynote\b|\bpanell?ist\b|\bpanel (at|on|discussion)\b|^panel\b"
            r"|\bconférence (à|au|aux|pour)\b|\bcours invité\b|\btable ronde\b"
        ),
    ),
    (GiveKind.CERTIFICATE, re.compile(r"\bcertificat(e|es|ion)?s?\b|\bdiploma\b|\bdiplôme\b")),
    (GiveKind.NOMINATION, re.compile(r"\bawards?\b|\bnominat(ed|ion)s?\b|\bprize\b|\bremise d[eu] prix\b")),
    (GiveKind.SERVICE, re.compile(r"\b(sub)?committee\b|\bcomité\b|\bjury\b")),
)
"""What a title says, sought in lower case. "Talk with" and "talk to" somebody is a conversation."""

KINDS = {
    MeetingKind.MEAL: GiveKind.MEAL,
    MeetingKind.MENTORING: GiveKind.ADVICE,
    MeetingKind.COMMITTEE: GiveKind.SERVICE,
}


class Suggestion(NamedTuple):
    """What may have been a give, in the title of its event. `person` is an id, empty where nobody named was there."""

    sign: str
    person: str
    kind: GiveKind
    at: datetime
    title: str


def suggested(
    meetings: Iterable[Meeting], persons: Persons, gives: Iterable[Give], dismissed: Collection[str], now: datetime
) -> tuple[Suggestion, ...]:
    """One for each person at each meeting of the last weeks that was not answered yet, the newest first. What two
    calendars tell of one meeting is one, and one answer is enough for it.
    """
    answered = whole(gives).once(_signs)
    found: dict[tuple[str, GiveKind, datetime], list[Suggestion]] = {}
    for meeting in within(meetings, now - LATELY, now - LASTS):
        for one in _of(meeting, persons):
            found.setdefault((one.person, one.kind, one.at), []).append(one)
    asked = (
        same[0] for same in found.values() if not any(one.sign in answered or one.sign in dismissed for one in same)
    )
    return tuple(sorted(asked, key=lambda one: (one.at, one.title, one.sign), reverse=True))


def _signs(gives: Sequence[Give]) -> frozenset[str]:
    return frozenset(give.sign for give in gives if give.sign)


def _of(meeting: Meeting, persons: Persons) -> Iterator[Suggestion]:
    told = next((kind for kind, words in TITLES if words.search(meeting.title.casefold())), None)
    kind = told or KINDS.get(meeting.kind)
    if kind is None:
        return
    present = [(person.id, who) for who in meeting.who if (person := persons.whose(who))]
    if not present and told:  # a talk before strangers: its user says for whom it was
        present = [("", "")]
    for person_id, who in present:
        yield Suggestion(_sign(meeting, who), person_id, kind, meeting.at, meeting.title)


def _sign(meeting: Meeting, who: str) -> str:
    """A lasting name for what one person may have given at one meeting. It says how the event calls them, so that it
    stays when persons are merged.
    """
    parts = (meeting.event.calendar, meeting.event.root, meeting.event.recurrence_id, "give", who.casefold())
    return blake2b("\x1f".join(parts).encode(), digest_size=9).hexdigest()

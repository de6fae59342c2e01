"""The same events and the same answers read the same: on either engine, and when all is worked out anew."""

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import update

from tests.fakes import FakeSource
from tests.making import DAY, NOW, calendar, event, user
from tracker.domain.account import CalendarKind
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reading.detect import detect
from tracker.services import answers, reading, teaching
from tracker.services.gather import gather
from tracker.services.sync import Doors, sync
from tracker.store import accounts, calendars
from tracker.store.database import Database
from tracker.store.tables import current_events

EFUA = user(name="Efua Mensah")
ME_THERE = Attendee("efua@example.com", "Efua Mensah", PartStat.ACCEPTED)
AMA = Attendee("ama@example.org", "Ama Owusu", PartStat.ACCEPTED)
NILS = Attendee("nils@example.net", "Nils Lindqvast", PartStat.ACCEPTED)
TITLES = """
Send Ama the outline by Friday
Lunch with Kofi
Ama / Efua
Grant report due
Envoyer le devis à Inès d'ici vendredi
✓ Return the atlas to Nils
Garden gate
Choir committee
Stand-up
Waiting on Tomas: the key
Coffee?
Invoice 12 to Ines next Tuesday
Déjeuner avec Awa
Flight AB 123
"""
NOTES = """Action items
- Kofi to book the room by Tuesday
- @efua: print the badges

I'll send Ama the minutes tomorrow.
"""


def told() -> Iterator[CalendarEvent]:
    """Each title on a day of its own, a third of them with guests, one with notes."""
    for number, title in zip(count(), TITLES.strip().splitlines(), strict=False):
        with_whom = {"attendees": (ME_THERE, AMA, NILS)[: 2 + number % 2], "organizer": ME_THERE}
        yield event(title, uid=f"e{number}", at=NOW + (number - 4) * DAY, **(with_whom if number % 3 == 2 else {}))
    yield event("Choir council", uid="notes", at=NOW + DAY, description=NOTES)


def followed(database: Database) -> Database:
    """A database whose user follows a calendar that tells all this."""
    with database.write() as db:
        accounts.add_user(db, EFUA)
        calendars.add_calendar(db, calendar(), "sealed")
    sync(database, Doors({CalendarKind.ICS: FakeSource(tuple(told()))}, detect), EFUA, "work", now=NOW)
    return database


def answered(database: Database) -> Database:
    """Every second question with a yes, the others with a no; and one promise that was overlooked."""
    when = {"via": "page", "now": NOW}
    for number, candidate in enumerate(sorted(asked(database), key=lambda each: each.sign)):
        if number % 2:
            answers.dismiss(database, EFUA, candidate.sign, **when)
        elif candidate.told_due and not candidate.delivered_at:
            answers.accept(database, EFUA, candidate.sign, **when)
    teaching.teach_promise(database, detect, EFUA, event(uid="e6").key, **when)
    return database


def asked(database: Database) -> list[Candidate]:
    with database.read() as db:
        known = gather(db, EFUA, NOW)
    return [each.candidate for each in (*known.questions, *known.review) if each.candidate and not each.promise]


def seen(database: Database) -> object:
    """All that pages and letters would speak of."""
    with database.read() as db:
        known = gather(db, EFUA, NOW)
    promises = sorted((each.body, each.promisee, each.binding.due, each.open) for each in known.promises)
    return known.questions, known.review, known.meetings, known.learned, promises


def forgotten(database: Database) -> Database:
    """As if no detector had ever looked, and all events were read anew."""
    with database.write() as db:
        db.execute(update(current_events).values(looked=None, found=None))
        reading.detect_new(db, EFUA, detect)
    return database


def without_ids(known: object) -> str:
    """What is said, without the ids of promises, which are drawn by lot."""
    questions, review, *rest = known  # type: ignore[misc]
    return repr([[(each.ask, each.candidate) for each in some] for some in (questions, review)] + rest)


@pytest.mark.postgresql
def test_either_engine_reads_the_same(sqlite: Database, postgresql: Database) -> None:
    one, other = followed(sqlite), followed(postgresql)
    assert len(asked(one)) >= 8
    assert without_ids(seen(one)) == without_ids(seen(other))
    assert without_ids(seen(answered(one))) == without_ids(seen(answered(other)))


def test_what_is_read_anew_is_as_it_was(database: Database) -> None:
    before = seen(answered(followed(database)))
    assert before == seen(forgotten(database))


def test_answers_taken_back_leave_all_as_it_was(database: Database) -> None:
    before = seen(followed(database))
    signs = [each.sign for each in asked(database)]
    for sign in signs:
        answers.dismiss(database, EFUA, sign, via="page", now=NOW)
    assert seen(database) != before
    for sign in signs:
        answers.undismiss(database, EFUA, sign, via="page", now=NOW)
    assert seen(database) == before

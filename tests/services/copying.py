"""A user with rows in each table that is theirs, and the rows of a database laid side by side."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

from sqlalchemy import select

from tests import keeping
from tests.making import BERLIN, DAY, FRIDAY, HOUR, NOW, candidate, event, person, promise, user
from tests.store.test_accounts import fill_every_table, letter_of
from tracker.domain.account import Role
from tracker.domain.entry import Act
from tracker.domain.event import EventKey, Span
from tracker.domain.feedback import Answer, shown
from tracker.domain.partner import Partner
from tracker.domain.plan import Plan
from tracker.domain.promise import Cause
from tracker.domain.reconcile import Changes
from tracker.domain.verdict import Leniency
from tracker.services import restoring
from tracker.services.exporting import copy
from tracker.store import accounts, calendars, connections, events, feedback, ledger, letters
from tracker.store.carrying import CARRIED
from tracker.store.letters import State
from tracker.store.seal import Seal
from tracker.store.tables import metadata

SEAL = Seal([Seal.new_key()])
ADDRESS = "https://calendar.example/marked-secret/basic.ics"
ODD = "“Zoë”, \u202e=1+1\n\0\ud800 €"  # what a feed may say: quotes, a turned line, a formula, NUL, half a character


def rich_user():
    """Efua in Berlin, who has set everything that can be set."""
    return user(
        name="Efua",
        zone=BERLIN,
        addresses=frozenset({"efua@example.com", "efua@work.example"}),
        quiet_weeks=False,
        role=Role.OWNER,
        digest_day=6,
        digest_hour=18,
        next_digest_at=NOW + 6 * DAY,
        leniency=Leniency(timedelta(minutes=5), timedelta(hours=12), timedelta(days=7)),
        away=Span(NOW, NOW + 7 * DAY),
        offers=("an introduction to the printers", "a second pair of eyes"),
        feed_key="marked-feed-key",
        locale="fr",
        reminders=True,
        next_reminder_at=NOW + HOUR,
        reminded_at=NOW - HOUR,
        letters_key="marked-atom-key",
    )


def live(database, one):
    """Rows in every table of theirs, letters in each state, and history with all that history can hold."""
    with database.write() as db:
        accounts.add_user(db, one)
        fill_every_table(db, one.id)
        calendars.replace_sealed(db, one.id, "work", SEAL.seal(ADDRESS, owner=one.id))
        (told,) = calendars.calendars(db, one.id)
        calendars.save_calendar(db, replace(told, cursor="marked-cursor", next_sync_at=NOW + HOUR, shown="….ics"))
        leave = connections.connections(db, one.id)[0]
        connections.keep_connection(db, one.id, leave, SEAL.seal("marked-token", owner=one.id))
        _tell(db, one.id)
        _decide(db, one.id)
        for number, state in enumerate(State):
            sent = NOW if state is State.SENT else None
            named = {"id": f"{state} of {one.id}", "kind": f"kind {number}", "state": state.value, "sent_at": sent}
            body = SEAL.seal("marked-letter", owner=one.id).encode()
            letters.add_letter(db, replace(letter_of(one.id), **named), body)


def _tell(db, user_id):
    odd = event("=1+1 “Zoë”", key=EventKey("work", "odd"), description=ODD)
    events.record(db, user_id, "work", Changes(new=(odd,)), NOW)
    events.record(db, user_id, "work", Changes(changed=(replace(odd, start=FRIDAY - DAY),)), NOW + HOUR)
    events.save_candidates(db, user_id, odd.key, [candidate(uid="odd")], 1)
    events.record(db, user_id, "work", Changes(gone=(event().key,)), NOW + 2 * HOUR)
    feedback.add(db, user_id, Answer.CONFIRMED, shown(candidate(), reader=3, learned=1), via="page", at=NOW)
    feedback.take_back(db, user_id, feedback.log(db, user_id)[:1], via="page", at=NOW)


def _decide(db, user_id):
    moved = promise("proofread the thesis", id="p2").renegotiate(FRIDAY + DAY, agreed_at=NOW)
    late = promise("call the printers", id="p3").deliver(FRIDAY + 3 * DAY)
    keeping.keep(db, user_id, moved, late, promise(ODD, id="p4", repairs="p3"))
    keeping.change(db, user_id, moved, moved.deliver(FRIDAY), Act.DELIVERED)
    keeping.change(db, user_id, late, late.explain(Cause.FORGOT), Act.EXPLAINED)
    keeping.keep(db, user_id, person("Kofi Boateng", tags=frozenset({"mentor"}), review_on=date(2026, 7, 1)))
    keeping.keep(db, user_id, Plan(id="w2", week="2026-W02", person="kofi", value="notes", on=NOW.date()))
    reader = Partner(id="r1", name="Yaa", address="yaa@example.com", invited_at=NOW, joined_at=NOW + DAY)
    keeping.keep(db, user_id, reader)


def copied(database, one, *, secrets=True):
    """A copy of one's own, as text."""
    with database.read() as db:
        return b"".join(copy(db, one, secrets=secrets)).decode()


def restored(database, text, *, seal=SEAL, now=NOW, into=None):
    """It, put back."""
    return restoring.restore(database, seal, StringIO(text), into=into, now=now)


def every_row(database, user_id="efua"):
    """All rows of all carried tables, as the columns' types read them, numbers and marks left out; and what the
    numbers say: the order of entries and answers, which answer is taken back, and which version of an event is the
    current one.
    """
    with database.read() as db:
        rows = {name: _rows(db, metadata.tables[name]) for name in CARRIED}
        log = feedback.log(db, user_id)
        places = {one.number: place for place, one in enumerate(log)}
        rows["order of answers"] = [(one.answer, one.shown, places.get(one.of)) for one in log]
        rows["order of entries"] = ledger.chain(db, user_id)
        rows["current versions"] = events.known(db, user_id, "work")
        for uid in ("one", "odd"):
            rows[f"versions of {uid}"] = events.versions(db, user_id, EventKey("work", uid))
        return rows


def _rows(db, table):
    told = [column for column in table.columns if column.name not in ("number", "takes_back", "mark")]
    return Counter(map(repr, db.execute(select(*told)).all()))

"""What webhooks are told: each thing once, kept with what decided it, or found when it was looked for."""

from datetime import timedelta

import pytest

from tests.fakes import FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, candidate, event
from tests.services.deciding import tell
from tests.services.webhooks.telling import Hook
from tracker.domain.account import CalendarKind
from tracker.domain.notice import Kind
from tracker.domain.promise import Refused
from tracker.domain.verdict import Leniency
from tracker.services import digests, ledger, notices, users
from tracker.services.sync import Doors, sync
from tracker.store import calendars
from tracker.store.notices import State


class Undone(Exception):
    """The transaction ends here."""


def test_each_act_on_a_promise_is_told_once(hook, promised, database, efua, clock):
    one = promised()
    act = {"via": "page", "now": NOW + HOUR}
    ledger.renegotiate(database, efua, one.id, due=FRIDAY + DAY, dated=False, told=True, **act)
    ledger.deliver(database, efua, one.id, **act)
    ledger.deliver(database, efua, one.id, **act)
    ledger.undo(database, efua, one.id, **act)
    ledger.release(database, efua, one.id, **act)
    clock.pass_by(2 * HOUR)
    assert hook.tell() == 5
    assert hook.types == [
        "promise.made",
        "promise.renegotiated",
        "promise.delivered",
        "promise.changed",
        "promise.closed",
    ]
    assert [one["data"]["promise"]["outcome"] for one in hook.said] == [
        "pending",
        "pending",
        "kept",
        "pending",
        "released",
    ]
    assert hook.tell() == 0
    assert {one.state for one in hook.kept} == {State.TOLD}


def test_a_notice_says_what_and_by_when_and_nothing_of_notes_or_events(hook, database, efua):
    said = {"promisee": "Ama", "due": FRIDAY, "dated": False, "note": "our secret", "via": "page", "now": NOW}
    one = ledger.add(database, efua, body="send proposal", **said)
    hook.tell()
    assert hook.said == [
        {
            "type": "promise.made",
            "version": 1,
            "timestamp": "2026-01-05T09:00:00Z",
            "data": {
                "act": "added",
                "promise": {
                    "id": one.id,
                    "body": "send proposal",
                    "promiser": "me",
                    "promisee": "Ama",
                    "due": "2026-01-09T17:00:00Z",
                    "dated": False,
                    "outcome": "pending",
                    "made_at": "2026-01-05T09:00:00Z",
                    "delivered_at": None,
                    "renegotiations": 0,
                },
            },
        }
    ]


def test_what_is_undone_with_its_transaction_is_never_told(hook, database, efua, promised):
    one = promised()

    def undone():
        with database.write() as db:
            ledger.delivered(db, efua, one.id, NOW, "page", NOW)
            raise Undone

    with pytest.raises(Undone):
        undone()
    with pytest.raises(Refused):
        ledger.renegotiate(database, efua, one.id, due=FRIDAY, dated=False, told=True, via="page", now=NOW)
    assert [one.kind for one in hook.kept] == [Kind.MADE]


def test_one_is_told_only_what_its_user_chose_and_nothing_of_others(doors, efua, kofi, taker, promised, database):
    hook = Hook(doors, efua, taker, kinds=[Kind.DELIVERED])
    one = promised()
    ledger.add(database, kofi, body="pay Yaa", promisee="Yaa", due=FRIDAY, dated=True, via="page", now=NOW)
    ledger.deliver(database, efua, one.id, via="page", now=NOW)
    hook.tell()
    assert hook.types == ["promise.delivered"]
    assert notices.tell(doors, kofi.id, hook.id) == 0


def test_what_runs_out_is_told_when_it_has_and_once(hook, promised, clock):
    promised(due=NOW + HOUR)
    hook.look()
    clock.pass_by(HOUR + timedelta(minutes=1))
    hook.look()
    assert [one.kind for one in hook.kept] == [Kind.MADE]
    assert hook.now.look_at == NOW + 2 * HOUR + timedelta(seconds=1)  # due, and an hour's grace
    clock.now = hook.now.look_at
    hook.look()
    hook.look()
    clock.pass_by(DAY)
    hook.look()
    assert [one.kind for one in hook.kept] == [Kind.MADE, Kind.OVERDUE]
    hook.tell()
    assert hook.said[-1]["data"]["promise"]["outcome"] == "overdue"


def test_what_has_run_out_before_it_listens_is_not_told(doors, efua, taker, promised, clock):
    promised(due=NOW + HOUR)
    clock.pass_by(DAY)
    hook = Hook(doors, efua, taker)
    hook.look()
    assert hook.kept == ()


def test_what_was_put_off_and_runs_out_again_is_told_again(hook, promised, database, efua, clock):
    one = promised(due=NOW + HOUR)
    clock.pass_by(2 * HOUR + timedelta(minutes=1))
    hook.look()
    ledger.undo(database, efua, one.id, via="page", now=clock())
    again = promised(due=clock() + HOUR)
    hook.look()
    clock.pass_by(3 * HOUR)
    hook.look()
    told = [(each.kind, each.subject) for each in hook.kept if each.kind is Kind.OVERDUE]
    assert told == [(Kind.OVERDUE, one.id), (Kind.OVERDUE, again.id)]


def test_a_new_question_is_told_once(hook, database, efua, clock):
    tell(database, efua, candidate())
    hook.look()
    clock.pass_by(HOUR)
    hook.look()
    (one,) = hook.kept
    assert one.kind is Kind.QUESTION
    hook.tell()
    assert hook.said[0]["data"]["question"].keys() == {"sign", "ask", "promise"}
    assert "proposal" not in hook.taker.came[0].body.decode()


def test_two_who_look_at_once_tell_it_once(hook, promised, clock, doors):
    promised(due=NOW + HOUR)
    clock.pass_by(3 * HOUR)

    class Raced:
        """A database at which another looks just before this one writes."""

        read = doors.database.read

        def write(self):
            hook.look()
            return doors.database.write()

    notices.look(doors._replace(database=Raced()), hook.user.id, hook.id)
    assert [one.kind for one in hook.kept] == [Kind.MADE, Kind.OVERDUE]


def test_a_letter_that_went_out_is_told_and_not_what_it_says(hook, database, post, efua, promised, outbox, clock):
    promised()
    message = digests.written(post, digests.preview(database, efua, NOW), NOW)
    with database.write() as db:
        digests.keep_letter(db, post, efua, message, kind="digest", period="2026-W02", now=NOW)
    hook.tell()
    assert digests.send_waiting(database, post, clock) == 1
    hook.tell()
    assert hook.types == ["promise.made", "letter.sent"]
    assert hook.said[1]["data"]["letter"].items() >= {"kind": "digest", "period": "2026-W02"}.items()
    assert "proposal" not in hook.taker.came[1].body.decode()


def test_a_calendar_that_was_read_has_it_looked_for_soon(hook, database, efua, clock):
    hook.look()
    assert hook.now.look_at > clock()
    source = FakeSource((event("Call with Kofi"),))
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
    sync(database, Doors({CalendarKind.ICS: source}, lambda *_: ()), efua, "work", now=clock())
    assert hook.now.look_at == clock()


def test_other_leniency_has_it_looked_for_soon(hook, database, efua, clock):
    hook.look()
    users.decide(database, efua, {"leniency": Leniency(grace=timedelta(0))}, via="page", now=clock())
    assert hook.now.look_at == clock()

"""Users, and whose digest is due."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from tests import keeping
from tests.making import BERLIN, DAY, HOUR, NOW, calendar, candidate, event, person, promise, user
from tracker.domain.account import Connection
from tracker.domain.entry import Act, Entry
from tracker.domain.event import Resource, Skipped, Span
from tracker.domain.feedback import Answer, shown
from tracker.domain.notice import Kind
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.promise import to_record
from tracker.domain.reconcile import Changes
from tracker.domain.saying import Words
from tracker.domain.token import Scope, Token
from tracker.domain.verdict import Leniency
from tracker.store import (
    accounts,
    answered,
    calendars,
    channels,
    connections,
    events,
    feedback,
    invitations,
    ledger,
    letters,
    links,
    notices,
    progress,
    quotas,
    resources,
    sessions,
    tokens,
    webhooks,
)
from tracker.store.channels import Channel
from tracker.store.connections import Consent, Revocation
from tracker.store.database import new_id
from tracker.store.invitations import Invitation
from tracker.store.letters import Letter
from tracker.store.tables import ideas, metadata
from tracker.store.webhooks import Sealed, Webhook

OUTLIVE = {"audit", "revocations"}  # what was done here, without a name in it; what Google has still to be told


def test_a_user_comes_back_as_they_went(database):
    everything = user(
        name="Efua",
        addresses=frozenset({"efua@example.com", "efua@work.example"}),
        digest_on=False,
        quiet_weeks=False,
        digest_day=6,
        digest_hour=18,
        next_digest_at=NOW,
        locale="fr",
        reminders=True,
        next_reminder_at=NOW + DAY,
        reminded_at=NOW - DAY,
        letters_key="key",
        leniency=Leniency(timedelta(minutes=5), timedelta(hours=12), timedelta(days=7)),
        away=Span(NOW, NOW + 7 * DAY),
    )
    with database.write() as db:
        accounts.add_user(db, everything)
        assert accounts.user(db, "efua") == everything
        assert accounts.users(db) == (everything,)


def test_those_to_remind_are_who_wish_it_and_whose_hour_has_come(database):
    with database.write() as db:
        for name, wishes, at in (
            ("now", True, NOW),
            ("earlier", True, NOW - DAY),
            ("later", True, NOW + HOUR),
            ("not planned", True, None),
            ("never", False, NOW),
        ):
            accounts.add_user(db, user(id=name, email=f"{name}@example.com", reminders=wishes, next_reminder_at=at))
        assert [one.id for one in accounts.users_to_remind(db, NOW)] == ["earlier", "now"]


@pytest.mark.parametrize("was", [None, NOW])
def test_of_two_who_plan_the_next_reminder_one_is_told_so(database, was):
    with database.write() as db:
        accounts.add_user(db, user(reminders=True, next_reminder_at=was))
        plans = [accounts.plan_reminder(db, "efua", NOW + DAY, was, NOW) for _ in range(2)]
        assert plans == [True, False]
        planned = accounts.user(db, "efua")
        assert (planned.next_reminder_at, planned.reminded_at) == (NOW + DAY, NOW)


def test_what_is_set_meanwhile_does_not_forget_up_to_when_they_were_reminded(database, efua):
    with database.write() as db:
        accounts.plan_reminder(db, "efua", NOW + DAY, None, NOW)
        accounts.save_user(db, replace(efua, reminders=True, next_reminder_at=NOW + 2 * DAY))
        assert accounts.user(db, "efua").reminded_at == NOW


def test_reminders_stop_and_all_else_stays(database):
    one = user(reminders=True, next_reminder_at=NOW, locale="fr")
    with database.write() as db:
        accounts.add_user(db, one)
        accounts.stop_reminders(db, "efua")
        assert accounts.user(db, "efua") == replace(one, reminders=False, next_reminder_at=None)


def test_a_user_may_change_all_but_their_id(database, efua):
    changed = replace(efua, name="Efua A.", zone=BERLIN, digest_hour=7, next_digest_at=NOW)
    with database.write() as db:
        accounts.save_user(db, changed)
        assert accounts.user(db, "efua") == changed


def test_nobody_is_none(database):
    with database.read() as db:
        assert accounts.user(db, "nils") is None
        assert accounts.user_with(db, "nils@example.com") is None
        assert accounts.users(db) == ()


def test_an_address_finds_its_user_in_whatever_case_it_is_typed(database, efua, kofi):
    with database.read() as db:
        assert accounts.user_with(db, " Efua@Example.COM ") == efua


def test_one_address_has_one_account(database, efua):
    with pytest.raises(IntegrityError), database.write() as db:
        accounts.add_user(db, user(id="another", email="EFUA@example.com"))


def test_a_digest_is_due_at_its_instant_and_only_if_wanted(database):
    ids = {"early": (NOW - HOUR, True), "now": (NOW, True), "later": (NOW + HOUR, True), "off": (NOW, False)}
    with database.write() as db:
        for name, (at, wanted) in ids.items():
            accounts.add_user(db, user(id=name, email=name, next_digest_at=at, digest_on=wanted))
        accounts.add_user(db, user(id="unplanned", email="unplanned"))
        assert [who.id for who in accounts.users_due(db, NOW)] == ["early", "now"]


def test_of_two_who_plan_the_next_digest_one_succeeds(database, efua):
    with database.write() as db:
        assert accounts.plan_digest(db, "efua", NOW, was=None)
        assert not accounts.plan_digest(db, "efua", NOW, was=None)
        assert accounts.plan_digest(db, "efua", NOW + 7 * DAY, was=NOW)
        assert not accounts.plan_digest(db, "efua", NOW + 14 * DAY, was=NOW)
        assert accounts.user(db, "efua").next_digest_at == NOW + 7 * DAY


def test_a_user_who_goes_leaves_no_row_behind(database, efua, kofi):
    for who in (efua, kofi):
        with database.write() as db:
            fill_every_table(db, who.id)
    with database.write() as db:
        before = rows(db)
        accounts.remove_user(db, "efua")
        after = rows(db)
    owned = {table.name for table in metadata.sorted_tables if "user_id" in table.c} - OUTLIVE
    assert [name for name in owned if not before[name]] == []
    assert {name: after[name] for name in owned} == {name: before[name] / 2 for name in owned}
    with database.read() as db:
        assert accounts.users(db) == (kofi,)


def fill_every_table(db, user_id):
    sessions.add_signin(db, user_id, f"link of {user_id}", NOW + HOUR)
    sessions.add_session(db, user_id, f"session of {user_id}", NOW, NOW + DAY)
    calendars.add_calendar(db, calendar(user=user_id), "sealed")
    calendars.save_skipped(db, user_id, "work", [Skipped("bad", "It has no start.")])
    calendars.save_memory(db, user_id, "work", b"memory")
    progress.wait_for(db, user_id, "work", believe=False, now=NOW)
    events.record(db, user_id, "work", Changes(new=(event(),)), NOW)
    events.save_candidates(db, user_id, event().key, [candidate()], 1)
    ledger.keep(db, user_id, promise(), Entry("p1", NOW, user_id, "page", Act.ADDED, {}, to_record(promise())))
    ledger.dismiss(db, user_id, "sign", body="send proposal", at=NOW, via="page")
    feedback.add(db, user_id, Answer.DISMISSED, shown(candidate(), reader=3, learned=0), via="page", at=NOW)
    keeping.keep(db, user_id, person())
    keeping.keep(db, user_id, Give("g1", "ama", GiveKind.MEAL, Direction.GIVEN, NOW))
    idea = {"person_id": "ama", "line": "bees", "shown_on": NOW.date(), "event": ["work", "one", ""]}
    db.execute(insert(ideas).values(user_id=user_id, source="interest", **idea))
    letters.add_letter(db, letter_of(user_id), b"body")
    links.use(db, user_id, "link", NOW)
    invitations.add(db, user_id, invitation_by(user_id), f"invitation of {user_id}")
    quotas.keep(db, user_id, {"calendars": 5})
    fill_googles_tables(db, user_id)
    fill_webhooks(db, user_id)
    fill_programs(db, user_id)


def fill_googles_tables(db, user_id):
    resources.save(db, user_id, "work", [Resource("one", "one@example.com", None, None, b"told")])
    leave = Connection(id="leave", user=user_id, account="a@example.com", scopes=frozenset(), consented_at=NOW)
    connections.keep_connection(db, user_id, leave, "sealed")
    consent = {"state_hash": f"state of {user_id}", "user": user_id, "purpose": "connect", "browser_hash": "browser"}
    connections.add_consent(db, Consent(**consent, connection="", sealed="sealed", expires_at=NOW + HOUR))
    revoked = Revocation(id=new_id(), user=user_id, sealed="sealed", made_at=NOW, next_try_at=NOW)
    connections.add_revocation(db, user_id, revoked)
    told = {"id": f"channel of {user_id}", "user": user_id, "connection": "leave", "calendar": "work"}
    channels.add_channel(db, user_id, Channel(**told, token_hash="hash", renew_at=NOW, expires_at=NOW + DAY))


def fill_webhooks(db, user_id):
    said = {"id": "hook", "shown": "example.com", "kinds": (Kind.MADE,), "trouble": Words(""), "rests_until": NOW}
    hidden = Sealed(address="sealed", secret="sealed", secret_before=None)
    webhooks.add_webhook(db, user_id, Webhook(user=user_id, made_at=NOW, **said), hidden, [])
    notices.add_notice(db, user_id, "hook", kind=Kind.MADE, subject="p1", body="{}", at=NOW)


def fill_programs(db, user_id):
    said = {"name": "a script", "scopes": frozenset({Scope.PROMISES_READ}), "tail": "abcd", "made_at": NOW}
    tokens.add_token(db, user_id, Token(id="t1", user=user_id, **said, ends_at=NOW + DAY), f"token of {user_id}")
    answered.take(db, user_id, answered.Key("t1", "once"), "hash", NOW)


def invitation_by(user_id):
    return Invitation(f"asked by {user_id}", user_id, f"a.friend.of.{user_id}@example.com", "en", NOW, NOW + DAY)


def letter_of(user_id):
    return Letter(
        id=f"letter of {user_id}",
        user=user_id,
        period="2026-W02",
        kind="digest",
        message_id="<1@example.com>",
        subject="Your week",
        to=f"{user_id}@example.com",
        made_at=NOW,
        next_try_at=NOW,
    )


def rows(db):
    return {
        table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }

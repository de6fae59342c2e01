"""The export: everything that is kept of one user, as JSON that can be read again, and nothing that opens a door."""

import json
from dataclasses import asdict
from datetime import date

import pytest

from tests.making import DAY, FRIDAY, NOW, calendar, candidate, event
from tracker.domain.people import Direction, GiveKind
from tracker.domain.promise import from_record
from tracker.domain.reconcile import Changes
from tracker.mail.links import Links
from tracker.mail.outbox import MaildirOutbox
from tracker.services import answers, digests, following, ledger, people, signin
from tracker.services.digests import Post
from tracker.services.exporting import everything
from tracker.store import calendars, events
from tracker.store import ledger as store
from tracker.store.records import to_event
from tracker.store.seal import Seal

LINKS = Links(["a key that only tests know, long enough"], "http://127.0.0.1:8000")
ADDRESS = "https://calendar.example/private-marked-secret/basic.ics"
SEAL = Seal([Seal.new_key()])


@pytest.fixture
def lived(database, efua):
    """Efua has done everything once."""
    followed = following.follow(database, SEAL, efua, ADDRESS, name="Work", now=NOW)
    found = [
        candidate(body, uid=uid, event=event(uid=uid).key._replace(calendar=followed.id))
        for body, uid in (("send proposal", "one"), ("buy milk", "two"))
    ]
    with database.write() as db:
        told = [event(one.body, key=one.event) for one in found]
        events.record(db, efua.id, followed.id, Changes(new=tuple(told)), NOW)
        for one in found:
            events.save_candidates(db, efua.id, one.event, (one,), 1)
    accepted = answers.accept(database, efua, found[0].sign, via="page", now=NOW)
    answers.dismiss(database, efua, found[1].sign, via="page", now=NOW)
    ledger.renegotiate(database, efua, accepted.id, due=FRIDAY + DAY, dated=True, told=True, via="page", now=NOW)
    ledger.deliver(database, efua, accepted.id, via="letter", now=NOW + DAY)
    ledger.add(database, efua, body="call Kofi", promisee="Kofi", due=FRIDAY, dated=False, via="page", now=NOW)
    ama = people.name_person(
        database,
        efua,
        name="Ama",
        addresses=frozenset({"ama@example.com"}),
        goal="one paper",
        review_on=date(2026, 7, 1),
        via="page",
        now=NOW,
    )
    people.give(
        database,
        efua,
        person=ama.id,
        kind=GiveKind.MEAL,
        direction=Direction.GIVEN,
        at=NOW,
        note="soup",
        via="page",
        now=NOW,
    )
    return database


def exported(database, user):
    """The export, once through JSON as the command writes it."""
    with database.read() as db:
        return json.loads(json.dumps(everything(db, user), default=str))


def test_all_that_was_decided_is_in_it(lived, efua):
    told = exported(lived, efua)
    with lived.read() as db:
        assert tuple(from_record(one) for one in told["promises"]) == store.promises(db, efua.id)
        entries = store.entries(db, efua.id)
    assert [(one["act"], one["via"], one["at"]) for one in told["entries"]] == [
        (entry.act, entry.via, str(entry.at)) for entry in entries
    ]
    assert [one["after"] for one in told["entries"]] == [dict(entry.after) for entry in entries]
    assert [one["body"] for one in told["dismissals"]] == ["buy milk"]
    assert [(one["answer"], one["shown"]["key"]) for one in told["feedback"]] == [
        ("confirmed", "send proposal"),
        ("dismissed", "buy milk"),
    ]
    assert [(one["name"], one["goal"], one["review_on"]) for one in told["persons"]] == [
        ("Ama", "one paper", "2026-07-01")
    ]
    assert [(one["kind"], one["direction"], one["note"]) for one in told["gives"]] == [("meal", "given", "soup")]


def test_what_calendars_told_is_in_it_as_it_stands(lived, efua):
    told = exported(lived, efua)
    with lived.read() as db:
        (followed,) = calendars.calendars(db, efua.id)
        known = events.known(db, efua.id, followed.id)
    assert {to_event(one).key: to_event(one) for one in told["events"]} == known
    assert [one["name"] for one in told["calendars"]] == ["Work"]


def test_the_user_and_their_settings_are_in_it(lived, efua):
    told = exported(lived, efua)["user"]
    assert (told["email"], told["zone"], told["addresses"]) == (efua.email, "Africa/Accra", ["efua@example.com"])
    assert set(told) == set(asdict(efua))
    assert told["leniency"] == ["1:00:00", "0:00:00", "30 days, 0:00:00"]


def test_letters_are_listed_in_it(lived, efua, tmp_path):
    post = Post(MaildirOutbox(tmp_path / "letters"), LINKS, LINKS.base_url, "Tracker <tracker@example.com>", SEAL)
    digests.write_one(lived, post, efua, NOW)
    (letter,) = exported(lived, efua)["letters"]
    assert (letter["kind"], letter["period"], letter["to"]) == ("digest", "2026-W02", "efua@example.com")


def test_no_secret_is_in_it(lived, efua, tmp_path):
    post = Post(MaildirOutbox(tmp_path / "letters"), LINKS, LINKS.base_url, "Tracker <tracker@example.com>", SEAL)
    digests.write_one(lived, post, efua, NOW)
    token = signin.invite(lived, efua, now=NOW)
    session = signin.redeem(lived, token, NOW)
    text = json.dumps(exported(lived, efua))
    with lived.read() as db:
        (followed,) = calendars.calendars(db, efua.id)
        sealed = calendars.sealed_of(db, efua.id, followed.id)
    for secret in ("marked-secret", sealed, sealed[:20], token, session, "/l/", "cursor", "sealed", "hash"):
        assert secret not in text


def test_nothing_of_anybody_else_is_in_it(lived, efua, kofi):
    calendar_of_kofi = calendar(id="home", user=kofi.id, name="Home of Kofi")
    with lived.write() as db:
        calendars.add_calendar(db, calendar_of_kofi, "sealed")
    assert exported(lived, kofi)["promises"] == []
    assert [one["name"] for one in exported(lived, kofi)["calendars"]] == ["Home of Kofi"]
    assert "Home of Kofi" not in json.dumps(exported(lived, efua))


def test_it_says_the_same_each_time(lived, efua):
    assert exported(lived, efua) == exported(lived, efua)


def test_an_empty_account_is_exported_too(database, efua):
    told = exported(database, efua)
    assert told["tracker"] == 1
    assert [name for name, value in told.items() if not value] == list(told)[2:]

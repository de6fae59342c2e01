"""Checks C17 to C22 of what must hold for leave from Google, by Google's own libraries against the stand-in.

What each rests on is taken out, one by one, in test_unguarded.py: then it turns red.
"""

import base64
import hashlib
import logging
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import sleep
from traceback import format_exception
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import request
from sqlalchemy import text

from tests.making import DAY, NOW, candidate, event
from tests.services.connecting import AMA, BACK, EFUA, FAMILY, connecting
from tests.web.browsing import Browser, leads, tracker_with
from tracker.calendars.google import oauth
from tracker.calendars.google.client import redirect_address
from tracker.calendars.trouble import NeedsReconnect
from tracker.domain.reconcile import Changes
from tracker.services import answers, connections, consents
from tracker.services.consents import Purpose
from tracker.services.exporting import copy
from tracker.services.renewing import sealed
from tracker.store import events, tables
from tracker.store import ledger as ledger_store
from tracker.store.backup import back_up
from tracker.store.seal import Seal
from tracker.web.app import create_app

DYING = Path(__file__).with_name("dying.py")
MINUTE = timedelta(minutes=1)
READING = {
    "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    "https://www.googleapis.com/auth/calendar.events.readonly",
}


@pytest.fixture
def world(database):
    with connecting(database) as world:
        yield world


@pytest.fixture
def calendar(world):
    """Efua's own, followed."""
    (calendar,) = world.choose(world.connect(), EFUA)
    return calendar


@pytest.fixture
def in_a_file(sqlite):
    """The same in a file, which another process can open."""
    with connecting(sqlite) as world:
        (calendar,) = world.choose(world.connect(), EFUA)
        yield world, calendar


def rows(database):
    """All that is kept, but for the consents under way."""
    with database.read() as db:
        names = [name for name in tables.metadata.tables if name != "consents"]
        return {name: sorted(map(repr, db.execute(text(f"SELECT * FROM {name}")))) for name in names}


def refused(world, kind, answer, **but):
    """It is refused, and nothing is kept."""
    before = rows(world.database)
    with pytest.raises(kind):
        world.finish(answer, **but)
    assert rows(world.database) == before


def asked_for(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def forms(world, kind):
    """What was sent to the token endpoint."""
    return [one.form for one in world.google.asked if one.form.get("grant_type") == kind]


# --- C17: the state -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "but",
    [{"state": ""}, {"state": "made up"}, {"browser": "another session of Efua's"}, {"browser": ""}],
    ids=["missing", "wrong", "another session", "no session"],
)
def test_c17_a_state_that_is_not_of_this_browser_is_refused_before_google_is_asked(world, but):
    refused(world, consents.StateUnknown, world.agreed(world.begin()), **but)
    assert world.asked("/token") == 0


def test_c17_a_state_works_once(world):
    answer = world.agreed(world.begin())
    world.finish(answer)
    refused(world, consents.StateUnknown, answer)
    assert len(forms(world, "authorization_code")) == 1


def test_c17_a_state_is_used_up_whatever_happens_after(world):
    answer = world.agreed(world.begin())
    refused(world, consents.StateUnknown, answer, browser="another")
    refused(world, consents.StateUnknown, answer)


def test_c17_eleven_minutes_are_too_long(world):
    answer = world.agreed(world.begin())
    world.clock.pass_by(11 * MINUTE)
    refused(world, consents.StateExpired, answer)
    assert world.asked("/token") == 0


def test_c17_a_state_serves_the_purpose_that_it_was_made_for(world):
    refused(world, consents.StateUnknown, world.agreed(world.begin(purpose=Purpose.SIGNIN, user=None)))


def test_c17_of_a_state_and_its_browser_only_hashes_are_kept(world):
    address = world.begin(browser="the browser's secret")
    with world.database.read() as db:
        kept = repr(db.execute(text("SELECT * FROM consents")).all())
    for secret in ("the browser's secret", asked_for(address)["state"]):
        assert secret not in kept
        assert hashlib.sha256(secret.encode()).hexdigest() in kept


# --- C18: PKCE, and where one is sent back to -----------------------------------------------------------------------


def test_c18_each_asking_has_a_challenge_of_its_own_that_its_verifier_meets_once(world):
    addresses = [world.begin(), world.begin(), world.begin(purpose=Purpose.SIGNIN, user=None)]
    told = [asked_for(address) for address in addresses]
    assert [one["code_challenge_method"] for one in told] == ["S256"] * 3
    assert len({one["code_challenge"] for one in told}) == 3
    for address in addresses[:2]:
        world.finish(world.agreed(address))
    verifiers = [form["code_verifier"] for form in forms(world, "authorization_code")]
    assert [_s256(one) for one in verifiers] == [one["code_challenge"] for one in told[:2]]
    sent = [one.query for one in world.google.asked] + forms(world, "refresh_token")
    assert not set(verifiers) & {value for query in sent for value in query.values()}


def _s256(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def test_c18_without_its_verifier_a_code_is_worth_nothing(world):
    """A code that somebody saw on its way, brought to an asking of their own."""
    seen, mine = world.agreed(world.begin()), world.agreed(world.begin())
    refused(world, consents.CodeRefused, mine | {"code": seen["code"]})


def test_c18_google_sends_back_to_the_one_address_that_is_configured(world):
    world.connect()
    assert redirect_address("http://127.0.0.1:8000") == BACK
    assert {one.query["redirect_uri"] for one in world.google.asked if "redirect_uri" in one.query} == {BACK}
    assert {form["redirect_uri"] for form in forms(world, "authorization_code")} == {BACK}


@pytest.mark.parametrize(
    "header",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Original-Host": "evil.example", "X-Forwarded-Prefix": "/evil"},
    ],
    ids=lambda header: next(iter(header)),
)
def test_c18_whatever_a_request_says_of_its_host_the_address_stays(world, header):
    browser = Browser(create_app(tracker_with(world.database, google=world.client)), world.user)
    fields = {"csrf_token": browser.token}
    with browser.client:
        browser.get("/google")
        cookies = "; ".join(f"{name}={value}" for name, value in request.cookies.items())
    anywhere = browser.client.application.test_client(use_cookies=False)  # a browser would not send them to that host
    there = anywhere.post("/google/connect", data=fields, headers={"Cookie": cookies, **header})
    assert asked_for(leads(there))["redirect_uri"] == BACK


# --- C19: mix-up, and codes played again ----------------------------------------------------------------------------


@pytest.mark.parametrize("issuer", ["https://accounts.example.com", "https://accounts.google.com.example.com"])
def test_c19_an_answer_of_another_issuer_is_refused_before_its_code_is_sent_anywhere(world, issuer):
    world.google.iss = issuer
    refused(world, consents.WrongIssuer, world.agreed(world.begin()))
    assert world.asked("/token") == 0


def test_c19_an_issuer_that_does_not_name_itself_is_none_other(world):
    world.google.iss = None
    assert world.finish(world.agreed(world.begin())).new


def test_c19_the_code_of_somebody_else_is_refused(world):
    """What Ama was given is put into Efua's answer: PKCE binds a code to the asking that it answers."""
    theirs = world.agreed(world.begin(browser="Ama's session"), AMA)
    refused(world, consents.CodeRefused, world.agreed(world.begin()) | {"code": theirs["code"]})


def test_c19_a_code_works_once(world):
    answer = world.agreed(world.begin())
    world.finish(answer)
    refused(world, consents.CodeRefused, world.agreed(world.begin()) | {"code": answer["code"]})


# --- C20: scopes ----------------------------------------------------------------------------------------------------


def test_c20_exactly_two_scopes_to_read_are_asked_for_and_only_to_connect(world):
    told = asked_for(world.begin())
    assert set(told["scope"].split()) == READING
    assert "include_granted_scopes" not in told
    signing_in = asked_for(world.begin(purpose=Purpose.SIGNIN, user=None))
    assert signing_in["scope"].split() == ["openid", "email"]


def test_c20_no_more_is_asked_for_when_a_token_is_renewed(world, calendar):
    world.access(calendar, refused=world.access(calendar))
    assert [set(form["scope"].split()) for form in forms(world, "refresh_token")] == [READING]


@pytest.mark.parametrize("scope", sorted(READING))
def test_c20_a_permission_left_out_is_explained_and_nothing_is_kept(world, scope):
    answer = world.agreed(world.begin(), scopes=READING - {scope})
    before = rows(world.database)
    with pytest.raises(consents.ScopeUnticked) as why:
        world.finish(answer)
    assert consents.PERMISSIONS[scope] in str(why.value)
    assert "tick" in str(why.value)
    assert rows(world.database) == before
    assert len(world.google.revoked) == 1


# --- C21: tokens at rest --------------------------------------------------------------------------------------------


def test_c21_no_token_can_be_read_in_database_log_export_or_error(world, calendar, caplog):
    with caplog.at_level(logging.DEBUG):
        world.google.rotates = True
        world.connect(AMA)
        tokens = [world.access(calendar)]
        tokens.append(world.access(calendar, refused=tokens[0]))
        tokens += [grant.refresh for grant in world.google.grants]
        errors = errors_of(world, calendar)
        world.google.fault("/revoke", 503)
        world.disconnect(next(one for one in world.connections() if one.account == EFUA))
    assert world.waiting() == 1
    with world.database.read() as db:
        export = b"".join(copy(db, world.user)).decode() + b"".join(copy(db, world.user, secrets=True)).decode()
    kept = repr(rows(world.database)) + "".join(map(str, files_of(world.database)))
    for place in (kept, export, errors, caplog.text):
        assert place
        for token in (*tokens, "hush"):
            assert token not in place


def errors_of(world, calendar):
    """What the exceptions say when Google is out of order, refuses, and has taken leave back."""
    said = []
    for status, reason in ((500, "zebrafish"), (400, "never heard of"), (401, "invalid_client")):
        world.google.fault("/token", status, reason, times=9 if status == 500 else 1)
        with pytest.raises(Exception) as error:  # noqa: PT011 (whatever it is)
            world.access(calendar, refused=world.access(calendar))
        world.google.faults.clear()
        said.append("".join(format_exception(error.value)))
    return "".join(said)


def files_of(database):
    """The bytes of a SQLite file, with what lies beside it and its back-up."""
    if database.path is None:
        return []
    back_up(database.path, database.path.with_suffix(".copy"))
    return [path.read_bytes() for path in database.path.parent.glob(f"{database.path.stem}*")]


def test_c21_the_same_token_is_never_sealed_alike(world):
    held = oauth.Tokens("access", world.clock(), "refresh", frozenset())
    assert len({sealed(world.seal, "efua", held) for _ in range(10)}) == 10


def test_c21_a_token_is_sealed_for_its_owner(world, calendar):
    """A row pasted over another user's opens for nobody."""
    with world.database.read() as db:
        kept = db.execute(text("SELECT sealed FROM connections")).scalar_one()
    assert world.seal.open(kept, owner="efua")
    with pytest.raises(Exception, match="another owner"):
        world.seal.open(kept, owner="kofi")


def test_c21_with_a_new_key_old_tokens_are_read_and_new_ones_sealed(world, calendar):
    first, new = world.access(calendar), Seal.new_key()
    world.seal = Seal([new, world.key])
    assert world.access(calendar) == first
    newer = world.access(calendar, refused=first)
    world.seal = Seal([new])
    assert world.access(calendar) == newer


# --- C22: renewing, and giving back ---------------------------------------------------------------------------------


def test_c22_two_workers_who_renew_at_once_make_one_call(world, calendar):
    refused_token = world.access(calendar)
    world.google.before = lambda path: sleep(0.5) if path == "/token" else None
    with ThreadPoolExecutor(2) as workers:
        told = set(workers.map(lambda _: world.access(calendar, refused=refused_token), range(2)))
    assert len(told) == 1
    assert told != {refused_token}
    assert world.renewals() == 1


def killed_between_answer_and_commit(world, calendar):
    """A worker renews, and dies with the answer in its hand; then its lease runs out. The token that was refused."""
    refused_token = world.access(calendar)
    words = [
        sys.executable,
        str(DYING),
        f"sqlite:///{world.database.path}",
        world.key,
        world.google.url,
        calendar.id,
        refused_token,
    ]
    root = Path(__file__).parents[2]
    done = subprocess.run(words, timeout=60, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert world.renewals() == 1, "it died after Google had answered"
    world.clock.pass_by(MINUTE)
    return refused_token


def test_c22_killed_between_answer_and_commit_a_connection_goes_on(in_a_file):
    world, calendar = in_a_file
    refused_token = killed_between_answer_and_commit(world, calendar)
    assert world.access(calendar, refused=refused_token, wait=lambda seconds: None) != refused_token
    assert world.renewals() == 2
    assert world.letters() == ()


def test_c22_where_refresh_tokens_change_it_asks_to_reconnect_once_and_never_loops(in_a_file):
    world, calendar = in_a_file
    world.google.rotates = True
    refused_token = killed_between_answer_and_commit(world, calendar)
    for _ in range(50):
        world.clock.pass_by(MINUTE)
        with pytest.raises(NeedsReconnect):
            world.access(calendar, refused=refused_token)
    assert world.renewals() == 2
    assert len(world.letters()) == 1
    world.connect()
    assert world.access(calendar)


def test_c22_leave_that_was_taken_back_costs_one_call_and_one_letter(world, calendar):
    world.choose(world.connections()[0], FAMILY)
    world.google.take_back(world.google.account(EFUA))
    world.clock.pass_by(DAY)
    for _ in range(50):
        for one in world.followed():
            with pytest.raises(NeedsReconnect):
                world.access(one)
        world.clock.pass_by(MINUTE)
    assert world.renewals() == 1
    assert [letter.kind for letter in world.letters()] == ["reconnect"]
    assert [one.next_sync_at for one in world.followed()] == [None, None]


def test_c22_disconnecting_ends_all_in_the_same_request_but_what_was_decided(world, calendar):
    promise = promised(world, calendar)
    token = world.google.grants[0].refresh
    world.disconnect(world.connections()[0])
    kept = rows(world.database)
    assert [kept[name] for name in ("connections", "calendars", "event_versions", "current_events")] == [[]] * 4
    assert [kept[name] for name in ("resources", "memories", "revocations")] == [[]] * 3
    assert "zebrafish" not in repr(kept)
    with world.database.read() as db:
        assert ledger_store.promise(db, "efua", promise.id).body == promise.body
    assert world.google.revoked == [token]


def test_c22_where_google_cannot_be_told_it_is_told_later(world, calendar):
    world.google.fault("/revoke", 0)
    assert world.disconnect(world.connections()[0]) is False
    assert rows(world.database)["connections"] == []
    world.clock.pass_by(MINUTE)
    assert connections.revoke_due(world.database, world.seal, world.client, world.clock()) == 1
    assert len(world.google.revoked) == 1


def promised(world, calendar):
    """A promise accepted from an event of this calendar, of which more is told than was promised."""
    found = candidate(event=event().key._replace(calendar=calendar.id))
    told = event("Send proposal to Ama", key=found.event, description="zebrafish", location="zebrafish")
    with world.database.write() as db:
        events.record(db, "efua", calendar.id, Changes(new=(told,)), NOW)
        events.save_candidates(db, "efua", found.event, (found,), 1)
    return answers.accept(world.database, world.user, found.sign, via="page", now=NOW)
